"""The command line: load, publish, serve. `python finsam.py --help` tells in Swedish."""

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from finsam_data.errors import FinsamError
from finsam_data.settings import PROJECT, Settings, read_settings

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
    from queries.publication.publish import publish as publish_snapshot

    def progress(step: str) -> None:
        _print_json({"progress": step}) if options.json else print(step)

    manifest = publish_snapshot(settings, datetime.now(UTC), progress)
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


def serve(settings: Settings, options: argparse.Namespace) -> int:
    """Start the dashboard on this machine."""
    environment = {
        **os.environ,
        "FINSAM_DATA": str(settings.data),
        "FINSAM_SNAPSHOTS": str(settings.snapshots),
        "FINSAM_EDITION": settings.edition,
    }
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


def _print_json(value: object) -> None:
    # Programs read it, so it is UTF-8 whatever the terminal is set to.
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    # argparse looks its texts up through gettext under this name, and ships no Swedish.
    argparse._ = lambda english: SWEDISH.get(english, english)  # type: ignore[attr-defined]
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, metavar="MAPP", help="datamapp (annars FINSAM_DATA, annars sample_data)")
    shared.add_argument("--out", type=Path, metavar="MAPP", help="mapp för ögonblicksbilder (annars FINSAM_SNAPSHOTS)")
    shared.add_argument("--json", action="store_true", help="svara som JSON, en rad per svar")
    parser = argparse.ArgumentParser(
        prog="finsam.py",
        description="Uppföljning och budget för ett samordningsförbund.",
        epilog="Slutkoder: 0 klart, 1 misslyckades, 2 felaktigt anrop, 3 delvis klart.",
    )
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO", title="kommandon")
    for name, run, text in (
        ("load", load, "läs in och kontrollera datamappen utan att ändra något"),
        ("publish", publish, "publicera datamappen som en ögonblicksbild"),
        ("project", project, "räkna ett scenario år för år; utan scenario planen och dess antaganden"),
        ("serve", serve, "starta instrumentpanelen på den här datorn"),
    ):
        command = commands.add_parser(name, parents=[shared], help=text, description=text.capitalize() + ".")
        command.set_defaults(run=run)
        if name == "project":
            command.add_argument("--scenario", type=Path, metavar="FIL", help="scenariofil (YAML)")
            command.add_argument("--list-levers", action="store_true", help="beskriv scenariofilen och dess spakar")
            command.epilog = (
                "Med --json är svaret ett objekt där years har ett objekt per år: income_tkr, cost_tkr, result_tkr, "
                "equity_opening_tkr, equity_closing_tkr, gap_to_ideal_tkr med flera, i hela tkr."
            )
        if name == "serve":
            command.add_argument("--port", type=int, default=8501, help="port (annars 8501)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
