"""The förbund of the county beside each other, for the redistribution between them: county_example.yaml.

We have no real table of them, so the file that ships is example data and says so; whatever rests on it is marked.
"""

from pathlib import Path

import msgspec

from finsam_data.errors import DataError

COUNTY_FILE = "county_example.yaml"


class CountyForbund(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One förbund: the inputs of its ideal, and what its parties give together a year, in tkr."""

    name: str
    kommuner: tuple[str, ...]
    inhabitants: int
    full_year_equivalents: int
    allocation_tkr: float


class County(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The county's förbund and the sums over the whole country that their shares are taken of."""

    example: bool
    note: str
    year: int
    country_inhabitants: int
    country_full_year_equivalents: int
    forbund: tuple[CountyForbund, ...]


def parse_county(text: bytes, thing: str = COUNTY_FILE) -> County:
    """Read the YAML. Raises DataError naming the place where a value is missing, unknown or absurd."""
    try:
        county = msgspec.yaml.decode(text, type=County)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise DataError(thing, "Filen är skadad eller har fel form.", f"Jämför med sample_data/{thing}.") from error
    for forbund in county.forbund:
        if min(forbund.inhabitants, forbund.full_year_equivalents, forbund.allocation_tkr) <= 0:
            raise DataError(f"{thing}, {forbund.name}", "Alla tal ska vara större än noll.", "Rätta raden.")
    return county


def read_county(folder: Path) -> County | None:
    """The county of a data folder; None where it has no such file."""
    path = folder / COUNTY_FILE
    return parse_county(path.read_bytes()) if path.is_file() else None
