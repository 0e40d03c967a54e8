"""Points → many k-means partitions at once.

One array operation moves the centres of all runs together: a hundred runs on a hundred points
take less time than one call of a general library, and resampling needs tens of thousands.
Seeding is k-means++ (Arthur and Vassilvitskii 2007), iteration is Lloyd's.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Labels = np.ndarray[Any, np.dtype[np.int64]]
MOST_STEPS = 30


def partitions_by_kmeans(points: Array, k: int, runs: int, rng: np.random.Generator) -> Labels:
    """Labels 0 … k-1 of every point in every run, runs × points.

    >>> line = np.array([[0.0], [0.1], [5.0], [5.1]])
    >>> found = partitions_by_kmeans(line, 2, 3, np.random.default_rng(0))
    >>> [(run[0] == run[1] != run[2] == run[3]).item() for run in found]
    [True, True, True]
    """
    centres = _first_centres(points, k, runs, rng)
    labels = _nearest(points, centres)
    moving = np.arange(runs)
    for _ in range(MOST_STEPS):
        centres = _means(points, labels[moving], centres)
        moved = _nearest(points, centres)
        unsettled = (moved != labels[moving]).any(axis=1)
        labels[moving] = moved
        moving, centres = moving[unsettled], centres[unsettled]
        if not len(moving):
            break
    return labels


def _first_centres(points: Array, k: int, runs: int, rng: np.random.Generator) -> Array:
    """k-means++: each next centre is drawn in proportion to the squared distance to the nearest."""
    n, width = points.shape
    centres = np.empty((runs, k, width))
    centres[:, 0] = points[rng.integers(n, size=runs)]
    distance = _squared(points, centres[:, 0])
    for number in range(1, k):
        heap = distance.cumsum(axis=1)
        drawn = rng.random(runs) * heap[:, -1]
        picked = np.minimum((heap < drawn[:, None]).sum(axis=1), n - 1)
        centres[:, number] = points[picked]
        distance = np.minimum(distance, _squared(points, centres[:, number]))
    return centres


def _squared(points: Array, centres: Array) -> Array:
    """Squared distances, centres × points."""
    far = (points**2).sum(axis=1) - 2 * centres @ points.T + (centres**2).sum(axis=1)[:, None]
    return np.asarray(np.maximum(far, 0.0))


def _nearest(points: Array, centres: Array) -> Labels:
    length = (centres**2).sum(axis=2)[:, None, :]
    closeness = points @ (2 * centres).transpose(0, 2, 1) - length
    return np.asarray(closeness.argmax(axis=2))


def _means(points: Array, labels: Labels, centres: Array) -> Array:
    """Mean of each cluster; one that lost its points stays where it was."""
    belongs = (labels[:, None, :] == np.arange(centres.shape[1])[:, None]).astype(np.float64)
    sizes = belongs.sum(axis=2)[:, :, None]
    return np.where(sizes > 0, (belongs @ points) / np.maximum(sizes, 1), centres)
