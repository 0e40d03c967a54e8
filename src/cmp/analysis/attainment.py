"""Targets and known outcomes → how much of a target was reached, flagged where definitions differ.

An outcome comes from a source other than the text that set the target (data/context, indicator
`outcome_<indicator>`, with `_new` behind it for an amount within the year), as studies of targets
ask for (Li, Liu, Weng and Zhou 2019, Economic Journal).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from cmp.analysis.comparability import differences, listed, with_forms
from cmp.analysis.headlines import Headline
from cmp.analysis.sources import joined, percent
from cmp.analysis.statements import described, figure, labelled
from cmp.tables.base_units import base_unit
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

OUTCOME, NEW = "outcome_", "_new"
Row = Mapping[str, Any]


def compare_attainment(
    targets: pl.DataFrame,
    context: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per known outcome and target of its city, indicator and year; of none, one row.

    Columns: city, city_name, indicator, indicator_name, year, outcome_value (base units),
    outcome_stated, source, note, target (id), target_value, target_stated, bound, base_unit,
    attainment (outcome / target), is_reached, is_same_definition, why_not, quote, title, doc.
    `is_reached` is null where the definition differs; a target of at most is reached from below.
    """
    status = pl.col("status").cast(pl.String)
    wanted = with_forms(
        described(targets.filter(status == "target"), documents, language), ["measure_type"]
    )
    by_year = wanted.partition_by("city", "indicator", "year", as_dict=True)
    rows: list[dict[str, Any]] = []
    for outcome in _outcomes(context, language):
        own = by_year.get((outcome["city"], outcome["indicator"], outcome["year"]))
        found = [] if own is None else list(own.iter_rows(named=True))
        rows += [_set_against(outcome, target, language) for target in found]
        if not found:
            why = wording("attainment.why.no_target", language)
            rows.append(_kept(outcome) | {"is_same_definition": False, "why_not": why})
    frame = pl.DataFrame(rows, schema=_SCHEMA)
    return labelled(frame, cities, language).sort("city_name", "indicator_name", "year", "target")


def attainment_headline(attainment: pl.DataFrame, language: str = "en") -> Headline:
    """How many targets with a known outcome were reached; the caption names the sources."""
    known = attainment.filter(pl.col("attainment").is_not_null())
    same = known.filter("is_same_definition")
    reached = same.filter("is_reached").height
    counts = {0: "differs" if known.height else "none", 1: "single"}
    sources = wording("list.comma", language).join(known["source"].unique().sort().to_list())
    caption = wording(
        "attainment.caption",
        language,
        n_known=known.height,
        n_differ=known.height - same.height,
        sources=sources,
    )
    values = {
        "n": same.height,
        "n_reached": reached,
        "n_known": known.height,
        "fact": next(_facts(same, language), ""),
    }
    return Headline(
        title=wording(f"attainment.{counts.get(same.height, 'title')}", language, **values),
        caption=caption if known.height else "",
        description=wording(
            "attainment.description", language, facts=joined(_facts(known, language), language)
        ),
    )


_SCHEMA = {
    "city": pl.String,
    "indicator": pl.String,
    "year": pl.Int64,
    "outcome_value": pl.Float64,
    "outcome_stated": pl.String,
    "base_unit": pl.String,
    "source": pl.String,
    "note": pl.String,
    "target": pl.String,
    "doc": pl.String,
    "target_value": pl.Float64,
    "target_stated": pl.String,
    "bound": pl.String,
    "attainment": pl.Float64,
    "is_reached": pl.Boolean,
    "is_same_definition": pl.Boolean,
    "why_not": pl.String,
    "quote": pl.String,
    "title": pl.String,
}


def _outcomes(context: pl.DataFrame, language: str) -> Iterator[dict[str, Any]]:
    """The outcomes of the context in base units, with the indicator that each is of."""
    vocabulary = load_vocabulary()
    rows = context.filter(pl.col("indicator").str.starts_with(OUTCOME))
    for row in rows.sort("city", "year", "indicator").iter_rows(named=True):
        name = row["indicator"].removeprefix(OUTCOME)
        indicator = name if name in vocabulary.indicators else name.removesuffix(NEW)
        factor, unit = base_unit(row["unit"], "stock", vocabulary)
        stated = wording(
            "targets.stated.exact", language, figure=figure(row["value"]), unit=row["unit"]
        )
        yield {
            **row,
            "indicator": indicator,
            "outcome_value": row["value"] * factor,
            "outcome_stated": stated,
            "base_unit": unit,
            "measure_type": "flow" if name != indicator else None,
        }


def _kept(outcome: Row) -> dict[str, Any]:
    return {name: outcome[name] for name in _SCHEMA if name in outcome}


def _set_against(outcome: Row, target: Row, language: str) -> dict[str, Any]:
    why_not = listed(_reasons(outcome, target, language), language)
    row = _kept(outcome) | {
        "target": target["target"],
        "doc": target["doc"],
        "target_value": target["base_value"],
        "target_stated": target["stated"],
        "bound": target["bound"],
        "quote": target["quote"],
        "title": target["title"],
        "is_same_definition": why_not is None,
        "why_not": why_not,
    }
    if outcome["base_unit"] == target["base_unit"] and target["base_value"]:
        row["attainment"] = outcome["outcome_value"] / target["base_value"]
        row["is_reached"] = None if why_not else _is_reached(row["attainment"], target["bound"])
    return row


def _is_reached(attainment: float, bound: str) -> bool:
    return attainment <= 1 if bound == "max" else attainment >= 1


def _reasons(outcome: Row, target: Row, language: str) -> Iterator[str]:
    """Why an outcome does not say whether the target was reached."""
    names = ["base_unit"] if outcome["measure_type"] is None else ["measure_type", "base_unit"]
    for name in names:
        reason = differences(target, outcome, language, [name])
        if reason:
            yield reason
    cues = load_vocabulary().pattern("other_definition")
    if outcome["note"] and re.search(cues, outcome["note"]):
        yield wording("attainment.why.definition", language, note=outcome["note"])


def _facts(known: pl.DataFrame, language: str) -> Iterator[str]:
    columns = ("city_name", "indicator_name", "outcome_stated", "target_stated", "attainment")
    for city, indicator, outcome, target, share in known.select(columns).iter_rows():
        yield wording(
            "attainment.fact",
            language,
            city=city,
            indicator=indicator,
            outcome=outcome,
            target=target,
            share=percent(share),
        )
