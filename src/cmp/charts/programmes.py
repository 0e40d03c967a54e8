"""Frames of programmes, their alignment and industries → outlines and matrices of text."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, first_cities, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

WIDTH = 760
DIMMED = 0.25
WIDEST = 480
# Columns of text that can be read beside each other.
MOST_COLUMNS = 4
MOST_ALIGNED = 6
MOST_NAMED = 30


def programmes_chart(
    outline: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """The parts of each city's programmes as an outline, cities side by side.

    Takes the frame of compare_programmes. A part that is clicked lights up the parts of all
    cities that state the same instrument.
    """
    lines = outline.filter(pl.col("depth").is_not_null())
    if lines.is_empty():
        return empty_chart(headline)
    lines, note = first_cities(lines, 2 * MOST_COLUMNS, language)
    columns = min(lines["city"].n_unique(), MOST_COLUMNS)
    city = alt.Facet("city_name:N", title=None, sort=names(lines, "city_name"))
    chart: alt.FacetChart = (
        _outline(lines, WIDTH // columns - 14, language)
        .facet(
            facet=city.header(labelFontSize=13, labelAnchor="start"),
            columns=columns,
            spacing=10,
            title=title(headline, note),
        )
        .properties(description=headline.description)
    )
    return chart


def industries_chart(
    industries: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """Which city names which industry; filled where it is a part of a programme.

    Takes the frame of compare_industries; industries that most cities name come first.
    """
    stated = industries.filter(pl.col("n_mentions") > 0)
    if stated.is_empty():
        return empty_chart(headline)
    stated, note = first_cities(stated, MOST_NAMED, language)
    wide = min(90 * stated["city"].n_unique(), WIDEST)
    kind = alt.when("datum.is_part").then(alt.value(1.0)).otherwise(alt.value(0.15))
    chart: alt.LayerChart = (
        alt.Chart(stated, title=title(headline, note), description=headline.description)
        .mark_circle(strokeWidth=1.5, opacity=1)
        .encode(
            x=alt.X("city_name:N", title=None, sort=names(stated, "city_name")).axis(
                orient="top", labelAngle=0 if wide < WIDEST else -45
            ),
            y=alt.Y("industry_name:N", title=None, sort=stated["industry_name"].to_list()),
            size=alt.Size("n_mentions:Q", title=_say("n_mentions", language))
            .scale(range=[70, 320], domainMin=1, zero=False)
            .legend(format="d", tickMinStep=1),
            color=alt.Color("city_name:N")
            .scale(theme.name_scale(stated["city_name"]))
            .legend(None),
            stroke=alt.Stroke("city_name:N")
            .scale(theme.name_scale(stated["city_name"]))
            .legend(None),
            fillOpacity=kind,
            tooltip=[
                alt.Tooltip("city_name:N", title=_say("city", language)),
                alt.Tooltip("industry_name:N", title=_say("industry", language)),
                alt.Tooltip("n_mentions:Q", title=_say("n_mentions", language)),
                alt.Tooltip("is_part:N", title=_say("is_part", language)),
                alt.Tooltip("terms:N", title=_say("terms", language)),
                alt.Tooltip("quote:N", title=_say("quote", language)),
                alt.Tooltip("title:N", title=_say("article", language)),
            ],
        )
        .properties(width=wide, height=alt.Step(20))
    )
    return chart


def alignment_chart(
    aligned: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """A matrix of text: for each part of a city the part that answers to it in each other city.

    Takes the frame of align_programmes. Of many cities the first six are drawn.
    """
    first, note = first_cities(aligned, MOST_ALIGNED, language)
    cities = names(first, "city_name")
    shown = first.filter(pl.col("other_name").is_in(cities))
    if shown.is_empty():
        return empty_chart(headline)
    city = alt.Row("city_name:N", title=None, sort=cities)
    chart: alt.FacetChart = (
        _cells(shown, cities, language)
        .facet(
            row=city.header(
                labelFontSize=13,
                labelAngle=0,
                labelAlign="left",
                labelOrient="top",
                labelAnchor="start",
                labelPadding=2,
            ),
            spacing=4,
            title=title(headline, note),
        )
        .resolve_scale(y="independent")
        .properties(description=headline.description)
    )
    return chart


def _cells(shown: pl.DataFrame, cities: list[str], language: str) -> alt.LayerChart:
    basis = alt.selection_point(name="basis", fields=["basis_name"], bind="legend")
    wide = 560 // len(cities)
    base = alt.Chart(shown).encode(
        x=alt.X("other_name:N", title=None, sort=cities).axis(orient="top", labelAngle=0),
        y=alt.Y("part:N", title=None, sort=None).axis(labelLimit=190),
        tooltip=_alignment_tooltip(language),
    )
    shade = alt.Color("basis_name:N", title=_align("basis", language)).scale(
        domain=all_names(shown, "basis_name"), range=["#9ecae1", "#e8eff5"]
    )
    rect = base.mark_rect(stroke="white").encode(
        color=alt.when("datum.counterpart != null")
        .then(shade.legend(orient="top"))
        .otherwise(alt.value("transparent"))
    )
    text = base.mark_text(fontSize=10.5, limit=wide - 6, color=theme.INK).encode(
        text="counterpart:N",
        opacity=alt.when(basis).then(alt.value(1.0)).otherwise(alt.value(DIMMED)),
    )
    text = text.transform_filter("datum.counterpart != null").add_params(basis)
    layers: alt.LayerChart = layered(rect, text).properties(
        width=wide * len(cities), height=alt.Step(19)
    )
    return layers


def _alignment_tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        "city_name",
        "part",
        "programmes",
        "other_name",
        "counterpart",
        "basis_name",
        "nearest",
        "shared_terms",
    )
    return [
        *(
            alt.Tooltip(f"{name}:N", title=_align(name.removesuffix("_name"), language))
            for name in shown
        ),
        alt.Tooltip("similarity:Q", title=_align("similarity", language), format=".2f"),
        alt.Tooltip("threshold:Q", title=_align("threshold", language), format=".2f"),
    ]


def _align(key: str, language: str) -> str:
    return wording(f"alignment.axis.{key}", language)


def _outline(lines: pl.DataFrame, wide: int, language: str) -> alt.Chart:
    picked = alt.selection_point(name="instrument", fields=["instrument_name"])
    side = alt.Color("side_name:N", title=_say("side", language)).scale(
        domain=all_names(lines, "side_name"), range=list(theme.SIDE_COLOURS.values())
    )
    ink, weight = alt.value(theme.INK), alt.expr("datum.depth == 0 ? 'bold' : 'normal'")
    chart: alt.Chart = (
        alt.Chart(lines)
        .mark_text(align="left", baseline="middle", limit=wide, fontSize=12, fontWeight=weight)
        .encode(
            x=alt.X("indent:Q", axis=None, scale=alt.Scale(domain=[0, wide], nice=False)),
            y=alt.Y("row:O", axis=None),
            text="line:N",
            color=alt.when("datum.side != null").then(side.legend(orient="top")).otherwise(ink),
            opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(DIMMED)),
            tooltip=_tooltip(language),
        )
        .transform_calculate(indent="datum.depth * 12")
        .properties(width=wide, height=alt.Step(18))
        .add_params(picked)
    )
    return chart


def _tooltip(language: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("city_name:N", title=_say("city", language)),
        alt.Tooltip("programme:N", title=_say("programme", language)),
        alt.Tooltip("part:N", title=_say("part", language)),
        alt.Tooltip("instrument_name:N", title=_say("instrument", language)),
        alt.Tooltip("n_measures:Q", title=_say("n_measures", language)),
        alt.Tooltip("title:N", title=_say("article", language)),
    ]


def _say(key: str, language: str) -> str:
    return wording(f"programmes.axis.{key}", language)
