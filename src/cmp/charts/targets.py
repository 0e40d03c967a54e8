"""Frames of compared targets → charts: one indicator in each panel; every figure a dot."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import layered, names
from cmp.charts.titles import empty_chart, lines, title
from cmp.wording import wording

DIMMED = 0.25
# With more cities than this, those that do not state an indicator are left out of its panel.
MANY_CITIES = 12
PANELS_IN_A_ROW = 2
WIDE = 180
STATUS_COLOURS = {
    "target": "#d55e00",
    "actual": "#0072b2",
    "structure": "#8c6d31",
    "rule": "#7b5ea7",
}


def targets_chart(
    compared: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.ConcatChart | alt.Chart:
    """A panel for each indicator, cities ranked by their figure; filled where comparable.

    Takes rows of compare_targets; a city picked in one panel is picked in all.
    """
    stated = compared.filter(pl.col("target").is_not_null())
    if stated.is_empty():
        return empty_chart(headline)
    parts = compared.partition_by("indicator", "base_unit", maintain_order=True)
    colours = status_colour(stated, language)
    panels = [_panel(rows, colours, language) for rows in parts if rows["target"].count()]
    chart = linked(panels, columns=PANELS_IN_A_ROW, title=title(headline), spacing=26)
    return chart.properties(description=headline.description)


def statements_chart(
    listed: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """One dot per figure by theme, a panel for each city; coloured by status.

    Takes the frame of list_targets, so that each dot leads to its quote.
    """
    if listed.is_empty():
        return empty_chart(headline)
    columns = min(listed["city"].n_unique(), 4)
    city = alt.Facet("city_name:N", title=None, sort=names(listed, "city_name"))
    chart: alt.FacetChart = _dots(listed, 500 // columns, language).facet(
        facet=city, columns=columns, title=title(headline)
    )
    return chart.properties(description=headline.description)


def linked(panels: Sequence[alt.LayerChart], **layout: Any) -> alt.ConcatChart:  # noqa: ANN401
    """Panels side by side with scales of their own; what is picked in one is picked in all."""
    with warnings.catch_warnings():
        # Altair warns that the panels' selection becomes one, which is what is wanted.
        warnings.filterwarnings("ignore", message="Automatically deduplicated selection")
        chart: alt.ConcatChart = alt.concat(*panels, **layout)
    own: alt.ConcatChart = chart.resolve_scale(x="independent", y="independent")
    return own


def city_selection() -> alt.Parameter:
    """The selection of a city in one panel; those of all panels become one in `linked`.

    Each panel has its own, since Altair writes the views of a selection into it.
    """
    return alt.selection_point(name="city", fields=["city_name"], on="click")


def say(key: str, language: str) -> str:
    """The title of an axis, a legend or a line of a tooltip."""
    return wording(f"targets.axis.{key}", language)


def status_colour(frame: pl.DataFrame, language: str) -> alt.Color:
    """The colour of a status, the same in each chart."""
    held = names(frame, "status_name")
    labels = {code: wording(f"status.{code}", language) for code in STATUS_COLOURS}
    shown = {code: label for code, label in labels.items() if label in held}
    return alt.Color("status_name:N", title=say("status", language)).scale(
        domain=list(shown.values()), range=[STATUS_COLOURS[code] for code in shown]
    )


def dim(picked: alt.Parameter) -> Any:  # noqa: ANN401  # altair's own condition type is private
    """Full where picked, pale elsewhere."""
    return alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(DIMMED))


def statement_tooltip(language: str, *more: str) -> list[alt.Tooltip]:
    """City, indicator, figure, its words, its article and its id, with `more` columns between."""
    shown = {**_STATEMENT, **{name: name for name in more}, **_SOURCE}
    return [alt.Tooltip(f"{name}:N", title=say(key, language)) for key, name in shown.items()]


def drawn(rows: pl.DataFrame, *more: str) -> pl.DataFrame:
    """The columns that a chart of statements needs, so that its page carries no others."""
    wanted = dict.fromkeys((*_STATEMENT.values(), *_SOURCE.values(), *more))
    return rows.select(name for name in wanted if name in rows.columns)


_STATEMENT = {
    "city": "city_name",
    "indicator": "indicator_name",
    "subject": "subject",
    "stated": "stated",
    "status": "status_name",
    "period": "period",
}
_SOURCE = {"quote": "quote", "article": "title", "id": "target"}


def _panel(rows: pl.DataFrame, colours: alt.Color, language: str) -> alt.LayerChart:
    picked = city_selection()
    shown = drawn(_shown(rows), "base_value", "is_main", "is_comparable", "why_not", "caution")
    ranked = shown.sort("is_main", "base_value", descending=True, nulls_last=True)
    order = ranked["city_name"].cast(pl.String).unique(maintain_order=True).to_list()
    base = alt.Chart(shown).encode(
        y=alt.Y("city_name:N", title=None, sort=order).axis(
            labelLimit=90, ticks=False, labelPadding=9
        ),
        opacity=dim(picked),
    )
    heading = alt.TitleParams(
        text=list(lines(str(rows["indicator_name"][0]), 42)), fontSize=12, frame="bounds", offset=6
    )
    points = _points(base, colours, language).add_params(picked)
    return layered(points, _labels(base), _nothing(base)).properties(
        width=180, height=alt.Step(21), title=heading
    )


def _points(base: alt.Chart, colours: alt.Color, language: str) -> alt.Chart:
    """A dot for each figure: filled where comparable, small where it is not the city's main one."""
    filled = alt.when("datum.is_comparable").then(alt.value(1)).otherwise(alt.value(0))
    size = alt.when("datum.is_main").then(alt.value(85)).otherwise(alt.value(28))
    points = base.transform_filter("isValid(datum.base_value)").mark_point(
        filled=True, strokeWidth=1.6, strokeOpacity=1
    )
    chart: alt.Chart = points.encode(
        x=alt.X("base_value:Q", title=None)
        .axis(tickCount=3, labelExpr=say("number", language), grid=False)
        .scale(zero=True, nice=False),
        color=colours.legend(orient="top", symbolOpacity=1),
        stroke=colours.legend(None),
        fillOpacity=filled,
        size=size,
        tooltip=statement_tooltip(language, "why_not", "caution"),
    )
    return chart


def _labels(base: alt.Chart) -> alt.Chart:
    """The cities' main figures as printed, in a column beside the dots."""
    stated = base.transform_filter("datum.is_main && isValid(datum.base_value)")
    chart: alt.Chart = stated.mark_text(align="left", fontSize=11, color=theme.INK).encode(
        x=alt.value(WIDE + 12), text="stated:N"
    )
    return chart


def _nothing(base: alt.Chart) -> alt.Chart:
    """Says of a city that it states nothing, or has no article."""
    absent = base.transform_filter("!isValid(datum.base_value)")
    chart: alt.Chart = absent.mark_text(
        align="left", fontSize=11, color=theme.FAINT, fontStyle="italic"
    ).encode(x=alt.value(4), text="stated:N")
    return chart


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    if rows["city"].n_unique() <= MANY_CITIES:
        return rows
    return rows.filter(pl.col("target").is_not_null())


def _dots(listed: pl.DataFrame, wide: int, language: str) -> alt.Chart:
    status = alt.selection_point(name="status", fields=["status_name"], bind="legend")
    chart: alt.Chart = (
        alt.Chart(drawn(listed, "theme_name", "place"))
        .mark_circle(size=55)
        .encode(
            x=alt.X("place:Q", title=say("place", language)).axis(
                format="d", tickMinStep=1, grid=False
            ),
            y=alt.Y("theme_name:N", title=None, sort=names(listed, "theme_name")),
            color=status_colour(listed, language).legend(orient="top"),
            opacity=dim(status),
            tooltip=statement_tooltip(language),
        )
        .properties(width=wide, height=alt.Step(20))
        .add_params(status)
    )
    return chart
