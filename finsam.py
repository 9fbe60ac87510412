"""The command line: load, publish, serve. `python finsam.py --help` tells in Swedish."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from finsam_data.errors import FinsamError
from finsam_data.settings import OPEN_WITHOUT_LOGIN, PROJECT, Settings, read_settings

if TYPE_CHECKING:
    from queries.scenarios.baseline import Baseline

FAILED, PARTLY = 1, 3

SWEDISH = {
    "usage: ": "användning: ",
    "options": "flaggor",
    "show this help message and exit": "visa den här hjälpen och avsluta",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fel: %(message)s\n",
    "the following arguments are required: %s": "det saknas: %s",
    "unrecognized arguments: %s": "okända argument: %s",
    "expected one argument": "ett värde saknas",
    "ignored explicit argument %r": "värdet %r tas inte emot här",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan betyda flera: %(matches)s",
    "invalid %(type)s value: %(value)r": "%(value)r är inte ett giltigt värde",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte (välj bland %(choices)s)",
    "one of the arguments %s is required": "något av detta måste anges: %s",
    "not allowed with argument %s": "går inte ihop med %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
}
"""The texts of argparse that a user of these commands can meet."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong call, 3 done in part."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(options.data, options.out)
        exit_code: int = options.run(settings, options)
    except FinsamError as error:
        if options.json:
            _print_json({"ok": False, "error": str(error)})
        else:
            print(error, file=sys.stderr)
        return FAILED
    return exit_code


def load(settings: Settings, options: argparse.Namespace) -> int:
    """Check the data folder: every table is read, validated and counted."""
    from finsam_data.files import data_fingerprint
    from finsam_data.schemas import TABLES
    from finsam_data.store import Store

    store = Store(settings.data)
    rows = {table: store.table(table).height for table in TABLES if table not in store.problems}
    problems = {table: str(error) for table, error in store.problems.items()}
    if options.json:
        fingerprint = data_fingerprint(settings.data)
        _print_json({"ok": not problems, "rows": rows, "problems": problems, "fingerprint": fingerprint})
    else:
        print(f"{store.forbund.name}: {len(rows)} av {len(TABLES)} tabeller är hela.")
        for table, n in rows.items():
            print(f"  {table}: {n} rader")
        for message in problems.values():
            print(f"  FEL  {message}")
    return FAILED if problems else 0


def publish(settings: Settings, options: argparse.Namespace) -> int:
    """Publish the data folder as a snapshot; with --json one line per step and the result last."""
    from queries.publication.publish import is_current
    from queries.publication.publish import publish as publish_snapshot

    if options.if_changed and is_current(settings):
        _print_json({"ok": True}) if options.json else print("Inget har ändrats sedan förra publiceringen.")
        return 0

    manifest = publish_snapshot(settings, datetime.now(UTC), _progress(options))
    problems = [problem.message for problem in manifest.problems]
    if options.json:
        answer = {"ok": not problems, "snapshot_id": manifest.snapshot_id, "problems": problems}
        _print_json({**answer, "empty_tables": manifest.empty_tables})
    else:
        print(f"Publicerade {manifest.snapshot_id} ({manifest.edition}).")
        for message in dict.fromkeys(problems):
            print(f"  SAKNAS  {message}")
        for table in manifest.empty_tables:
            print(f"  TOM     {table}.parquet: Tabellen har inga rader.")
    return PARTLY if problems else 0


def audit(settings: Settings, options: argparse.Namespace) -> int:
    """Attack the protected edition of the data folder; with --json one line per step and the outcome last."""
    from queries.publication.publish import audit_edition

    outcome = audit_edition(settings, _progress(options)).outcome
    if options.json:
        _print_json({"ok": outcome.passed, **msgspec.to_builtins(outcome)})
    else:
        shown, large = outcome.shown_of_five_or_more, outcome.five_or_more
        print(f"{sum(outcome.groups.values())} grupper angripna med {outcome.programs} linjära program.")
        print(f"{outcome.cells - outcome.hidden} av {outcome.cells} antal visas; av dem på minst 5 {shown} av {large}.")
        print(f"{outcome.already_out} grupper begränsas av siffror som redan är offentliga, och inte mer än så.")
        for finding in outcome.findings:
            print(f"  FEL  {finding}")
        print("Ingen liten grupp kan räknas fram." if outcome.passed else "Små grupper kan räknas fram.")
    return 0 if outcome.passed else FAILED


def project(settings: Settings, options: argparse.Namespace) -> int:
    """Carry the plan forward through a scenario's levers; without a scenario, through the assumptions alone."""
    from finsam_data.scenario import EMPTY
    from finsam_data.scenario_files import read_scenario
    from finsam_data.scenario_help import format_text
    from queries.scenarios.engine import project as project_scenario

    if options.list_levers:
        _print_json({"format": format_text()}) if options.json else print(format_text())
        return 0
    scenario = read_scenario(options.scenario) if options.scenario else EMPTY
    projection = project_scenario(_baseline(settings), scenario)
    data_changed = scenario.made_on not in {None, projection.fingerprint}
    if options.json:
        _print_json({"ok": True, "data_changed": data_changed, **projection.plain()})
        return 0
    print(f"{scenario.name}{' (utkast)' if scenario.draft and scenario.levers else ''}, tkr")
    if data_changed:
        print("  Underlaget har ändrats sedan scenariot gjordes.")
    print(f"  {'år':<6}{'intäkter':>10}{'kostnader':>11}{'resultat':>10}{'eget kapital':>14}{'till idealet':>14}")
    for year in projection.years:
        amounts = (year.income_tkr, year.cost_tkr, year.result_tkr, year.equity_closing_tkr, year.gap_to_ideal_tkr)
        texts = ("–" if tkr is None else f"{tkr:,}".replace(",", " ").replace("-", "−") for tkr in amounts)
        print(f"  {year.year:<6}{{:>10}}{{:>11}}{{:>10}}{{:>14}}{{:>14}}".format(*texts))
    for note in projection.notes:
        print(f"  {note.year}: {note.text}")
    return 0


def ideal(settings: Settings, options: argparse.Namespace) -> int:
    """The ideal of every förbund of a table that somebody has filled in, and the template to fill in."""
    from finsam_data.assumptions import read_assumptions
    from finsam_data.forbund import read_forbund
    from finsam_data.ideal_table import read_ideal_table
    from finsam_data.table_faults import TableError
    from pages.scenarios.own_ideal_charts import own_table, template_file
    from pages.shared.export import csv_bytes, xlsx_bytes
    from pages.text.scenario_ideal_table import MARK
    from queries.scenarios.ideal import ideal_model

    if options.template:
        _write(options.template, template_file(options.template.name, read_forbund(settings.data).name))
        _print_json({"ok": True, "file": str(options.template)}) if options.json else print(f"Skrev {options.template}")
        return 0
    try:
        file = read_ideal_table(_read(options.table), options.table.name)
    except TableError as error:
        if not options.json:
            raise
        faults = [fault._asdict() for fault in error.faults]
        _print_json({"ok": False, "error": str(error), "faults": faults})
        return FAILED
    with_base = not options.without_base
    chart = own_table(file, ideal_model(read_assumptions(settings.data), with_base), with_base)
    if options.result:
        as_csv = options.result.suffix.lower() == ".csv"
        _write(options.result, (csv_bytes if as_csv else xlsx_bytes)(chart, MARK))
    if options.json:
        forbund = chart.table.drop("kind", "per_mille").to_dicts()
        _print_json({"ok": True, "mark": MARK, "with_base": with_base, "notes": chart.notes, "forbund": forbund})
    else:
        print(f"{chart.title}\n{chart.subtitle}")
        rows = [[column.label for column in chart.columns], *chart.rows]
        widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        for name, *texts in rows:
            numbers = (f"{text:>{width}}" for text, width in zip(texts, widths[1:], strict=True))
            print("  ".join(["", f"{name:<{widths[0]}}", *numbers]))
        print("\n".join([*chart.notes, *([f"Skrev {options.result}"] if options.result else [])]))
    return 0


def _read(path: Path) -> bytes:
    """A file the user names. Raises FinsamError where it cannot be read."""
    from finsam_data.sources.spreadsheet import LARGEST_BYTES

    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise FinsamError(str(path), "Filen går inte att läsa.", "Kontrollera namnet och att den får läsas.") from error


def _write(path: Path, content: bytes) -> None:
    """A file the user names. Raises FinsamError where it cannot be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FinsamError(
            str(path), "Filen går inte att skriva.", "Stäng den i Excel, eller välj annan mapp."
        ) from error


def serve(settings: Settings, options: argparse.Namespace) -> int:
    """Start the dashboard, on this machine only unless people log in or somebody says otherwise."""
    environment = {
        **os.environ,
        "FINSAM_DATA": str(settings.data),
        "FINSAM_SNAPSHOTS": str(settings.snapshots),
        "FINSAM_EDITION": settings.edition,
        **({"STREAMLIT_SERVER_ADDRESS": options.address} if options.address else {}),
        **({OPEN_WITHOUT_LOGIN: "1"} if options.open_to_network_without_login else {}),
    }
    if options.address:
        # Refused before Streamlit says that it has started; it checks the same again.
        check = [sys.executable, "-m", "pages.shared.server", options.address]
        if code := subprocess.run(check, cwd=PROJECT, env=environment, check=False).returncode:  # noqa: S603
            return code
    command = [sys.executable, "-m", "streamlit", "run", str(PROJECT / "app.py"), "--server.port", str(options.port)]
    return subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode  # noqa: S603


def _baseline(settings: Settings) -> "Baseline":
    """What every scenario starts from, straight from the data folder."""
    from finsam_data.assumptions import read_assumptions
    from finsam_data.county import read_county
    from finsam_data.forbund import read_forbund
    from finsam_data.sources.parquet import read_table
    from queries.scenarios.baseline import baseline

    data = settings.data
    forbund = read_forbund(data)
    budget_lines, insats_budget, allocation, ideal = (
        read_table(data, name, {}) for name in ("budget_line", "insats_budget", "allocation", "ideal_allocation")
    )
    return baseline(budget_lines, insats_budget, allocation, ideal, forbund, read_assumptions(data), read_county(data))


def _progress(options: argparse.Namespace) -> Callable[[str], None]:
    return lambda step: _print_json({"progress": step}) if options.json else print(step)


def _print_json(value: object) -> None:
    # Programs read it, so it is UTF-8 whatever the terminal is set to.
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    # argparse looks its texts up through gettext under this name, and ships no Swedish.
    argparse._ = lambda english: SWEDISH.get(english, english)  # type: ignore[attr-defined]
    basic = argparse.ArgumentParser(add_help=False)
    basic.add_argument("--data", type=Path, metavar="MAPP", help="datamapp (annars FINSAM_DATA, annars sample_data)")
    basic.add_argument("--json", action="store_true", help="svara som JSON, en rad per svar")
    shared = argparse.ArgumentParser(add_help=False, parents=[basic])
    shared.add_argument("--out", type=Path, metavar="MAPP", help="mapp för ögonblicksbilder (annars FINSAM_SNAPSHOTS)")
    parser = argparse.ArgumentParser(
        prog="finsam.py",
        description="Uppföljning och budget för ett samordningsförbund.",
        epilog="Slutkoder: 0 klart, 1 misslyckades, 2 felaktigt anrop, 3 delvis klart.",
    )
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO", title="kommandon")
    for name, run, text in (
        ("load", load, "läs in och kontrollera datamappen utan att ändra något"),
        ("publish", publish, "publicera datamappen som en ögonblicksbild"),
        ("audit", audit, "angrip den skyddade utgåvan: kan någon liten grupp räknas fram?"),
        ("project", project, "räkna ett scenario år för år; utan scenario planen och dess antaganden"),
        ("ideal", ideal, "räkna idealfördelningen för en tabell över förbund, eller skriv mallen till den"),
        ("serve", serve, "starta instrumentpanelen på den här datorn"),
    ):
        parents = [basic if name == "ideal" else shared]
        command = commands.add_parser(name, parents=parents, help=text, description=text.capitalize() + ".")
        command.set_defaults(run=run)
        if name == "project":
            command.add_argument("--scenario", type=Path, metavar="FIL", help="scenariofil (YAML)")
            command.add_argument("--list-levers", action="store_true", help="beskriv scenariofilen och dess spakar")
            command.epilog = (
                "Med --json är svaret ett objekt där years har ett objekt per år: income_tkr, cost_tkr, result_tkr, "
                "equity_opening_tkr, equity_closing_tkr, gap_to_ideal_tkr med flera, i hela tkr."
            )
        if name == "ideal":
            # Here --out is the file with the answer; snapshots are not touched.
            command.set_defaults(out=None)
            asked = command.add_mutually_exclusive_group(required=True)
            asked.add_argument("--table", type=Path, metavar="FIL", help="ifylld tabell (.xlsx eller .csv)")
            asked.add_argument("--template", type=Path, metavar="FIL", help="skriv mallen hit (.xlsx eller .csv)")
            command.add_argument(
                "--out", type=Path, metavar="FIL", dest="result", help="skriv svaret hit (.xlsx, .csv)"
            )
            command.add_argument("--without-base", action="store_true", help="räkna utan grundbidrag")
        if name == "publish":
            command.add_argument("--if-changed", action="store_true", help="bara om datamappen eller reglerna ändrats")
        if name == "serve":
            command.add_argument("--port", type=int, default=8501, help="port (annars 8501)")
            command.add_argument("--address", metavar="ADRESS", help="adress (annars 127.0.0.1, bara den här datorn)")
            command.add_argument(
                "--open-to-network-without-login",
                action="store_true",
                help="låt alla på nätverket läsa den skyddade utgåvan utan att logga in",
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
