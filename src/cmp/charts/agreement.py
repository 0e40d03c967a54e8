"""The frame of an agreement → a dot with its interval for each figure, tables apart."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import layered
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

FIGURES = ("value", "low", "high")


def agreement_chart(
    figures: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """A dot with its interval for each figure. Takes the frame of name_figures."""
    if figures.is_empty():
        return empty_chart(headline)
    axis = alt.X("low:Q", title=wording("agreement.value", language)).scale(zero=False, domainMax=1)
    base = alt.Chart(figures).encode(
        y=alt.Y("figure_name:N", title=None, sort=None).axis(labelLimit=240),
        tooltip=_tooltip(language),
    )
    rule = base.mark_rule(strokeWidth=2, color=theme.ACCENT).encode(x=axis, x2="high:Q")
    point = base.mark_point(filled=True, size=70, opacity=1, color=theme.ACCENT).encode(x="value:Q")
    chart: alt.FacetChart = (
        layered(rule, point)
        .properties(width=360, height=alt.Step(20))
        .facet(
            row=alt.Row("table_name:N", title=None, sort=None).header(
                labelAngle=0, labelAlign="left"
            )
        )
        .resolve_scale(y="independent")
        .properties(title=title(headline), description=headline.description)
    )
    return chart


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = ("table_name:N", "figure_name:N", "value:Q", "low:Q", "high:Q", "n:Q")
    names = {field: field.partition(":")[0] for field in shown}
    return [
        alt.Tooltip(
            field,
            title=wording(f"methods.{name}", language),
            format=".3f" if name in FIGURES else "",
        )
        for field, name in names.items()
    ]
