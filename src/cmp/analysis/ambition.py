"""Targets → each beside the latest outcome of its city and indicator, and the change it implies.

A target states what is to come and an outcome what has been; a change is worked out only where
both count the same thing in the same form. What an uncertain figure implies is bounded, not
guessed. Studies of growth targets read the gap so (Li, Liu, Weng and Zhou 2019, Economic Journal).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from cmp.analysis.comparability import differences, listed, with_forms
from cmp.analysis.headlines import Headline
from cmp.analysis.sources import joined, source
from cmp.analysis.statements import described, labelled
from cmp.wording import wording

FORMS = ("measure_type", "base_unit", "stage", "grade")
# These hold a change already.
CHANGES = ("growth", "rank")
POINTS = ("share", "ratio")


def compare_ambition(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per target with the latest outcome of its city and indicator, nulls without one.

    Columns: city, city_name, indicator, indicator_name, base_unit, measure_type; target_ and
    actual_ id, value, stated, period, quote, title; is_comparable and why_not; and only where
    comparable implied_growth (share of the outcome; null for shares and ratios), implied_points
    (for shares), index (outcome = 100), years between, annual_growth (from two years on),
    growth_bound (exact, min, max, about) and growth_text.
    """
    status = pl.col("status").cast(pl.String)
    kind = pl.col("measure_type").cast(pl.String)
    rows = with_forms(described(targets.filter(~kind.is_in(CHANGES)), documents, language), FORMS)
    wanted, reached = rows.filter(status == "target"), rows.filter(status == "actual")
    outcomes = reached.partition_by("city", "indicator", as_dict=True)
    pairs = [
        _pair(row, outcomes.get((row["city"], row["indicator"])), language)
        for row in wanted.iter_rows(named=True)
    ]
    frame = pl.DataFrame(pairs, schema=_SCHEMA)
    return labelled(frame, cities, language).sort("city_name", "indicator_name", "target_id")


def ambition_headline(
    ambition: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many targets can be set against an outcome, and what they imply."""
    pairs = ambition.filter("is_comparable")
    grown = pairs.sort(pl.coalesce("implied_growth", pl.col("implied_points") / 100))
    texts = grown["growth_text"].to_list()
    counts = {0: "unpaired", 1: "single"}
    key = counts.get(pairs.height, "title") if ambition.height else "none"
    values = {
        "n": ambition.height,
        "n_pairs": pairs.height,
        "least": texts[0] if texts else "",
        "most": texts[-1] if texts else "",
    }
    paired = ambition["actual_id"].count()
    facts = wording("ambition.caption", language, n=ambition.height, n_paired=paired)
    return Headline(
        title=wording(f"ambition.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording(
            "ambition.description", language, facts=joined(_facts(pairs, language), language)
        ),
    )


_SCHEMA = {
    "city": pl.String,
    "indicator": pl.String,
    "measure_type": pl.String,
    "base_unit": pl.String,
    "target_id": pl.String,
    "target_value": pl.Float64,
    "target_stated": pl.String,
    "target_period": pl.String,
    "target_quote": pl.String,
    "target_title": pl.String,
    "actual_id": pl.String,
    "actual_value": pl.Float64,
    "actual_stated": pl.String,
    "actual_period": pl.String,
    "actual_quote": pl.String,
    "actual_title": pl.String,
    "is_comparable": pl.Boolean,
    "why_not": pl.String,
    "index": pl.Float64,
    "implied_growth": pl.Float64,
    "implied_points": pl.Float64,
    "years": pl.Int64,
    "annual_growth": pl.Float64,
    "growth_bound": pl.String,
    "growth_text": pl.String,
}
Row = Mapping[str, Any]


def _pair(target: Row, outcomes: pl.DataFrame | None, language: str) -> dict[str, Any]:
    """A target beside the outcome that is nearest to it in form, and of these the latest."""
    row: dict[str, Any] = {name: target[name] for name in ("city", "indicator", *FORMS[:2])}
    row |= _side("target", target)
    same_unit = None if outcomes is None else outcomes.filter(base_unit=target["base_unit"])
    if same_unit is None or same_unit.is_empty():
        why = wording("ambition.why.no_actual", language)
        return row | {"is_comparable": False, "why_not": why}
    known = same_unit.sort(pl.col("year").fill_null(0), "start", descending=[True, False])
    actual = min(
        known.iter_rows(named=True), key=lambda other: len(list(_reasons(target, other, "en")))
    )
    why_not = listed(_reasons(target, actual, language), language)
    row |= _side("actual", actual) | {"is_comparable": why_not is None, "why_not": why_not}
    if target["base_value"] and actual["base_value"]:
        row["index"] = 100 * target["base_value"] / actual["base_value"]
    return row if why_not else row | _change(target, actual, language)


def _side(name: str, row: Row) -> dict[str, Any]:
    columns = {"value": "base_value", "id": "target"}
    kept = ("id", "value", "stated", "period", "quote", "title")
    return {f"{name}_{key}": row[columns.get(key, key)] for key in kept}


def _reasons(target: Row, actual: Row, language: str) -> Iterator[str]:
    """Why a change from the outcome to the target means nothing."""
    form = differences(target, actual, language, FORMS)
    if form:
        yield form
    if target["measure_type"] != "stock" and target["measure_type"] == actual["measure_type"]:
        period = differences(target, actual, language, ["period_kind"])
        if period:
            yield period
    if not _is_earlier(actual, target):
        yield wording("ambition.why.earlier", language)
    own, other = target["subject"] or "", actual["subject"] or ""
    if own not in other and other not in own:
        yield wording("ambition.why.subject", language, own=own, other=other)


def _is_earlier(actual: Row, target: Row) -> bool:
    """Whether an outcome comes before its target; a part of a year comes before its end."""
    if None in (target["year"], actual["year"]):
        return True
    if actual["year"] == target["year"]:
        return bool(actual["period"] != target["period"])
    return bool(actual["year"] < target["year"])


def _change(target: Row, actual: Row, language: str) -> dict[str, Any]:
    first, last = actual["base_value"], target["base_value"]
    bound = _bound(target, actual)
    years = None
    if None not in (target["year"], actual["year"]):
        years = target["year"] - actual["year"]
    if target["measure_type"] in POINTS:
        text = wording("ambition.points", language, figure=f"{last - first:+.3g}")
        change = {"implied_points": last - first}
    elif first > 0:
        text = f"{last / first - 1:+.1%}"
        change = {"implied_growth": last / first - 1}
        if years and years > 1:
            change["annual_growth"] = (last / first) ** (1 / years) - 1
    else:
        return {"years": years}
    said = wording(f"ambition.growth.{bound}", language, figure=text)
    return {**change, "years": years, "growth_bound": bound, "growth_text": said}


def _bound(target: Row, actual: Row) -> str:
    """Over at least 2,000 firms a target of 2,500 is growth of at most 25 %."""
    bounds = target["bound"], actual["bound"]
    if bounds == ("exact", "exact"):
        return "exact"
    if bounds in (("min", "exact"), ("exact", "max"), ("min", "max")):
        return "min"
    if bounds in (("max", "exact"), ("exact", "min"), ("max", "min")):
        return "max"
    return "about"


def _facts(pairs: pl.DataFrame, language: str) -> Iterator[str]:
    columns = ("city_name", "indicator_name", "actual_stated", "target_stated", "growth_text")
    for city, indicator, actual, target, growth in pairs.select(columns).iter_rows():
        yield wording(
            "ambition.fact",
            language,
            city=city,
            indicator=indicator,
            actual=actual,
            target=target,
            growth=growth,
        )
