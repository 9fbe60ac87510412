"""The words about what a deltagande and a result cost."""

from typing import Any

from pages.text.comparisons import VERDICTS
from pages.text.formats import NBSP, number, percent, sentence_case, tkr

NO_COSTS = (
    "Det finns inget år där en insats har både en inläst budget och deltagare i registret, "
    "så kostnaden kan inte räknas."
)
SOURCE = "{documents}; förbundets register Insatsuppföljning"
NO_RESULTS = "årets avslutsorsaker skiljer inte ut arbete eller studier"
INTRODUCTION = (
    "Insatsens pengar delade med antalet deltaganden och med antalet avslutade till arbete eller studier samma "
    "kalenderår. Insatserna möter olika målgrupper och ger olika långt stöd, så raderna säger inte "
    "vilken insats som är bäst."
)
SHOWN_ONLY = " i de insatser som kan visas"
HIDDEN_TITLE = "Vad det kostar visas inte, eftersom antalen är skyddade"
TOO_FEW_TITLE = "För få för att säga vad det kostar"
GROUP_NOTE = "Målgruppens könsfördelning står vid de insatser där en källa anger den."
PARTICIPANT_SUBTITLE = "Insatsens pengar delade med årets deltagare, tkr, helåret {year}. {basis}."
RESULT_SUBTITLE = (
    "Insatsens pengar delade med årets avslutade till arbete eller studier, tkr, helåret {year}. "
    "Punkten är kostnaden, linjen osäkerheten. {basis}."
)
BASES = {"budget": "Budget, inte utfall", "prognos": "Prognos, inte utfall", "utfall": "Utfall"}
DEFINITIONS = {
    "per_participant": "Insatsens pengar delade med antalet deltaganden som pågick under året. Under 10 deltaganden "
    "anges ingen kostnad.",
    "per_result": "Insatsens pengar delade med antalet avslutade till arbete eller studier under året. Osäkerheten är "
    "pengarna delade med det antal resultat som andelens 95-procentiga Wilsonintervall ger. Under 20 avslutade anges "
    "ingen kostnad.",
}


def no_cost_title(*, some_hidden: bool) -> str:
    """Why no cost is told."""
    return HIDDEN_TITLE if some_hidden else TOO_FEW_TITLE


def cost_title(low: float, high: float, basis: str, year: int, *, some_hidden: bool) -> str:
    """The span between the insatser, of those that may be shown."""
    year_told = f"{year}{SHOWN_ONLY}" if some_hidden else f"{year}"
    if round(low) == round(high):
        return f"En deltagare kostar {tkr(round(low))} enligt {basis} {year_told}"
    return f"Mellan {number(low)} och {tkr(round(high))} per deltagare enligt {basis} {year_told}"


def result_title(low: float, high: float, basis: str, year: int, *, wide: bool, some_hidden: bool) -> str:
    """The span between the insatser, of those that may be shown; wide says that an interval reaches far."""
    unsure = f"{SHOWN_ONLY if some_hidden else ''}{', men osäkerheten är stor' if wide else ''}"
    if round(low) == round(high):
        return f"Ett resultat kostar {tkr(round(low))} enligt {basis} {year}{unsure}"
    return f"Mellan {number(low)} och {tkr(round(high))} per resultat enligt {basis} {year}{unsure}"


def participant_words(row: dict[str, Any]) -> list[str]:
    """31,2 tkr per deltagare; 15 440 tkr på 495 deltagare."""
    if row["participants"] is None:
        return [f"{tkr(row['budget_tkr'])}, {VERDICTS['hidden']}"]
    base = f"{tkr(row['budget_tkr'])} på {number(row['participants'])} deltagare"
    if row["per_participant_tkr"] is None:
        return [sentence_case(VERDICTS["too_few"]), base]
    return [f"<b>{number(row['per_participant_tkr'], 1)}{NBSP}tkr</b> per deltagare", base]


def result_words(row: dict[str, Any]) -> list[str]:
    """643 tkr, osäkerhet 430–905 tkr; 24 av 118 avslutade till arbete eller studier."""
    if row["ended"] is None or row["results"] is None:
        return [f"{tkr(row['budget_tkr'])}, {VERDICTS['hidden']}" if row["hidden"] else sentence_case(NO_RESULTS)]
    base = f"{number(row['results'])} av {number(row['ended'])} avslutade till arbete eller studier"
    low, high = row["per_result_low_tkr"], row["per_result_high_tkr"]
    if low is None:
        return [sentence_case(VERDICTS["too_few"]), base]
    if row["per_result_tkr"] is None:
        return [f"<b>Minst {tkr(round(low))}</b>", base]
    return [f"<b>{tkr(round(row['per_result_tkr']))}</b>, osäkerhet {number(low)}–{tkr(round(high))}", base]


def group_words(group: str, women_share: float) -> str:
    """målgrupp psykosvård, 0.45 → Målgrupp psykosvård: 45 % kvinnor."""
    return f"{sentence_case(group)}: {percent(women_share)} kvinnor"
