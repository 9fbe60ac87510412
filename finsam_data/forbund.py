"""The förbund as data: names, parties, insatser, lists and their dates of validity, from forbund.yaml."""

import re
from collections import Counter
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import msgspec

from finsam_data.errors import DataError

FORBUND_FILE = "forbund.yaml"
UNKNOWN = "okänd"
"""The value of a dimension for those whose information is missing."""
TOTAL = "alla"
"""The value of a dimension that sums all its categories."""
MISSING_REASON = "Uppgift saknas"
"""The avslutsorsak of those who ended without one (no consent to be registered)."""
RESERVED = {TOTAL, UNKNOWN, MISSING_REASON}
GENDERS = ("kvinna", "man", "annat/okänt")
"""Legal sex as registered; fixed by the register's definition, not by the förbund."""
MEN_OR_OTHER = " eller ".join(GENDERS[1:])
"""Men and annat/okänt in one, as the protected edition tells them where the third value is rare."""


class Dated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that applies from a first to a last day; None is open-ended."""

    first_day: date | None = msgspec.field(default=None, name="from")
    last_day: date | None = msgspec.field(default=None, name="through")

    def valid_in(self, first_day: date, last_day: date) -> bool:
        """Does it apply on any day of the span?"""
        return (self.first_day or date.min) <= last_day and first_day <= (self.last_day or date.max)


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the register covers and whether its rows are real."""

    first_date: date
    synthetic: bool = False
    note: str = ""


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A member who pays; shares are whole quarters of the members' allocation."""

    name: str
    short_name: str
    role: str
    shares: int


class Insats(Dated, frozen=True, kw_only=True):
    """An individual insats with its own life span; code is what stands in addresses."""

    name: str
    code: str
    short_name: str = ""
    normal_weeks: int | None = None
    target_group: str | None = None


class ExitReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One avslutsorsak; group is the coarser division that may be compared between lists."""

    name: str
    group: str
    short_name: str = ""
    work_or_study: bool = False


class ExitList(Dated, frozen=True, kw_only=True):
    """The avslutsorsaker in use between two dates; series of different lists are never joined."""

    name: str
    code: str
    reasons: tuple[ExitReason, ...]
    note: str = ""

    @property
    def counts_work_or_study(self) -> bool:
        """Does this list tell work or study apart from other ways on?"""
        return any(reason.work_or_study for reason in self.reasons)


class Stadsdel(Dated, frozen=True, kw_only=True):
    """A district as written at the time; replaced_by is the district of today that sums it."""

    name: str
    replaced_by: str | None = None


class AgeBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Age at start, from this age up to the next band."""

    name: str
    from_age: int


class DurationBand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days from start to end, from this many up to the next band."""

    name: str
    from_days: int


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to reach the förbund, by one or both. They become links, so nothing but an address may stand there."""

    email: Annotated[str, msgspec.Meta(pattern=r"^([\w.+-]+@[\w-]+(\.[\w-]+)+)?$")] = ""
    phone: Annotated[str, msgspec.Meta(pattern=r"^[+\d][\d -]*$|^$")] = ""


class Forbund(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Everything that makes the app one particular förbund's."""

    name: str
    short_name: str
    register: Register
    parties: tuple[Party, ...]
    anmalare: tuple[str, ...]
    insatser: tuple[Insats, ...]
    exit_lists: tuple[ExitList, ...]
    stadsdelar: tuple[Stadsdel, ...]
    education: tuple[str, ...]
    time_without_work: tuple[str, ...]
    age_bands: tuple[AgeBand, ...]
    duration_bands: tuple[DurationBand, ...]
    excluded_reasons: tuple[str, ...] = ()
    not_stadsdelar: tuple[str, ...] = ()
    self_referral: str | None = None
    contact: Contact | None = None
    genders: tuple[str, ...] = GENDERS
    """What the tables tell apart; others than GENDERS in the protected edition only."""
    unknown_among: tuple[tuple[str, str], ...] = ()
    """Dimension and the category that counts the unknown too; in the protected edition only."""

    def insatser_between(self, first_day: date, last_day: date) -> list[str]:
        """Names of the insatser that ran on any day of the span, in the förbund's order."""
        return [insats.name for insats in self.insatser if insats.valid_in(first_day, last_day)]

    def insats(self, name: str) -> Insats:
        """The insats of that name; KeyError where the förbund has none."""
        return self._insats_by_name[name]

    def exit_list(self, day: date) -> ExitList:
        """The one list in use that day."""
        return next(exit_list for exit_list in self.exit_lists if exit_list.valid_in(day, day))

    @cached_property
    def stadsdelar_today(self) -> list[str]:
        """Districts that nothing has replaced, then the valid values beside them."""
        return [s.name for s in self.stadsdelar if s.replaced_by is None] + list(self.not_stadsdelar)

    @cached_property
    def successor(self) -> dict[str, str]:
        """Former district → the one that sums it today."""
        return {s.name: s.replaced_by for s in self.stadsdelar if s.replaced_by}

    @cached_property
    def avslutsorsaker(self) -> list[str]:
        """Every avslutsorsak of every list, each once, the excluded ones last."""
        names = [reason.name for exit_list in self.exit_lists for reason in exit_list.reasons]
        return list(dict.fromkeys([*names, *self.excluded_reasons]))

    @cached_property
    def allowed_values(self) -> dict[str, list[str]]:
        """What each text column of the register may hold, in the förbund's order."""
        return {
            "insats": [insats.name for insats in self.insatser],
            "gender": list(GENDERS),
            "education": list(self.education),
            "time_without_work": list(self.time_without_work),
            "anmalare": list(self.anmalare),
            "stadsdel": [s.name for s in self.stadsdelar] + list(self.not_stadsdelar),
            "avslutsorsak": self.avslutsorsaker,
        }

    @cached_property
    def _insats_by_name(self) -> dict[str, Insats]:
        return {insats.name: insats for insats in self.insatser}


def parse_forbund(text: bytes, thing: str = FORBUND_FILE) -> Forbund:
    """Read the YAML and check that it hangs together.

    Raises DataError naming the place in the file where a value is missing, unknown or of the wrong kind.
    """
    try:
        forbund = msgspec.yaml.decode(text, type=Forbund)
    except msgspec.ValidationError as error:
        raise DataError(
            thing,
            f"Uppgiften vid ”{_place(str(error))}” saknas, är okänd eller har fel form.",
            "Jämför med sample_data/forbund.yaml och rätta filen.",
        ) from error
    except (msgspec.DecodeError, ValueError) as error:  # ValueError: a day that no calendar has
        raise DataError(
            thing,
            "Filen går inte att läsa som YAML.",
            "Kontrollera indrag, kolon, citattecken och datum och spara om filen.",
        ) from error
    _check_names(forbund, thing)
    _check_references(forbund, thing)
    return forbund


def read_forbund(folder: Path) -> Forbund:
    """The förbund described in a data folder."""
    path = folder / FORBUND_FILE
    if not folder.is_dir():
        raise DataError(
            f"Datamappen ”{folder.name}”", "Mappen finns inte.", "Skapa den, eller peka FINSAM_DATA på rätt mapp."
        )
    if not path.is_file():
        raise DataError(
            FORBUND_FILE,
            f"Filen saknas i datamappen ”{folder.name}”.",
            "Lägg dit den, eller peka FINSAM_DATA på rätt mapp.",
        )
    forbund = parse_forbund(path.read_bytes())
    for name, own in (("genders", GENDERS), ("unknown_among", ())):
        if getattr(forbund, name) != own:
            rule = f"Uppgiften ”{name}” finns bara i den skyddade utgåvan, där små grupper är hopslagna."
            raise DataError(FORBUND_FILE, rule, "Ta bort den.")
    return forbund


def _place(problem: str) -> str:
    """Where in the file, from msgspec's words: … field `shares` - at `$.parties[0]` → parties[0].shares."""
    path = re.search(r"`\$\.?([^`]*)`", problem)
    field = re.search(r"field `([^`]+)`", problem)
    return ".".join(found[1] for found in (path, field) if found and found[1]) or "filens översta nivå"


def _check_names(forbund: Forbund, thing: str) -> None:
    """A list holds each name once, and no word that the tables use for something else."""
    lists: dict[str, list[str]] = {
        "parties": [party.name for party in forbund.parties],
        "anmalare": list(forbund.anmalare),
        "insatser": [insats.name for insats in forbund.insatser],
        "stadsdelar": [*(s.name for s in forbund.stadsdelar), *forbund.not_stadsdelar],
        "education": list(forbund.education),
        "time_without_work": list(forbund.time_without_work),
        "age_bands": [band.name for band in forbund.age_bands],
        "duration_bands": [band.name for band in forbund.duration_bands],
        **{f"exit_lists, {found.name}": [reason.name for reason in found.reasons] for found in forbund.exit_lists},
    }
    for place, names in lists.items():
        if double := [name for name, n in Counter(names).items() if n > 1]:
            raise DataError(thing, f"Namnet ”{double[0]}” står mer än en gång vid ”{place}”.", "Ta bort det ena.")
        if reserved := [name for name in names if name in RESERVED]:
            rule = f"Namnet ”{reserved[0]}” vid ”{place}” har en egen betydelse i tabellerna."
            raise DataError(thing, rule, "Välj ett annat namn.")


def _check_references(forbund: Forbund, thing: str) -> None:
    """Rules that span several entries: one exit list a day, known successors, unique codes."""
    today = set(forbund.stadsdelar_today)
    if lost := [s.name for s in forbund.stadsdelar if s.replaced_by and s.replaced_by not in today]:
        raise DataError(thing, f"Stadsdelen ”{lost[0]}” ersätts av en stadsdel som inte finns.", "Rätta ”replaced_by”.")
    codes = [insats.code for insats in forbund.insatser]
    if double := [code for code in codes if codes.count(code) > 1]:
        raise DataError(thing, f"Två insatser har koden ”{double[0]}”.", "Ge varje insats en egen kod.")
    lists = sorted(forbund.exit_lists, key=lambda exit_list: exit_list.first_day or date.min)
    gap = any(
        earlier.last_day is None or later.first_day is None or (later.first_day - earlier.last_day).days != 1
        for earlier, later in pairwise(lists)
    )
    if gap or not lists or lists[0].first_day is not None or lists[-1].last_day is not None:
        raise DataError(
            thing,
            "Listorna med avslutsorsaker täcker inte varje dag exakt en gång.",
            "Låt varje lista börja dagen efter att den förra slutar; den första utan ”from”, den sista utan ”through”.",
        )
