"""Measures → how alike two cities' words are, beside how alike they would be by chance.

Profiles are TF-IDF sums over a city's measures, compared by their cosine (Salton and Buckley
1988). The null deals the measures anew to the cities, each city keeping its number; a bootstrap
over clauses would be biased downward, as two resamples share fewer words than two whole texts.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.intervals import Floats, false_discovery
from cmp.analysis.labels import city_names, named
from cmp.analysis.sources import joined, percent, source
from cmp.analysis.wordtables import WordTable, dealt, word_table
from cmp.wording import wording

PERMUTATIONS = 999
FEW_PERMUTATIONS, MANY_CITIES = 99, 50
RATE = 0.10
READINGS = ("less_alike", "as_alike", "more_alike")
COLUMNS = pl.Schema(
    {
        "city": pl.String(),
        "other": pl.String(),
        "similarity": pl.Float64(),
        "null_mean": pl.Float64(),
        "null_low": pl.Float64(),
        "null_high": pl.Float64(),
        "p_value": pl.Float64(),
        "q_value": pl.Float64(),
        "n_city": pl.Int64(),
        "n_other": pl.Int64(),
        "shared_words": pl.List(pl.String),
    }
)


def compare_similarity(
    measures: pl.DataFrame, cities: pl.DataFrame, *, seed: int = 0, language: str = "en"
) -> pl.DataFrame:
    """One row per pair of cities with measures: the cosine of their words and its null.

    Columns: city, city_name, other, other_name, similarity (0–1), null_mean, null_low and
    null_high (middle 95 % of the permutations), p_value (two-sided), q_value (false-discovery
    rate over pairs), reading (less_alike, as_alike or more_alike than chance at q < 0.10),
    reading_name, n_city, n_other (measures), shared_words (the ten that add most). Empty with
    less than two cities.
    """
    table = word_table(measures)
    frame = pl.DataFrame(schema=COLUMNS)
    if len(table.cities) > 1 and table.words:
        frame = _pairs(table, seed)
    sure = pl.col("q_value") < RATE
    less = sure & (pl.col("similarity") < pl.col("null_mean"))
    reading = pl.when(less).then(pl.lit("less_alike")).when(sure).then(pl.lit("more_alike"))
    frame = frame.with_columns(reading.otherwise(pl.lit("as_alike")).alias("reading"))
    frame = named(
        named(frame, "city", city_names(cities, language)), "other", city_names(cities, language)
    )
    names = {code: wording(f"similarity.{code}", language) for code in READINGS}
    return named(frame, "reading", names)


def similarity_headline(
    similarity: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Which pair is most alike, and how many pairs differ from chance."""
    n = similarity.height
    values: dict[str, object] = {"n": n}
    if n:
        best = similarity.sort("similarity", descending=True).row(0, named=True)
        values |= {
            "city": best["city_name"],
            "other": best["other_name"],
            "similarity": f"{best['similarity']:.2f}",
            "n_less": similarity.filter(pl.col("reading") == "less_alike").height,
            "n_more": similarity.filter(pl.col("reading") == "more_alike").height,
        }
    differs = n and (values["n_less"] or values["n_more"])
    key = "differ" if differs else "chance" if n else "one"
    facts = wording("similarity.caption", language, rate=percent(RATE))
    return Headline(
        title=wording(f"similarity.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording(
            "similarity.description", language, pairs=_listed(similarity, language)
        ),
    )


def _pairs(table: WordTable, seed: int) -> pl.DataFrame:
    idf = _idf(table)
    seen = _cosines(table.by_city() * idf)
    rounds = FEW_PERMUTATIONS if len(table.cities) > MANY_CITIES else PERMUTATIONS
    null = np.array([_cosines(table.by_city(o) * idf) for o in dealt(table, rounds, seed)])
    below = (1 + (null <= seen + 1e-12).sum(axis=0)) / (1 + rounds)
    above = (1 + (null >= seen - 1e-12).sum(axis=0)) / (1 + rounds)
    p_values = np.minimum(1.0, 2 * np.minimum(below, above))
    pairs = list(combinations(range(len(table.cities)), 2))
    sizes = np.bincount(table.owners, minlength=len(table.cities))
    return pl.DataFrame(
        {
            "city": [table.cities[one] for one, _ in pairs],
            "other": [table.cities[other] for _, other in pairs],
            "similarity": seen,
            "null_mean": null.mean(axis=0),
            "null_low": np.quantile(null, 0.025, axis=0),
            "null_high": np.quantile(null, 0.975, axis=0),
            "p_value": p_values,
            "q_value": false_discovery(p_values),
            "n_city": [int(sizes[one]) for one, _ in pairs],
            "n_other": [int(sizes[other]) for _, other in pairs],
            "shared_words": _shared_words(table, idf, pairs),
        },
        schema=COLUMNS,
    )


def _idf(table: WordTable) -> Floats:
    """Smoothed inverse document frequency over clauses, as scikit-learn's."""
    holding = np.asarray((table.counts > 0).sum(axis=0)).ravel()
    result: Floats = np.log((1 + len(table.measures)) / (1 + holding)) + 1
    return result


def _cosines(profiles: Floats) -> Floats:
    """Cosines of all pairs of rows, in the order of combinations."""
    lengths = np.linalg.norm(profiles, axis=1, keepdims=True)
    unit = np.divide(profiles, lengths, out=np.zeros_like(profiles), where=lengths > 0)
    result: Floats = (unit @ unit.T)[np.triu_indices(len(profiles), k=1)]
    return result


def _shared_words(
    table: WordTable, idf: Floats, pairs: list[tuple[int, int]], most: int = 10
) -> list[list[str]]:
    profiles = table.by_city() * idf
    found = []
    for one, other in pairs:
        weights = profiles[one] * profiles[other]
        best = np.argsort(-weights, kind="stable")[:most]
        found.append([table.words[n] for n in best if weights[n] > 0])
    return found


def _listed(similarity: pl.DataFrame, language: str) -> str:
    rows = similarity.select("city_name", "other_name", "similarity", "null_low", "null_high")
    return joined(
        [
            wording(
                "similarity.pair",
                language,
                city=city,
                other=other,
                similarity=f"{value:.2f}",
                low=f"{low:.2f}",
                high=f"{high:.2f}",
            )
            for city, other, value, low, high in rows.head(20).iter_rows()
        ],
        language,
    )
