"""Whatever stands in a sheet, every row of it is accepted, rejected or no data, and nothing falls over."""

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finsam_data.intake.finding import Severity
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.raw import RawFile, RawSheet
from tests.finsam_data.intake.sheets import EMPTY, FORBUND, HEADINGS, SETTINGS, TODAY, VALID

LETTERS = "ABCDEFGHIJKL"
cell = st.one_of(
    st.none(),
    st.sampled_from([*VALID.values(), *HEADINGS, "Summa", "3/4-25", "45700", "pågår", "okänd", "-", "Novum", "17"]),
    st.text(max_size=12).map(lambda text: " ".join(text.split()) or None),
)
valid = st.just([*VALID.values(), None])
row = st.one_of(valid, st.lists(cell, min_size=12, max_size=12), st.just([*HEADINGS, None]))
merged = st.tuples(st.integers(1, 9), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))


@given(rows=st.lists(row, max_size=8), areas=st.lists(merged, max_size=2), name=st.sampled_from(["Novum", "Blad1"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_no_row_is_lost(rows: list[list[str | None]], areas: list[tuple[int, int, int, int]], name: str) -> None:
    filled = [(number, texts) for number, texts in enumerate(rows, 1) if any(texts)]
    cells = pl.DataFrame(
        [[number, *texts] for number, texts in filled],
        schema={"row": pl.UInt32, **dict.fromkeys(LETTERS, pl.String)},
        orient="row",
    )
    sheet = RawSheet(name, cells, tuple((min(a, c), b, max(a, c), max(b, d)) for a, b, c, d in areas))
    checked = check(RawFile("a.csv", b"", "0" * 64, "csv", (sheet,)), FORBUND, SETTINGS, EMPTY, TODAY)
    parts = [part["row"].to_list() for part in (checked.accepted, checked.rejected, checked.not_data)]
    assert sorted(number for part in parts for number in part) == [number for number, _ in filled]
    rejecting = {found.row for found in checked.findings if found.severity is Severity.REJECTS}
    assert checked.status == "refused" or rejecting == set(checked.rejected["row"])
