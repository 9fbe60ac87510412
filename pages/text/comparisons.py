"""How a change is told: in words, with its certainty."""

from pages.text.formats import HIDDEN_WORD, TOO_FEW, interval, number, percent, points, sentence_case
from queries.uncertainty import SMALLEST_BASE, Share, Verdict

VERDICTS: dict[Verdict, str] = {
    "higher": "säker förändring",
    "lower": "säker förändring",
    "chance": "kan vara slump",
    "too_few": "för få för att säga",
    "hidden": "antalet är skyddat",
}


def count_change(now: int | None, before: int | None, before_name: str, *, reached: bool) -> str:
    """352, 327, 2023 → 25 fler än 2023 (327). reached: the register covers the period before."""
    if now is None:
        return sentence_case(VERDICTS["hidden"])
    if before is None:
        return f"Antalet för {before_name} är skyddat" if reached else f"Uppgift för {before_name} saknas"
    change = now - before
    if change == 0:
        return f"Lika många som {before_name}"
    return f"{number(abs(change))} {'fler' if change > 0 else 'färre'} än {before_name} ({number(before)})"


def share_change(now: Share, before: Share, before_name: str, verdict: Verdict, finest: int) -> str:
    """+2,7 procentenheter mot 2023 (17,5 %): kan vara slump. finest is the most decimals to tell.

    The difference is that of the shares as they are written, so that it can be checked on the screen.
    """
    if now.hidden:
        return ""  # base_text says it, in the same box
    if now.share is None or before.share is None:
        return f"Jämförelse med {before_name}: {VERDICTS['hidden' if before.hidden else 'too_few']}"
    decimals = min(_decimals(now), _decimals(before), finest)
    difference = round(now.share, 2 + decimals) - round(before.share, 2 + decimals)
    written = percent(before.share, decimals)
    return f"{points(difference, decimals)} mot {before_name} ({written}): {VERDICTS[verdict]}"


def share_text(share: Share, finest: int = 0) -> str:
    """18 %, or with finest 1 17,5 % of more than a hundred; or that the base is too small."""
    if share.hidden:
        return HIDDEN_WORD
    return percent(share.share, min(_decimals(share), finest)) if share.enough else sentence_case(TOO_FEW)


def _decimals(share: Share) -> int:
    """One decimal means something only where one person is less than a per cent."""
    return 1 if share.n is not None and share.n > 100 else 0


def base_text(share: Share) -> str:
    """61 av 348, osäkerhet 14–22 %; below the smallest bases without the interval, or without the count."""
    if share.hidden:
        return sentence_case(VERDICTS["hidden"])
    if not share.enough:
        return f"Färre än {SMALLEST_BASE} personer: {VERDICTS['too_few']}"
    if share.interval is None:
        return f"{number(share.k)} av {number(share.n)}, för få för att ange osäkerhet"
    return f"{number(share.k)} av {number(share.n)}, osäkerhet {interval(*share.interval)}"
