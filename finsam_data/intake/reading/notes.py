"""What is noted of a file that may be read all the same: macros, links, hidden sheets, formulas."""

from collections.abc import Iterator, Sequence

from finsam_data.intake.finding import Finding, Rule, Severity
from finsam_data.intake.reading.gate import broken
from finsam_data.intake.words import OWN_SHEETS

VALUES_NOT_FORMULAS = Rule(
    "Cellerna innehåller värden, inte formler.",
    Severity.WARNS,
    "Kontrollera värdena. Kopiera cellerna och klistra in dem som värden, så att de inte kan ändras av sig själva.",
)
FORMULA_HAS_VALUE = Rule(
    "En formel har ett sparat värde.", Severity.WARNS, "Öppna filen i Excel, spara den och skicka den igen."
)
NO_LINKS = Rule(
    "Filen hämtar inga värden ur andra filer.",
    Severity.WARNS,
    "Kontrollera värdena. Välj Data, Redigera länkar, Bryt länk.",
)
NO_MACROS = Rule("Filen har inga makron.", Severity.WARNS, "Spara filen som .xlsx nästa gång.")
NO_HIDDEN_SHEETS = Rule(
    "Inget blad är dolt.", Severity.WARNS, "Ta fram bladet, och ta bort det om det inte hör till underlaget."
)
NO_PICTURES = Rule(
    "Filen har inga bilder.",
    Severity.WARNS,
    "Titta på dem: syns ett namn eller personnummer får filen inte läsas in. Ta bort bilder ur filen nästa gång.",
)
MOST_CELLS_NAMED = 20
"""So many formulas without a value are found one by one on a sheet."""


def macros() -> Finding:
    """The file has macros."""
    return broken(NO_MACROS, "Filen har makron. De har inte körts, bara cellernas värden är lästa.")


def pictures() -> Finding:
    """The file has pictures, which nobody but a person can look through."""
    return broken(NO_PICTURES, "Filen har bilder. Det som syns i dem är inte genomsökt.")


def links(n_files: int) -> Finding:
    """The file takes values from other files."""
    files = "en annan fil" if n_files == 1 else f"{n_files} andra filer"
    return broken(NO_LINKS, f"Filen hämtar värden ur {files}. De värden som senast sparades är lästa.")


def hidden_sheet(sheet: str) -> Iterator[Finding]:
    """A hidden sheet, unless the template hides it."""
    if sheet not in OWN_SHEETS:
        yield broken(NO_HIDDEN_SHEETS, f"Bladet ”{sheet}” är dolt i filen, men är läst.", sheet)


def formulas(sheet: str, cells: Sequence[str], without_value: Sequence[str] = ()) -> Iterator[Finding]:
    """The cells of a sheet with formulas, and those of them whose value is not in the file."""
    if cells:
        told = f"{len(cells)} celler, den första {cells[0]}," if len(cells) > 1 else f"Cell {cells[0]}"
        told = f"{told} innehåller en formel. Det värde som senast sparades är läst."
        yield broken(VALUES_NOT_FORMULAS, told, sheet, cells[0])
    for cell in without_value[:MOST_CELLS_NAMED]:
        told = f"Formeln i cell {cell} har inget sparat värde, så cellen är läst som tom."
        yield broken(FORMULA_HAS_VALUE, told, sheet, cell)
    if more := without_value[MOST_CELLS_NAMED:]:
        yield broken(FORMULA_HAS_VALUE, f"… och {len(more)} formler till utan sparat värde.", sheet)
