"""Figures on their way to Streamlit."""

from typing import Any

from plotly.basedatatypes import BaseFigure


class Drawn(BaseFigure):  # type: ignore[misc]
    """A figure as the forms in pages.drawing make it. Tests check them all, so Plotly need not at every drawing."""

    def __init__(self, figure: dict[str, Any]) -> None:
        self._drawn = figure

    def to_dict(self) -> dict[str, Any]:
        """The figure itself."""
        return self._drawn
