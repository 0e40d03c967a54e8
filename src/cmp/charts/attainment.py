"""Frames of attainment → dots of outcome over target, with the line at 100 %."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

WIDE = 260


def attainment_chart(
    attainment: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """A dot per target with a known outcome, by city; hollow where the definition differs.

    Takes the frame of compare_attainment.
    """
    known = attainment.filter(pl.col("attainment").is_not_null())
    if known.is_empty():
        return empty_chart(headline)
    line = alt.Chart(known).mark_rule(color=theme.FAINT, strokeDash=[4, 3]).encode(x=alt.datum(1))
    base = alt.Chart(known).encode(
        y=alt.Y(
            "row:N", title=None, sort=alt.EncodingSortField("attainment", order="descending")
        ).axis(labelExpr="split(datum.label, '\\u00a0')[0]", labelLimit=220, ticks=False),
        tooltip=_tooltip(language),
    )
    blocks = layered(line, _dots(base, known, language), _figures(base))
    city = alt.Row("city_name:N", title=None, sort=names(known, "city_name")).header(
        labelAngle=0, labelAlign="left", labelFontWeight=600
    )
    chart: alt.FacetChart = (
        blocks.properties(width=WIDE, height=alt.Step(26))
        .transform_calculate(row="datum.indicator_name + '\\u00a0' + datum.target")
        .facet(row=city, title=title(headline), spacing=10)
        .resolve_scale(y="independent")
    )
    return chart.properties(description=headline.description)


def _dots(base: alt.Chart, known: pl.DataFrame, language: str) -> alt.Chart:
    filled = alt.when("datum.is_same_definition").then(alt.value(1)).otherwise(alt.value(0))
    colours = theme.name_scale(known["city_name"])
    chart: alt.Chart = base.mark_point(filled=True, size=100, strokeWidth=1.8, opacity=1).encode(
        x=alt.X("attainment:Q", title=_say("share", language))
        .axis(format="%", tickCount=5)
        .scale(zero=True),
        color=alt.Color("city_name:N").scale(colours).legend(None),
        stroke=alt.Stroke("city_name:N").scale(colours).legend(None),
        fillOpacity=filled,
    )
    return chart


def _figures(base: alt.Chart) -> alt.Chart:
    """Outcome and target as printed, beside the dots."""
    label = "datum.outcome_stated + ' / ' + datum.target_stated"
    chart: alt.Chart = (
        base.transform_calculate(label=label)
        .mark_text(align="left", fontSize=11, color=theme.INK)
        .encode(x=alt.value(WIDE + 12), text="label:N")
    )
    return chart


def _say(key: str, language: str) -> str:
    return wording(f"attainment.axis.{key}", language)


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = {
        "city": ("city_name:N", ""),
        "indicator": ("indicator_name:N", ""),
        "target": ("target_stated:N", ""),
        "outcome": ("outcome_stated:N", ""),
        "share": ("attainment:Q", ".0%"),
        "year": ("year:Q", ""),
        "why_not": ("why_not:N", ""),
        "source": ("source:N", ""),
        "note": ("note:N", ""),
        "quote": ("quote:N", ""),
        "article": ("title:N", ""),
        "id": ("target:N", ""),
    }
    return [alt.Tooltip(f, title=_say(key, language), format=n) for key, (f, n) in shown.items()]
