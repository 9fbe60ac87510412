"""python finsam.py project and ideal: the scenarios' answers in text, JSON and files."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.answers import FAILED, print_json, write_file
from finsam_data.errors import FinsamError
from finsam_data.settings import Settings

if TYPE_CHECKING:
    from queries.scenarios.baseline import Baseline


def project(settings: Settings, options: Namespace) -> int:
    """Carry the plan forward through a scenario's levers; without a scenario, through the assumptions alone."""
    from finsam_data.scenario import EMPTY
    from finsam_data.scenario_files import read_scenario
    from finsam_data.scenario_help import format_text
    from queries.scenarios.engine import project as project_scenario

    if options.list_levers:
        print_json({"format": format_text()}) if options.json else print(format_text())
        return 0
    scenario = read_scenario(options.scenario) if options.scenario else EMPTY
    projection = project_scenario(_baseline(settings), scenario)
    data_changed = scenario.made_on not in {None, projection.fingerprint}
    if options.json:
        print_json({"ok": True, "data_changed": data_changed, **projection.plain()})
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


def ideal(settings: Settings, options: Namespace) -> int:
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
        write_file(options.template, template_file(options.template.name, read_forbund(settings.data).name))
        print_json({"ok": True, "file": str(options.template)}) if options.json else print(f"Skrev {options.template}")
        return 0
    try:
        file = read_ideal_table(_read(options.table), options.table.name)
    except TableError as error:
        if not options.json:
            raise
        faults = [fault._asdict() for fault in error.faults]
        print_json({"ok": False, "error": str(error), "faults": faults})
        return FAILED
    with_base = not options.without_base
    chart = own_table(file, ideal_model(read_assumptions(settings.data), with_base), with_base)
    if options.result:
        as_csv = options.result.suffix.lower() == ".csv"
        write_file(options.result, (csv_bytes if as_csv else xlsx_bytes)(chart, MARK))
    if options.json:
        forbund = chart.table.drop("kind", "per_mille").to_dicts()
        print_json({"ok": True, "mark": MARK, "with_base": with_base, "notes": chart.notes, "forbund": forbund})
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
