"""Points → clusters on which many partitions agree, with how far they agree on each point.

Evidence accumulation (Fred and Jain 2005): k-means from many starts, Ward and average linkage, each
in spaces of several dimensions; the share of partitions that put two points together is their
co-association; average linkage on it gives the clusters. Above LARGE points the co-association
is computed among landmarks only, drawn by the seed, and every other point joins the cluster whose
landmarks it is most often with; only k-means runs then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from cmp.analysis.clusters.features import DIMENSIONS, LARGE, scaled
from cmp.analysis.clusters.kmeans import Array, Labels, partitions_by_kmeans

RUNS = 400
RESAMPLE_RUNS = 40
LARGE_RUNS = 20
# A linkage has one result where k-means has many; together both weigh half as much as k-means.
LINKAGE_SHARE = 4
LINKAGES = ("ward", "average")


@dataclass(frozen=True, eq=False)
class Consensus:
    """labels: cluster of each point from 1, the largest first. confidence: mean co-association.

    The confidence is that of a point with the other members of its cluster, 1 for a point alone.
    together: co-association of point × point, None above LARGE.
    """

    labels: Labels
    confidence: Array
    together: Array | None


def consensus(points: Array, k: int, seed: int, runs: int = RUNS) -> Consensus:
    """At most k clusters; fewer where the partitions cannot tell k groups apart.

    >>> line = np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0], [0.1, 1.0], [0.2, 1.0]])
    >>> consensus(line, 2, seed=0).labels.tolist()
    [2, 2, 1, 1, 1]
    """
    if not points.shape[1]:
        n = len(points)
        return Consensus(np.ones(n, dtype=np.int64), np.ones(n), np.ones((n, n)))
    rng = np.random.default_rng(seed)
    if len(points) <= LARGE:
        labels = np.vstack(list(_partitions(points, k, runs, rng)))
        together = _together(labels)
        clusters = _by_size(_cut(together, k))
        return Consensus(clusters, _confidence(together, clusters), together)
    labels = np.vstack(list(_partitions(points, k, min(runs, LARGE_RUNS), rng)))
    landmarks = np.sort(rng.choice(len(points), LARGE, replace=False))
    groups = _by_size(_cut(_together(labels[:, landmarks]), k))
    affinity = _affinity(labels, landmarks, groups)
    return Consensus(_by_size(affinity.argmax(axis=1) + 1), affinity.max(axis=1), None)


def _partitions(points: Array, k: int, runs: int, rng: np.random.Generator) -> Iterator[Labels]:
    """Partitions of each dimension, one per row."""
    widths = sorted({min(width, points.shape[1]) for width in DIMENSIONS})
    for width in widths:
        leading = scaled(points[:, :width])
        yield partitions_by_kmeans(leading, k, runs, rng)
        for method in LINKAGES if len(points) <= LARGE else ():
            tree = linkage(leading, method)
            labels = fcluster(tree, k, "maxclust") - 1
            yield np.repeat(labels[None, :], max(runs // LINKAGE_SHARE, 1), axis=0)


def _together(labels: Labels) -> Array:
    """Share of partitions that put two points together, point × point."""
    n_runs, n = labels.shape
    k = int(labels.max()) + 1
    belongs = np.zeros((n, n_runs * k), dtype=np.float32)
    columns = labels + np.arange(n_runs)[:, None] * k
    belongs[np.arange(n), columns] = 1
    # Counts are exact in single precision; rounding makes ties ties on every machine.
    return np.asarray(np.round((belongs @ belongs.T).astype(np.float64) / n_runs, 9))


def _cut(together: Array, k: int) -> Labels:
    distance = 1 - together
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    return np.asarray(fcluster(tree, k, "maxclust"))


def _by_size(labels: Labels) -> Labels:
    """The same clusters numbered from 1, the largest first, of equal ones that of the first row."""
    _, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    rank = np.empty_like(order)
    rank[order] = np.arange(1, len(order) + 1)
    return np.asarray(rank[inverse])


def _confidence(together: Array, labels: Labels) -> Array:
    same = labels[:, None] == labels[None, :]
    others = same.sum(axis=1) - 1
    summed = (together * same).sum(axis=1) - np.diagonal(together)
    return np.where(others > 0, summed / np.maximum(others, 1), 1.0)


def _affinity(labels: Labels, landmarks: Labels, groups: Labels) -> Array:
    """Mean co-association of every point with the landmarks of each cluster."""
    k, n_groups = int(labels.max()) + 1, int(groups.max())
    sizes = np.bincount(groups, minlength=n_groups + 1)[1:]
    summed: Array = np.zeros((labels.shape[1], n_groups))
    for run in labels:
        shared: Any = np.zeros((k, n_groups))
        np.add.at(shared, (run[landmarks], groups - 1), 1)
        summed += (shared / sizes)[run]
    return summed / len(labels)
