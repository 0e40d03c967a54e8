"""Frames of compared measures → charts: the mix of sides and instruments; every clause a dot."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, first_cities, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

DIMMED = 0.25
MOST_CITIES, MOST_PANELS = 30, 8
WIDEST = 380
# Cells with more than this share of the highest carry white figures.
DARK = 0.6


def instruments_chart(
    instruments: pl.DataFrame, sides: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.VConcatChart | alt.Chart:
    """Bars of each city's sides, their intervals, and a heat map of its instruments, linked.

    A side picked in the legend is picked in all three views. Takes the frames of
    compare_instruments and compare_sides. Of many cities the first are drawn.
    """
    if not sides["n_measures"].sum():
        return empty_chart(headline)
    sides, note = first_cities(sides, MOST_CITIES, language)
    instruments, _ = first_cities(instruments, MOST_CITIES, language)
    side = alt.selection_point(name="side", fields=["side_name"], bind="legend")
    bars = _bars(sides, side, language)
    intervals = _intervals(sides, side, language)
    heat = _heat_map(instruments, side, language)
    chart: alt.VConcatChart = alt.vconcat(
        alt.hconcat(bars, intervals, spacing=24), heat, title=title(headline, note), spacing=28
    ).resolve_scale(color="independent")
    return chart.properties(description=headline.description)


def measures_chart(
    listed: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """One dot per measure by instrument, a panel for each city; filled where done.

    Takes the frame of list_measures, so that each dot leads to its clause.
    """
    if listed.is_empty():
        return empty_chart(headline)
    listed, note = first_cities(listed, MOST_PANELS, language)
    columns = min(listed["city"].n_unique(), 4)
    city = alt.Facet("city_name:N", title=None, sort=names(listed, "city_name"))
    chart: alt.FacetChart = _dots(listed, 400 // columns, language).facet(
        facet=city, columns=columns, title=title(headline, note)
    )
    return chart.properties(description=headline.description)


def _dots(listed: pl.DataFrame, wide: int, language: str) -> alt.Chart:
    status = alt.selection_point(name="status", fields=["status_name"], bind="legend")
    fills = alt.Scale(domain=all_names(listed, "status_name"), range=[0, 1])
    shapes = alt.Scale(domain=all_names(listed, "status_name"), range=["circle", "square"])
    chart: alt.Chart = (
        alt.Chart(listed)
        .mark_point(filled=True, size=60, strokeWidth=1.2, strokeOpacity=1)
        .encode(
            x=alt.X("place:Q", title=_say("count", language)).axis(
                format="d", tickMinStep=1, grid=False
            ),
            y=alt.Y("instrument_name:N", title=None, sort=names(listed, "instrument_name")).axis(
                labelLimit=250
            ),
            color=_side_colour(listed, language),
            stroke=_side_colour(listed, language),
            fillOpacity=alt.FillOpacity("status_name:N", title=_say("status", language))
            .scale(fills)
            .legend(orient="top"),
            shape=alt.Shape("status_name:N", title=_say("status", language))
            .scale(shapes)
            .legend(orient="top"),
            opacity=_dim(status),
            tooltip=_clause_tooltip(language),
        )
        .properties(width=wide, height=alt.Step(18))
        .add_params(status)
    )
    return chart


def _bars(sides: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(sides)
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title=_say("share", language), stack="zero")
            .axis(format="%", tickCount=5)
            .scale(domain=[0, 1]),
            y=_cities(sides),
            color=_side_colour(sides, language),
            order=alt.Order("side_order:Q"),
            opacity=_dim(picked),
            tooltip=_tooltip("side_name", language),
        )
        .transform_calculate(
            side_order=f"indexof({all_names(sides, 'side_name')}, datum.side_name)"
        )
        .add_params(picked)
        .properties(width=210, height=_tall(sides, 46))
    )
    return chart


def _intervals(sides: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.LayerChart:
    base = alt.Chart(sides).encode(
        y=_cities(sides).axis(None),
        yOffset=alt.YOffset("side_name:N", sort=names(sides, "side_name")),
        color=_side_colour(sides, language, shown=False),
        opacity=_dim(picked),
        tooltip=_tooltip("side_name", language),
    )
    low = alt.X("share_low:Q", title=_say("interval", language)).axis(format="%", tickCount=5)
    rule = base.mark_rule(strokeWidth=2).encode(x=low, x2="share_high:Q")
    point = base.mark_point(filled=True, size=60).encode(x="share:Q")
    chart = layered(rule, point)
    return chart.properties(width=210, height=_tall(sides, 46))


def _heat_map(instruments: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.HConcatChart:
    rows = alt.Y("instrument_name:N", sort=names(instruments, "instrument_name"), title=None)
    strip = (
        alt.Chart(instruments)
        .mark_rect()
        .encode(
            y=rows.axis(labelLimit=250),
            color=_side_colour(instruments, language, shown=False),
            opacity=_dim(picked),
            tooltip=alt.Tooltip("side_name:N", title=_say("side", language)),
        )
        .properties(width=8, height=alt.Step(20))
    )
    wide = min(WIDEST, 90 * max(instruments["city"].n_unique(), 1))
    heat = _cells(instruments, rows.axis(None), picked, language)
    chart: alt.HConcatChart = alt.hconcat(
        strip, heat.properties(width=wide, height=alt.Step(20)), spacing=3
    )
    joined: alt.HConcatChart = chart.resolve_scale(color="independent")
    return joined


def _cells(
    instruments: pl.DataFrame, rows: alt.Y, picked: alt.Parameter, language: str
) -> alt.LayerChart:
    columns = alt.X("city_name:N", title=None, sort=names(instruments, "city_name"))
    angle = 0 if instruments["city"].n_unique() <= 5 else -45
    cells = alt.Chart(instruments).encode(
        x=columns.axis(orient="top", labelAngle=angle),
        y=rows,
        opacity=_dim(picked),
        tooltip=_tooltip("instrument_name", language),
    )
    shade = alt.Color("share:Q", title=_say("share", language)).scale(scheme="blues")
    rect = cells.mark_rect(stroke="white").encode(
        color=shade.legend(format="%", orient="bottom", gradientLength=200)
    )
    dark = DARK * max(instruments["share"].drop_nulls().to_list(), default=1.0)
    is_dark = alt.when(f"datum.share > {dark}").then(alt.value("white"))
    count = cells.mark_text(fontSize=11).encode(
        text="n_measures:Q", color=is_dark.otherwise(alt.value(theme.INK))
    )
    return layered(rect, count.transform_filter("datum.n_measures > 0"))


def _say(key: str, language: str) -> str:
    return wording(f"measures.axis.{key}", language)


def _cities(frame: pl.DataFrame) -> alt.Y:
    return alt.Y("city_name:N", title=None, sort=names(frame, "city_name"))


def _tall(frame: pl.DataFrame, step: int) -> int:
    return step * max(frame["city"].n_unique(), 1)


def _side_colour(frame: pl.DataFrame, language: str, *, shown: bool = True) -> Any:  # noqa: ANN401
    """The colour of a side; for stroke too, so that a hollow dot keeps it."""
    colour = alt.Color("side_name:N", title=_say("side", language)).scale(
        domain=all_names(frame, "side_name"), range=list(theme.SIDE_COLOURS.values())
    )
    return colour.legend(orient="top") if shown else colour.legend(None)


def _dim(picked: alt.Parameter) -> Any:  # noqa: ANN401  # altair's own condition type is private
    return alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(DIMMED))


def _tooltip(kind: str, language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city", ""),
        (f"{kind}:N", kind.removesuffix("_name"), ""),
        ("n_measures:Q", "n", ""),
        ("n_city:Q", "n_city", ""),
        ("share:Q", "share", ".0%"),
        ("share_low:Q", "low", ".0%"),
        ("share_high:Q", "high", ".0%"),
        ("n_planned:Q", "planned", ""),
        ("n_done:Q", "done", ""),
        ("example:N", "example", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]


def _clause_tooltip(language: str) -> list[alt.Tooltip]:
    shown = ("city", "instrument", "side", "status")
    return [
        *(alt.Tooltip(f"{name}_name:N", title=_say(name, language)) for name in shown),
        alt.Tooltip("section:N", title=_say("section", language)),
        alt.Tooltip("text:N", title=_say("clause", language)),
        alt.Tooltip("title:N", title=_say("article", language)),
        alt.Tooltip("measure:N", title=_say("id", language)),
    ]
