"""Is the scenario a draft, or where was it decided? Among the page's marks at the top, and beside its name."""

from html import escape

from finsam_data.scenario import Scenario
from pages.text import scenarios as text


def scenario_mark(scenario: Scenario) -> str:
    """The mark beside those that every page has. It is drawn where the scenario changes, and placed by style.css."""
    mark = text.state(scenario)
    label = escape(text.MARK_LABEL)
    return f'<ul class="fs-marks fs-scenario-mark" aria-label="{label}"><li>{escape(mark)}</li></ul>' if mark else ""


def state_label(scenario: Scenario) -> str:
    """The same beside the scenario's name, which stays in view."""
    mark = text.state(scenario)
    return f'<span class="fs-state">{escape(mark)}</span>' if mark else ""
