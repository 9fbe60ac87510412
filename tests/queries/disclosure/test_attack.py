"""The attack on tables so small that its answers can be worked out by hand, and on a plan that protects badly."""

from dataclasses import replace

import numpy as np
import pytest

from finsam_data.store import Store
from queries.disclosure.attack import Attack, joined
from queries.disclosure.audit import audit, whole_numbers
from queries.disclosure.groups import one_kind_groups, sibling_groups, small_groups, tracker_groups, unseen
from queries.disclosure.model import SMALL
from queries.disclosure.region import Region
from queries.periods import covered_periods
from queries.publication.plan import publication_plan
from tests.disclosure.registers import FIRST, FORBUND, LAST, register
from tests.queries.disclosure.tiny import (
    FLOW,
    KASSA,
    KOMMUN,
    REFERRAL,
    SELF,
    YEAR,
    A,
    B,
    cell,
    hide,
    lists,
    started,
    system,
    table,
)

TWO_BY_TWO = {(A, "kvinna"): 10, (A, "man"): 2, (B, "kvinna"): 20, (B, "man"): 30}
ALL_FOUR = list(TWO_BY_TWO)


def limits(drawn, hidden, *row, wide=1_000.0):
    """The fewest and the most that a cell can be, as far as the attacker can tell."""
    groups = small_groups(drawn, drawn.n < 0)
    asked = drawn.sums[[cell(drawn, *row)]]
    n = np.array([float(drawn.n[cell(drawn, *row)])])
    groups = replace(groups, rows=asked, n=n, fewest=n - wide, most=n + wide, either=np.array([False]))
    attack = Attack(Region(drawn), hidden, groups)
    attack.run()
    return round(float(attack.lowest[0]), 6), round(float(attack.highest[0]), 6)


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        # 12 − 10: the row's total gives it away.
        ([(A, "man")], (2, 2)),
        # The row is open, but the column still tells: 32 − 30.
        ([(A, "kvinna"), (A, "man")], (2, 2)),
        # A square with its totals: women + men = 12 in the row, so 0 to 12; 32 in the column allows it.
        (ALL_FOUR, (0, 12)),
        # The square without the row's total: 0 to the column's 32.
        ([*ALL_FOUR, (A, "alla"), (B, "alla")], (0, 32)),
        # A row and its total: the column tells.
        ([(A, "man"), (A, "alla")], (2, 2)),
    ],
)
def test_two_by_two_with_totals(hidden, expected):
    drawn = system(started(TWO_BY_TWO), FLOW)
    assert limits(drawn, hide(drawn, *(cell(drawn, *row) for row in hidden)), A, "man") == expected


def test_what_is_not_hidden_is_known_and_what_is_alone_in_a_row_is_its_total():
    drawn = system(started({(A, "kvinna"): 7, (B, "man"): 3}), FLOW)
    nothing = hide(drawn)
    assert limits(drawn, nothing, A, "kvinna") == (7, 7)
    # 3 men in B, hidden there and in the total of men; B as a whole is 3, all of them men but for what women may be.
    hidden = hide(drawn, cell(drawn, B, "man"), cell(drawn, "alla", "man"))
    assert limits(drawn, hidden, B, "man") == (3, 3)


def test_another_table_gives_the_total_away():
    """Flow hides that 2 men started in A, and its totals; the parties of the men still add up to 2 + 30."""
    drawn = system(started(TWO_BY_TWO), FLOW, REFERRAL)
    in_flow = [*ALL_FOUR, ("alla", "kvinna"), ("alla", "man")]
    hidden = hide(drawn, *(cell(drawn, *row) for row in in_flow))
    # Everybody came by the Kommun: 32 men by the parties, 12 in A by them too. So as with its totals shown.
    assert limits(drawn, hidden, "alla", "man") == (32, 32)
    assert limits(drawn, hidden, A, "man") == (0, 12)


def test_year_less_half_is_the_other_half():
    """5 started in the year and 3 in its first half: nobody need be told that 2 did in the second."""
    everything = table("insats", "gender", told_apart=(("insats", "gender"),))
    register = started({(A, "kvinna"): 3}).vstack(
        started({(A, "kvinna"): 2}).with_columns(start_date=np.datetime64("2024-08-01"), end_date=None)
    )
    periods = covered_periods(FIRST.replace(year=2024), LAST.replace(year=2024))
    drawn = system(register, everything, periods=periods)
    late = [cell(drawn, *row, period="2024H2") for row in (("alla", "alla"), (A, "alla"), ("alla", "kvinna"))]
    hidden = hide(drawn, *late, cell(drawn, A, "kvinna", period="2024H2"))
    asked = small_groups(drawn, hidden)
    attack = Attack(Region(drawn), hidden, asked)
    assert not attack.run().any()
    assert list(attack.lowest) == list(attack.highest) == [2, 2, 2, 2]


def test_whole_persons_tell_more_than_fractions():
    """x + y = 3 and x − y = 1 hold no other whole numbers, and integer programming does not go outside the linear."""
    drawn = system(started(TWO_BY_TWO), FLOW)
    hidden = hide(drawn, *(cell(drawn, *row) for row in ALL_FOUR))
    groups = small_groups(drawn, drawn.in_flow)
    man = np.flatnonzero(groups.n == 2)[:1]
    assert whole_numbers(Region(drawn), hidden, groups.take(man)) == (0, 12)


def test_hidden_siblings_whose_sum_is_known():
    """38 + 1 + 1 = 40 with the 38 shown: 2 between the two that are hidden."""
    drawn = system(
        started({(A, "kvinna", KOMMUN): 38, (A, "kvinna", KASSA): 1, (A, "kvinna", SELF): 1, (B, "man", KASSA): 9}),
        FLOW,
        REFERRAL,
    )
    two = [cell(drawn, A, "alla", KASSA), cell(drawn, A, "alla", SELF)]
    asked = sibling_groups(drawn, hide(drawn, *two))
    assert list(asked.n) == [2]
    assert list(Attack(Region(drawn), hide(drawn, *two), asked).run()) == [False]
    open_sum = hide(drawn, *two, cell(drawn, A, "alla", KOMMUN), cell(drawn, B, "alla", KOMMUN))
    open_sum[[cell(drawn, "alla", "alla", name) for name in (KOMMUN, KASSA, SELF)]] = True
    open_sum[cell(drawn, B, "alla", KASSA)] = True
    open_sum[[cell(drawn, g, h, name) for g, h in (("alla", "kvinna"),) for name in (KOMMUN, KASSA, SELF)]] = True
    open_sum[[cell(drawn, g, h, name) for g, h in (("alla", "man"),) for name in (KOMMUN, KASSA, SELF)]] = True
    assert list(Attack(Region(drawn), open_sum, sibling_groups(drawn, hide(drawn, *two))).run()) == [True]


def test_siblings_that_the_edition_has_not_are_unseen_too():
    """2 women in each insats: no table tells them apart, but the 4 women that are shown are both together."""
    apart = table("insats", "gender", told_apart=(("insats",), ("gender",)))
    drawn = system(started({(A, "kvinna"): 2, (A, "man"): 20, (B, "kvinna"): 2, (B, "man"): 30}), apart)
    hidden = hide(drawn)
    assert unseen(drawn, hidden)[[cell(drawn, A, "kvinna"), cell(drawn, A), cell(drawn)]].tolist() == [
        True,
        False,
        False,
    ]
    groups = sibling_groups(drawn, unseen(drawn, hidden))
    asked = groups.take(groups.n == 2 + 2)
    assert list(Attack(Region(drawn), hidden, asked).run()) == [False]
    sums = hide(drawn, cell(drawn, "alla", "kvinna"), cell(drawn, "alla", "man"))
    assert list(Attack(Region(drawn), sums, asked).run()) == [True]


@pytest.mark.parametrize(
    ("n", "kept"),
    # 3 of 3 tell what all three have in common, and 3 of 9 nothing; 9 of 9 is no small group.
    [({(A, "man", KASSA): 3, (A, "kvinna", KOMMUN): 30}, 1), ({(A, "man", KASSA): 3, (A, "man", KOMMUN): 6}, 0)],
)
def test_a_small_group_that_is_all_of_one_kind(n, kept):
    drawn = system(started({**n, (B, "man", KOMMUN): 40, (B, "kvinna", KASSA): 40}), FLOW, REFERRAL)
    hidden = drawn.published & drawn.small
    groups = one_kind_groups(drawn, np.arange(drawn.n.size) == cell(drawn, A, "man", KASSA), hidden)
    # Of the men in A nobody came by another party; of those by Kassan in A all are men.
    by_party = [row for row in groups.rows.toarray() if row.any()]
    assert (len(by_party) >= 1) is bool(kept) or list(groups.n) == [0] * groups.size
    own = drawn.sums[[cell(drawn, A, "man")]] - drawn.sums[[cell(drawn, A, "man", KASSA)]]
    assert any((abs(own.toarray().ravel() - row).max() == 0) for row in by_party) is bool(kept)


def test_a_choice_that_differs_by_few_from_another():
    """62 in all and 58 in B: the 4 between them are the whole of A."""
    drawn = system(started({(A, "kvinna"): 4, (B, "kvinna"): 28, (B, "man"): 30}), FLOW)
    asked = tracker_groups(drawn, drawn.published)
    assert 62 - 58 in list(asked.n)
    shown = Attack(Region(drawn), hide(drawn), asked).run()
    assert not shown.any()


def test_the_audit_tells_what_is_given_away_and_where():
    drawn = system(started(TWO_BY_TWO), FLOW)
    found = audit(drawn, hide(drawn, cell(drawn, A, "man")))
    assert not found.passed
    assert (found.pinned, found.narrowed, found.cells, found.hidden) == (3, 0, 12, 1)
    # 2 men in A; the difference between A and its women, and between the men and those in B, is as many.
    assert [(finding.table, finding.period, finding.kind, finding.groups) for finding in found.findings] == [
        ("flow", "2024", "small", 1),
        ("flow", "2024", "tracker", 2),
    ]
    assert str(found.findings[0]) == "flow 2024: gruppen på 1–4 kan räknas fram (1 st)"
    everything = hide(drawn, *(cell(drawn, *row) for row in ALL_FOUR))
    assert audit(drawn, everything).passed


def test_the_audit_tells_what_is_only_narrowed_down():
    """2 of 3 with the 1 hidden beside it: 0 to 3, never 4. Not pinned, but less than what 1–4 says."""
    drawn = system(started({(A, "kvinna"): 1, (A, "man"): 2, (B, "kvinna"): 20, (B, "man"): 30}), FLOW)
    hidden = hide(drawn, *(cell(drawn, *row) for row in ALL_FOUR))
    assert limits(drawn, hidden, A, "man") == (0, 3)
    found = audit(drawn, hidden)
    assert {finding.kind for finding in found.findings} >= {"small"}
    # The 1 and the 2 are narrowed; their sum of 3 is pinned, and shown besides.
    assert found.narrowed >= 2


def test_hiding_one_to_four_alone_is_undone(tmp_path):
    """Every number of some tables over a year but those of 1–4: what only that rule hides is worked out again."""
    store = Store(register(tmp_path, 3, 900))
    rows = store.participations(YEAR[0].first_day, YEAR[-1].last_day)
    drawn = system(rows, *publication_plan().tables[:4], periods=YEAR, forbund=lists(FORBUND))
    planted = replace(drawn, cells=drawn.cells.with_columns(published=True))
    asked = small_groups(planted, planted.published)
    # One more or one fewer would do.
    asked = replace(asked, fewest=asked.n - 1, most=asked.n + 1, either=np.ones(asked.size, dtype=bool))
    region = Region(planted)
    # Knowing the rule is knowing that what is hidden is 1 at least, so that much cannot be taken away.
    region.truth = region.truth - ((region.truth >= SMALL[0]) & (region.truth <= SMALL[1]))
    safe = Attack(region, planted.small, asked).run()
    assert asked.size > 250
    assert (~safe).sum() >= 0.95 * asked.size


def test_joined_groups_are_those_groups_in_their_order():
    drawn = system(started(TWO_BY_TWO), FLOW)
    small, tracker = small_groups(drawn, drawn.published), tracker_groups(drawn, drawn.published)
    both = joined([small, tracker])
    assert both.size == small.size + tracker.size
    assert list(both.n) == [*small.n, *tracker.n]
    assert list(both.either) == [False] * small.size + [True] * tracker.size
    assert (list(small.fewest), list(small.most)) == ([SMALL[0]] * small.size, [SMALL[1]] * small.size)
