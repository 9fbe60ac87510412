"""The web entry: page config, navigation, and the one place that shows a user error. Draws nothing itself."""

import gc
import logging
import secrets
from functools import cache
from pathlib import Path

import streamlit as st

from finsam_data.errors import FinsamError
from pages.drawing.palette import DARK, LIGHT
from pages.text import common, navigation

STYLE = Path(__file__).with_name("pages") / "shared" / "style.css"
LANGUAGE = "<script>document.documentElement.lang='sv'</script>"


@cache
def frozen_imports() -> None:
    """Streamlit collects all garbage after every run; what is imported by now never becomes garbage."""
    gc.collect()
    gc.freeze()


@cache
def style() -> str:
    """The style sheet."""
    return STYLE.read_text(encoding="utf-8")


def main() -> None:
    """Run the chosen page; a FinsamError is told in its own words, a bug with a code that stands in the log."""
    st.set_page_config(page_title=common.APP_TITLE, layout="wide", initial_sidebar_state="collapsed")
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    variables = f":root{{--fs-surface:{colours.surface};--fs-muted:{colours.muted};--fs-line:{colours.grid}}}"
    st.html(f"<style>{variables}{style()}</style>")
    st.html(LANGUAGE, unsafe_allow_javascript=True)
    page = st.navigation(
        [
            st.Page(f"pages/{folder}/page.py", title=title, url_path=address, default=not address)
            for folder, title, address in navigation.PAGES
        ],
        position="top",
    )
    try:
        page.run()
    except FinsamError as error:
        st.error(str(error), icon=":material/error:")
    except Exception:
        code = secrets.token_hex(3)
        logging.getLogger("finsam").exception("fel %s på sidan %s", code, page.title)
        st.error(common.UNEXPECTED.format(code=code), icon=":material/error:")
    frozen_imports()


main()
