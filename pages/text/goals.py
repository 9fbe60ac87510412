"""The words of goals: how they read, how it went and why some cannot be followed. Rows as TargetResult."""

from typing import Any

from pages.text.comparisons import VERDICTS, base_text
from pages.text.formats import HIDDEN_WORD, TOO_FEW, count, listing, number, percent, period_name, sentence_case, signed
from queries.periods import Period, parse_period
from queries.uncertainty import Share

TITLE = "Mål och resultat"
OPERATORS = {">=": "minst", ">": "mer än", "=": "", "<=": "högst", "<": "mindre än"}
WHO = {"kvinna": " kvinnor", "man": " män"}
WORD_JOINER = "\u2060"
MET = {
    "yes": "✓ Nått",
    "no": "✗ Inte nått",
    "part": "… Pågår",
    "too_few": f"? {sentence_case(VERDICTS['too_few'])}",
    "hidden": f"● {sentence_case(VERDICTS['hidden'])}",
}
DEFINITION = (
    "Mål ur verksamhetsplanen som registret kan följa. Andelar räknas ur antal och hålls mot målet med ett "
    "95-procentigt Wilsonintervall: nått eller inte nått står bara där hela intervallet ligger på ena sidan om målet. "
    "Ett mål om en jämn fördelning är nått när intervallet täcker det. Antal räknas från målperiodens början."
)
AT_EXIT = "Registret ser arbete och studier först när deltagandet avslutas, så fler kan ha börjat arbeta eller studera."
BOTH_GENDERS = "Målen hålls mot alla deltagare, oberoende av vilket kön som är valt."
NO_GOALS = "Planen har inga mål för {period} i underlaget."
NONE_FOLLOWED = "Inget av periodens mål går att följa i registret."


def level(row: dict[str, Any]) -> str:
    """Minst 60 %; minst 30 % män; 50 % kvinnor; mer än föregående år (14 %)."""
    words = f"{OPERATORS[row['operator']]} {_level(row)}".strip()
    return f"{words}{WHO.get(row['gender'], '')}"


def _level(row: dict[str, Any]) -> str:
    if row["reference"]:
        return f"{row['reference']} ({percent(row['goal'])})" if row["goal"] is not None else row["reference"]
    if row["goal"] is None:
        return "okänt"
    return percent(row["goal"]) if row["measure"] == "andel" else f"{number(row['goal'])} {row['unit']}"


def result(row: dict[str, Any]) -> str:
    """The result in the goal's own unit, or why there is none."""
    if row["met"] == "hidden":
        return HIDDEN_WORD
    if row["measure"] == "andel":
        return sentence_case(TOO_FEW) if row["share"] is None else percent(row["share"])
    return _number(row)


def _number(row: dict[str, Any]) -> str:
    return count(row["k"]) if row["measure"] == "antal" else "–"


def basis(row: dict[str, Any], period: Period) -> str:
    """What the result rests on."""
    if row["measure"] == "andel":
        return base_text(Share(row["k"], row["n"])).replace("–", f"–{WORD_JOINER}")
    return "Antal" if row["period"] == period.code else f"Antal till och med {period_name(period)}"


def met(row: dict[str, Any]) -> str:
    """How it went, with a symbol and in words."""
    if row["met"] == "part":
        return f"{MET['part']}: målet gäller {goal_period(row['period'])}"
    if row["measure"] == "antal" or row["met"] in {"too_few", "hidden"} or row["goal"] is None:
        return MET[row["met"]]
    distance = round(row["share"] * 100) - round(row["goal"] * 100)
    side = "över" if row["share"] >= row["goal"] else "under"
    if row["operator"] == "=":
        if not distance:
            return MET[row["met"]]
        away = f"{_points(distance)} {side} målet"
        return f"{MET['yes']} inom osäkerheten, {away}" if row["met"] == "yes" else f"{MET['no']}, {away}"
    if row["met"] == "chance":
        return f"≈ {sentence_case(side)} målet, men {VERDICTS['chance']}"
    return MET[row["met"]]


def _points(distance: int) -> str:
    return f"{signed(abs(distance))[1:]} {'procentenhet' if abs(distance) == 1 else 'procentenheter'}"


def goal_period(text: str) -> str:
    """2025 → 2025; 2022-09--2025-12 → hela 2022-09–2025-12."""
    period = parse_period(text)
    return f"hela {period_name(period)}" if period else f"hela {text.replace('--', '–')}"


def not_followed(row: dict[str, Any]) -> str:
    """Why the register cannot tell."""
    return {
        "insats": "Insatsen finns inte i registret.",
        "measure": f"Mäts i {row['unit']}, inte i antal eller andel deltagare.",
        "population": f"Räknas på ”{row['population']}”, som inte finns i registret.",
        "category": f"”{row['category']}” registreras inte.",
        "exit_list": f"Avslutsorsakerna skiljer inte ut ”{row['category']}” under hela målperioden.",
        "reference": f"Registret saknar jämförelsen ”{row['reference']}”.",
        "span": "Registret täcker inte hela målperioden.",
    }[row["reason"]]


def unfollowed_notes(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The same as notes under a chart: which goal, and why it is not among the marks."""
    return tuple(f"{row['insats']}: målet om {level(row)} visas inte. {not_followed(row)}" for row in rows)


def title(rows: list[dict[str, Any]]) -> str:
    """How many of the followed goals are reached, missed and open."""
    reached, missed = (sum(row["met"] == state for row in rows) for state in ("yes", "no"))
    unsure = len(rows) - reached - missed
    if len(rows) == 1:
        return f"Ett mål går att följa: {'nått' if reached else 'inte nått' if missed else 'kan inte avgöras'}"
    told = [
        f"{number(reached)} {_reached(reached)}",
        *([f"{number(missed)} inte {_reached(missed)}"] if missed else []),
    ]
    words = f"Av {number(len(rows))} mål som går att följa är {listing(told)}"
    return f"{words}; {number(unsure)} kan inte avgöras" if unsure else words


def _reached(n: int) -> str:
    return "nått" if n == 1 else "nådda"


def subtitle(period: Period) -> str:
    """What the results are of."""
    words = f"Verksamhetsplanens mål mot registret, {period_name(period)}."
    return words if period.half is None else f"{words} Målen gäller helåret; andelarna här är halvårets."


def not_followed_title(n: int) -> str:
    """How many goals the register cannot follow."""
    return f"{number(n)} mål går inte att följa i registret" if n > 1 else "Ett mål går inte att följa i registret"
