"""What a clustering of measures consists of: frames with fixed columns, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from cmp.wording import wording

ASSIGNMENTS_SCHEMA = {
    "measure": pl.String,
    "cluster": pl.Int64,
    "confidence": pl.Float64,
    "is_unsure": pl.Boolean,
    "x": pl.Float64,
    "y": pl.Float64,
}
CLUSTERS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "cluster": pl.Int64,
    "label": pl.String,
    "terms": pl.List(pl.String),
    "n": pl.Int64,
    "jaccard": pl.Float64,
    "stability": pl.String,
}
QUALITY_SCHEMA = {
    "figure": pl.String,
    "value": pl.Float64,
    "null": pl.Float64,
    "reading": pl.String,
}
UNSURE = 0.5


@dataclass(frozen=True, eq=False)
class Clusters:
    """Clusters of measures, numbered from 1, the largest first.

    assignments: measure, cluster, confidence (mean co-association with the cluster's other
        members, 0 to 1), is_unsure (confidence under 0.5), x, y (place on a map).
    clusters: cluster, label, terms (the most distinctive first), n, jaccard, stability.
    quality: figure, value, null (the same of shuffled text), reading (how to read it).
    candidates: k, ari, null_ari, null_high, excess, gain; of each k that was tried.
    members: cluster, measure, doc, city, text, confidence; the surest of each cluster first.
    by_city: city, cluster, n; pairs without a measure have 0.
    has_structure: whether the clusters repeat on other samples more than those of shuffled text.
    note: what a reader must know: the method where it switched, what could not be measured and why.
    """

    assignments: pl.DataFrame
    clusters: pl.DataFrame
    quality: pl.DataFrame
    candidates: pl.DataFrame
    members: pl.DataFrame
    by_city: pl.DataFrame
    has_structure: bool
    note: str

    def figure(self, name: str) -> float | None:
        """The value of one figure of `quality`, None where it could not be measured."""
        value: float | None = self.quality.filter(figure=name)["value"].item()
        return value


def stability_of(jaccard: float | None, language: str = "en") -> str:
    """A Jaccard index in words, by Hennig's limits.

    >>> [stability_of(value) for value in (0.5, 0.6, 0.75, 0.9, None)]
    ['not to be trusted', 'a pattern', 'stable', 'highly stable', 'not measured']
    """
    if jaccard is None:
        return wording("stability.unmeasured", language)
    limits = ((0.85, "high"), (0.75, "stable"), (0.6, "pattern"))
    name = next((name for limit, name in limits if jaccard >= limit), "untrusted")
    return wording(f"stability.{name}", language)


def members_of(measures: pl.DataFrame, assignments: pl.DataFrame) -> pl.DataFrame:
    """The measures of each cluster, the surest first."""
    return (
        assignments.join(measures, on="measure")
        .select("cluster", "measure", "doc", "city", "text", "confidence")
        .sort("cluster", "confidence", "measure", descending=[False, True, False])
    )


def counts_by_city(members: pl.DataFrame) -> pl.DataFrame:
    """City × cluster, with every pair."""
    pairs = members.select(pl.col("city").unique()).join(
        members.select(pl.col("cluster").unique()), how="cross"
    )
    counted = members.group_by("city", "cluster").agg(pl.len().cast(pl.Int64).alias("n"))
    return (
        pairs.join(counted, on=["city", "cluster"], how="left", nulls_equal=True)
        .with_columns(pl.col("n").fill_null(0))
        .sort("city", "cluster")
    )
