"""Which insatser a chart lets its visitor choose, and what becomes of what the browser says."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.screen import charts, go_to


def offered(app):
    """The charts in which something can be chosen: key → the codes, of those that stand in it."""
    return {chart["key"]: set(chart["insatser"]) for chart in charts(app) if chart["insatser"]}


def test_a_page_that_offers_no_insats_has_no_mark_to_choose_whatever_the_page_before_offered(app_on, lilla_an):
    app = go_to(app_on(lilla_an.settings).run(), "outcomes")
    assert offered(app)
    for folder in ("overview", "scenarios"):
        assert offered(go_to(app, folder)) == {}


def test_only_numbers_of_an_insats_can_be_chosen(app_on, lilla_an):
    app = go_to(app_on(lilla_an.settings).run(), "outcomes")
    names = set(app.selectbox("choice_insats").options)
    for chart in charts(app):
        for stop in (stop for stops in chart["walk"] for stop in stops if stop):
            named = [name for code, name in chart["insatser"].items() if stop[2:] == [code]]
            assert [
                name for name in chart["insatser"].values() if stop[0].startswith((f"{name}:", f"{name},"))
            ] == named
            assert set(named) <= names


def say(code):
    """A visitor whose browser says it, with Novum chosen before and Novum and Arbetsträning on offer."""

    def script(code):
        import streamlit as st

        from pages.shared.choices import OFFERED, take_insats

        st.query_params["insats"] = "novum"
        st.session_state[OFFERED] = {"Novum": "novum", "Arbetsträning": "arbetstraning"}
        take_insats(code)
        st.text(st.query_params.get("insats", "alla"))

    return AppTest.from_function(script, kwargs={"code": code}).run().text[0].value


@pytest.mark.parametrize(("code", "chosen"), [("arbetstraning", "arbetstraning"), ("alla", "alla"), ("novum", "novum")])
def test_what_is_offered_is_chosen(code, chosen):
    assert say(code) == chosen


@pytest.mark.parametrize("code", ["mia-vidare", "", "NOVUM", None, 1, ["arbetstraning"], {"alla": "alla"}, "<script>"])
def test_whatever_else_the_browser_says_changes_nothing(code):
    assert say(code) == "novum"
