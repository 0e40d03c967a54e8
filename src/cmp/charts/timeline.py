"""Frames of deadlines → dots piled up at the year they fall due, a row for each city."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts.axes import all_names, names
from cmp.charts.commitments import STRONG, WEAK
from cmp.charts.targets import dim, drawn, statement_tooltip
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

STEP = 15


def timeline_chart(
    timeline: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.FacetChart | alt.Chart:
    """One dot per target at the year of its deadline; the last column holds those without one.

    Takes the frame of target_timeline.
    """
    if timeline.is_empty():
        return empty_chart(headline)
    picked = alt.selection_point(name="commitment", fields=["commitment_name"], bind="legend")
    none = wording("timeline.no_deadline", language)
    years = sorted(set(timeline["deadline"].to_list()) - {none})
    columns = [*years, none]
    dots = (
        alt.Chart(drawn(timeline, "deadline", "place", "commitment_name"))
        .mark_circle(size=80, opacity=1)
        .encode(
            x=alt.X("deadline:O", title=_say("deadline", language))
            .scale(domain=columns)
            .axis(labelAngle=0),
            xOffset=alt.XOffset("place:O"),
            color=alt.Color("commitment_name:N", title=_say("commitment", language))
            .scale(domain=all_names(timeline, "commitment_name"), range=[STRONG, WEAK])
            .legend(orient="top"),
            opacity=dim(picked),
            tooltip=statement_tooltip(language, "commitment_name"),
        )
        .add_params(picked)
    )
    city = alt.Row("city_name:N", title=None, sort=names(timeline, "city_name")).header(
        labelAngle=0, labelAlign="left"
    )
    chart: alt.FacetChart = dots.properties(width=520, height=34).facet(
        row=city, title=title(headline), spacing=6
    )
    return chart.properties(description=headline.description)


def _say(key: str, language: str) -> str:
    return wording(f"timeline.axis.{key}", language)
