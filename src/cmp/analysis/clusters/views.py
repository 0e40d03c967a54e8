"""Clusters → frames for charts and tables: every clause on the map, every cluster by city."""

from __future__ import annotations

import polars as pl

from cmp.analysis.clusters.model import Clusters
from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, instrument_names, named
from cmp.analysis.sources import joined, source
from cmp.wording import wording


def map_clusters(
    clusters: Clusters,
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per measure: its cluster, place on the map and confidence, with names and clause.

    Columns: measure, cluster, cluster_name (an Enum in the order of the clusters), confidence,
    is_unsure, x, y, city, city_name, doc, title, text, instrument, instrument_name, status.
    """
    clauses = measures.select("measure", "city", "doc", "text", "instrument", "status")
    rows = clusters.assignments.join(clauses, on="measure", how="left", maintain_order="left")
    rows = rows.join(documents.select("doc", "title"), on="doc", how="left", maintain_order="left")
    rows = named(rows, "city", city_names(cities, language))
    rows = named(rows, "instrument", instrument_names(language))
    return named(rows.with_columns(pl.col("cluster").cast(pl.String)), "cluster", _names(clusters))


def clusters_by_city(
    clusters: Clusters, cities: pl.DataFrame, *, language: str = "en"
) -> pl.DataFrame:
    """One row per cluster and city: n, and share of the city's measures."""
    rows = clusters.by_city.with_columns(
        pl.col("cluster").cast(pl.String),
        (pl.col("n") / pl.col("n").sum().over("city")).alias("share"),
    )
    rows = named(rows, "city", city_names(cities, language))
    return named(rows, "cluster", _names(clusters))


def name_quality(quality: pl.DataFrame, *, language: str = "en") -> pl.DataFrame:
    """The quality frame of a clustering for tables: figure_name, value, null, reading."""
    figures = quality["figure"].to_list()
    names = {figure: wording(f"quality.{figure}", language) for figure in figures}
    named_ = pl.col("figure").replace_strict(names, return_dtype=pl.String).alias("figure_name")
    return quality.select(named_, "value", "null", "reading")


def clusters_headline(
    clusters: Clusters, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many clusters there are and how far they repeat; says so where there is no structure."""
    n, k = clusters.assignments.height, clusters.clusters.height
    n_stable = clusters.clusters.filter(pl.col("jaccard") >= 0.75).height
    key = "title" if clusters.has_structure else "none"
    facts = wording("clusters.caption", language, n=n)
    return Headline(
        title=wording(f"clusters.{key}", language, n=n, k=k, n_stable=n_stable),
        caption=joined([facts, clusters.note, source(documents, language)], language),
        description=wording("clusters.description", language, n=n, k=k),
    )


def _names(clusters: Clusters) -> dict[str, str]:
    """Cluster → its number and label, so that two clusters of one label stay apart."""
    pairs = clusters.clusters.select("cluster", "label").iter_rows()
    return {str(number): f"{number} {label}" for number, label in pairs}
