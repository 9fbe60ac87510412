"""A region with two shares of four: its amount is all it gives, on every way to and from the screen."""

from finsam_data.scenario import EMPTY, RegionQuarter, Scenario
from pages.scenarios.dials import Dial, planned, turned, value
from pages.scenarios.forms import fields
from queries.scenarios.engine import project
from queries.scenarios.pulling import quarters
from queries.scenarios.side_by_side import Input, compare
from queries.scenarios.side_by_side import planned as planned_input
from tests.queries.scenarios.test_baseline import small

DIAL, YEAR = Dial("region_quarter"), 2025
# En andel är 150,25 + 350 år 2025, och regionen har två.
GIVEN = 2 * 500.25


def test_the_plan_says_what_the_region_gives_in_all():
    base = small()
    assert planned(base, DIAL, YEAR) == GIVEN
    assert quarters(base, EMPTY)[YEAR] == GIVEN
    assert "1\u00a0001" in fields(base, "region_quarter", "", [])[0].label


def test_a_dial_turned_a_step_is_50_tkr_from_the_region_and_100_in_all():
    base = small()
    scenario = turned(base, EMPTY, DIAL, [YEAR], 1)
    assert scenario.levers == (RegionQuarter(tkr={YEAR: GIVEN + 50}),)
    assert value(base, scenario, DIAL, YEAR) == GIVEN + 50
    more = project(base, scenario).year(YEAR).allocation_tkr - project(base).year(YEAR).allocation_tkr
    assert more == 50 / 2 * 4


def test_set_to_what_the_plan_says_is_no_difference():
    base = small()
    same = Scenario("Som planen", (RegionQuarter(tkr={YEAR: GIVEN}),))
    assert compare(base, [EMPTY, same]).inputs == ()
    assert planned_input(base, Input("region_quarter", "", str(YEAR))) == GIVEN
