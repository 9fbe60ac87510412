"""The words of the command line that every call may meet; it imports nothing, so that the help comes at once."""

SWEDISH = {
    "usage: ": "användning: ",
    "options": "flaggor",
    "positional arguments": "argument",
    "show this help message and exit": "visa den här hjälpen och avsluta",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fel: %(message)s\n",
    "the following arguments are required: %s": "det saknas: %s",
    "unrecognized arguments: %s": "okända argument: %s",
    "expected one argument": "ett värde saknas",
    "ignored explicit argument %r": "värdet %r tas inte emot här",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan betyda flera: %(matches)s",
    "invalid %(type)s value: %(value)r": "%(value)r är inte ett giltigt värde",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte (välj bland %(choices)s)",
    "one of the arguments %s is required": "något av detta måste anges: %s",
    "not allowed with argument %s": "går inte ihop med %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}
"""The texts of argparse that a user of these commands can meet."""

IMPORT_EPILOG = (
    "Finns något att godkänna visas det och frågan ställs; utan terminal, eller med --json, läses filen då in bara med "
    "--yes. Med --json är svaret ett objekt per fil, en rad var: file, sha256, status (accepted, partly, refused), "
    "rows_in, accepted, rejected, not_data och findings (sheet, row, column, rule, severity, message, suggestion). "
    "Slutkoder: 0 alla rader godkända, 1 misslyckades, 2 en fil avvisad (eller felaktigt anrop), 3 några rader "
    "avvisade, 4 väntar på godkännande."
)
COMMANDS = {
    "load": "läs in och kontrollera datamappen utan att ändra något",
    "import": "läs in projektledarnas filer i registret",
    "imports": "lista inläsningarna, den senaste först",
    "undo": "ta tillbaka en inläsning",
    "template": "skriv mallen som projektledarna fyller i",
    "publish": "publicera datamappen som en ögonblicksbild",
    "audit": "angrip den skyddade utgåvan: kan någon liten grupp räknas fram?",
    "project": "räkna ett scenario år för år; utan scenario planen och dess antaganden",
    "ideal": "räkna idealfördelningen för en tabell över förbund, eller skriv mallen till den",
    "serve": "starta instrumentpanelen på den här datorn",
}
