"""Numbers, shares, money and periods the way Swedes write them."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from queries.periods import Period, parse_period

NBSP = "\u00a0"
MINUS = "−"
MISSING = "–"
HIDDEN = "●"
HIDDEN_WORD = "Skyddat"
HIDDEN_MARK = f"{HIDDEN}{NBSP}skyddat"
TOO_FEW = "för få"
NOT_KNOWN = "uppgift saknas"
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def number(value: float | None, decimals: int = 0) -> str:
    """36168 → 36 168; 12.5 → 13, halves away from zero as in Swedish reports; None → –."""
    if value is None:
        return MISSING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):,}".replace(",", NBSP).replace(".", ",")
    return f"{MINUS}{text}" if rounded < 0 else text


def count(value: int | None) -> str:
    """A count of persons; None is one that is hidden to protect them."""
    return HIDDEN_WORD if value is None else number(value)


def count_in_text(n: int | None) -> str:
    """The same within a sentence."""
    return "ett skyddat antal" if n is None else number(n)


def half_up(value: float, decimals: int) -> float:
    """The number that number() writes: 0.125 → 0.13, where round() would give 0.12."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def signed(value: float | None, decimals: int = 0) -> str:
    """25 → +25; −3 → −3; 0 → ±0."""
    if value is None:
        return MISSING
    rounded = round(value, decimals)
    return f"±{number(0, decimals)}" if rounded == 0 else f"{'+' if rounded > 0 else ''}{number(value, decimals)}"


def percent(share: float | None, decimals: int = 0) -> str:
    """0.175 → 18 % (or 17,5 % with one decimal)."""
    return MISSING if share is None else f"{number(share * 100, decimals)}{NBSP}%"


def points(share_difference: float, decimals: int = 0) -> str:
    """0.034 → +3 procentenheter."""
    rounded = round(share_difference * 100, decimals)
    return f"{signed(rounded, decimals)}{NBSP}{'procentenhet' if abs(rounded) == 1 else 'procentenheter'}"


def tkr(value: float | None) -> str:
    """36168 → 36 168 tkr; half a thousand is kept: 8279.5 → 8 279,5 tkr."""
    if value is None:
        return MISSING
    return f"{number(value, 0 if float(value).is_integer() else 1)}{NBSP}tkr"


def mkr(value_tkr: float) -> str:
    """57770 → 57,8 mkr."""
    return f"{number(value_tkr / 1000, 1)}{NBSP}mkr"


def interval(low: float, high: float) -> str:
    """0.139, 0.219 → 14–22 %."""
    return f"{number(low * 100)}–{percent(high)}"


def day(value: date) -> str:
    """2025-05-23 → 23 maj 2025."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A local time → 22 november 2026 kl. 13.04."""
    local = value.astimezone()
    return f"{day(local.date())} kl. {local:%H.%M}"


def period_name(period: Period) -> str:
    """2024 → 2024; 2024H1 → första halvåret 2024."""
    if period.half is None:
        return f"{period.year}"
    return f"{'första' if period.half == 1 else 'andra'} halvåret {period.year}"


def period_code_name(code: str) -> str:
    """The same from a code; a code that is no period stands as it is."""
    period = parse_period(code)
    return period_name(period) if period else code


def listing(words: list[str]) -> str:
    """[a, b, c] → a, b och c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}" if words else ""


def sentence_case(text: str) -> str:
    """första halvåret 2024 → Första halvåret 2024, the rest as it stands."""
    return text[:1].upper() + text[1:]
