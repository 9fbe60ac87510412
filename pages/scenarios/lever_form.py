"""The form of a chosen lever: what is typed is pulled at once, or kept and told what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from finsam_data.errors import FinsamError
from finsam_data.scenario import AnyLever, Scenario
from pages.scenarios import forms, state
from pages.scenarios.forms import Field, Value, Values
from pages.scenarios.sources import projected
from pages.shared.html import hint, told_wrong
from pages.text import scenario_levers as words
from pages.text import scenarios as text
from queries.scenarios.baseline import Baseline

DRAFTS = "scenario_drafts"
AMOUNT_WIDTH, GROUP_WIDTH, NAME_WIDTH = 165, 260, 320


@dataclass(frozen=True)
class Form:
    """One entry of the list about one subject, and the levers in force that it stands for."""

    base: Baseline
    choice: str
    subject: str
    places: tuple[int, ...]
    fields: tuple[Field, ...]
    expected: Values

    def key(self, field: Field) -> str:
        """The field's widget."""
        return f"lever {self.choice} {self.subject} {field.name}"

    @property
    def id(self) -> tuple[str, str]:
        """What a draft is kept under."""
        return self.choice, self.subject


@dataclass(frozen=True)
class Draft:
    """What has been typed and could not be used yet, over what stood there, and why."""

    values: Values
    expected: Values
    message: str


def lever_form(base: Baseline, choice: str, subject: str) -> None:
    """The fields of one entry of the list, and what is wrong with what was typed."""
    form = _form(base, choice, subject)
    draft = _draft(form)
    values = draft.values if draft else form.expected
    with st.container(horizontal=True, gap="small", key="lever_fields", vertical_alignment="bottom"):
        for field in form.fields:
            _widget(form, field, values[field.name])
    amounts = [field for field in form.fields if field.name.isdigit()]
    if any(values[field.name] for field in amounts[:-1]):
        st.button(words.SAME_AFTER, on_click=_same_after, args=(form, amounts), type="tertiary", key="same_after")
    if draft and draft.message:
        _told(form, draft)
    st.html(hint(words.EMPTY_IS_PLAN if amounts else words.PERCENT_HINT))


def group_labels(base: Baseline) -> dict[str, str]:
    """Cost group → its label."""
    return {name: group.label for name, group in base.groups.items()}


def changed(scenario: Scenario, levers: Sequence[AnyLever]) -> Scenario:
    """The scenario with other levers: a draft, under its own name."""
    name = scenario.name if scenario.levers else text.MINE
    return Scenario(name if scenario.draft else text.altered(name), tuple(levers))


def _form(base: Baseline, choice: str, subject: str) -> Form:
    scenario = state.scenario()
    places = forms.pulled(scenario, choice, subject)
    levers = [scenario.levers[place] for place in places]
    fields = tuple(forms.fields(base, choice, subject, levers))
    return Form(base, choice, subject, tuple(places), fields, forms.values_of(fields, levers))


def _drafts() -> dict[tuple[str, str], Draft]:
    drafts: dict[tuple[str, str], Draft] = st.session_state.setdefault(DRAFTS, {})
    return drafts


def _draft(form: Form) -> Draft | None:
    """What has been typed here, unless the scenario has changed under it."""
    draft = _drafts().get(form.id)
    return draft if draft and draft.expected == form.expected else None


def _widget(form: Form, field: Field, value: Value) -> None:
    key, answer = form.key(field), partial(_answer, form)
    labels = dict(zip(field.options, field.option_labels, strict=True))
    match field.kind:
        case "text":
            st.session_state[key] = value
            width = NAME_WIDTH if field.name == "insats" else AMOUNT_WIDTH
            st.text_input(field.label, key=key, width=width, autocomplete="off", on_change=answer)
        case "one":
            st.session_state[key] = value if value in field.options else field.default
            width = GROUP_WIDTH if field.name == "group" else AMOUNT_WIDTH
            st.selectbox(
                field.label, field.options, key=key, format_func=labels.__getitem__, width=width, on_change=answer
            )
        case "several":
            st.session_state[key] = list(value)
            st.pills(
                field.label,
                field.options,
                selection_mode="multi",
                key=key,
                format_func=labels.__getitem__,
                on_change=answer,
            )
        case "flag":
            st.session_state[key] = value == forms.YES
            st.checkbox(field.label, key=key, on_change=answer)


def _answer(form: Form) -> None:
    """Something was typed or chosen: pull the lever, or keep what was typed and say what is wrong."""
    _pull(form, {field.name: _typed(form, field) for field in form.fields})


def _told(form: Form, draft: Draft) -> None:
    """Why what was typed is not used; once the reason is gone, the way to use it."""
    try:
        lever = forms.lever_from(form.choice, form.subject, draft.values)
        projected(form.base, changed(state.scenario(), forms.with_lever(state.scenario(), form.places, lever)))
    except FinsamError:
        st.html(told_wrong(draft.message))
        return
    st.html(hint(text.TYPED_FITS))
    st.button(text.USE_TYPED, on_click=_pull, args=(form, draft.values), key="use_typed")


def _typed(form: Form, field: Field) -> Value:
    value = st.session_state[form.key(field)]
    if field.kind == "flag":
        return forms.YES if value else forms.NO
    if field.kind == "several":
        return tuple(sorted(value))
    return str(value or "").strip()


def _pull(form: Form, values: Values) -> None:
    scenario = state.scenario()
    candidate = scenario
    try:
        lever = forms.lever_from(form.choice, form.subject, values)
        candidate = changed(scenario, forms.with_lever(scenario, form.places, lever))
        projected(form.base, candidate)
    except FinsamError as error:
        _drafts()[form.id] = Draft(values, form.expected, words.told(error, candidate.levers))
        return
    _drafts().pop(form.id, None)
    if candidate.levers == scenario.levers:
        if values != form.expected and lever is None:
            _drafts()[form.id] = Draft(values, form.expected, "")
        return
    labels = group_labels(form.base)
    said = words.words(lever, labels) if lever else _gone(scenario, form, labels)
    state.show(candidate, said)
    if form.choice == forms.NEW and lever is not None:
        st.session_state[f"scenario_subject {forms.NEW}"] = lever.subject


def _gone(scenario: Scenario, form: Form, labels: dict[str, str]) -> str:
    return text.taken_away(words.words(scenario.levers[form.places[0]], labels))


def _same_after(form: Form, amounts: Sequence[Field]) -> None:
    """The first amount also in the years after it, as far as the years go."""
    values = {field.name: _typed(form, field) for field in form.fields}
    first = next(place for place, field in enumerate(amounts) if values[field.name])
    for field in amounts[first:]:
        values[field.name] = values[amounts[first].name]
    _pull(form, values)
