"""Save the scenario by name, and open, copy, rename or take away those that are saved; the same as a file."""

import streamlit as st
from msgspec.structs import replace

from finsam_data.errors import FinsamError
from finsam_data.saved_scenarios import Kept, Saved, delete, duplicate, rename, save, saved_scenarios
from finsam_data.scenario import Scenario
from finsam_data.scenario_files import dump_scenario, parse_scenario
from finsam_data.scenario_names import slug_of
from pages.scenarios import state
from pages.scenarios.sources import Plan
from pages.shared import current
from pages.shared.html import folded, hint, prose, told_wrong
from pages.text import saved_scenarios as text
from queries.scenarios.engine import project

NAME, NAME_OF, CHOSEN, NEW_NAME, PASTED = (
    "saved_name",
    "saved_name_of",
    "saved_chosen",
    "saved_new_name",
    "saved_pasted",
)
OPENED = "saved_opened"
"""The saved scenario that the one on the screen came from, as it was then."""
TOLD = "saved_told"


def section(plan: Plan) -> None:
    """Everything about keeping a scenario."""
    st.html(hint(text.SAVE_ABOUT))
    _save_row(plan)
    _told()
    _saved_row(plan)


def file_section(plan: Plan) -> None:
    """The scenario as a YAML file: to fetch, and to open by pasting it."""
    scenario = state.scenario()
    if scenario.levers:
        st.download_button(
            text.DOWNLOAD,
            data=dump_scenario(_stamped(plan, scenario)).encode(),
            file_name=f"{slug_of(scenario.name)}.yaml",
            mime="application/yaml",
            on_click="ignore",
            key="saved_download",
        )
    st.text_area(text.PASTE, key=PASTED, height=140)
    st.button(text.OPEN_PASTED, key="saved_open_pasted", on_click=_open_pasted, args=(plan,))
    _told("file")


def all_saved() -> list[Saved]:
    """The saved scenarios; none where the folder cannot be read."""
    try:
        return saved_scenarios(current.settings().data)[0]
    except FinsamError:
        return []


def _save_row(plan: Plan) -> None:
    scenario = state.scenario()
    if not scenario.levers:
        st.html(hint(text.NOTHING_TO_SAVE))
        return
    if st.session_state.get(NAME_OF) != scenario.name or NAME not in st.session_state:
        st.session_state[NAME_OF] = st.session_state[NAME] = scenario.name
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="saved_save_row"):
        st.text_input(text.NAME, key=NAME, max_chars=80, autocomplete="off", width=380)
        st.button(text.SAVE, key="saved_save", on_click=_save, args=(plan,))


def _saved_row(plan: Plan) -> None:
    try:
        saved, unreadable = saved_scenarios(current.settings().data)
    except FinsamError as error:
        st.html(told_wrong(str(error)))
        return
    if not saved:
        st.html(hint(text.NONE_SAVED))
    else:
        _choose(plan, {one.file: one for one in saved})
    if unreadable:
        st.html(folded(text.unreadable(len(unreadable)), prose([problem.message for problem in unreadable])))


def _choose(plan: Plan, saved: dict[str, Saved]) -> None:
    if st.session_state.get(CHOSEN) not in saved:
        st.session_state[CHOSEN] = next(iter(saved))
    file = st.selectbox(
        text.CHOOSE,
        list(saved),
        key=CHOSEN,
        format_func=lambda file: text.entry(saved[file].scenario, saved[file].changed),
    )
    chosen = saved[file]
    with st.container(horizontal=True, gap="small", key="saved_actions"):
        st.button(text.OPEN, key="saved_open", on_click=_open, args=(plan, chosen))
        st.button(text.DUPLICATE, key="saved_duplicate", on_click=_duplicate, args=(chosen,))
        with st.popover(text.RENAME, key=f"saved_rename_{chosen.version[:8]}"):
            st.text_input(text.NEW_NAME, key=NEW_NAME, max_chars=80, autocomplete="off")
            st.button(text.RENAME, key="saved_rename", on_click=_rename, args=(chosen,))
        with st.popover(text.DELETE, key=f"saved_delete_{chosen.version[:8]}"):
            st.html(prose([text.DELETE_SURE.format(name=chosen.name)]))
            st.button(text.DELETE_YES, key="saved_delete", on_click=_delete, args=(chosen,))


def _save(plan: Plan) -> None:
    """Save what is on the screen under the name in the field; the screen takes the name it got."""
    try:
        scenario = _stamped(plan, replace(state.scenario(), name=st.session_state[NAME].strip()))
        kept = save(current.settings().data, scenario, st.session_state.get(OPENED))
    except FinsamError as error:
        _tell(str(error), wrong=True)
        return
    _kept(kept, text.saved_as(kept.saved.name))
    st.session_state[OPENED] = kept.saved
    if kept.saved.name != state.scenario().name:
        state.show(replace(state.scenario(), name=kept.saved.name), text.saved_as(kept.saved.name))


def _open(plan: Plan, chosen: Saved) -> None:
    if _show(plan, chosen.scenario, text.FROM_SAVED):
        st.session_state[OPENED] = chosen


def _duplicate(chosen: Saved) -> None:
    try:
        kept = duplicate(current.settings().data, chosen.file)
    except FinsamError as error:
        _tell(str(error), wrong=True)
    else:
        _kept(kept, text.copied_as(kept.saved.name))


def _rename(chosen: Saved) -> None:
    try:
        kept = rename(current.settings().data, chosen, st.session_state[NEW_NAME].strip())
    except FinsamError as error:
        _tell(str(error), wrong=True)
        return
    _kept(kept, text.renamed_to(kept.saved.name))
    if st.session_state.get(OPENED) == chosen:
        st.session_state[OPENED] = kept.saved
        if state.scenario().name == chosen.name:
            state.show(replace(state.scenario(), name=kept.saved.name), text.renamed_to(kept.saved.name))


def _delete(chosen: Saved) -> None:
    try:
        delete(current.settings().data, chosen)
    except FinsamError as error:
        _tell(str(error), wrong=True)
    else:
        _tell(text.deleted(chosen.name))


def _open_pasted(plan: Plan) -> None:
    written = st.session_state[PASTED].strip()
    if not written:
        _tell(text.PASTE_EMPTY, wrong=True, where="file")
        return
    try:
        scenario = parse_scenario(written, text.PASTED)
    except FinsamError as error:
        _tell(str(error), wrong=True, where="file")
        return
    if _show(plan, scenario, text.FROM_FILE, "file"):
        st.session_state[PASTED] = ""


def _show(plan: Plan, scenario: Scenario, way: str, where: str = "saved") -> bool:
    """Put it on the screen if it fits the data; say so where they are others than it was made on."""
    try:
        project(plan.baseline, scenario)
    except FinsamError as error:
        _tell(text.FILE_NOT_FITTING.format(message=error), wrong=True, where=where)
        return False
    state.show(scenario, text.opened(scenario.name, way))
    other = scenario.made_on is not None and scenario.made_on != plan.baseline.fingerprint
    _tell(text.OTHER_DATA if other else f"{text.opened(scenario.name, way)}.", where=where)
    return True


def _stamped(plan: Plan, scenario: Scenario) -> Scenario:
    """The scenario with the data it is made on."""
    return replace(scenario, made_on=plan.baseline.fingerprint)


def _kept(kept: Kept, done: str) -> None:
    st.session_state[CHOSEN] = kept.saved.file
    _tell(kept.told or done)


def _tell(message: str, *, wrong: bool = False, where: str = "saved") -> None:
    st.session_state[TOLD] = (message, wrong, where)


def _told(where: str = "saved") -> None:
    """What the last press led to, once."""
    message, wrong, place = st.session_state.get(TOLD, ("", False, where))
    if message and place == where:
        del st.session_state[TOLD]
        if wrong:
            st.html(told_wrong(message))
        else:
            st.html(f'<div class="fs-told" role="status">{prose([message])}</div>')
