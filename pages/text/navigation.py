"""The pages: folder, title and address, in the order of the menu."""

PAGES = (
    ("overview", "Översikt", ""),
    ("outcomes", "Resultat per insats", "resultat"),
    ("gender", "Könsfördelning", "konsfordelning"),
    ("referrals", "Anmälare", "anmalare"),
    ("budget", "Budget och idealfördelning", "budget"),
    ("scenarios", "Scenarier", "scenarier"),
    ("about", "Om siffrorna", "om"),
)
