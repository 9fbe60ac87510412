"""The keys of many förbund from a file somebody has filled in: Excel or CSV → checked rows, or every fault at once."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from finsam_data import amounts
from finsam_data.sources.spreadsheet import Row, Sheet, read_spreadsheet
from finsam_data.table_faults import Fault, TableError

HEADINGS = {
    "forbund": "Förbund",
    "inhabitants": "Invånare 16–64 år",
    "full_year_equivalents": "Helårsekvivalenter",
    "allocation_tkr": "Tilldelning, tkr",
}
"""Column → its heading in the file; any of the two is understood, whatever the spaces, hyphens and capitals."""
SHORT = {"inhabitants": ("Invånare",), "full_year_equivalents": ("HE",), "allocation_tkr": ("Tilldelning", "Utfall")}
MAY_BE_MISSING = ("allocation_tkr",)
WHOLE_COUNTRY = "Hela landet"
"""The name of the row with the sums that shares are taken of."""
COUNTRY_NAMES = {"helalandet", "riket", "helariket", "landet"}
SUMS = {"summa", "totalt", "total", "alla", "samtliga"}
MOST_FORBUND = 500
LONGEST_NAME = 120
MOST_INHABITANTS = 20_000_000
TOO_MANY_CELLS = (
    "Raden har fler värden än det finns rubriker.",
    "Skilj värdena med semikolon, så att decimalkomma inte blir ett nytt värde.",
)


class CountryKeys(NamedTuple):
    """The whole country's keys, from a row of its own."""

    inhabitants: float
    full_year_equivalents: float


@dataclass(frozen=True)
class IdealFile:
    """A file that has passed. Grain of keys: one row per förbund, with the columns of HEADINGS.

    allocation_tkr is null where unknown. country is None where the file has no such row; unused are headings not read.
    """

    name: str
    keys: pl.DataFrame
    country: CountryKeys | None
    unused: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One filled-in row: the name as compared, and the values by column; numbers are None until they are right."""

    row: Row
    plain_name: str
    values: dict[str, Any]
    faults: tuple[Fault, ...]

    @property
    def is_country(self) -> bool:
        """Is it the row of the whole country's sums?"""
        return self.plain_name in COUNTRY_NAMES


def read_ideal_table(content: bytes, thing: str) -> IdealFile:
    """A file's förbund and their keys. thing is the file's name.

    Raises TableError with every fault of the table, DataError where the file cannot be read at all.
    """
    sheet, heading, places = _table(read_spreadsheet(content, thing), thing)
    body = [row for row in sheet.rows if row.number > heading.number]
    if len(body) > MOST_FORBUND:
        raise TableError(thing, [Fault(0, "", f"Fler än {MOST_FORBUND} rader.", "Ta med en rad per förbund.")])
    width = None if sheet.name else len(heading.cells)
    entries = [entry for row in body if (entry := _entry(row, places, width))]
    rows = [entry for entry in entries if not entry.is_country]
    country = next((entry for entry in entries if entry.is_country), None)
    faults = [fault for entry in entries for fault in entry.faults] + list(_twice(entries))
    if not (rows or faults):
        faults = [Fault(0, "", "Tabellen har rubriker men inga förbund.", "Fyll i en rad per förbund.")]
    if faults := faults or list(_sum_faults(rows, country)):
        raise TableError(thing, sorted(faults, key=lambda fault: fault.row))
    schema = {name: pl.String if name == "forbund" else pl.Float64 for name in HEADINGS}
    return IdealFile(
        thing,
        pl.DataFrame([entry.values for entry in rows], schema=schema),
        CountryKeys(*(country.values[name] for name in CountryKeys._fields)) if country else None,
        tuple(cell for place, cell in enumerate(heading.cells) if cell and place not in places.values()),
    )


def _entry(row: Row, places: dict[str, int], width: int | None) -> Entry | None:
    """A row read; None where its columns are empty, as the country's row of the template may be left.

    width is the number of headings where a row may have no more cells than that.
    """
    written = {name: row.cells[place] if place < len(row.cells) else "" for name, place in places.items()}
    plain_name = _plain(written["forbund"])
    is_country = plain_name in COUNTRY_NAMES
    if not any(text for name, text in written.items() if not (is_country and name == "forbund")):
        return None
    if width and any(row.cells[width:]):
        return Entry(row, plain_name, {}, (Fault(row.number, "", *TOO_MANY_CELLS),))
    values, faults = _numbers(row, written, is_country)
    values["forbund"] = unicodedata.normalize("NFC", written["forbund"])
    return Entry(row, plain_name, values, (*_name_faults(row, written["forbund"]), *faults))


def _table(sheets: Sequence[Sheet], thing: str) -> tuple[Sheet, Row, dict[str, int]]:
    """The first sheet with a row of headings, that row, and the place of each column."""
    best: tuple[int, Row] | None = None
    for sheet in sheets:
        for row in sheet.rows:
            found = {name: [at for at, cell in enumerate(row.cells) if _plain(cell) in known]
                     for name, known in _known().items()}  # fmt: skip
            n = sum(map(bool, found.values()))
            if found["forbund"] and n > 1:
                _check_headings(row, found, thing)
                return sheet, row, {name: at[0] for name, at in found.items() if at}
            if n and (best is None or n > best[0]):
                best = (n, row)
    where = best[1].number if best else 0
    wanted = ", ".join(HEADINGS.values())
    raise TableError(thing, [Fault(where, "", "Rubrikraden saknas eller går inte att känna igen.",
                                   f"Rubrikerna är: {wanted}. Utgå från mallen.")])  # fmt: skip


def _known() -> dict[str, set[str]]:
    return {
        name: {_plain(text) for text in (name, heading, *SHORT.get(name, ()))} for name, heading in HEADINGS.items()
    }


def _check_headings(row: Row, found: dict[str, list[int]], thing: str) -> None:
    faults = []
    for name, places in found.items():
        if not places and name not in MAY_BE_MISSING:
            faults.append(_fault(row, name, "Kolumnen saknas.", "Lägg till den med just den rubriken."))
        if len(places) > 1:
            faults.append(_fault(row, name, "Kolumnen finns två gånger.", "Ta bort den ena."))
    if faults:
        raise TableError(thing, faults)


def _name_faults(row: Row, name: str) -> Iterator[Fault]:
    if not _plain(name):
        yield _fault(row, "forbund", "Namnet saknas.", "Skriv förbundets namn, eller töm raden.")
    elif _plain(name) in SUMS:
        yield _fault(row, "forbund", f"{_quoted(name)} är inget förbund utan en summa.",
                     f"Ta bort raden; landets summor står på en rad med namnet {WHOLE_COUNTRY}.")  # fmt: skip
    elif len(name) > LONGEST_NAME or any(unicodedata.category(sign)[0] == "C" for sign in name):
        yield _fault(row, "forbund", f"Namnet är längre än {LONGEST_NAME} tecken eller har dolda tecken.", "Korta det.")


def _twice(entries: Sequence[Entry]) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry in entries:
        before = first.setdefault(WHOLE_COUNTRY if entry.is_country else entry.plain_name, entry)
        if entry.plain_name and before is not entry:
            rule = f"{_quoted(entry.values.get('forbund', ''))} står också på rad {before.row.number}."
            yield _fault(entry.row, "forbund", rule, "Behåll den ena raden.")


def _numbers(row: Row, written: dict[str, str], is_country: bool) -> tuple[dict[str, Any], list[Fault]]:
    """The row's numbers, and what is wrong with them. What the whole country gives together is not asked for."""
    numbers: dict[str, float | None] = dict.fromkeys(list(HEADINGS)[1:])
    faults = []
    for name, (reader, remedy) in READERS.items():
        text = written.get(name, "")
        if name in MAY_BE_MISSING and (is_country or not text):
            continue
        if not text:
            faults.append(_fault(row, name, "Talet saknas.", "Fyll i det; noll skrivs 0."))
            continue
        try:
            numbers[name] = reader(text)
        except ValueError as error:
            faults.append(_fault(row, name, str(error), remedy))
    people, equivalents = numbers["inhabitants"], numbers["full_year_equivalents"]
    if people is not None and equivalents is not None and equivalents > people:
        rule = "Helårsekvivalenterna är fler än invånarna."
        faults.append(_fault(row, "full_year_equivalents", rule, "Se efter om kolumnerna har bytt plats."))
    return numbers, faults


def _sum_faults(rows: Sequence[Entry], country: Entry | None) -> Iterator[Fault]:
    """Rules between the rows: some key in the table, and no more in it than in the country."""
    for name in CountryKeys._fields:
        total = sum(entry.values[name] for entry in rows)
        if country and country.values[name] < total:
            rule = "Hela landet har mindre än tabellens förbund tillsammans."
            yield _fault(country.row, name, rule, "Rätta landets tal eller förbundens.")
        elif not (country.values[name] if country else total):
            yield Fault(0, HEADINGS[name], "Alla tal är noll, så ingen andel kan räknas.", "Fyll i kolumnen.")


def _count(written: str) -> float:
    """A number of people, as Swedes write it; raises ValueError with the rule."""
    found = amounts.NUMBER.fullmatch(_one_minus(written))
    if not found:
        raise ValueError(f"{_quoted(written)} är inte ett tal.")
    if len(found[3] or "") == 3 and len(found[2].replace(" ", "")) <= 3:
        raise ValueError(f"{_quoted(written)} går att läsa på två sätt, med decimaler eller med tusental.")
    count = float(f"{found[1]}{found[2].replace(' ', '')}.{found[3] or 0}")
    if count < 0:
        raise ValueError(f"{_quoted(written)} är negativt; det ska vara 0 eller mer.")
    if count > MOST_INHABITANTS:
        raise ValueError(
            f"{_quoted(written)} är orimligt mycket; högst {MOST_INHABITANTS // 1_000_000} miljoner godtas."
        )
    return count


def _one_minus(written: str) -> str:
    plain = amounts.SPACES.sub(" ", written).strip()
    for sign in amounts.MINUS_SIGNS:
        plain = plain.replace(sign, "-")
    return plain.replace("- ", "-")


def _fault(row: Row, name: str, rule: str, remedy: str) -> Fault:
    return Fault(row.number, HEADINGS[name], rule, remedy)


def _plain(text: str) -> str:
    """Letters and digits only, in small letters, so that spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).casefold())


def _quoted(text: str) -> str:
    return f"”{text if len(text) <= 40 else f'{text[:40]}…'}”"


READERS: dict[str, tuple[Callable[[str], float], str]] = {
    "inhabitants": (_count, "Skriv till exempel 640000 eller 640 000, utan enhet."),
    "full_year_equivalents": (_count, "Skriv till exempel 46967 eller 46 967,5, utan enhet."),
    "allocation_tkr": (amounts.tkr, "Skriv till exempel 36168, 36 168 eller 36,2 mkr."),
}
"""Column of numbers → how it is read, and how to write it."""
