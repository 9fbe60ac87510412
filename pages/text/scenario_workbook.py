"""The words of the Excel workbook that compares scenarios."""

COMPARISON = "Jämförelse"
COMPARISON_TITLE = "Scenarier sida vid sida"
INPUTS = "Det som skiljer"
ASSUMPTIONS = "Antaganden"
ABOUT = "Om siffrorna"
UNIT = "Tkr per år. Feta tal är formler: ändra ett belopp, så följer summorna och eget kapital med."
LINE = "Rad"
DIFFERENCE = "Skillnad {letter} mot A"
RESULTS = {
    "allocation_tkr": "Medlemmarnas tilldelning",
    "income_tkr": "Summa intäkter",
    "cost_tkr": "Summa kostnader",
    "result_tkr": "Resultat",
    "carried": "Eget kapital från året innan",
    "opening_adjustment_tkr": "Ändrat av scenariot",
    "equity_opening_tkr": "Ingående eget kapital",
    "rounding_tkr": "Planens egen avrundning",
    "equity_closing_tkr": "Utgående eget kapital",
    "frame_tkr": "Ekonomisk ram",
    "ideal_tkr": "Idealfördelning",
    "gap_to_ideal_tkr": "Kvar till idealet",
}
ASSUMPTION_COLUMNS = ("Antagande", "Värde", "Enhet", "Gäller från", "Källa", "Anmärkning")
MARKS = "Märkning"
SOURCE = "Källa"
DATA = "Data"
HOW = (
    ("Beräkning", "Det här är en beräkning av vad som skulle hända, inte ett utfall och inte ett beslut."),
    ("Resultat", "Summa intäkter minus summa kostnader."),
    ("Eget kapital", "Ingående plus resultat plus planens egen avrundning är utgående, och nästa års ingående."),
    ("Det som ändras", "Ett ändrat belopp ändrar bara sin rad. Parternas matchning räknas om i programmet, inte här."),
)
