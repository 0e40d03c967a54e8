"""Frames of the literature's indices → tables of cells that lead to their clauses."""

from __future__ import annotations

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme
from cmp.charts.axes import all_names, layered, names
from cmp.charts.titles import empty_chart, title
from cmp.wording import wording

DARK = 0.6
MOST = 40


def rothwell_zegveld_chart(
    table: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.LayerChart | alt.Chart:
    """Policy instruments by stage of the innovation chain; a strip shows their sides.

    Takes the frame of rothwell_zegveld.
    """
    if not table["n_measures"].sum():
        return empty_chart(headline)
    chart: alt.LayerChart = _stages(table, language).properties(
        width=400,
        height=alt.Step(22),
        title=title(headline),
        description=headline.description,
    )
    return chart


def pmc_chart(
    index: pl.DataFrame, headline: Headline, *, language: str = "en"
) -> alt.HConcatChart | alt.Chart:
    """The PMC index of each article beside its ten variables; hollow where it is no policy text.

    Takes the frame of pmc_index; of many articles the highest are drawn.
    """
    if index.is_empty():
        return empty_chart(headline)
    order = index.unique("doc").sort(-pl.col("pmc"), "doc")["doc"].head(MOST).to_list()
    shown = index.filter(pl.col("doc").is_in(order))
    rows = alt.Y("doc:N", title=None, sort=order)
    chart: alt.HConcatChart = alt.hconcat(
        _totals(shown.unique("doc"), rows, language),
        _variables(shown, rows.axis(None), language),
        spacing=12,
        title=title(headline),
    ).properties(description=headline.description)
    return chart


def _stages(table: pl.DataFrame, language: str) -> alt.LayerChart:
    rows = alt.Y("instrument_name:N", title=None, sort=names(table, "instrument_name"))
    stage = alt.X("stage_name:N", title=None, sort=names(table, "stage_name"))
    strip = (
        alt.Chart(table)
        .mark_rect()
        .encode(x=alt.value(-11), x2=alt.value(-3), y=rows, color=_side(table, language))
    )
    base = alt.Chart(table).encode(
        x=stage.axis(orient="top", labelAngle=-20, labelLimit=180),
        y=rows.axis(labelLimit=250, offset=12),
        tooltip=_stage_tooltip(language),
    )
    colour = alt.Color("n_measures:Q").scale(scheme="blues", domainMin=0).legend(None)
    rect = base.mark_rect(stroke="white").encode(color=colour)
    half = max(table["n_measures"].to_list()) / 2
    ink = alt.when(f"datum.n_measures > {half}").then(alt.value("white"))
    count = base.mark_text(fontSize=11).encode(
        text="n_measures:Q", color=ink.otherwise(alt.value(theme.INK))
    )
    chart: alt.LayerChart = layered(
        strip, rect, count.transform_filter("datum.n_measures > 0")
    ).resolve_scale(color="independent")
    return chart


def _stage_tooltip(language: str) -> list[alt.Tooltip]:
    return [
        *(
            alt.Tooltip(f"{name}_name:N", title=_say(f"stages.axis.{name}", language))
            for name in ("side", "instrument", "stage")
        ),
        alt.Tooltip("n_measures:Q", title=_say("stages.axis.n_measures", language)),
        alt.Tooltip("example:N", title=_say("stages.axis.example", language)),
    ]


def _totals(each: pl.DataFrame, rows: alt.Y, language: str) -> alt.LayerChart:
    base = alt.Chart(each).encode(
        y=rows,
        x=alt.X("pmc:Q", title=_say("pmc.axis.pmc", language)).scale(domain=[0, 10]),
        tooltip=[
            alt.Tooltip("title:N", title=_say("pmc.axis.article", language)),
            alt.Tooltip("pmc:Q", title=_say("pmc.axis.pmc", language), format=".2f"),
            alt.Tooltip("grade_name:N", title=_say("pmc.axis.grade", language)),
            alt.Tooltip("is_policy_text:N", title=_say("pmc.axis.is_policy_text", language)),
        ],
    )
    fill = alt.when("datum.is_policy_text").then(alt.value(theme.ACCENT))
    dot = base.mark_point(filled=True, size=90, opacity=1, stroke=theme.ACCENT).encode(
        fill=fill.otherwise(alt.value("white"))
    )
    figure = base.mark_text(dx=20, color=theme.INK).encode(text=alt.Text("pmc:Q", format=".2f"))
    return layered(dot, figure).properties(width=160, height=alt.Step(26))


def _variables(shown: pl.DataFrame, rows: alt.Y, language: str) -> alt.LayerChart:
    variable = alt.X("variable_name:N", title=None, sort=names(shown, "variable_name"))
    base = alt.Chart(shown).encode(
        x=variable.axis(orient="top", labelAngle=-45),
        y=rows,
        tooltip=[
            alt.Tooltip("title:N", title=_say("pmc.axis.article", language)),
            alt.Tooltip("variable_name:N", title=_say("pmc.axis.variable", language)),
            alt.Tooltip("score:Q", title=_say("pmc.axis.score", language), format=".2f"),
            alt.Tooltip("n_met:Q", title=_say("pmc.axis.n_met", language)),
            alt.Tooltip("n_items:Q", title=_say("pmc.axis.n_items", language)),
        ],
    )
    colour = alt.Color("score:Q").scale(scheme="blues", domain=[0, 1]).legend(None)
    rect = base.mark_rect(stroke="white").encode(color=colour)
    ink = alt.when(f"datum.score > {DARK}").then(alt.value("white"))
    figure = base.mark_text(fontSize=10).encode(
        text=alt.Text("score:Q", format=".2f"), color=ink.otherwise(alt.value(theme.INK))
    )
    return layered(rect, figure).properties(width=380, height=alt.Step(26))


def _side(table: pl.DataFrame, language: str) -> alt.Color:
    colour: alt.Color = (
        alt.Color("side_name:N", title=_say("stages.axis.side", language))
        .scale(domain=all_names(table, "side_name"), range=list(theme.SIDE_COLOURS.values()))
        .legend(orient="bottom")
    )
    return colour


def _say(key: str, language: str) -> str:
    return wording(key, language)
