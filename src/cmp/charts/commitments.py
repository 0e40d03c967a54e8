"""Frames of compared commitments → charts: shares with intervals; one scheme against the other."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from cmp.analysis.commitments import wording_names
from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, layered, names
from cmp.charts.targets import dim, drawn, statement_tooltip
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

STRONG, NEITHER, WEAK = "#0072b2", "#9aa7b3", "#e69f00"
COLOURS = {2: (STRONG, WEAK), 3: (STRONG, NEITHER, WEAK)}
# In cells of more targets than this a count stands for the dots.
MANY_TARGETS = 120


def commitments_chart(
    compared: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.HConcatChart | alt.Chart:
    """Stacked bars of each city's wordings, and each share with its interval, linked.

    Takes the frame of compare_commitments.
    """
    shown = compared.filter(pl.col("has_article"))
    if not shown["n_targets"].sum():
        return empty_chart(headline)
    picked = alt.selection_point(name="wording", fields=["wording_name"], bind="legend")
    bars = layered(_bars(shown, picked, language).add_params(picked), _absent(shown, language))
    tall = 26 * len(all_names(shown, "wording_name")) * max(shown["city"].n_unique(), 1) // 2
    intervals = _intervals(shown, picked, language)
    chart: alt.HConcatChart = alt.hconcat(
        bars.properties(width=250, height=tall),
        intervals.properties(width=230, height=tall),
        title=title(headline),
        spacing=24,
    )
    return chart.properties(description=headline.description)


def schemes_chart(
    worded: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart | alt.LayerChart:
    """A dot per target in the cell of its two wordings, coloured by city.

    Takes the frame of compare_schemes.
    """
    if worded.is_empty():
        return empty_chart(headline)
    if worded.height > MANY_TARGETS:
        return _counts(worded, headline, language)
    picked = alt.selection_point(name="city", fields=["city_name"], bind="legend")
    schemes = ("codebook_name", "growth_literature_name")
    dots = (
        alt.Chart(drawn(worded, *schemes, "place", "row"))
        .mark_circle(size=90)
        .encode(
            x=alt.X("place:Q").axis(None).scale(domain=[-0.7, 7.7]),
            y=alt.Y("row:Q").axis(None).scale(reverse=True, domain=[-0.7, _deepest(worded) + 0.7]),
            color=alt.Color("city_name:N", title=None)
            .scale(theme.name_scale(worded["city_name"]))
            .legend(orient="top", values=names(worded, "city_name")),
            opacity=dim(picked),
            tooltip=statement_tooltip(language, *schemes),
        )
    )
    chart: alt.FacetChart = (
        dots.add_params(picked)
        .properties(width=180, height=22 * (_deepest(worded) + 2))
        .facet(
            row=_scheme(alt.Row, "codebook", language),
            column=_scheme(alt.Column, "growth_literature", language),
            title=title(headline),
        )
    )
    return chart.properties(description=headline.description)


def _bars(rows: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.Chart:
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("share:Q", title=_say("share", language), stack="zero")
            .axis(format="%", tickCount=5)
            .scale(domain=[0, 1]),
            y=alt.Y("city_name:N", title=None, sort=names(rows, "city_name")),
            color=_colour(rows, language),
            order=alt.Order("order:Q"),
            opacity=dim(picked),
            tooltip=_tooltip(language),
        )
        .transform_calculate(
            order=f"indexof({all_names(rows, 'wording_name')}, datum.wording_name)"
        )
    )
    return chart


def _absent(rows: pl.DataFrame, language: str) -> alt.Chart:
    """Says of a city with an article that it states no target."""
    none = alt.Chart(rows).transform_filter("datum.n_city === 0")
    chart: alt.Chart = none.mark_text(align="left", fontStyle="italic", color=theme.FAINT).encode(
        x=alt.value(6),
        y=alt.Y("city_name:N", sort=names(rows, "city_name")),
        text=alt.value(_say("none", language)),
    )
    return chart


def _intervals(rows: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.LayerChart:
    base = alt.Chart(rows.filter(pl.col("n_city") > 0)).encode(
        y=alt.Y("city_name:N", title=None, sort=names(rows, "city_name"))
        .axis(None)
        .scale(domain=names(rows, "city_name")),
        yOffset=alt.YOffset("wording_name:N", sort=all_names(rows, "wording_name")),
        color=_colour(rows, language),
        opacity=dim(picked),
        tooltip=_tooltip(language),
    )
    low = alt.X("share_low:Q", title=_say("interval", language)).axis(format="%", tickCount=5)
    rule = base.mark_rule(strokeWidth=2).encode(x=low, x2="share_high:Q")
    return layered(rule, base.mark_point(filled=True, size=60).encode(x="share:Q"))


def _colour(rows: pl.DataFrame, language: str) -> alt.Color:
    known = all_names(rows, "wording_name")
    return (
        alt.Color("wording_name:N", title=_say("wording", language))
        .scale(domain=known, range=list(COLOURS[len(known)]))
        .legend(orient="top")
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city", ""),
        ("wording_name:N", "wording", ""),
        ("n_targets:Q", "n_targets", ""),
        ("n_city:Q", "n_city", ""),
        ("share:Q", "share", ".0%"),
        ("share_low:Q", "low", ".0%"),
        ("share_high:Q", "high", ".0%"),
        ("example:N", "example", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]


def _counts(worded: pl.DataFrame, headline: Headline, language: str) -> alt.LayerChart:
    """The number of targets in each cell, where there are too many for dots."""
    base = alt.Chart(worded).encode(
        x=_scheme(alt.X, "growth_literature", language).axis(orient="top", labelAngle=0),
        y=_scheme(alt.Y, "codebook", language),
    )
    rect = base.mark_rect().encode(color=alt.Color("count():Q").scale(scheme="blues").legend(None))
    text = base.mark_text(fontSize=13).encode(text="count():Q")
    chart: alt.LayerChart = layered(rect, text).properties(
        width=420, height=120, title=title(headline), description=headline.description
    )
    return chart


def _scheme(channel: Any, name: str, language: str) -> Any:  # noqa: ANN401  # one of four channels
    return channel(
        f"{name}_name:N",
        title=_say(name, language),
        sort=list(wording_names(name, language).values()),
    )


def _deepest(worded: pl.DataFrame) -> int:
    return max(worded["row"].to_list(), default=0)


def _say(key: str, language: str) -> str:
    return wording(f"commitments.axis.{key}", language)
