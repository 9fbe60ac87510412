"""What a chart says aloud, and the words of its tools."""

from pages.text.formats import NBSP

SPOKEN_STATES = {
    "hidden": "skyddat",
    "too_few": "för få",
    "missing": "uppgift saknas",
    "not_applicable": "inget att räkna",
}
TOOLS = {
    "table": "Tabell",
    "csv": "CSV",
    "png": "PNG",
    "svg": "SVG",
    "full": "Helskärm",
    "copy": "Kopiera som bild",
}
WORDS = {
    **TOOLS,
    "tools": "Verktyg för diagrammet",
    "diagram": "diagram",
    "hint": "Piltangenterna går mellan talen, PgUp och PgDn fem steg, Home och End till första och sista, "
    "T till tabellen, Escape lämnar.",
    "choose": "Klicka på en insats, eller gå till den med piltangenterna och tryck Retur, för att visa bara den.",
    "chosen": "Bara {insats} är vald. Klicka på den igen, eller tryck Retur på den, för att visa alla insatser.",
    "enter": "Retur: visa bara {insats}.",
    "enter_all": "Retur: visa alla insatser.",
    "leave": "Lämna helskärm",
    "copied": "Bilden är kopierad.",
    "not_copied": "Webbläsaren lät inte bilden kopieras. Hämta den som PNG i stället.",
    "left": "Ute ur diagrammet.",
    "broken": "Det gick inte. Hämta tabellen i stället.",
}
NOT_DRAWN = "Webbläsaren kunde inte rita diagrammet. Samma siffror står i tabellen här under."


def spoken(label: str, value: str) -> str:
    """Deltagare, 973 → Deltagare 973; Betalar, tkr with 9 042 → Betalar 9 042 tkr; 35 % → 35 procent."""
    name, _, unit = label.partition(", ")
    if unit == "tkr" and value[-1:].isdigit():
        return f"{name} {value} tkr"
    return f"{name if unit == 'tkr' else label} {in_words(value)}"


def in_words(value: str) -> str:
    """35 % → 35 procent."""
    return value.replace(f"{NBSP}%", f"{NBSP}procent")


def out_of(count: str, base: str, share: str) -> str:
    """41, 118, 35 % → 41 av 118, 35 procent."""
    return f"{count} av {base}, {in_words(share)}"


def uncertain(low: str, high: str) -> str:
    """27 %, 44 % → , osäkerhet 27 till 44 procent; nothing where there is none to tell."""
    if not (low[:1].isdigit() and high[:1].isdigit()):
        return ""
    return f", osäkerhet {low.removesuffix(f'{NBSP}%')} till {in_words(high)}"
