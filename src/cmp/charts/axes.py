"""The order and room of names on the axes of charts."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.wording import wording


def all_names(frame: pl.DataFrame, column: str) -> list[str]:
    """All names that an Enum column may hold, in their order; of another column those it holds.

    >>> all_names(pl.DataFrame({"city_name": ["b"]}, schema={"city_name": pl.Enum(["b", "a"])}),
    ...           "city_name")
    ['b', 'a']
    """
    kind = frame.schema[column]
    if isinstance(kind, pl.Enum):
        return list(kind.categories.to_list())
    return sorted(frame[column].drop_nulls().unique().to_list())


def names(frame: pl.DataFrame, column: str) -> list[str]:
    """The names that a column holds, in the order of all names."""
    held = set(frame[column].drop_nulls().to_list())
    return [name for name in all_names(frame, column) if name in held]


def first_cities(frame: pl.DataFrame, most: int, language: str = "en") -> tuple[pl.DataFrame, str]:
    """The rows of the first cities that a page has room for, and a note if that leaves some out."""
    cities = names(frame, "city_name")
    if len(cities) <= most:
        return frame, ""
    note = wording("charts.first", language, n=most, total=len(cities))
    return frame.filter(pl.col("city_name").is_in(cities[:most])), note


def layered(*charts: alt.Chart) -> alt.LayerChart:
    """Charts on top of each other; unlike alt.layer never a facet."""
    return alt.LayerChart(layer=list(charts))
