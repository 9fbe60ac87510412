"""Which documents a number is printed in."""

import polars as pl

from pages.text.budget import cited


def printed_in(documents: pl.DataFrame, *tables: pl.DataFrame, places: bool = True) -> str:
    """The title of every document the tables' rows come from, and where in it; documents as Source."""
    found: dict[str, list[str]] = {}
    titles = dict(documents.select("source", "title").iter_rows())
    for table in tables:
        for source, place in table.select("source", "place").unique(maintain_order=True).iter_rows():
            listed = found.setdefault(titles.get(source, source), [])
            if places and place not in listed:
                listed.append(place)
    return cited(list(found.items()))
