"""How a protected number is drawn: always alike, and never with a length or a place that tells."""

from itertools import product

import plotly.graph_objects as go
import polars as pl
import pytest

from pages.drawing.base import Line, Part
from pages.drawing.chart import Chart, Column
from pages.drawing.crosstab import Cell, crosstab
from pages.drawing.detailed import DetailedRow, detailed_bars
from pages.drawing.hidden import CHEQUER, STUB
from pages.drawing.ordered import bridge, columns, lines
from pages.drawing.palette import DARK, LIGHT
from pages.drawing.panels import STUB_HEIGHT, column_strips
from pages.drawing.rows import bar_rows
from pages.drawing.share_rows import Dots, dotted_shares, stacked_shares
from pages.overview.charts import insats_bars
from pages.referrals.charts import referral_heat
from pages.shared.page import MOSTLY_HIDDEN
from pages.text.formats import HIDDEN, HIDDEN_MARK, interval, percent
from queries.periods import Period
from queries.referrals import ReferralCell
from queries.uncertainty import wilson, with_shares

NAMES = ["Aktiv", "Kaffe", "Vägen"]


def stubs(figure: dict) -> dict:
    """The trace of the stubs, the only one with that pattern; the figure is one that Plotly takes."""
    go.Figure(figure)
    (found,) = [t for t in figure["data"] if t.get("marker", {}).get("pattern", {}).get("shape") == CHEQUER]
    return found


@pytest.mark.parametrize("largest", [6, 60, 600])
def test_a_hidden_bar_is_as_long_whatever_the_others_are(largest):
    part = Part("Nya", [largest, None, None], [str(largest), "", ""], LIGHT.accent, hidden=[False, True, False])
    figure = bar_rows(NAMES, part, LIGHT, largest)
    found = stubs(figure)
    assert (found["y"], found["text"][0].strip()) == ([1], HIDDEN_MARK)
    # The axis is 1.25 of the largest, so the stub is the same part of it.
    assert found["x"][0] / figure["layout"]["xaxis"]["range"][1] == pytest.approx(STUB / 1.25)


def test_nothing_hidden_has_no_stub():
    figure = bar_rows(NAMES, Part("Nya", [3, None, 0], ["3", "", "0"], LIGHT.accent), LIGHT, 3)
    assert len(figure["data"]) == 1


@pytest.mark.parametrize("shown", [0.1, 0.5, 0.9])
def test_the_hidden_parts_of_a_bar_are_one_stub_that_fills_no_gap(shown):
    parts = [
        Part("Arbete", [shown, 0.6], ["", ""], LIGHT.accent, hidden=[False, False]),
        Part("Vård", [None, 0.4], ["", ""], LIGHT.third, hidden=[True, False]),
        Part("Annat", [None, 0.0], ["", ""], LIGHT.grey, hidden=[True, False]),
    ]
    found = stubs(stacked_shares(NAMES[:2], ["av 50", "av 60"], parts, LIGHT))
    assert found["x"] == [STUB]


def test_a_hidden_dot_has_a_dotted_line_and_its_word():
    dots = Dots(
        "Kvinnor", [0.5, None, None], [None] * 3, ["50 %", HIDDEN_MARK, "För få (4)"], "#000000", [False, True, False]
    )
    figure = dotted_shares(NAMES, [""] * 3, [dots], DARK)
    go.Figure(figure)
    assert [shape["line"].get("dash") for shape in figure["layout"]["shapes"]] == [None, "dot", None]
    assert len(figure["data"][0]["x"]) == 1


@pytest.mark.parametrize("value", [10, 1000])
def test_a_hidden_point_stands_above_the_lines_at_one_height(value):
    line = Line("Nya", [value, None, value], ["", "", ""], LIGHT.accent, hidden=[False, True, False])
    figure = lines(["2022", "2023", "2024"], [line], LIGHT, value)
    go.Figure(figure)
    (mark,) = [a for a in figure["layout"]["annotations"] if a["text"] == HIDDEN]
    assert (mark["x"], mark["y"], mark["yref"]) == (1, 1, "paper")
    assert figure["data"][0]["y"][1] is None


def test_a_hidden_part_of_a_column_lies_on_top_of_the_shown_ones():
    parts = [Part("Kvinnor", [40, 60], ["40", "60"], LIGHT.accent, hidden=[False, False])]
    parts.append(Part("Annat", [0, None], ["", ""], LIGHT.grey, hidden=[False, True]))
    found = stubs(columns(["2023", "2024"], parts, LIGHT))
    assert (found["x"], found["y"], found["text"]) == (["2024"], [60 * STUB], [HIDDEN])


def test_a_bridge_with_a_hidden_step_hangs_nothing():
    figure = bridge(["Början", "Nya", "Slut"], [50, None, 60], [True, False, True], ["50", "Skyddat", "60"], LIGHT)
    assert [trace["type"] for trace in figure["data"]] == ["bar", "bar"]
    assert figure["data"][0]["y"] == [50, None, 60]
    assert stubs(figure)["x"] == ["Nya"]


def test_a_hidden_cell_of_a_strip_and_of_a_table_is_chequered():
    strips = column_strips(["Byrån"], ["2023", "2024"], [[None, 40]], [[HIDDEN, "40"]], 1, LIGHT, [[True, False]])
    go.Figure(strips)
    assert strips["data"][0]["y"][0] == STUB_HEIGHT
    assert strips["data"][0]["marker"]["pattern"]["shape"] == [CHEQUER, ""]
    table = crosstab(["Aktiv"], ["Byrån", "Vården"], [[Cell("9", 0.4), Cell(HIDDEN, None, hidden=True)]], LIGHT)
    assert stubs(table)["x"] == [1.5]


@pytest.mark.parametrize("dearest", [12.0, 480.0])
def test_a_hidden_cost_has_a_stub(dearest):
    figure = detailed_bars([DetailedRow("Aktiv", dearest, ["12"]), DetailedRow("Kaffe", None, [], hidden=True)], LIGHT)
    assert stubs(figure)["x"] == [dearest * STUB]
    assert figure["layout"]["barmode"] == "overlay", "side by side, the bars would leave their words"


def test_a_written_share_alone_fits_at_least_five_pairs_of_counts():
    """Every share that can be written of a base of 10–59 is that of at least five (k, n)."""
    fits: dict[str, int] = {}
    for n in range(10, 60):
        for k in range(n + 1):
            fits[percent(k / n)] = fits.get(percent(k / n), 0) + 1
    assert min(fits.values()) >= 5


def test_an_interval_alone_would_tell_the_counts_and_therefore_never_stands_alone():
    """Most intervals of a base of 20–59 fit fewer than five (k, n), so they stand only beside the counts themselves."""
    fits: dict[str, int] = {}
    for n, k in ((n, k) for n, k in product(range(20, 60), range(60)) if k <= n):
        written = interval(*wilson(k, n))
        fits[written] = fits.get(written, 0) + 1
    assert sum(pairs < 5 for pairs in fits.values()) > len(fits) / 2


def test_each_hidden_count_of_a_row_is_told_as_such_and_not_as_nothing():
    """Nya may be hidden where deltagare are shown, and the base where the cell is shown."""
    counts = pl.DataFrame(
        [("Aktiv", 60, None, 20), ("Kaffe", None, 12, 0)],
        schema={"insats": pl.String, "participants": pl.Int64, "started": pl.Int64, "ended": pl.Int64},
        orient="row",
    )
    assert [row[1:] for row in insats_bars(counts, Period(2024), LIGHT, 90).rows] == [
        ["60", "●", "20"],
        ["●", "12", "0"],
    ]
    cells = pl.DataFrame(
        [("alla", "Byrån", 40, None, False), ("alla", "Vården", None, None, True)],
        schema={"insats": pl.String, "anmalare": pl.String, "n": pl.Int64, "base": pl.Int64, "hidden": pl.Boolean},
        orient="row",
    )
    heat = referral_heat(ReferralCell.cast(with_shares(cells)), Period(2024), "alla", LIGHT)
    assert [row[2:5] for row in heat.rows] == [["40", "●", "●"], ["●", "●", "●"]]
    assert heat.title == "Nya per insats och anmälare"


def test_the_largest_insats_is_named_only_where_no_hidden_one_can_be_larger():
    def title(hidden_rest: int) -> str:
        counts = pl.DataFrame(
            [("Aktiv", 60, 0, 0), ("Kaffe", None, 0, 0)],
            schema={"insats": pl.String, "participants": pl.Int64, "started": pl.Int64, "ended": pl.Int64},
            orient="row",
        )
        return insats_bars(counts, Period(2024), LIGHT, 60 + hidden_rest).title

    assert title(40) == "Aktiv har 60\xa0% av deltagarna"
    assert title(60) == "Deltagare per insats"


@pytest.mark.parametrize(("hidden", "drawn"), [(1, True), (2, False), (3, False)])
def test_a_chart_that_is_mostly_hidden_is_not_drawn(hidden, drawn):
    """Two of three numbers are more than MOSTLY_HIDDEN; what does not apply is no number."""
    rows = [(f"rad {row}", None if row < hidden else 7, None, row < hidden) for row in range(3)]
    schema = {"name": pl.String, "n": pl.Int64, "goal": pl.Float64, "hidden": pl.Boolean}
    chart = Chart(
        key="prov", title="", subtitle="", figure={}, table=pl.DataFrame(rows, schema=schema, orient="row"),
        columns=(Column("name", "Rad"), Column("n", "Antal", "count"), Column("goal", "Mål", "share", hidden="")),
        definition="", source="",
    )  # fmt: skip
    assert chart.hidden_part == pytest.approx(hidden / 3)
    assert (chart.hidden_part <= MOSTLY_HIDDEN) == drawn
