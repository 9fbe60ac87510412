"""The pages: folder, title and address, in the order of the menu."""

PAGES = (
    ("overview", "Översikt", ""),
    ("outcomes", "Resultat per insats", "resultat"),
    ("gender", "Könsfördelning", "konsfordelning"),
    ("referrals", "Anmälare", "anmalare"),
    ("budget", "Budget och idealfördelning", "budget"),
    ("scenarios", "Scenarier", "scenarier"),
    ("quality", "Datakvalitet", "datakvalitet"),
    ("intake", "Inläsning", "inlasning"),
    ("about", "Om siffrorna", "om"),
    ("accessibility", "Tillgänglighetsredogörelse", "tillganglighet"),
)

NOT_IN_MENU = frozenset({"accessibility"})
"""The folders of pages that the foot of every page leads to instead."""
INTERNAL_ONLY = frozenset({"intake"})
"""The folders of pages that only the internal edition has; in the protected one their address says so."""
