"""Frames of compared ambition → dumbbells from the latest outcome to the target."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import layered, names
from cmp.charts.targets import STATUS_COLOURS
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

OUTCOME = 100
WIDE = 230


def ambition_chart(
    ambition: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """A dumbbell per target that has an outcome, by city; hollow where not comparable.

    Takes the frame of compare_ambition.
    """
    paired = ambition.filter(pl.col("index").is_not_null())
    if paired.is_empty():
        return empty_chart(headline)
    base = alt.Chart(paired).encode(
        y=alt.Y("row:N", title=None, sort=alt.EncodingSortField("index", order="descending")).axis(
            labelExpr="split(datum.label, '\\u00a0')[0]", labelLimit=220, ticks=False
        ),
        tooltip=_tooltip(language),
    )
    blocks = layered(*_dumbbell(base, language)).properties(width=WIDE, height=alt.Step(26))
    city = alt.Row("city_name:N", title=None, sort=names(paired, "city_name")).header(
        labelAngle=0, labelAlign="left", labelFontWeight=600
    )
    chart: alt.FacetChart = (
        blocks.transform_calculate(row="datum.indicator_name + '\\u00a0' + datum.target_id")
        .facet(row=city, title=title(headline), spacing=10)
        .resolve_scale(y="independent")
    )
    return chart.properties(description=headline.description)


def _dumbbell(base: alt.Chart, language: str) -> list[alt.Chart]:
    """The rule, its two ends and the figures as printed."""
    index = alt.X("index:Q", title=_say("index", language)).scale(zero=False, padding=14)
    rule = base.mark_rule(strokeWidth=3, color=theme.GRID).encode(x=index, x2=alt.X2(datum=OUTCOME))
    figures = "datum.actual_stated + ' → ' + datum.target_stated"
    grown = f"datum.growth_text ? {figures} + ' (' + datum.growth_text + ')' : {figures}"
    said = (
        base.transform_calculate(label=grown)
        .mark_text(align="left", fontSize=11, color=theme.INK)
        .encode(x=alt.value(WIDE + 12), text="label:N")
    )
    return [rule, _end(base, "actual", alt.XDatum(OUTCOME)), _end(base, "target", index), said]


def _end(base: alt.Chart, status: str, place: alt.X | alt.XDatum) -> alt.Chart:
    filled = alt.when("datum.is_comparable").then(alt.value(1)).otherwise(alt.value(0))
    colour = STATUS_COLOURS[status]
    points = base.mark_point(
        filled=True, size=90, strokeWidth=1.6, opacity=1, color=colour, stroke=colour
    )
    chart: alt.Chart = points.encode(x=place, fillOpacity=filled)
    return chart


def _say(key: str, language: str) -> str:
    return wording(f"ambition.axis.{key}", language)


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = {
        "city": "city_name:N",
        "indicator": "indicator_name:N",
        "target": "target_stated:N",
        "target_period": "target_period:N",
        "actual": "actual_stated:N",
        "actual_period": "actual_period:N",
        "growth": "growth_text:N",
        "why_not": "why_not:N",
        "target_quote": "target_quote:N",
        "target_title": "target_title:N",
        "actual_quote": "actual_quote:N",
        "actual_title": "actual_title:N",
        "id": "target_id:N",
    }
    return [alt.Tooltip(field, title=_say(key, language)) for key, field in shown.items()]
