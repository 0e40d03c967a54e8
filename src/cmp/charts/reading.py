"""Frames of repairs → a heat map of which article was damaged how."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

# Cells darker than this carry white figures.
DARK = 60


def repairs_chart(
    counted: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """Articles by kinds of repair, the number in each cell. Takes the frame of count_repairs."""
    if not counted["n_repairs"].sum():
        return empty_chart(headline)
    rate = "datum.raw_chars > 0 ? 1000 * datum.n_repairs / datum.raw_chars : 0"
    base = (
        alt.Chart(counted)
        .transform_calculate(rate=rate)
        .encode(
            x=alt.X("kind_name:N", title=None, sort=names(counted, "kind_name")).axis(
                orient="top", labelAngle=-35, labelLimit=170
            ),
            y=alt.Y("doc:N", title=None).axis(labelLimit=190),
            tooltip=_tooltip(language),
        )
    )
    shade = alt.Color("rate:Q", title=_say("rate", language)).scale(scheme="blues", type="sqrt")
    cells = base.mark_rect(stroke="white").encode(
        color=shade.legend(orient="bottom", gradientLength=200)
    )
    is_dark = alt.when(f"datum.rate > {DARK}").then(alt.value("white"))
    counts = base.transform_filter("datum.n_repairs > 0").mark_text(fontSize=11)
    counts = counts.encode(text="n_repairs:Q", color=is_dark.otherwise(alt.value(theme.INK)))
    chart: alt.LayerChart = layered(cells, counts).properties(
        width=420, height=alt.Step(26), title=title(headline), description=headline.description
    )
    return chart


def _say(key: str, language: str) -> str:
    return wording(f"reading.axis.{key}", language)


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("title:N", "article", ""),
        ("city_name:N", "city", ""),
        ("kind_name:N", "kind", ""),
        ("n_repairs:Q", "n", ""),
        ("n_chars:Q", "n_chars", ""),
        ("rate:Q", "rate", ".1f"),
        ("before:N", "before", ""),
        ("after:N", "after", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]
