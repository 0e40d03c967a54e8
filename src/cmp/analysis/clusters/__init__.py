"""Measures → clusters by their wording, with how far they can be trusted."""

from __future__ import annotations

import polars as pl

from cmp.analysis.clusters.choice import candidate_ks, choose_k
from cmp.analysis.clusters.model import Clusters

__all__ = ["Clusters", "candidate_ks", "choose_k", "cluster_measures"]


def cluster_measures(
    measures: pl.DataFrame,
    *,
    k: int | None = None,
    seed: int = 0,
    concepts: bool = False,
    language: str = "en",
) -> Clusters:
    """Clusters of the measures by their wording: a consensus of many partitions.

    Without `k` the number of clusters is the one that repeats on other samples most above chance.
    `concepts` adds the policy instruments that the codebook's term list finds: steadier and nearer
    to the instruments, because it was told of them. Fewer than 12 measures, measures of one
    wording or without common words stay one group, and `note` says why; `language` is that of
    notes and readings. Methods and their sources: Fred and Jain 2005 (consensus), Hennig 2007
    (stability of a cluster), Greene, O'Callaghan and Cunningham 2014 (stability for k), Monroe,
    Colaresi and Quinn 2008 (labels).

    Raises:
        InputError: `k` is less than one.
    """
    from cmp.analysis.clusters.clustering import cluster  # noqa: PLC0415 (a second to import)

    return cluster(measures, k, seed, concepts=concepts, language=language)
