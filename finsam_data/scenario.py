"""A scenario: a name and the levers that are pulled. Levers know nothing of the budget they will be set against.

Amounts are in tkr per calendar year and shares are 0–1. A lever rules only over the years it names; every other year
stays as in the plan and its assumptions.
"""

from datetime import date
from functools import cached_property

import msgspec

Amounts = dict[int, float]
"""Year → tkr."""


class Lever(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="lever",
    omit_defaults=True,
    dict=True,
):
    """One thing that is changed. Two levers may not rule over the same thing the same year."""

    @property
    def kind(self) -> str:
        """The lever's name in a file."""
        return str(type(self).__struct_config__.tag)

    @property
    def subject(self) -> str:
        """What it is about, where there are several of its kind; empty otherwise."""
        return ""

    @cached_property
    def title(self) -> str:
        """Kind and subject: cost_growth kansli."""
        return f"{self.kind} {self.subject}".rstrip()


class RegionQuarter(Lever, frozen=True, kw_only=True, tag="region_quarter"):
    """What the region gives in all; per share of its own, the other parties give as much for each of theirs."""

    tkr: Amounts


class PartyShare(Lever, frozen=True, kw_only=True, tag="party_share"):
    """What one party offers in all. The lowest amount per share, of all parties, decides for everybody."""

    party: str
    tkr: Amounts

    @property
    def subject(self) -> str:
        """The party."""
        return self.party


class OtherIncome(Lever, frozen=True, kw_only=True, tag="other_income"):
    """Income beside the members', such as ESF."""

    tkr: Amounts


class InsatsAmounts(Lever, frozen=True, kw_only=True, tag="insats"):
    """What an insats may cost.

    tkr rules its years. In other years the plan's amount is scaled by the months the insats runs: from its first day,
    through its last; where it ends before it starts again, it is paused between. new lets the name be unknown, group
    says where a new one belongs.
    """

    insats: str
    tkr: Amounts = {}
    first_day: date | None = msgspec.field(default=None, name="from")
    last_day: date | None = msgspec.field(default=None, name="through")
    new: bool = False
    group: str | None = None

    @property
    def subject(self) -> str:
        """The insats."""
        return self.insats


class CostGrowth(Lever, frozen=True, kw_only=True, tag="cost_growth"):
    """Yearly growth of a cost group in place of the assumed; from the first year without a decided budget."""

    group: str
    share: float
    first_year: int | None = msgspec.field(default=None, name="from")

    @property
    def subject(self) -> str:
        """The group."""
        return self.group


class Cut(Lever, frozen=True, kw_only=True, tag="cut"):
    """A share off every cost of the groups, all that can be cut where none is named, after everything else."""

    share: float
    first_year: int = msgspec.field(name="from")
    last_year: int | None = msgspec.field(default=None, name="through")
    groups: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The groups, if some are chosen."""
        return ", ".join(self.groups)


class IdealShare(Lever, frozen=True, kw_only=True, tag="ideal_share"):
    """The allocation goes in a straight line to this share of the ideal, and stays there."""

    share: float
    by: int


class CountyRedistribution(Lever, frozen=True, kw_only=True, tag="county_redistribution"):
    """Förbund above their ideal leave a share a year to those below; the assumptions' shares where none is named."""

    first_year: int = msgspec.field(name="from")
    share: float | None = None
    max_cut: float | None = None


class NnsFee(Lever, frozen=True, kw_only=True, tag="nns_fee"):
    """The service fee follows the contributions when they differ from the plan's."""


class OpeningEquity(Lever, frozen=True, kw_only=True, tag="opening_equity"):
    """Eget kapital at the start of a year; the only amount that may be below zero."""

    tkr: Amounts


AnyLever = (
    RegionQuarter
    | PartyShare
    | OtherIncome
    | InsatsAmounts
    | CostGrowth
    | Cut
    | IdealShare
    | CountyRedistribution
    | NnsFee
    | OpeningEquity
)

LEVERS: dict[str, type[Lever]] = {str(lever.__struct_config__.tag): lever for lever in Lever.__subclasses__()}


class Minute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a decision stands: the day of the meeting and the paragraph."""

    date: date
    paragraph: str


class Scenario(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A named what-if. A draft until decided says in which minute; made_on is the fingerprint of its baseline."""

    name: str
    levers: tuple[AnyLever, ...] = ()
    decided: Minute | None = None
    made_on: str | None = None

    @property
    def draft(self) -> bool:
        """Is it still no more than a thought?"""
        return self.decided is None


EMPTY = Scenario("Plan och antaganden")
"""Nothing is changed: the baseline itself."""
