"""Measures → the groups they name (firms, universities, talent …), city by city.

The groups and their words stand in the codebook; a clause may name several of them, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl

from cmp.analysis.entries import Entry, any_of, read_entries
from cmp.analysis.headlines import Headline
from cmp.analysis.intervals import wilson
from cmp.analysis.labels import city_names, has_article, named
from cmp.analysis.sources import joined, percent, source
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

NAMED = pl.Schema(
    {
        "city": pl.String(),
        "addressee": pl.String(),
        "measure": pl.String(),
        "text": pl.String(),
    }
)


def compare_addressees(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and group: how many of the city's measures name it, and what share.

    Columns: city, city_name, has_article, addressee, addressee_name, n_measures, n_city, share,
    share_low, share_high (95 % Wilson interval), measures (their ids), example (the first
    clause). Shares add up to more than one where clauses name several groups. Counts are null for
    a city without an article.
    """
    stated = measures if documents is None else documents
    groups = pl.DataFrame({"addressee": [entry.code for entry in _groups(load_vocabulary())]})
    grid = cities.select("city").with_columns(has_article(stated)).join(groups, how="cross")
    sizes = measures.group_by("city").agg(pl.len().cast(pl.Int64).alias("n_city"))
    known = pl.when("has_article")
    low, high = wilson(pl.col("n_measures"), pl.col("n_city"))
    frame = (
        grid.join(_counts(measures), on=["city", "addressee"], how="left", maintain_order="left")
        .join(sizes, on="city", how="left", maintain_order="left")
        .with_columns(
            *(known.then(pl.col(n).fill_null(0)).alias(n) for n in ("n_measures", "n_city")),
            pl.col("measures").fill_null([]),
        )
        .with_columns(
            pl.when(pl.col("n_city") > 0).then(pl.col("n_measures") / "n_city").alias("share"),
            low.alias("share_low"),
            high.alias("share_high"),
        )
    )
    names = {entry.code: entry.name(language) for entry in _groups(load_vocabulary())}
    return named(named(frame, "city", city_names(cities, language)), "addressee", names)


def addressees_headline(
    addressees: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Which group most measures name."""
    sums = addressees.group_by("addressee_name", maintain_order=True).agg(
        pl.col("n_measures").sum()
    )
    sizes = addressees.unique("city")["n_city"].sum()
    values: dict[str, object] = {"n": sizes}
    if sizes:
        name, n = sums.sort("n_measures", descending=True, maintain_order=True).row(0)
        values |= {"group": name, "share": percent(n / sizes)}
    facts = wording("addressees.caption", language, n=sizes)
    return Headline(
        title=wording("addressees.title" if sizes else "addressees.none", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("addressees.description", language, n=sizes),
    )


@cache
def _groups(vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """The groups, by code: the codebook's order of cues is by length."""
    return tuple(sorted(read_entries(vocabulary.cues["addressee"]), key=lambda e: e.code))


def _counts(measures: pl.DataFrame) -> pl.DataFrame:
    rows = [row for measure in measures.sort("doc", "start").to_dicts() for row in _named(measure)]
    return (
        pl.DataFrame(rows, schema=NAMED)
        .group_by("city", "addressee", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n_measures"),
            pl.col("measure").alias("measures"),
            pl.col("text").first().alias("example"),
        )
    )


def _named(measure: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for entry in _groups(load_vocabulary()):
        if any_of(entry.terms).search(measure["text"]):
            kept = {name: measure[name] for name in ("city", "measure", "text")}
            yield {**kept, "addressee": entry.code}
