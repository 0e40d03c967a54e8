"""Frames of clustered measures → a map of the clauses, linked to the clusters by city."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

DIMMED = 0.12
WIDE = 600


def clusters_chart(
    places: pl.DataFrame, by_city: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.VConcatChart | alt.Chart:
    """A map of the clauses and a heat map of cluster × city; a cluster picked lights up in both.

    Takes the frames of map_clusters and clusters_by_city.
    """
    if places.is_empty():
        return empty_chart(headline)
    picked = alt.selection_point(name="cluster", fields=["cluster_name"], toggle=False)
    chart: alt.VConcatChart = alt.vconcat(
        _heat_map(by_city, picked, language),
        _map(places, picked, language),
        title=title(headline),
        spacing=30,
    ).resolve_scale(color="independent")
    return chart.properties(description=headline.description)


def _heat_map(by_city: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.LayerChart:
    rows = alt.Y("cluster_name:N", title=None, sort=names(by_city, "cluster_name")).axis(
        labelLimit=260
    )
    base = alt.Chart(by_city).encode(
        x=alt.X("city_name:N", title=None, sort=names(by_city, "city_name")).axis(
            orient="top", labelAngle=0
        ),
        y=rows,
        opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.35)),
        tooltip=[
            alt.Tooltip("cluster_name:N", title=_say("cluster", language)),
            alt.Tooltip("city_name:N", title=_say("city", language)),
            alt.Tooltip("n:Q", title=_say("n", language)),
            alt.Tooltip("share:Q", title=_say("share", language), format=".0%"),
        ],
    )
    tiles = base.mark_rect().encode(
        color=alt.Color("share:Q", title=_say("share", language))
        .scale(scheme="blues", domainMin=0)
        .legend(format=".0%", orient="right")
    )
    dark = alt.datum.share > 0.2
    figures = base.mark_text(fontSize=12).encode(
        text="n:Q", color=alt.when(dark).then(alt.value("white")).otherwise(alt.value(theme.INK))
    )
    wide = min(90 * max(by_city["city"].n_unique(), 1), WIDE - 260)
    heat = layered(tiles, figures)
    return heat.properties(width=wide, height=alt.Step(22)).add_params(picked)


def _map(places: pl.DataFrame, picked: alt.Parameter, language: str) -> alt.Chart:
    colours = alt.Scale(
        domain=all_names(places, "city_name"), range=theme.name_scale(places["city_name"]).range
    )
    chart: alt.Chart = (
        alt.Chart(places)
        .mark_point(filled=True, size=70, strokeWidth=1)
        .encode(
            x=alt.X("x:Q", title=_say("map", language)).axis(labels=False, ticks=False, grid=False),
            y=alt.Y("y:Q", title=None).axis(labels=False, ticks=False, grid=False),
            color=alt.Color("city_name:N", title=_say("city", language)).scale(colours),
            opacity=alt.when(picked).then(alt.value(0.9)).otherwise(alt.value(DIMMED)),
            tooltip=[
                alt.Tooltip("text:N", title=_say("text", language)),
                alt.Tooltip("cluster_name:N", title=_say("cluster", language)),
                alt.Tooltip("city_name:N", title=_say("city", language)),
                alt.Tooltip("title:N", title=_say("article", language)),
                alt.Tooltip("instrument_name:N", title=_say("instrument", language)),
                alt.Tooltip("confidence:Q", title=_say("confidence", language), format=".2f"),
            ],
        )
        .properties(width=WIDE, height=380)
    )
    return chart


def _say(key: str, language: str) -> str:
    return wording(f"clusters.{key}", language)
