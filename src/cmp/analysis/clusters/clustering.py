"""The measures table → clusters of measures, with everything a referee asks about them.

The rows are sorted first and one thread does the arithmetic, so the same measures and seed give the
same result in any order and on any number of processors.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import polars as pl

from cmp.analysis.clusters.choice import candidate_ks, choose_k
from cmp.analysis.clusters.consensus import LARGE_RUNS
from cmp.analysis.clusters.features import LARGE, Clause, ClauseReader, fit_space, shared_terms
from cmp.analysis.clusters.kmeans import Array
from cmp.analysis.clusters.labels import N_LABEL, distinctive_terms
from cmp.analysis.clusters.layout import map_places
from cmp.analysis.clusters.model import (
    ASSIGNMENTS_SCHEMA,
    CLUSTERS_SCHEMA,
    UNSURE,
    Clusters,
    counts_by_city,
    members_of,
    stability_of,
)
from cmp.analysis.clusters.quality import (
    OTHER_SEEDS,
    Codes,
    Fit,
    fit_clusters,
    quality_of,
    unmeasured_quality,
)
from cmp.analysis.clusters.stability import (
    CANDIDATES_SCHEMA,
    MOST_CLAUSES,
    SEARCH,
    VERDICT,
    Stability,
    jaccard_by_cluster,
    measure_stability,
)
from cmp.analysis.sources import joined
from cmp.errors import InputError
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

FEWEST_MEASURES = 12


@dataclass(frozen=True, eq=False)
class _Task:
    """Measures in their order, their clauses, and what was asked for."""

    measures: pl.DataFrame
    clauses: Sequence[Clause]
    reader: ClauseReader
    seed: int
    language: str

    def say(self, key: str, **values: object) -> str:
        """A sentence of a note."""
        return wording(f"clusters.{key}", self.language, **values)

    @property
    def codes(self) -> Codes:
        return Codes(self.measures["instrument"].to_list(), self.measures["city"].to_list())


def cluster(
    measures: pl.DataFrame, k: int | None, seed: int, *, concepts: bool, language: str
) -> Clusters:
    """See `cmp.analysis.clusters.cluster_measures`."""
    if k is not None and k < 1:
        raise InputError(f"k is {k}; a clustering has one cluster or more. Leave k out to choose.")
    ordered = measures.sort("measure")
    reader = ClauseReader(load_vocabulary(), concepts=concepts)
    pairs = zip(ordered["doc"], ordered["text"], strict=True)
    with _one_thread():
        clauses = [reader.read(doc, text) for doc, text in pairs]
        task = _Task(ordered, clauses, reader, seed, language)
        why = _obstacle(task, k)
        return _one_group(task, why) if why else _clustered(task, k)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Sums in another order differ in the last digit, and a tie then falls otherwise."""
    threadpoolctl: Any = import_module("threadpoolctl")
    with threadpoolctl.threadpool_limits(1):
        yield


def _obstacle(task: _Task, k: int | None) -> str:
    """Why these clauses cannot be divided, empty where they can."""
    n = len(task.clauses)
    if n < FEWEST_MEASURES:
        count = {0: "no_measure", 1: "one_measure"}.get(n, "few")
        return task.say(count, n=n, least=FEWEST_MEASURES)
    if len({clause.pieces for clause in task.clauses}) == 1:
        return task.say("same", n=n)
    if not shared_terms(clause.words for clause in task.clauses):
        return task.say("no_words", n=n)
    return task.say("one_asked") if k == 1 else ""


def _clustered(task: _Task, k: int | None) -> Clusters:
    n = len(task.clauses)
    most = _most_clusters(task.clauses)
    tried = [tried for tried in candidate_ks(n) if tried <= most] if k is None else [min(k, most)]
    candidates = None
    if len(tried) > 1:
        rng = np.random.default_rng([task.seed, 1])
        candidates = measure_stability(task.clauses, task.reader, tried, rng, SEARCH).candidates
    chosen = tried[0] if candidates is None else choose_k(candidates)
    # Other samples than those that chose k, or the figures would flatter it.
    rng = np.random.default_rng([task.seed, 2])
    stability = measure_stability(task.clauses, task.reader, [chosen], rng, VERDICT)
    others = OTHER_SEEDS if n <= LARGE else 1
    fit = fit_clusters(task.clauses, chosen, task.seed, others, task.reader.terms)
    tables = stability.candidates if candidates is None else candidates
    return _assembled(task, fit, stability, tables, _note(task, fit, k, chosen))


def _most_clusters(clauses: Sequence[Clause]) -> int:
    """No more than half of the clauses, nor than there are wordings."""
    return min(len(clauses) // 2, len({clause.pieces for clause in clauses}))


def _assembled(
    task: _Task, fit: Fit, stability: Stability, candidates: pl.DataFrame, note: str
) -> Clusters:
    [chosen] = stability.candidates["k"].to_list()
    quality, has_structure = quality_of(
        fit, stability, chosen, task.codes, (task.reader.terms, task.language)
    )
    jaccard = jaccard_by_cluster(fit.labels, stability.samples, chosen)
    places = map_places(fit.space.points, fit.found.together, task.seed)
    assignments = _assignments(task, fit.labels.tolist(), fit.found.confidence.tolist(), places)
    members = members_of(task.measures, assignments)
    return Clusters(
        assignments=assignments,
        clusters=_cluster_rows(
            fit.labels.tolist(), fit.terms, [float(j) for j in jaccard], task.language
        ),
        quality=quality,
        candidates=candidates,
        members=members,
        by_city=counts_by_city(members),
        has_structure=has_structure,
        note=joined([*([] if has_structure else [task.say("no_structure")]), note], task.language),
    )


def _one_group(task: _Task, why: str) -> Clusters:
    n = len(task.clauses)
    words = [clause.words for clause in task.clauses]
    labels = np.ones(n, dtype=np.int64)
    points = fit_space(task.clauses).points if n else np.zeros((0, 0))
    places = map_places(points, None, task.seed)
    assignments = _assignments(task, labels.tolist(), [None] * n, places)
    members = members_of(task.measures, assignments)
    return Clusters(
        assignments=assignments,
        clusters=_cluster_rows(
            labels.tolist(),
            distinctive_terms(words, labels, task.reader.terms),
            [None] * n,
            task.language,
        ),
        quality=unmeasured_quality(n, min(n, 1), why, task.language),
        candidates=pl.DataFrame(schema=CANDIDATES_SCHEMA),
        members=members,
        by_city=counts_by_city(members),
        has_structure=False,
        note=joined([why, *([task.say("one_group")] if n else [])], task.language),
    )


def _assignments(
    task: _Task, labels: Sequence[int], confidence: Sequence[float | None], places: Array
) -> pl.DataFrame:
    unsure = [None if value is None else value < UNSURE for value in confidence]
    columns: dict[str, Sequence[object]] = {
        "measure": task.measures["measure"].to_list(),
        "cluster": labels,
        "confidence": confidence,
        "is_unsure": unsure,
        "x": places[:, 0].tolist(),
        "y": places[:, 1].tolist(),
    }
    return pl.DataFrame(columns, schema=ASSIGNMENTS_SCHEMA)


def _cluster_rows(
    labels: Sequence[int],
    terms: Sequence[Sequence[str]],
    jaccard: Sequence[float | None],
    language: str,
) -> pl.DataFrame:
    rows = []
    for number, words in enumerate(terms, start=1):
        value = jaccard[number - 1]
        # No sample drew one of its members where it is nan.
        known = None if value is None or math.isnan(value) else value
        label = " · ".join(words[:N_LABEL]) or f"({number})"
        count = labels.count(number)
        rows.append((number, label, list(words), count, known, stability_of(known, language)))
    return pl.DataFrame(rows, CLUSTERS_SCHEMA, orient="row")


def _note(task: _Task, fit: Fit, k: int | None, chosen: int) -> str:
    """Where the method switched and where the result is not what was asked for."""
    n, found = len(task.clauses), int(fit.labels.max())
    sentences = []
    if k is not None and k > chosen:
        sentences.append(task.say("fewer", k=k, n=n, allowed=chosen))
    if found < chosen:
        sentences.append(task.say("agreed", found=found, chosen=chosen))
    if n > MOST_CLAUSES:
        sentences.append(task.say("sampled", most=MOST_CLAUSES, n=n))
    if n > LARGE:
        sentences.append(task.say("large", large=LARGE, runs=LARGE_RUNS))
    return joined(sentences, task.language)
