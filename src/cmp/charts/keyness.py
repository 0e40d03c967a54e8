"""A frame of key words → lollipops with intervals, the most typical words of each city."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import first_cities, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

MOST = 8
MOST_CITIES = 8


def keyness_chart(
    keyness: pl.DataFrame, headline: Headline, *, language: str = "en", most: int = MOST
) -> alt.FacetChart | alt.Chart:
    """The `most` words most typical of each city; filled where the word is beyond chance.

    Takes the frame of compare_keyness. Of many cities the first eight are drawn.
    """
    typical = keyness.filter(pl.col("rank") <= most, pl.col("z") > 0).drop("measures")
    shown, note = first_cities(typical, MOST_CITIES, language)
    if shown.is_empty():
        return empty_chart(headline)
    city = alt.Facet("city_name:N", title=None, sort=names(shown, "city_name"))
    chart: alt.FacetChart = (
        _lollipops(shown, language)
        .facet(facet=city, columns=2, title=title(headline, note))
        .resolve_scale(y="independent")
        .properties(description=headline.description)
    )
    return chart


def _lollipops(shown: pl.DataFrame, language: str) -> alt.LayerChart:
    base = alt.Chart(shown).encode(
        y=alt.Y("word:N", title=None, sort=alt.SortField("rank")),
        color=alt.Color("city_name:N").scale(theme.name_scale(shown["city_name"])).legend(None),
        tooltip=_tooltip(language),
    )
    low = alt.X("low:Q", title=_say("log_odds", language))
    interval = base.mark_rule(strokeWidth=1.5, opacity=0.55).encode(x=low, x2="high:Q")
    stick = base.mark_rule(strokeWidth=3).encode(x="log_odds:Q", x2=alt.datum(0))
    dot = base.mark_point(filled=True, size=80, strokeWidth=1.5, opacity=1).encode(
        x="log_odds:Q",
        fill=alt.when("datum.is_key")
        .then(alt.Fill("city_name:N").scale(theme.name_scale(shown["city_name"])).legend(None))
        .otherwise(alt.value("white")),
        stroke=alt.Stroke("city_name:N").scale(theme.name_scale(shown["city_name"])).legend(None),
    )
    return layered(interval, stick, dot).properties(width=260, height=alt.Step(20))


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city", ""),
        ("word:N", "word", ""),
        ("n_city:Q", "n_city", ""),
        ("n_rest:Q", "n_rest", ""),
        ("z:Q", "z", ".2f"),
        ("p_max:Q", "p_max", ".3f"),
        ("q_value:Q", "q_value", ".3f"),
        ("is_key:N", "is_key", ""),
        ("example:N", "example", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]


def _say(key: str, language: str) -> str:
    return wording(f"keyness.axis.{key}", language)
