"""The words of the budget page: labels, titles, notes."""

from typing import Any

import polars as pl

from pages.text.formats import listing, mkr, number, percent, tkr
from queries.allocation import AllocationGap, Matching
from queries.equity import Decision
from queries.periods import Period

TITLE = "Budget och idealfördelning"
NO_MONEY = "Det finns inga inlästa belopp ännu: ingen tilldelning och inga budgetrader."
NO_ALLOCATION = "Ingen tilldelning är inläst."
NO_EQUITY = "Inget eget kapital är inläst."
PUBLISHED_IDEAL = "Publicerad uppgift"
NO_INSATS_BUDGET = "Ingen budget per insats är inläst."
NO_FRAME = "Inget år har både tilldelning, budgetrader och ingående eget kapital inlästa, så ramen kan inte räknas."
SECTIONS = {
    "allocation": "Tilldelning och ideal",
    "insatser": "Insatserna",
    "frame": "Ramen och eget kapital",
    "cost": "Kostnad per deltagare och resultat",
}
NEVER_ADDED = "Varje belopp är märkt utfall, prognos, budget eller plan, och plan läggs aldrig ihop med utfall."
FIGURES = {
    "allocation": "Tilldelning {year}",
    "ideal": "Idealfördelning {year}",
    "gap": "Kvar upp till idealet {year}",
    "frame": "Ekonomisk ram {year}",
    "equity": "Utgående eget kapital {year}",
    "room": "Ofördelat {year}",
}
NOT_READ = "Uppgift för {year} är inte inläst"
NO_IDEAL = "Ingen idealfördelning är publicerad för {year}"
NO_ROOM = "Ingen inläst plan efter {year} lämnar pengar ofördelade"
DEFINITIONS = {
    "frame": "Ekonomisk ram: medlemmarnas tilldelning plus övriga intäkter plus ingående eget kapital.",
    "equity": "Eget kapital: ingående plus intäkter minus kostnader är utgående. Det får inte bli mindre än noll. "
    "Planen räknar vidare från det tryckta utgående kapitalet.",
    "room": "Ofördelat: planerade intäkter minus planerade kostnader, för det första planerade år där något blir över. "
    "Beslut som inte står i planen är inte avdragna.",
    "matching": "Parterna betalar i hela andelar ({shares}). Den lägsta andelen bestämmer de andra.",
    "insats": "Budget per insats enligt verksamhetsplanen. Budget är beslutad, plan är preliminär; inget av dem är "
    "utfall.",
}
TYPES = {"individinriktad": "Individinriktade insatser", "strukturell": "Strukturella insatser"}
FRAME_PARTS = {
    "contributions": "Medlemmarnas tilldelning",
    "other_income": "Övriga intäkter",
    "opening": "Ingående eget kapital",
    "frame": "Ekonomisk ram",
    "individinriktad": "Individinriktade insatser",
    "strukturell": "Strukturella insatser",
    "activities": "Insatser och aktiviteter",
    "office": "Styrelse och kansli",
    "closing": "Kvar som eget kapital",
}
EQUITY_LINES = {
    "known": "Utfall, prognos och beslutad budget",
    "plan": "Plan, om inget mer beslutas",
    "after": "Plan, när besluten utanför planen är betalda",
}
PARTIES_TITLE = "Vad parterna betalar"
OTHER_YEAR = "Visas för att {year} saknar uppgifter."
IDEAL_SUBTITLE = (
    "Medlemmarnas tilldelning, tkr per år, {years}. Lodrätt streck: idealfördelningen. Prickad ruta: det som saknas."
)
QUARTERS_SUBTITLE = "Vad varje part betalar per år, {years}. Varje ruta är en hel andel, tkr."
INSATS_SUBTITLE = "{kind}, tkr per år, {years}. Fylld stapel är beslutad, ofylld är inte beslutad."
FRAME_SUBTITLE = "Varifrån pengarna {year} kommer och vad de används till, tkr. {state}."
EQUITY_SUBTITLE = "Eget kapital i slutet av varje år, tkr, {years}. Det vågräta strecket är noll."
TIMES: dict[float, str] = {2: "två", 3: "tre", 4: "fyra", 5: "fem", 6: "sex"}
SHARES = {3: "tredjedelen", 4: "fjärdedelen", 5: "femtedelen"}
"""One share of so many, as it is named."""


def state(basis: str, decided: bool) -> str:
    """budget, True → budget, beslutad; what has happened, or is foreseen, is not a matter of decision."""
    if basis in ("utfall", "prognos"):
        return basis
    return f"{basis}, {'beslutad' if decided else 'inte beslutad'}"


def summary(period: Period | None, year: int, allocation: str) -> str:
    """Which year's money is shown, and why; allocation as from allocation_words."""
    if period is None:
        return f"Sidan visar {year}, det senaste året med beslutade belopp. {allocation}{NEVER_ADDED}"
    if period.year != year:
        return f"För {period.year} finns inga inlästa belopp, så sidan visar {year}. {allocation}{NEVER_ADDED}"
    if period.half is not None:
        return f"Pengar redovisas per kalenderår, så för halvåret visas hela {year}. {allocation}{NEVER_ADDED}"
    return f"{allocation}{NEVER_ADDED}"


def allocation_words(year: int, allocation_tkr: float, basis: str, decided: bool) -> str:
    """Tilldelningen 2025 är 36 168 tkr (budget, beslutad)."""
    return f"Tilldelningen {year} är {tkr(allocation_tkr)} ({state(basis, decided)}). "


def change(difference: float, before: int) -> str:
    """+3050, 2024 → 3 050 tkr mer än 2024."""
    if difference == 0:
        return f"Lika mycket som {before}"
    return f"{tkr(abs(difference))} {'mer' if difference > 0 else 'mindre'} än {before}"


def gap_title(gap: AllocationGap) -> str:
    """The finding of actual against ideal."""
    if gap.gap_tkr <= 0:
        return (
            f"{gap.year} är tilldelningen {percent(gap.share, 1)} av idealet, {tkr(-gap.gap_tkr)} mer än modellen ger"
        )
    return f"{gap.year} är tilldelningen {percent(gap.share, 1)} av idealet: {tkr(gap.gap_tkr)} saknas"


def allocation_title(year: int, allocation_tkr: float, basis: str, decided: bool) -> str:
    """What the year gets where no ideal is published."""
    return f"Tilldelningen {year} är {tkr(allocation_tkr)} ({state(basis, decided)}), inget ideal är publicerat"


def span(years: list[int]) -> str:
    """[2024, 2025, 2026] → 2024–2026; one year stands alone."""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def ideal_note(years_without: list[int]) -> str:
    """Why some years have no mark."""
    return f"För {listing([str(year) for year in years_without])} är ingen idealfördelning publicerad."


def matching_title(now: Matching) -> str:
    """What one krona from the party with the lowest share becomes, with the real numbers."""
    times = TIMES.get(now.times)
    if not now.holds or times is None:
        return f"{now.year} betalar parterna tillsammans {tkr(now.allocation_tkr)}"
    product = f"{number_tkr(now.quarter_tkr)} × {now.shares} = {tkr(now.allocation_tkr)}"
    return f"En krona från {now.short_name} blir {times}: {product}"


def matching_notes(now: Matching, before: Matching | None) -> tuple[str, ...]:
    """The rule in words, and what it did to the latest change."""
    if not now.holds:
        return ()
    share = SHARES.get(now.shares, "andelen")
    notes = [
        f"Alla betalar efter den lägsta {share}: höjs den med en krona ökar hela tilldelningen med {now.shares} kronor."
    ]
    if before and before.holds and (change := now.quarter_tkr - before.quarter_tkr):
        did, became = ("höjde", "ökade") if change > 0 else ("sänkte", "minskade")
        total = tkr(abs(now.allocation_tkr - before.allocation_tkr))
        notes.append(
            f"{now.year} {did} {now.short_name} sin del med {tkr(abs(change) * now.own_shares)}, "
            f"och hela tilldelningen {became} med {total}."
        )
    return tuple(notes)


def number_tkr(value: float) -> str:
    """9042 → 9 042, 8279.5 → 8 279,5 and 150.25 → 150,25; where the unit stands elsewhere."""
    decimals = next((places for places in (0, 1) if float(value * 10**places).is_integer()), 2)
    return number(value, decimals)


def zero_title(insatser: list[str], year: int) -> str:
    """Who gets nothing in the plan."""
    return f"{listing(insatser)} har 0 tkr i planen från {year}"


def insats_title(kind: str, amount: float, share: float, year: int) -> str:
    """How much one kind of insatser gets where none is planned at zero."""
    return f"{TYPES[kind]} får {tkr(amount)} {year}, {percent(share)} av insatsernas pengar"


def frame_title(year: int, used: str, share: float) -> str:
    """What most of the frame is used for."""
    return f"{percent(share)} av ramen {year} går till {used.lower()}"


def printed_note(name: str, computed: float, printed: float) -> str:
    """A computed amount that the documents print otherwise."""
    why = "avrundning till hela tkr" if abs(computed - printed) <= 1 else "stämmer inte"
    return f"{name}: {tkr(computed)} räknat från raderna, {tkr(printed)} tryckt ({why})."


def closing_note(year: int, computed: float, printed: float) -> str:
    """The same for eget kapital, and which of them the plan goes on from."""
    return (
        f"{printed_note(f'Eget kapital i slutet av {year}', computed, printed)} Planen räknar vidare från det tryckta."
    )


def sums_notes(checks: pl.DataFrame, group: str) -> tuple[str, ...]:
    """Printed sums of a group that differ from their lines, those of rounding apart; checks as SumCheck."""
    found = checks.filter(pl.col("difference_tkr") != 0, group=group).to_dicts()
    rounded = [check for check in found if abs(check["difference_tkr"]) == 1]
    wrong = [check for check in found if abs(check["difference_tkr"]) > 1]
    kinds = (("skiljer 1 tkr från sina rader (avrundning)", rounded), ("inte stämmer med sina rader", wrong))
    return tuple(f"Tryckta summor som {why}: {_sums(listed)}." for why, listed in kinds if listed)


def _sums(checks: list[dict[str, Any]]) -> str:
    return "; ".join(
        f"{check['line']} {check['year']}, {number(check['printed_tkr'])} mot {number(check['computed_tkr'])}"
        for check in checks
    )


def equity_title(year: int, closing: float, after: float | None, decided: bool) -> str:
    """What is left at the end of the year that matters."""
    if after is None and decided:
        return f"Eget kapital är {tkr(closing)} i slutet av {year}"
    if after is None:
        return f"Enligt planen är eget kapital {tkr(closing)} i slutet av {year}, om inget mer beslutas"
    if after < 0:
        return f"Besluten utanför planen är {tkr(-after)} större än det som finns {year}"
    return f"När besluten är betalda återstår {tkr(after)} i slutet av {year}, inte {tkr(closing)}"


def decision_words(made: list[Decision]) -> str:
    """13,5 mkr till X och cirka 13 mkr till Y."""
    return listing([f"{'' if d.exact else 'cirka '}{short_mkr(d.total_tkr)} till {d.insats}" for d in made])


def short_mkr(value_tkr: float) -> str:
    """13000 → 13 mkr; 13500 → 13,5 mkr."""
    return mkr(value_tkr).replace(",0", "")


def cited(documents: list[tuple[str, list[str]]]) -> str:
    """[(title, places)] → Title, place och place; Title. No places, no comma."""
    return "; ".join(", ".join([title, *([listing(places)] if places else [])]) for title, places in documents)
