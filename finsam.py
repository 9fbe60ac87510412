"""The command line: every command and what it may be told. `python finsam.py --help` tells in Swedish."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import msgspec

from commands.answers import FAILED, PARTLY, print_json, progress
from finsam_data.errors import FinsamError
from finsam_data.settings import OPEN_WITHOUT_LOGIN, PROJECT, Settings, read_settings
from pages.text.command_line import COMMANDS, IMPORT_EPILOG, SWEDISH

Run = Callable[[Settings, argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong call, 3 done in part."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(options.data, options.out)
        exit_code: int = options.run(settings, options)
    except FinsamError as error:
        if options.json:
            print_json({"ok": False, "error": str(error)})
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
        print_json({"ok": not problems, "rows": rows, "problems": problems, "fingerprint": fingerprint})
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
        print_json({"ok": True}) if options.json else print("Inget har ändrats sedan förra publiceringen.")
        return 0

    manifest = publish_snapshot(settings, datetime.now(UTC), progress(options))
    problems = [problem.message for problem in manifest.problems]
    if options.json:
        answer = {"ok": not problems, "snapshot_id": manifest.snapshot_id, "problems": problems}
        print_json({**answer, "empty_tables": manifest.empty_tables})
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

    outcome = audit_edition(settings, progress(options)).outcome
    if options.json:
        print_json({"ok": outcome.passed, **msgspec.to_builtins(outcome)})
    else:
        shown, large = outcome.shown_of_five_or_more, outcome.five_or_more
        print(f"{sum(outcome.groups.values())} grupper angripna med {outcome.programs} linjära program.")
        print(f"{outcome.cells - outcome.hidden} av {outcome.cells} antal visas; av dem på minst 5 {shown} av {large}.")
        print(f"{outcome.already_out} grupper begränsas av siffror som redan är offentliga, och inte mer än så.")
        for finding in outcome.findings:
            print(f"  FEL  {finding}")
        print("Ingen liten grupp kan räknas fram." if outcome.passed else "Små grupper kan räknas fram.")
    return 0 if outcome.passed else FAILED


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


def _later(module: str, name: str) -> Run:
    """A command whose modules are loaded when it runs."""

    def run(settings: Settings, options: argparse.Namespace) -> int:
        found: Run = getattr(import_module(f"commands.{module}"), name)
        return found(settings, options)

    return run


def _add_intake(name: str, command: argparse.ArgumentParser) -> None:
    """What import, undo and template may be told."""
    if name == "import":
        command.add_argument("files", type=Path, nargs="+", metavar="FIL", help="fil (.xlsx, .xlsm, .xls, .ods, .csv)")
        command.add_argument("--insats", metavar="NAMN", help="insatsen, där filen inte säger den")
        command.add_argument("--covers", metavar="PERIOD", help="perioden filen gäller: 2025, 2025H1 eller 2025H2")
        command.add_argument("--dry-run", action="store_true", help="visa vad som skulle hända, men ändra inget")
        command.epilog = IMPORT_EPILOG
    if name == "undo":
        command.add_argument("id", metavar="NUMMER", help="inläsningens nummer; se imports")
    if name == "template":
        command.add_argument("file", type=Path, metavar="FIL", help="skriv mallen hit (.xlsx)")
    if name in {"import", "undo"}:
        command.add_argument("--yes", action="store_true", help="godkänn utan att fråga")


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
        epilog="Slutkoder: 0 klart, 1 misslyckades, 2 felaktigt anrop, 3 delvis klart. import och undo har fler.",
    )
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO", title="kommandon")
    runs: dict[str, Run] = {
        "load": load,
        "import": _later("intake", "take_in"),
        "imports": _later("intake", "imports"),
        "undo": _later("intake", "undo"),
        "template": _later("intake", "write_template"),
        "publish": publish,
        "audit": audit,
        "project": _later("scenarios", "project"),
        "ideal": _later("scenarios", "ideal"),
        "serve": serve,
    }
    for name, run in runs.items():
        parents, text = [basic if name == "ideal" else shared], COMMANDS[name]
        description = text.capitalize() + ("" if text.endswith("?") else ".")
        command = commands.add_parser(name, parents=parents, help=text, description=description)
        command.set_defaults(run=run)
        _add_intake(name, command)
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
