"""Frames of normalised targets → ranked dots with a switch between denominators."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, layered
from cmp.charts.targets import city_selection, dim, drawn, linked, say, statement_tooltip
from cmp.charts.titles import empty_chart, lines, title
from cmp.wording import wording

WIDE = 180
DEFAULT = 1


def normalised_chart(
    normalised: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.ConcatChart | alt.Chart:
    """A panel for each indicator, cities ranked by what the switch says; filled where ranked.

    Takes rows of normalise_targets.
    """
    if normalised.is_empty():
        return empty_chart(headline)
    bases = all_names(normalised, "basis_name")
    switch = alt.param(
        name="basis",
        value=bases[min(DEFAULT, len(bases) - 1)],
        bind=alt.binding_radio(options=bases, name=wording("normalised.switch", language)),
    )
    parts = normalised.partition_by("indicator", "base_unit", maintain_order=True)
    panels = [_panel(rows, language) for rows in parts]
    panels[0] = panels[0].add_params(switch)
    chart = linked(panels, columns=2, title=title(headline), spacing=26)
    return chart.properties(description=headline.description)


def _panel(rows: pl.DataFrame, language: str) -> alt.LayerChart:
    picked = city_selection()
    by_rate = alt.EncodingSortField(field="rate", op="max", order="descending")
    base = (
        alt.Chart(drawn(rows, "basis_name", "rate", "rank", *_MORE))
        .transform_filter("datum.basis_name === basis")
        .encode(
            y=alt.Y("city_name:N", title=None, sort=by_rate).axis(
                labelLimit=90, ticks=False, labelPadding=9
            ),
            opacity=dim(picked),
        )
    )
    filled = alt.when("isValid(datum.rank)").then(alt.value(1)).otherwise(alt.value(0))
    colour = theme.name_scale(rows["city_name"])
    points = base.mark_point(filled=True, size=85, strokeWidth=1.6, strokeOpacity=1).encode(
        x=alt.X("rate:Q", title=None)
        .axis(tickCount=3, labelExpr=say("number", language), grid=False)
        .scale(zero=True, nice=False),
        color=alt.Color("city_name:N").scale(colour).legend(None),
        stroke=alt.Stroke("city_name:N").scale(colour).legend(None),
        fillOpacity=filled,
        tooltip=statement_tooltip(language, *_MORE),
    )
    texts = base.mark_text(align="left", fontSize=11, color=theme.INK).encode(
        x=alt.value(WIDE + 12), text="rate_text:N"
    )
    heading = alt.TitleParams(
        text=list(lines(str(rows["indicator_name"][0]), 42)), fontSize=12, frame="bounds", offset=6
    )
    return layered(points.add_params(picked), texts).properties(
        width=WIDE, height=alt.Step(21), title=heading
    )


_MORE = (
    "rate_text",
    "denominator_year",
    "denominator_source",
    "denominator_note",
    "why_unranked",
    "why_not",
)
