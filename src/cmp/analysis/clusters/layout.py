"""Clauses → places on a map: near each other where words or partitions bring them together."""

from __future__ import annotations

import numpy as np
from sklearn.manifold import TSNE

from cmp.analysis.clusters.features import scaled
from cmp.analysis.clusters.kmeans import Array

FEWEST_POINTS = 6
NEIGHBOURS = 15.0


def map_places(points: Array, together: Array | None, seed: int) -> Array:
    """Places (x, y) of the points, between -1 and 1.

    t-SNE (van der Maaten and Hinton 2008) of the mean of cosine distance and one minus
    co-association; the first two latent dimensions where there is no co-association or where the
    points are few. Distances between far groups mean nothing.
    """
    n = len(points)
    if together is None or n < FEWEST_POINTS:
        places = np.zeros((n, 2))
        width = min(2, points.shape[1])
        places[:, :width] = scaled(points)[:, :width]
        return places
    return _unit(_neighbour_map(points, together, seed))


def _neighbour_map(points: Array, together: Array, seed: int) -> Array:
    directions = scaled(points)
    cosine = np.clip(1 - directions @ directions.T, 0, 2) / 2
    distance = np.round((cosine + 1 - together) / 2, 9)
    distance = (distance + distance.T) / 2
    np.fill_diagonal(distance, 0)
    model = TSNE(
        metric="precomputed",
        init="random",
        perplexity=min(NEIGHBOURS, (len(points) - 1) / 3),
        random_state=seed,
    )
    return np.asarray(model.fit_transform(distance), dtype=np.float64)


def _unit(places: Array) -> Array:
    centred = places - (places.max(axis=0) + places.min(axis=0)) / 2
    return np.asarray(centred / max(float(np.abs(centred).max()), 1e-12))
