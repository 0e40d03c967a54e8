"""A frame of addressees → a heat map of the groups that cities' measures name."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import first_cities, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

MOST_CITIES = 30
WIDEST = 420
DARK = 0.6


def addressees_chart(
    addressees: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """The share of each city's measures that name a group, with their number.

    Takes the frame of compare_addressees. Of many cities the first are drawn.
    """
    shown, note = first_cities(addressees, MOST_CITIES, language)
    if not shown["n_measures"].sum():
        return empty_chart(headline)
    n_cities = shown["city"].n_unique()
    city = alt.X("city_name:N", title=None, sort=names(shown, "city_name"))
    base = alt.Chart(shown).encode(
        x=city.axis(orient="top", labelAngle=0 if n_cities <= 5 else -45),
        y=alt.Y("addressee_name:N", title=None, sort=names(shown, "addressee_name")),
        tooltip=_tooltip(language),
    )
    shade = alt.Color("share:Q", title=_say("share", language)).scale(scheme="blues", domainMin=0)
    rect = base.mark_rect(stroke="white").encode(color=shade.legend(format="%"))
    dark = DARK * max(shown["share"].drop_nulls().to_list(), default=1.0)
    is_dark = alt.when(f"datum.share > {dark}").then(alt.value("white"))
    count = base.mark_text(fontSize=11).encode(
        text="n_measures:Q", color=is_dark.otherwise(alt.value(theme.INK))
    )
    return layered(rect, count.transform_filter("datum.n_measures > 0")).properties(
        width=min(WIDEST, 95 * n_cities),
        height=alt.Step(22),
        title=title(headline, note),
        description=headline.description,
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city", ""),
        ("addressee_name:N", "addressee", ""),
        ("n_measures:Q", "n_measures", ""),
        ("n_city:Q", "n_city", ""),
        ("share:Q", "share", ".0%"),
        ("share_low:Q", "low", ".0%"),
        ("share_high:Q", "high", ".0%"),
        ("example:N", "example", ""),
    )
    return [alt.Tooltip(field, title=_say(key, language), format=f) for field, key, f in shown]


def _say(key: str, language: str) -> str:
    return wording(f"addressees.axis.{key}", language)
