"""A frame of similarities → a dot for each pair of cities on the interval of chance."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, layered
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

# Pairs that can be read one under the other.
MOST = 45
COLOURS = (theme.COLOURS[1], theme.INK, theme.COLOURS[0])


def similarity_chart(
    similarity: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """Each pair's similarity as a dot, the middle 95 % of its null as a band behind it.

    Takes the frame of compare_similarity; of many pairs the most alike are drawn.
    """
    if similarity.is_empty():
        return empty_chart(headline)
    pair = pl.concat_str("city_name", "other_name", separator=" – ").alias("pair")
    shown = similarity.sort("similarity", descending=True).head(MOST).with_columns(pair)
    base = alt.Chart(shown).encode(
        y=alt.Y("pair:N", title=None, sort=shown["pair"].to_list()), tooltip=_tooltip(language)
    )
    low = alt.X("null_low:Q", title=_say("similarity", language)).scale(domainMin=0)
    band = base.mark_bar(color=theme.GRID, height=12).encode(x=low, x2="null_high:Q")
    readings = all_names(shown, "reading_name")
    dot = base.mark_point(filled=True, size=90, opacity=1).encode(
        x="similarity:Q",
        color=alt.Color("reading_name:N", title=_say("reading", language))
        .scale(domain=readings, range=list(COLOURS))
        .legend(orient="top", labelLimit=300),
    )
    return layered(band, dot).properties(
        width=480, height=alt.Step(26), title=title(headline), description=headline.description
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city", ""),
        ("other_name:N", "other", ""),
        ("similarity:Q", "similarity", ".2f"),
        ("null_low:Q", "null_low", ".2f"),
        ("null_high:Q", "null_high", ".2f"),
        ("q_value:Q", "q_value", ".3f"),
        ("n_city:Q", "n_city", ""),
        ("n_other:Q", "n_other", ""),
        ("shared_words:N", "shared_words", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]


def _say(key: str, language: str) -> str:
    return wording(f"similarity.axis.{key}", language)
