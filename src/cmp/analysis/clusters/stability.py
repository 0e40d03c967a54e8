"""Clauses → how well a clustering repeats on other samples, beside the same for shuffled text.

Two samples of 80 % of the clauses are clustered apart, each with its own vocabulary, idf and latent
space, and compared on the clauses they share by the adjusted Rand index; the null does the same
with the words dealt out anew over the clauses (stability for choosing k: Greene, O'Callaghan and
Cunningham 2014). A single cluster is as stable as the best Jaccard index with a cluster of a
sample, in the mean of the samples (Hennig 2007).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from sklearn.metrics import adjusted_rand_score

from cmp.analysis.clusters.consensus import RESAMPLE_RUNS, consensus
from cmp.analysis.clusters.features import Clause, ClauseReader, fit_space
from cmp.analysis.clusters.kmeans import Array, Labels

SHARE = 0.8
# Of more clauses than these, a random sample of so many is judged.
MOST_CLAUSES = 400
SHUFFLE_PAIRS = 3
CANDIDATES_SCHEMA = {
    "k": pl.Int64,
    "ari": pl.Float64,
    "null_ari": pl.Float64,
    "null_high": pl.Float64,
    "excess": pl.Float64,
    "gain": pl.Float64,
}


@dataclass(frozen=True)
class Effort:
    """Pairs of samples of the clauses, and shuffles of them with SHUFFLE_PAIRS pairs each."""

    pairs: int
    shuffles: int


# With fewer, the k of one seed was not that of another on the 107 measures of five articles.
SEARCH = Effort(pairs=50, shuffles=16)
# Shuffles differ more than the pairs of one shuffle do, so there are many of few pairs.
VERDICT = Effort(pairs=50, shuffles=28)


@dataclass(frozen=True, eq=False)
class Sample:
    """A sample's rows of the clauses, the terms it was fitted on, its labels for each k."""

    rows: Labels
    terms: frozenset[str]
    labels: Mapping[int, Labels]


@dataclass(frozen=True, eq=False)
class Shuffle:
    """Clauses with their pieces dealt out anew, and samples of them."""

    rows: Labels
    clauses: Sequence[Clause]
    samples: Sequence[Sample]


@dataclass(frozen=True, eq=False)
class Stability:
    """samples of the clauses, shuffles of the clauses, and candidates: one row per k.

    candidates: k, ari, null_ari and null_high (mean and highest of the shuffles), excess
    (ari - null_ari), gain (excess as a share of what the null leaves to be won).
    """

    samples: Sequence[Sample]
    shuffles: Sequence[Shuffle]
    candidates: pl.DataFrame


def measure_stability(
    clauses: Sequence[Clause],
    reader: ClauseReader,
    ks: Sequence[int],
    rng: np.random.Generator,
    effort: Effort,
) -> Stability:
    """Agreement of samples for each k, of the clauses and of shuffles of them."""
    pool = np.arange(len(clauses))
    if len(clauses) > MOST_CLAUSES:
        pool = np.sort(rng.choice(len(clauses), MOST_CLAUSES, replace=False))
    samples = draw_samples(clauses, pool, ks, effort.pairs, rng)
    shuffles = [_shuffle(clauses, reader, pool, ks, rng) for _ in range(effort.shuffles)]
    rows = [_candidate(k, samples, shuffles) for k in ks]
    return Stability(samples, shuffles, pl.DataFrame(rows, CANDIDATES_SCHEMA, orient="row"))


def _shuffle(
    clauses: Sequence[Clause],
    reader: ClauseReader,
    pool: Labels,
    ks: Sequence[int],
    rng: np.random.Generator,
) -> Shuffle:
    dealt = reader.shuffled([clauses[row] for row in pool], rng)
    return Shuffle(pool, dealt, draw_samples(dealt, np.arange(len(pool)), ks, SHUFFLE_PAIRS, rng))


def draw_samples(
    clauses: Sequence[Clause],
    pool: Labels,
    ks: Sequence[int],
    pairs: int,
    rng: np.random.Generator,
) -> list[Sample]:
    """Twice as many samples as pairs, each fitted on its own clauses alone."""
    samples = []
    for number in range(2 * pairs):
        rows = np.sort(rng.choice(pool, round(SHARE * len(pool)), replace=False))
        space = fit_space([clauses[row] for row in rows])
        labels = {k: consensus(space.points, k, number, RESAMPLE_RUNS).labels for k in ks}
        samples.append(Sample(rows, space.terms, labels))
    return samples


def agreement_of_pairs(samples: Sequence[Sample], k: int) -> Array:
    """Adjusted Rand index of samples 1 and 2, 3 and 4 … on the clauses they share."""
    found = []
    for one, other in zip(samples[::2], samples[1::2], strict=True):
        _, here, there = np.intersect1d(one.rows, other.rows, return_indices=True)
        found.append(adjusted_rand_score(one.labels[k][here], other.labels[k][there]))
    return np.array(found)


def jaccard_by_cluster(labels: Labels, samples: Sequence[Sample], k: int) -> Array:
    """Mean over the samples of the best Jaccard index with one of the sample's clusters.

    Clauses that a sample left out do not count; nan for a cluster that no sample drew from.
    """
    clusters = np.arange(1, labels.max() + 1)
    total, drawn = np.zeros(len(clusters)), np.zeros(len(clusters))
    for sample in samples:
        here = labels[sample.rows] == clusters[:, None]
        there = sample.labels[k] == np.unique(sample.labels[k])[:, None]
        shared = here.astype(np.float64) @ there.T.astype(np.float64)
        either = here.sum(axis=1)[:, None] + there.sum(axis=1) - shared
        total += (shared / np.maximum(either, 1)).max(axis=1)
        drawn += here.any(axis=1)
    return np.where(drawn > 0, total / np.maximum(drawn, 1), np.nan)


def _candidate(
    k: int, samples: Sequence[Sample], shuffles: Sequence[Shuffle]
) -> tuple[int, float, float, float, float, float]:
    ari = float(agreement_of_pairs(samples, k).mean())
    nulls = [float(agreement_of_pairs(shuffle.samples, k).mean()) for shuffle in shuffles]
    null = float(np.mean(nulls))
    excess = ari - null
    return k, ari, null, max(nulls), excess, excess / (1 - null) if null < 1 else 0.0
