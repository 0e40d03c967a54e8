"""A clustering → the figures a referee asks for, each beside the same figure of shuffled text.

Adjusted Rand index: Hubert and Arabie 1985. Adjusted mutual information: Vinh, Epps and Bailey
2010. V-measure: Rosenberg and Hirschberg 2007. Silhouette: Rousseeuw 1987.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    silhouette_score,
    v_measure_score,
)

from cmp.analysis.clusters.consensus import Consensus, consensus
from cmp.analysis.clusters.features import Clause, Space, fit_space, scaled
from cmp.analysis.clusters.kmeans import Labels
from cmp.analysis.clusters.labels import coherence, distinctive_terms
from cmp.analysis.clusters.model import QUALITY_SCHEMA, UNSURE
from cmp.analysis.clusters.stability import Sample, Stability, jaccard_by_cluster
from cmp.analysis.sources import joined
from cmp.wording import wording

OTHER_SEEDS = 5
# Each costs two fits; the mean of four moves by less than is worth reading.
MOST_NULLS = 4
STABLE = 0.75
SILHOUETTE_DIMENSIONS = 10
MOST_SILHOUETTES = 2000
LEAST_EXCESS = 0.1
FIGURES = (
    "n",
    "k",
    "seed_ari",
    "resample_ari",
    "jaccard_stable_share",
    "unsure_share",
    "silhouette",
    "npmi",
    "ami_instrument",
    "v_measure",
    "ami_city",
)
Figures = Mapping[str, float | None]
# The terms that words are read with, and the language of readings.
Told = tuple[Collection[str], str]


@dataclass(frozen=True, eq=False)
class Fit:
    """A clustering of clauses, its space, its terms, and the labels that other seeds gave."""

    clauses: Sequence[Clause]
    space: Space
    found: Consensus
    terms: Sequence[Sequence[str]]
    others: Sequence[Labels]

    @property
    def labels(self) -> Labels:
        """Cluster of each clause, from 1."""
        return self.found.labels


@dataclass(frozen=True, eq=False)
class Codes:
    """Instrument and city of each clause."""

    instruments: Sequence[str | None]
    cities: Sequence[str | None]

    def of(self, rows: Labels) -> Codes:
        """Those of some clauses."""
        return Codes(
            [self.instruments[row] for row in rows],
            [self.cities[row] for row in rows],
        )


def fit_clusters(
    clauses: Sequence[Clause], k: int, seed: int, other_seeds: int, terms: Collection[str]
) -> Fit:
    """The consensus of the clauses, and that of other seeds for comparison."""
    space = fit_space(clauses, seed)
    found = consensus(space.points, k, seed)
    words = distinctive_terms([clause.words for clause in clauses], found.labels, terms)
    others = [
        consensus(space.points, k, 1000 * (seed + 1) + number).labels
        for number in range(other_seeds)
    ]
    return Fit(clauses, space, found, words, others)


def quality_of(
    fit: Fit, stability: Stability, k: int, codes: Codes, told: Told
) -> tuple[pl.DataFrame, bool]:
    """The quality frame, and whether there is structure at all."""
    terms, language = told
    [row] = stability.candidates.filter(k=k).to_dicts()
    has_structure = row["excess"] >= LEAST_EXCESS and row["ari"] > row["null_high"]
    values = _figures(fit, stability.samples, k, codes)
    nulls = _null_figures(stability, k, codes, terms)
    both = {name: (value, nulls.get(name)) for name, value in values.items()}
    both["resample_ari"] = (row["ari"], row["null_ari"])
    both["n"] = (float(len(fit.clauses)), None)
    both["k"] = (float(fit.labels.max()), None)
    rows = [(name, *both[name], _reading(name, has_structure, language)) for name in FIGURES]
    return pl.DataFrame(rows, QUALITY_SCHEMA, orient="row"), has_structure


def unmeasured_quality(n: int, k: int, why: str, language: str = "en") -> pl.DataFrame:
    """The quality frame of measures that are not clustered, with the reason."""
    known = {"n": float(n), "k": float(k)}
    unmeasured = wording("quality.unmeasured", language, why=why)
    readings = {name: _reading(name, False, language) for name in known}
    rows = [(name, known.get(name), None, readings.get(name, unmeasured)) for name in FIGURES]
    return pl.DataFrame(rows, QUALITY_SCHEMA, orient="row")


def _reading(name: str, has_structure: bool, language: str) -> str:
    verdict = wording(f"quality.verdict.{'above' if has_structure else 'below'}", language)
    reading = wording(f"quality.{name}.reading", language)
    return joined([reading, verdict], language) if name == "resample_ari" else reading


def _null_figures(stability: Stability, k: int, codes: Codes, terms: Collection[str]) -> Figures:
    """Mean of each figure over the shuffles, clustered in the same way."""
    found = []
    for seed, shuffle in enumerate(stability.shuffles[:MOST_NULLS]):
        fit = fit_clusters(shuffle.clauses, k, seed, 1, terms)
        found.append(_figures(fit, shuffle.samples, k, codes.of(shuffle.rows)))
    means = {}
    for name in found[0]:
        measured = [value for figures in found if (value := figures[name]) is not None]
        means[name] = float(np.mean(measured)) if measured else None
    return means


def _figures(fit: Fit, samples: Sequence[Sample], k: int, codes: Codes) -> dict[str, float | None]:
    jaccard = jaccard_by_cluster(fit.labels, samples, k)
    words = [clause.words for clause in fit.clauses]
    seeds = [adjusted_rand_score(fit.labels, other) for other in fit.others]
    return {
        "seed_ari": float(np.mean(seeds)),
        "jaccard_stable_share": float(np.mean(np.nan_to_num(jaccard) >= STABLE)),
        "unsure_share": float(np.mean(fit.found.confidence < UNSURE)),
        "silhouette": _silhouette(fit),
        "npmi": coherence(words, fit.terms),
        "ami_instrument": _against(codes.instruments, fit.labels, adjusted_mutual_info_score),
        "v_measure": _against(codes.instruments, fit.labels, v_measure_score),
        "ami_city": _against(codes.cities, fit.labels, adjusted_mutual_info_score),
    }


def _silhouette(fit: Fit) -> float | None:
    n = len(fit.labels)
    if not 2 <= len(set(fit.labels.tolist())) < n:
        return None
    points = scaled(fit.space.points[:, :SILHOUETTE_DIMENSIONS])
    drawn = np.random.default_rng(0).permutation(n)[:MOST_SILHOUETTES]
    if len(set(fit.labels[drawn].tolist())) < 2:
        return None
    return float(silhouette_score(points[drawn], fit.labels[drawn], metric="cosine"))


def _against(
    codes: Sequence[str | None], labels: Labels, score: Callable[..., float]
) -> float | None:
    """A score against codes, None where there are fewer than two codes."""
    coded = [place for place, code in enumerate(codes) if code]
    known = [codes[place] for place in coded]
    return float(score(known, labels[coded])) if len(set(known)) > 1 else None
