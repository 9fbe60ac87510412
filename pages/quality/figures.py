"""The key figures on quality, from answers to words."""

import polars as pl

from finsam_data.schemas.quality import ANY_DOUBT
from pages.shared.html import KeyFigure
from pages.text import quality as text
from pages.text.formats import TOO_FEW, number, percent, sentence_case
from queries.quality import Known


def known_figure(known: Known, decimals: int) -> KeyFigure:
    """The part of all answers that is known."""
    told = f"{number(known.missing)} av {number(known.base)} uppgifter saknas"
    value = sentence_case(TOO_FEW) if known.share is None else percent(known.share, decimals)
    return KeyFigure(text.KNOWN_LABEL, value, [told], definition=text.GAP_DEFINITION)


def trust_figures(rows: pl.DataFrame, delay: pl.DataFrame, waiting: int) -> list[KeyFigure]:
    """Rows in doubt, rows in quarantine, days to registration.

    rows as from queries.quality.doubts, delay as RegistrationDelay of the period and insats.
    """
    people = rows.filter(figure="participants")
    n, base = (people.item(0, name) if people.height else 0 for name in (ANY_DOUBT, "base"))
    found = delay.filter(event="start")
    median, nine = (found.item(0, name) if found.height else None for name in ("median_days", "nine_of_ten_days"))
    return [
        KeyFigure(
            text.DOUBTS[ANY_DOUBT],
            number(n),
            [f"av {number(base)} deltagare"],
            definition=text.DOUBT_DEFINITION,
        ),
        KeyFigure(text.WAITING_TITLE, number(waiting), [text.WAITING_NOW], definition=text.WAITING_DEFINITION),
        KeyFigure(
            text.DELAY_LABEL,
            text.days(median),
            [text.DELAY_UNKNOWN if median is None else f"nio av tio inom {text.days(nine)}"],
            definition=text.DELAY_DEFINITION,
        ),
    ]
