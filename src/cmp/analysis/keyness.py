"""Measures → the words that set a city apart, with how sure that is.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, equations 15 to 22):
the prior has the proportions of all cities' words together, and as many words as the average city.
Two corrections for trying every word: the largest |z| found when clauses are dealt anew to cities
(Westfall and Young 1993), which decides; and the false-discovery rate (Benjamini and Hochberg
1995) of the usual normal p values, which the prior makes cautious, shown beside it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.intervals import Z95, Floats, false_discovery
from cmp.analysis.labels import city_names, named
from cmp.analysis.sources import joined, percent, source
from cmp.analysis.wordtables import WordTable, dealt, word_table
from cmp.wording import wording

LEAST = 3
RATE = 0.10
FAMILY = 0.05
PERMUTATIONS = 999
# Beyond this many cells (cities × words) fewer permutations keep the time to seconds.
MANY_CELLS, FEW_PERMUTATIONS = 100_000, 99
COLUMNS = pl.Schema(
    {
        "city": pl.String(),
        "word": pl.String(),
        "n_city": pl.Int64(),
        "n_rest": pl.Int64(),
        "words_city": pl.Int64(),
        "words_rest": pl.Int64(),
        "log_odds": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "z": pl.Float64(),
        "p_value": pl.Float64(),
        "q_value": pl.Float64(),
        "p_max": pl.Float64(),
        "measures": pl.List(pl.String),
    }
)


def compare_keyness(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    least: int = LEAST,
    seed: int = 0,
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and word (seen `least` times or more in all): how typical it is.

    Columns: city, city_name, word, n_city, n_rest (times seen), words_city, words_rest (all words
    there), log_odds with its 95 % interval (low, high), z, p_value, q_value (false-discovery
    rate), p_max (chance that any word reaches this |z| when clauses are dealt anew), is_key
    (p_max < 0.05), passes_fdr (q_value < 0.10), rank (1 is the most typical word of its city),
    measures (the city's clauses that hold it), example (the first). Empty with less than two
    cities or words.
    """
    table = word_table(measures, least=least)
    frame = pl.DataFrame(schema=COLUMNS)
    # Of a single word the share is always one, and its odds are infinite.
    if len(table.cities) > 1 and len(table.words) > 1:
        frame = _frame(table, _null_maxima(table, seed))
    key, passes = pl.col("p_max") < FAMILY, pl.col("q_value") < RATE
    rank = pl.struct(-pl.col("z"), "word").rank("ordinal").over("city").cast(pl.Int64)
    frame = frame.with_columns(key.alias("is_key"), passes.alias("passes_fdr"), rank.alias("rank"))
    texts = measures.select(pl.col("measure").alias("first"), pl.col("text").alias("example"))
    frame = frame.with_columns(pl.col("measures").list.first().alias("first"))
    frame = frame.join(texts, on="first", how="left").drop("first")
    return named(frame, "city", city_names(cities, language)).sort("city_name", "rank")


def keyness_headline(
    keyness: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Which words survive both corrections; that none does, if so."""
    keys = keyness.filter("is_key", pl.col("z") > 0)
    n = keyness["word"].n_unique()
    comma = wording("list.comma", language)
    pairs = keys.select("city_name", "word").iter_rows()
    listed = comma.join(wording("keyness.pair", language, city=c, word=w) for c, w in pairs)
    values = {
        "n": n,
        "n_cities": keyness["city"].n_unique(),
        "n_key": keys.height,
        "words": listed,
        "n_fdr": keys["passes_fdr"].sum(),
        "rate": percent(RATE),
    }
    key = "some" if values["n_fdr"] else "some_but" if keys.height else "none" if n else "one"
    facts = wording("keyness.caption", language, n=n, rate=percent(RATE))
    top = keyness.filter(pl.col("rank") <= 3).select("city_name", "word").iter_rows()
    first = comma.join(wording("keyness.pair", language, city=c, word=w) for c, w in top)
    return Headline(
        title=wording(f"keyness.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("keyness.description", language, words=first),
    )


def log_odds(counts: Floats) -> tuple[Floats, Floats]:
    """City × word counts → log-odds of each city against the others, and their standard errors.

    >>> odds, error = log_odds(np.array([[8.0, 2.0], [2.0, 8.0]]))
    >>> odds.round(2).tolist(), (odds / error).round(2).tolist()
    ([[1.24, -1.24], [-1.24, 1.24]], [[2.64, -2.64], [-2.64, 2.64]])
    """
    rest = counts.sum(axis=0) - counts
    total = counts.sum()
    prior = counts.sum(axis=0) / len(counts)
    size = total / len(counts)
    here, there = counts + prior, rest + prior
    all_here = counts.sum(axis=1, keepdims=True) + size
    all_there = rest.sum(axis=1, keepdims=True) + size
    odds: Floats = np.log(here / (all_here - here)) - np.log(there / (all_there - there))
    error: Floats = np.sqrt(1 / here + 1 / there)
    return odds, error


def _null_maxima(table: WordTable, seed: int) -> Floats:
    """The largest |z| of all cities and words, each time clauses are dealt anew."""
    many = len(table.cities) * len(table.words) > MANY_CELLS
    rounds = FEW_PERMUTATIONS if many else PERMUTATIONS
    return np.array([_largest_z(table.by_city(owners)) for owners in dealt(table, rounds, seed)])


def _largest_z(counts: Floats) -> float:
    odds, error = log_odds(counts)
    return float(np.abs(odds / error).max())


def _frame(table: WordTable, maxima: Floats) -> pl.DataFrame:
    from scipy.stats import norm  # noqa: PLC0415  # slow to import

    counts = table.by_city()
    odds, error = log_odds(counts)
    z = odds / error
    p_values = 2 * norm.sf(np.abs(z))
    above = len(maxima) - np.searchsorted(np.sort(maxima), np.abs(z).ravel(), side="left")
    n_words = counts.sum(axis=1, keepdims=True) + np.zeros_like(counts)
    flat = {
        "city": np.repeat(table.cities, len(table.words)),
        "word": np.tile(table.words, len(table.cities)),
        "n_city": counts,
        "n_rest": counts.sum(axis=0) - counts,
        "words_city": n_words,
        "words_rest": counts.sum() - n_words,
        "log_odds": odds,
        "low": odds - Z95 * error,
        "high": odds + Z95 * error,
        "z": z,
        "p_value": p_values,
        "q_value": false_discovery(p_values.ravel()),
        "p_max": (1 + above) / (1 + len(maxima)),
    }
    columns = {name: np.asarray(values).ravel() for name, values in flat.items()}
    holders = pl.Series("measures", _holders(table), dtype=pl.List(pl.String))
    return pl.DataFrame(columns).with_columns(holders).cast(COLUMNS)


def _holders(table: WordTable) -> list[list[str]]:
    """For each city and word the measures of the city that hold the word."""
    found: list[list[str]] = [[] for _ in range(len(table.cities) * len(table.words))]
    cells = table.counts.tocoo()
    for row, column in sorted(zip(cells.row.tolist(), cells.col.tolist(), strict=True)):
        found[table.owners[row] * len(table.words) + column].append(table.measures[row])
    return found
