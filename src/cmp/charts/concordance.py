"""A frame of a concordance → where in each article the terms stand (lexical dispersion)."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

MOST = 60


def concordance_chart(
    lines: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.Chart:
    """A tick for each place, an article a row; its tooltip is the keyword in context.

    Takes the frame of concordance; of many articles the first 60 are drawn.
    """
    if lines.is_empty():
        return empty_chart(headline)
    docs = lines["doc"].unique(maintain_order=True).head(MOST)
    lines = lines.filter(pl.col("doc").is_in(docs.to_list()))
    terms = lines["term"].unique(maintain_order=True).to_list()
    legend = alt.Legend(orient="top") if len(terms) > 1 else None
    chart: alt.Chart = (
        alt.Chart(lines, title=title(headline), description=headline.description)
        .mark_tick(thickness=2, height=16)
        .encode(
            x=alt.X("position:Q", title=_say("position", language))
            .axis(format="%")
            .scale(domain=[0, 1]),
            y=alt.Y("doc:N", title=None),
            color=alt.Color("term:N", title=_say("term", language))
            .scale(domain=terms, range=list(theme.COLOURS))
            .legend(legend),
            tooltip=_tooltip(language),
        )
        .properties(width=480, height=alt.Step(26))
    )
    return chart


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (("title:N", "doc"), ("left:N", "left"), ("keyword:N", "term"), ("right:N", "right"))
    return [alt.Tooltip(field, title=_say(key, language)) for field, key in shown]


def _say(key: str, language: str) -> str:
    return wording(f"concordance.axis.{key}", language)
