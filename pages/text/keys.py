"""The shortcuts, the way to them from the foot of the page, and the words of a presentation."""

OPEN_HELP = "Kortkommandon"
PRESENT = "Presentera diagrammen"
ABOUT_SITE = "Om webbplatsen"

WORDS = {
    "help": OPEN_HELP,
    "key": "Tangent",
    "does": "Gör",
    "close": "Stäng",
    "use": "Använd kortkommandon",
    "use_hint": "Stäng av dem om de krockar med ett hjälpmedel. Valet sparas i den här webbläsaren. De gäller aldrig "
    "medan du skriver i ett fält.",
    "keys": [
        ["?", "Visar den här listan"],
        ["f", "Går till sidans första val"],
        ["t", "Öppnar och stänger diagrammets tabell"],
        ["p", "Presenterar sidans diagram, ett i taget på hela skärmen"],
        ["← →", "Går mellan talen i ett diagram, och mellan diagrammen i presentationen"],
        ["Retur", "Väljer insatsen man står på i ett diagram, och lämnar den igen"],
        ["Esc", "Stänger listan eller presentationen"],
    ],
    "page": "Går till sidan {title}",
    "nothing": "Sidan har inga diagram att presentera.",
    "presentation": "Presentation",
    "previous": "Föregående",
    "next": "Nästa",
    "leave": "Avsluta",
    "of": "Diagram {at} av {all}",
}
