"""The charts and sentences of the budget page, from small frames."""

import plotly.graph_objects as go
import polars as pl
import pytest

from finsam_data.forbund import parse_forbund
from pages.budget.charts import ideal_gap, insats_grid, party_quarters
from pages.budget.cost_charts import participant_costs, result_costs
from pages.budget.frame_charts import equity_lines, frame_bridge
from pages.budget.sources import printed_in
from pages.drawing.palette import DARK, LIGHT
from pages.text.budget import sums_notes
from pages.text.budget_findings import frame_findings, zero_introduction
from pages.text.formats import NBSP
from queries.allocation import Matching, allocation_by_party, allocation_by_year, allocation_gap, matching
from queries.budget import PlannedToZero, insats_amounts, sum_checks
from queries.cost import InsatsCost
from queries.equity import Decision, EquityYear, Room
from queries.financial_frame import FinancialFrame, FramePart
from queries.gender import TargetGroupShare
from tests.builders import frame, row
from tests.lilla_an import FORBUND

FORBUNDET = parse_forbund(FORBUND.encode())
PLAN = {"basis": "plan", "decided": False}
ALLOCATION = frame(
    "allocation",
    *(row("allocation", year=2024, party=party, allocation_tkr=300.5) for party in ("Region Ån", "Staten vid ån")),
    *(
        row("allocation", year=2025, party=party, allocation_tkr=310.0, **PLAN)
        for party in ("Region Ån", "Staten vid ån")
    ),
)
IDEAL = frame("ideal_allocation", row("ideal_allocation", year=2024, ideal_tkr=2404))
YEARS = allocation_by_year(ALLOCATION, IDEAL)
AMOUNTS = insats_amounts(
    frame(
        "insats_budget",
        row("insats_budget", insats="Vägen", year=2024, amount_tkr=700),
        row("insats_budget", insats="Vägen", year=2025, amount_tkr=0, **PLAN),
        row("insats_budget", insats="Kaffe", year=2024, amount_tkr=300, type="strukturell"),
    )
)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def texts(chart) -> str:
    """Everything that is written in the figure."""
    written = [text for trace in chart.figure["data"] for text in trace.get("text", [])]
    return plain(" | ".join(written + [a["text"] for a in chart.figure["layout"].get("annotations", [])]))


@pytest.fixture(autouse=True)
def every_figure_is_valid(request):
    yield
    chart = getattr(request.node, "chart", None)
    if chart:
        go.Figure(chart.figure)
        assert len(chart.rows) == chart.table.height
        assert chart.title in chart.alt


@pytest.fixture
def drawn(request):
    def keep(chart):
        request.node.chart = chart
        return chart

    return keep


def test_the_gap_is_told_in_kronor_and_per_cent(drawn):
    """601 of 2 404 is a quarter; 2 404 − 601 = 1 803."""
    chart = drawn(ideal_gap(YEARS, allocation_gap(YEARS, 2024), 2024, "Planen", LIGHT))
    assert plain(chart.title) == "2024 är tilldelningen 25,0 % av idealet: 1 803 tkr saknas"
    assert "1 803 tkr" in texts(chart)
    assert [plain(text) for text in chart.rows[1]] == ["2025", "plan, inte beslutad", "620", "–", "–", "–"]
    assert chart.notes == ("För 2025 är ingen idealfördelning publicerad.",)


def test_a_year_without_an_ideal_has_neither_mark_nor_box(drawn):
    without = allocation_by_year(ALLOCATION, IDEAL.clear())
    chart = drawn(ideal_gap(without, None, 2025, "Planen", DARK))
    assert "inget ideal är publicerat" in chart.title
    assert chart.figure["layout"]["shapes"] == []


def test_every_share_is_a_box_and_one_krona_is_multiplied(drawn):
    """Both parties pay two quarters each, so one krona from the region becomes 4 / 2 = 2."""
    parties = allocation_by_party(ALLOCATION, FORBUNDET)
    chart = drawn(party_quarters(parties, matching(parties, 2025), matching(parties, 2024), FORBUNDET, "Planen", LIGHT))
    assert plain(chart.title) == "En krona från regionen blir två: 155 × 4 = 620 tkr"
    assert len(chart.figure["data"]) == 2 + 2
    assert "2025 höjde regionen sin del med 9,5 tkr, och hela tilldelningen ökade med 19 tkr." in plain(chart.notes[1])


def test_where_the_rule_does_not_hold_nothing_is_said_about_it(drawn):
    parties = allocation_by_party(ALLOCATION, FORBUNDET)
    uneven = Matching(2024, "regionen", 2, 100.0, 4, 700.0)  # 100 × 4 is not 700
    chart = drawn(party_quarters(parties, uneven, None, FORBUNDET, "Planen", LIGHT))
    assert plain(chart.title) == "2024 betalar parterna tillsammans 700 tkr"
    assert chart.notes == ()


def test_a_planned_zero_is_written_and_told(drawn):
    chart = drawn(insats_grid(AMOUNTS, "individinriktad", [PlannedToZero("Vägen", 2025)], 2024, (), "Planen", LIGHT))
    assert chart.title == "Vägen har 0 tkr i planen från 2025"
    assert "<b>0</b>" in texts(chart)
    assert chart.rows[1][-1] == "0"


def test_a_year_without_a_budget_is_left_empty(drawn):
    chart = drawn(insats_grid(AMOUNTS, "strukturell", [], 2024, (), "Planen", DARK))
    assert plain(chart.title) == "Strukturella insatser får 300 tkr 2024, 30 % av insatsernas pengar"
    assert "0</b>" not in texts(chart)


def test_printed_sums_that_differ_are_named():
    rows = [("Rader", 10, "post"), ("Summa", 11, "summa"), ("Andra", 10, "post"), ("Större summa", 15, "summa")]
    lines = frame(
        "budget_line",
        *(
            row(
                "budget_line",
                line_no=at,
                line=name,
                amount_tkr=amount,
                line_kind=kind,
                parent={"Rader": "Summa", "Andra": "Större summa"}.get(name),
            )
            for at, (name, amount, kind) in enumerate(rows, start=1)
        ),
    )
    rounded, wrong = sums_notes(sum_checks(lines, frame("insats_budget")), "budget_line")
    assert "skiljer 1 tkr från sina rader (avrundning): Summa 2024, 11 mot 10." in rounded
    assert "inte stämmer med sina rader: Större summa 2024, 15 mot 10." in wrong


FRAME = FinancialFrame(
    2024, "budget", True,
    (FramePart("contributions", 600, None), FramePart("other_income", 100, None), FramePart("opening", 50, None)),
    FramePart("frame", 750, 750),
    (FramePart("individinriktad", 450, 450), FramePart("office", 200, 201)),
    FramePart("closing", 100, 99),
)  # fmt: skip


def test_the_frame_adds_up_and_what_is_printed_otherwise_is_told(drawn):
    chart = drawn(frame_bridge(FRAME, 2024, (), "Planen", LIGHT))
    assert plain(chart.title) == "60 % av ramen 2024 går till individinriktade insatser"  # 450 / 750
    bars = chart.figure["data"][0]
    assert bars["base"] == [0, 600, 700, 0, 750, 300, 0]
    assert (
        plain(chart.notes[0])
        == "Styrelse och kansli: 200 tkr räknat från raderna, 201 tkr tryckt (avrundning till hela tkr)."
    )
    assert chart.notes[1].startswith("Kvar som eget kapital")


def test_a_frame_of_another_year_says_so():
    assert "Visas för att 2023 saknar uppgifter." in frame_bridge(FRAME, 2023, (), "Planen", LIGHT).subtitle


def equity(*rows) -> pl.DataFrame:
    names = ("year", "basis", "decided", "opening_tkr", "result_tkr", "computed_tkr", "closing_tkr")
    last = ("decisions_tkr", "after_decisions_tkr")
    return EquityYear.cast(pl.DataFrame(list(rows), schema=[*names, *last], orient="row"))


BALANCES = equity(
    (2024, "utfall", True, None, None, None, 50.0, None, None),
    (2025, "budget", True, 50.0, -30.0, 20.0, 19.0, None, None),
    (2026, "plan", False, 19.0, 100.0, 119.0, 119.0, 130.0, -11.0),
)


def test_equity_shows_what_decisions_leave_and_may_pass_zero(drawn):
    chart = drawn(equity_lines(BALANCES, "Planen", LIGHT))
    assert plain(chart.title) == "Besluten utanför planen är 11 tkr större än det som finns 2026"
    known, plan, after = (trace["y"] for trace in chart.figure["data"])
    assert (known, plan, after) == ([50, 19, None], [None, 19, 119], [None, 19, -11])
    assert chart.figure["layout"]["yaxis"]["range"][0] < -11
    assert "20 tkr räknat från raderna, 19 tkr tryckt" in plain(chart.notes[0])


def test_without_decisions_the_plan_stands_alone(drawn):
    alone = BALANCES.with_columns(decisions_tkr=pl.lit(0.0), after_decisions_tkr=pl.lit(None, pl.Float64))
    chart = drawn(equity_lines(alone, "Planen", DARK))
    assert plain(chart.title) == "Enligt planen är eget kapital 119 tkr i slutet av 2026, om inget mer beslutas"
    assert len(chart.figure["data"]) == 2


def test_a_single_balance_is_enough(drawn):
    chart = drawn(equity_lines(BALANCES.head(1), "Planen", LIGHT))
    assert plain(chart.title) == "Eget kapital är 50 tkr i slutet av 2024"


def cost(insats, *counts, hidden=False):
    names = ["participants", "ended", "results", "per_participant_tkr", "per_result_tkr"]
    limits = ["per_result_low_tkr", "per_result_high_tkr"]
    counted = dict(zip([*names, *limits], counts, strict=True))
    return {"insats": insats, "year": 2024, "basis": "budget", "decided": True, "budget_tkr": 1200, **counted} | {
        "hidden": hidden
    }


COSTS = InsatsCost.cast(
    pl.DataFrame(
        [
            cost("Vägen", 100, 40, 12, 12.0, 100.0, 67.5, 165.0),
            cost("Kaffe", 9, 5, 1, None, None, None, None),
            cost("Utan resultat", 50, 40, 0, 24.0, None, 340.0, None),
            cost("Skyddad", None, None, None, None, None, None, None, hidden=True),
        ],
        schema=InsatsCost.create_empty().schema,
    )
)
GROUPS = {"Vägen": TargetGroupShare("målgrupp vård", 0.45, "2024", "plan", "s. 1")}


def test_costs_stand_with_base_interval_and_target_group(drawn):
    chart = drawn(result_costs(COSTS, GROUPS, 2024, 2024, "Planen", LIGHT))
    seen = texts(chart)
    assert "<b>100 tkr</b>, osäkerhet 68–165 tkr<br>12 av 40 avslutade till arbete eller studier" in seen
    assert "Målgrupp vård: 45 % kvinnor" in seen
    assert "Budget, inte utfall" in chart.subtitle


def test_too_few_none_and_protected_look_different(drawn):
    chart = drawn(result_costs(COSTS, {}, 2024, 2024, "Planen", LIGHT))
    seen = texts(chart)
    assert "För få för att säga<br>1 av 5" in seen
    assert "<b>Minst 340 tkr</b><br>0 av 40" in seen
    assert "tkr, antalet är skyddat" in seen
    assert chart.rows[3][-1] == "●"


def test_only_what_is_known_is_drawn(drawn):
    chart = drawn(participant_costs(COSTS, {}, 2024, 2025, "Planen", DARK))
    assert chart.figure["data"][0]["x"] == [12.0, None, 24.0, None]
    assert plain(chart.title) == "Mellan 12 och 24 tkr per deltagare enligt budget 2024 i de insatser som kan visas"
    assert "Visas för att 2025 saknar uppgifter." in chart.subtitle


ROOM = Room(2026, 564, 37798, 29528, 8833)
MADE = [
    Decision("IPS A", 2026, 2028, 13500, False, "prot", "§ 4"),
    Decision("IPS B", 2026, 2028, 13000, False, "prot", "§ 5"),
]
DOCUMENTS = frame("source", row("source", source="prot", dated="2025-05-23", title="Protokoll"))
OTHER_INCOME = pl.DataFrame({"year": [2025, 2026, 2027], "other_income_tkr": [4613.0, 230.0, 230.0]})


def test_the_room_is_told_with_its_decisions():
    zero = [PlannedToZero("IPS A", 2026), PlannedToZero("IPS B", 2026), PlannedToZero("Novum", 2026)]
    said = [plain(sentence) for sentence in frame_findings(ROOM, zero, MADE, DOCUMENTS, OTHER_INCOME)]
    assert said == [
        "I planen för 2026 är 8 270 tkr ofördelade: intäkter 37 798 tkr minus kostnader 29 528 tkr. "
        "Men IPS A och IPS B är båda planerade till 0 tkr.",
        "Styrelsen beslutade i maj 2025 (§ 4 och § 5) att ge cirka 13,5 mkr till IPS A och cirka 13 mkr till IPS B för "
        "2026–2028. Det är omkring 8 833 tkr om året utöver planen, mer än det ofördelade.",
        "Kvar i slutet av 2026: 564 + 8 270 − 8 833 = 1 tkr. Hela utrymmet är alltså använt.",
        "Övriga intäkter faller från 4 613 tkr 2025 till 230 tkr 2026.",
    ]
    assert "För Novum finns inget inläst beslut" in zero_introduction(zero, MADE)


def test_a_forbund_without_such_facts_gets_no_such_sentence():
    assert frame_findings(None, [], [], DOCUMENTS.clear(), OTHER_INCOME.tail(2)) == []
    assert zero_introduction([], []) == ""


def test_below_zero_is_said_plainly():
    """0 + (10 − 5) − 9 = −4."""
    made = [Decision("A", 2026, 2026, 9, True, "okänd", "§ 1")]
    said = frame_findings(Room(2026, 0, 10, 5, 9), [], made, DOCUMENTS, OTHER_INCOME.clear())
    assert plain(said[-1]) == "Kvar i slutet av 2026: 0 + 5 − 9 = −4 tkr. Eget kapital får inte bli mindre än noll."


def test_documents_are_named_once_with_their_places():
    rows = pl.DataFrame({"source": ["prot", "prot", "okänd"], "place": ["s. 1", "s. 2", "s. 3"]})
    assert printed_in(DOCUMENTS, rows) == "Protokoll, s. 1 och s. 2; okänd, s. 3"
    assert printed_in(DOCUMENTS, rows, places=False) == "Protokoll; okänd"
