"""How a change is told: in words, with its certainty."""

from pages.text.formats import HIDDEN_WORD, interval, number, percent, points, sentence_case
from queries.uncertainty import SMALLEST_BASE, Share, Verdict

VERDICTS: dict[Verdict, str] = {
    "higher": "säker förändring",
    "lower": "säker förändring",
    "chance": "kan vara slump",
    "too_few": "för få för att säga",
    "hidden": "antalet är skyddat",
}


def count_change(now: int | None, before: int | None, before_name: str) -> str:
    """352, 327, 2023 → 25 fler än 2023 (327)."""
    if now is None:
        return sentence_case(VERDICTS["hidden"])
    if before is None:
        return f"Uppgift för {before_name} saknas"
    change = now - before
    if change == 0:
        return f"Lika många som {before_name}"
    return f"{number(abs(change))} {'fler' if change > 0 else 'färre'} än {before_name} ({number(before)})"


def share_change(now: Share, before: Share, before_name: str, verdict: Verdict) -> str:
    """+2,7 procentenheter mot 2023 (17,5 %): kan vara slump.

    The difference is that of the shares as they are written, so that it can be checked on the screen.
    """
    if now.share is None or before.share is None:
        return f"Jämförelse med {before_name}: {VERDICTS['hidden' if now.hidden or before.hidden else 'too_few']}"
    decimals = min(_decimals(now), _decimals(before))
    difference = round(now.share, 2 + decimals) - round(before.share, 2 + decimals)
    written = percent(before.share, decimals)
    return f"{points(difference, decimals)} mot {before_name} ({written}): {VERDICTS[verdict]}"


def share_text(share: Share) -> str:
    """17,5 % (18 % of fewer than a hundred), or that the base is too small."""
    if share.hidden:
        return HIDDEN_WORD
    return percent(share.share, _decimals(share)) if share.enough else "För få"


def _decimals(share: Share) -> int:
    """One decimal means something only where one person is less than a per cent."""
    return 1 if share.n is not None and share.n > 100 else 0


def base_text(share: Share) -> str:
    """61 av 348, osäkerhet 14–22 %; below the smallest base only the base is told."""
    if share.hidden:
        return sentence_case(VERDICTS["hidden"])
    if share.interval is None:
        return f"Färre än {SMALLEST_BASE} personer: {VERDICTS['too_few']}"
    return f"{number(share.k)} av {number(share.n)}, osäkerhet {interval(*share.interval)}"
