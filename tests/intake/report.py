"""What the intake made of a case, against the truth about it."""

from dataclasses import dataclass, field
from pathlib import Path

from finsam_data.intake.checked import CheckedFile
from finsam_data.intake.finding import Severity
from finsam_data.intake.meaning.checking import check
from finsam_data.intake.raw import RefusedFileError
from finsam_data.intake.reading.file import read_file
from finsam_data.intake.settings import read_intake_settings
from finsam_data.schemas.participation import Participation
from tests.intake.faulty import Case
from tests.intake.people import FORBUND, TODAY, register_of

SETTINGS = read_intake_settings(Path(__file__).parents[2] / "sample_data")
EMPTY = register_of([])


@dataclass
class Report:
    """Counts over many cases, and a line for each thing that went wrong."""

    cases: int = 0
    planted: int = 0
    reported: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    taken_in: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    rows_read: int = 0

    def summary(self) -> str:
        """The counts on a line."""
        wrong = ("missed", "false", "lost", "misread", "taken_in")
        counts = ", ".join(f"{name} {len(getattr(self, name))}" for name in wrong)
        return (
            f"{self.cases} files, {self.planted} faults planted, {self.reported} reported at row and column; {counts}"
        )

    def lines(self, name: str) -> str:
        """The first of what went wrong in one way."""
        return "\n".join(getattr(self, name)[:20])

    def add(self, case: Case) -> None:
        """Take the file in and compare."""
        self.cases += 1
        try:
            checked = check(read_file(case.content, case.name), FORBUND, SETTINGS, EMPTY, TODAY, insats=case.insats)
        except RefusedFileError as error:
            self.planted += len(case.expected)
            self.false.append(f"{case.label}: vägrades: {error}")
            return
        self._compare_findings(case, checked)
        self._compare_rows(case, checked)

    def _compare_findings(self, case: Case, checked: CheckedFile) -> None:
        at_faults = {place for expected in case.expected for place in expected.places}
        for expected in case.expected:
            self.planted += 1
            self.kinds.add(expected.name)
            hits = [
                found
                for found in checked.findings
                if (found.sheet, found.row) in expected.places and found.column in expected.columns
            ]
            if hits:
                self.reported += 1
            else:
                near = [(f.row, f.column, f.rule) for f in checked.findings if (f.sheet, f.row) in expected.places]
                self.missed.append(f"{case.label}: {expected.name} {sorted(expected.places)} såg {near}")
        for found in checked.findings:
            aside = found.row is None and found.severity is Severity.WARNS
            if not aside and (found.sheet, found.row) not in at_faults:
                self.false.append(
                    f"{case.label}: {found.sheet} {found.row} {found.column} {found.severity} {found.message}"
                )

    def _compare_rows(self, case: Case, checked: CheckedFile) -> None:
        parts = {"accepted": checked.accepted, "rejected": checked.rejected, "not_data": checked.not_data}
        places = {
            name: list(zip(part.get_column("sheet").to_list(), part.get_column("row").to_list(), strict=True))
            for name, part in parts.items()
        }
        every = [place for part in places.values() for place in part]
        if checked.rows_in != len(every) or len(every) != len(set(every)) or set(every) != case.filled:
            wrong = sorted(set(every) ^ case.filled)
            self.lost.append(
                f"{case.label}: {checked.rows_in} in, {len(every)} ut, {len(case.filled)} finns; skiljer {wrong}"
            )
        rejected = {place for expected in case.expected if expected.rejects for place in expected.places}
        for place in case.rows:
            if place in places["not_data"]:
                self.lost.append(f"{case.label}: {place} är ett deltagande men räknas inte som data")
            if place in places["rejected"] and place not in rejected:
                self.false.append(f"{case.label}: {place} avvisas utan fel")
        for expected in case.expected:
            if expected.rejects and not expected.places & set(places["rejected"]):
                self.taken_in.append(f"{case.label}: {expected.name} {sorted(expected.places)}")
        at_faults = {place for expected in case.expected for place in expected.places}
        for row in checked.accepted.iter_rows(named=True):
            place = (row["sheet"], row["row"])
            if place in case.rows and place not in at_faults:
                self.rows_read += 1
                read = {name: row[name] for name in Participation.column_names() if name != "consent"}
                if wrong := {n: (v, case.rows[place][n]) for n, v in read.items() if v != case.rows[place][n]}:
                    self.misread.append(f"{case.label}: {place} lästes som {wrong}")
