"""A frame of shared passages → which city has which; slogans told apart by colour."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import first_cities, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

MOST, MOST_CITIES = 40, 12
WIDEST = 420


def passages_chart(
    passages: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """A row for each passage, a dot for each city that has it, joined by a line.

    Takes the frame of shared_passages; the longest that are no slogans come first.
    """
    passages, note = first_cities(passages, MOST_CITIES, language)
    order = passages["passage"].unique(maintain_order=True).head(MOST).to_list()
    shown = passages.filter(pl.col("passage").is_in(order)).unique(
        ["passage", "city"], keep="first", maintain_order=True
    )
    if shown.is_empty():
        return empty_chart(headline)
    slogan, own = _say("slogan", language), _say("own", language)
    kind = pl.when("is_slogan").then(pl.lit(slogan)).otherwise(pl.lit(own)).alias("kind")
    base = alt.Chart(shown.with_columns(kind)).encode(
        x=alt.X("city_name:N", title=None, sort=names(shown, "city_name")).axis(
            orient="top", labelAngle=0 if shown["city"].n_unique() <= 5 else -45
        ),
        y=alt.Y("passage:N", title=None, sort=order),
        color=alt.Color("kind:N", title=None)
        .scale(domain=[own, slogan], range=[theme.ACCENT, theme.MISSING])
        .legend(orient="top"),
        tooltip=_tooltip(language),
    )
    line = base.mark_line(strokeWidth=2).encode(detail="passage:N", tooltip=alt.value(None))
    dot = base.mark_point(filled=True, size=90, opacity=1)
    return layered(line, dot).properties(
        width=min(WIDEST, 100 * shown["city"].n_unique()),
        height=alt.Step(20),
        title=title(headline, note),
        description=headline.description,
    )


def _tooltip(language: str) -> list[alt.Tooltip]:
    shown = (
        ("city_name:N", "city"),
        ("kind:N", "kind"),
        ("passage:N", "passage"),
        ("length:Q", "length"),
        ("quote:N", "quote"),
        ("title:N", "article"),
    )
    return [alt.Tooltip(field, title=_say(key, language)) for field, key in shown]


def _say(key: str, language: str) -> str:
    return wording(f"passages.axis.{key}", language)
