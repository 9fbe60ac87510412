"""The web entry: the server, the navigation, and the one place that shows a user error. Draws nothing itself.

`streamlit run app.py` imports this file once as a server and then runs it as a script at every visit.
"""

import logging
import secrets

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from finsam_data.errors import FinsamError
from pages.drawing.palette import DARK, LIGHT
from pages.shared import access, once
from pages.text import common, navigation


def closed_pages() -> frozenset[str]:
    """The folders of the pages that stand in no menu of this visitor's."""
    try:
        internal = access.visitor_edition() == "internal"
    except FinsamError:
        internal = False  # whatever is wrong, the page itself tells it
    return navigation.NOT_IN_MENU if internal else navigation.NOT_IN_MENU | navigation.INTERNAL_ONLY


def main() -> None:
    """Run the chosen page; a FinsamError is told in its own words, a bug with a code that stands in the log."""
    st.set_page_config(page_title=common.APP_TITLE, layout="wide", initial_sidebar_state="collapsed")
    colours = DARK if st.context.theme.type == "dark" else LIGHT
    inks = {"surface": colours.surface, "text": colours.text, "muted": colours.muted, "line": colours.grid}
    variables = f":root{{{';'.join(f'--fs-{name}:{colour}' for name, colour in inks.items())}}}"
    st.html(f"<style>{variables}</style>")
    if not access.is_admitted():
        st.navigation(
            [
                st.Page(access.door, title=common.APP_TITLE, url_path=address, default=not address)
                for _, _, address in navigation.PAGES
            ],
            position="hidden",
        ).run()
        return
    closed = closed_pages()
    page = st.navigation(
        [
            st.Page(
                f"pages/{folder}/page.py",
                title=title,
                url_path=address,
                default=not address,
                visibility="hidden" if folder in closed else "visible",
            )
            for folder, title, address in navigation.PAGES
        ],
        position="top",
    )
    access.signed_in()
    try:
        page.run()
    except FinsamError as error:
        st.error(str(error), icon=":material/error:")
    except Exception:
        code = secrets.token_hex(3)
        logging.getLogger("finsam").exception("fel %s på sidan %s", code, page.title)
        st.error(common.UNEXPECTED.format(code=code), icon=":material/error:")
    once.freeze(page.url_path)


if get_script_run_ctx(suppress_warning=True) is None:
    # The folder pages/ is ours; without this Streamlit reads it as an app of its older kind at the first visit and
    # answers a deep link with "Page not found".
    PagesManager.uses_pages_directory = False
    from pages.shared.server import middleware, published_ahead

    app = st.App(__file__, lifespan=published_ahead, middleware=middleware())
else:
    main()
