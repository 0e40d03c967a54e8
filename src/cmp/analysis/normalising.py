"""Compared targets and context figures → the same figures per resident and per output.

A figure is divided only by a denominator that the context holds; a rank is given only where every
comparable city has one that was verified, of the same year. Knows no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import named
from cmp.analysis.sources import joined, source
from cmp.tables.base_units import base_unit
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

# Only amounts can be divided: a share, a growth rate or a rank has its denominator already.
DIVISIBLE = ("stock", "flow")


@dataclass(frozen=True)
class Basis:
    """What figures are divided by: a context indicator, in portions of `per` base units."""

    code: str
    indicator: str
    per: float


BASES = (Basis("residents", "resident_population", 1e4), Basis("gdp", "gdp", 1e8))


def normalise_targets(
    compared: pl.DataFrame, context: pl.DataFrame, *, language: str = "en"
) -> pl.DataFrame:
    """Three rows per main figure of compare_targets: as stated, per 10,000 residents, per 亿元 GDP.

    Added: basis, basis_name, rate (null without denominator), rate_text, denominator (in base
    units), denominator_year, denominator_source, denominator_note, is_verified, why_no_rate,
    rank (1 is the largest of the comparable cities) and why_unranked. Residents are those of the
    latest census in the context, output is of the latest year up to the figure's.
    """
    kept = compared.filter(
        pl.col("is_main")
        & pl.col("target").is_not_null()
        & pl.col("measure_type").cast(pl.String).is_in(DIVISIBLE)
    )
    figures = _denominators(context)
    parts = [_undivided(kept), *(_divided(kept, basis, figures, language) for basis in BASES)]
    rows = _ranked(pl.concat(parts, how="diagonal_relaxed"), language)
    names = {code: wording(f"normalised.basis.{code}", language) for code in basis_codes()}
    texts = [_rate_text(row, language) for row in rows.iter_rows(named=True)]
    rows = rows.with_columns(pl.Series("rate_text", texts, dtype=pl.String))
    return named(rows, "basis", names)


def basis_codes() -> tuple[str, ...]:
    """Codes of the ways to state a figure: as stated, then by each denominator."""
    return ("stated", *(basis.code for basis in BASES))


def normalised_headline(
    normalised: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """In how many rankings the order changes with the denominator; for normalise_targets."""
    ranked = normalised.filter(pl.col("rank").is_not_null())
    ranks = _ranks(ranked)
    divided = [key for key in ranks if key[1] != "stated" and len(ranks[key]) > 1]
    changed = [key for key in divided if _is_reversed(ranks[key], ranks[key[0], "stated"])]
    values = {"n": len(divided), "n_changed": len(changed)}
    key = "title" if divided else "unranked" if normalised.height else "none"
    facts = wording("normalised.caption", language, n=normalised["target"].n_unique())
    return Headline(
        title=wording(f"normalised.{key}", language, **values),
        caption=joined(
            [facts, _sources(normalised, language), source(documents, language)], language
        ),
        description=wording("normalised.description", language, facts=_facts(ranked, language)),
    )


def _undivided(kept: pl.DataFrame) -> pl.DataFrame:
    return kept.with_columns(
        pl.lit("stated").alias("basis"),
        pl.col("base_value").alias("rate"),
        pl.lit(True).alias("is_verified"),
    )


def _divided(
    kept: pl.DataFrame,
    basis: Basis,
    figures: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]],
    language: str,
) -> pl.DataFrame:
    found = [
        _chosen(figures.get((city, basis.indicator), ()), year)
        for city, year in kept.select("city", "year").iter_rows()
    ]
    missing = wording(f"normalised.missing.{basis.code}", language)
    schema = {
        "denominator": pl.Float64,
        "denominator_year": pl.Int64,
        "denominator_source": pl.String,
        "denominator_note": pl.String,
        "is_verified": pl.Boolean,
    }
    beside = pl.DataFrame(found, schema=schema)
    rate = pl.col("base_value") / (pl.col("denominator") / basis.per)
    return pl.concat([kept, beside], how="horizontal").with_columns(
        pl.lit(basis.code).alias("basis"),
        rate.alias("rate"),
        pl.when(pl.col("denominator").is_null()).then(pl.lit(missing)).alias("why_no_rate"),
    )


def _denominators(context: pl.DataFrame) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """City and indicator → its figures above zero in base units, latest first."""
    vocabulary = load_vocabulary()
    doubtful = re.compile(vocabulary.pattern("unverified_note") or r"(?!)")
    known = [basis.indicator for basis in BASES]
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    rows = context.filter(pl.col("indicator").is_in(known) & (pl.col("value") > 0))
    for row in rows.sort("year", descending=True).iter_rows(named=True):
        factor, _ = base_unit(row["unit"], "stock", vocabulary)
        figure = {
            "denominator": row["value"] * factor,
            "denominator_year": row["year"],
            "denominator_source": row["source"],
            "denominator_note": row["note"],
            "is_verified": not doubtful.search(row["note"] or ""),
        }
        found.setdefault((row["city"], row["indicator"]), []).append(figure)
    return found


def _chosen(figures: Sequence[Mapping[str, Any]], year: int | None) -> Mapping[str, Any]:
    """The latest verified figure up to the year, else the latest one up to it, else the latest."""
    past = [figure for figure in figures if year is None or figure["denominator_year"] <= year]
    verified = [figure for figure in past if figure["is_verified"]]
    return next(iter(verified or past or figures), _NO_FIGURE)


_NO_FIGURE: Mapping[str, Any] = {
    "denominator": None,
    "denominator_year": None,
    "denominator_source": None,
    "denominator_note": None,
    "is_verified": None,
}


def _ranked(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """Ranks within indicator, unit and basis, where every comparable figure may be ranked."""
    keys = ["indicator", "base_unit", "basis"]
    compared = pl.col("is_comparable")
    usable = pl.col("rate").is_not_null() & pl.col("is_verified").fill_null(False)
    missing = (compared & pl.col("rate").is_null()).any().over(keys)
    doubtful = (compared & ~usable).any().over(keys)
    years = pl.col("denominator_year").filter(compared).n_unique().over(keys)
    said = {name: pl.lit(wording(f"normalised.unranked.{name}", language)) for name in _UNRANKED}
    why = (
        pl.when(~compared)
        .then(said["incomparable"])
        .when(missing)
        .then(said["missing"])
        .when(doubtful)
        .then(said["doubtful"])
        .when(years > 1)
        .then(said["years"])
    )
    marked = rows.with_columns(why.alias("why_unranked"))
    rate = pl.when(pl.col("why_unranked").is_null()).then(pl.col("rate"))
    rank = rate.rank("min", descending=True).over(keys).cast(pl.Int64)
    return marked.with_columns(rank.alias("rank"))


_UNRANKED = ("incomparable", "missing", "doubtful", "years")


def _rate_text(row: Mapping[str, Any], language: str) -> str | None:
    """As printed where it is the figure itself, else three significant figures."""
    rate = row["rate"]
    if row["basis"] == "stated" or rate is None:
        return str(row["stated"]) if row["basis"] == "stated" else row["why_no_rate"]
    for size in _SIZES[language]:
        if rate >= 10**size:
            return wording(f"number.e{size}", language, figure=_significant(rate / 10**size))
    return _significant(rate)


def _significant(value: float) -> str:
    """Three significant figures, and no exponent for whole numbers."""
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


# Powers of ten by which each language counts large numbers.
_SIZES = {"en": (9, 6), "zh": (8, 4)}


def _ranks(ranked: pl.DataFrame) -> dict[tuple[str, str], dict[str, int]]:
    """Indicator and basis → rank of each city."""
    ranks: dict[tuple[str, str], dict[str, int]] = {}
    columns = ("indicator", "basis", "city", "rank")
    for indicator, basis, city, rank in ranked.select(columns).iter_rows():
        ranks.setdefault((indicator, basis), {})[city] = rank
    return ranks


def _is_reversed(ranks: Mapping[str, int], before: Mapping[str, int]) -> bool:
    """Whether some city overtakes another; a tie that is broken is no overtaking."""
    return any(
        (ranks[one] - ranks[other]) * (before[one] - before[other]) < 0
        for one, other in combinations(ranks, 2)
    )


def _sources(normalised: pl.DataFrame, language: str) -> str:
    """Which years and which sources the denominators are of."""
    used = normalised.filter(pl.col("denominator").is_not_null())
    said = []
    for rows in used.partition_by("basis", maintain_order=True):
        years = rows["denominator_year"].unique().sort().cast(pl.String).to_list()
        said.append(
            wording(
                "normalised.source",
                language,
                basis=rows["basis_name"][0],
                years=wording("list.comma", language).join(years),
            )
        )
    return joined(said, language)


def _facts(ranked: pl.DataFrame, language: str) -> str:
    return joined(_fact_sentences(ranked.filter(pl.col("basis") != "stated"), language), language)


def _fact_sentences(ranked: pl.DataFrame, language: str) -> Iterator[str]:
    groups = ranked.sort("rank").partition_by("indicator", "basis", maintain_order=True)
    for rows in groups:
        figures = wording("list.comma", language).join(
            wording("targets.compare.figure", language, city=city, stated=text)
            for city, text in rows.select("city_name", "rate_text").iter_rows()
        )
        yield wording(
            "normalised.fact",
            language,
            indicator=rows["indicator_name"][0],
            basis=rows["basis_name"][0],
            figures=figures,
        )
