"""A corpus → what was read and what was repaired: a row per article, per kind of repair, examples.

Counts only what the tables record; says nothing of whether a repair was right.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, code_name, named
from cmp.analysis.sources import joined, percent, source
from cmp.corpus import Corpus
from cmp.wording import load_wording, wording

# An edit of this kind changes nothing: it records damage that stays.
UNRESTORED = "unrestored"
AROUND = 12


def corpus_summary(corpus: Corpus, *, language: str = "en") -> pl.DataFrame:
    """One row per article: who, when, how long, how much of it was changed, what was found in it.

    Columns: doc, city, city_name, title, kind, kind_name, publisher, published, year, file,
    encoding, script, script_name, inferred, raw_chars, clean_chars, n_changed (characters of the
    file that an edit touched, each once), changed_share, n_repairs, n_unrestored, n_measures,
    n_targets, n_outcomes, n_figures (targets, outcomes, structures and rules), n_parts (of
    programmes).
    """
    status = pl.col("status").cast(pl.String)
    counts = (
        _changed(corpus.repairs),
        _n(corpus.repairs.filter(pl.col("kind") != UNRESTORED), "n_repairs"),
        _n(corpus.repairs.filter(pl.col("kind") == UNRESTORED), "n_unrestored"),
        _n(corpus.measures, "n_measures"),
        _n(corpus.targets.filter(status == "target"), "n_targets"),
        _n(corpus.targets.filter(status == "actual"), "n_outcomes"),
        _n(corpus.targets, "n_figures"),
        _n(corpus.programmes, "n_parts"),
    )
    rows = corpus.documents.drop("text", "sha256")
    for count in counts:
        rows = rows.join(count, on="doc", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("^n_.*$").fill_null(0))
    share = pl.when(pl.col("raw_chars") > 0).then(pl.col("n_changed") / pl.col("raw_chars"))
    rows = named(rows, "city", city_names(corpus.cities, language))
    names = [
        pl.Series(f"{group}_name", [code_name(group, code, language) for code in rows[group]])
        for group in ("kind", "script")
    ]
    rows = rows.with_columns(*names, share.alias("changed_share"))
    return rows.with_columns(pl.col("kind_name", "script_name").cast(pl.String)).select(*_SUMMARY)


def count_repairs(corpus: Corpus, *, language: str = "en") -> pl.DataFrame:
    """One row per article and kind of repair: n_repairs, n_chars (touched), example before, after.

    Every article has a row for each kind that occurs in the corpus; 0 where it has none.
    """
    edits = corpus.repairs
    counts = edits.group_by("doc", "kind").agg(
        pl.len().cast(pl.Int64).alias("n_repairs"),
        (pl.col("raw_end") - pl.col("raw_start")).sum().alias("n_chars"),
        pl.col("before").first(),
        pl.col("after").first(),
    )
    kinds = edits["kind"].value_counts(sort=True).select("kind")
    articles = corpus.documents.select("doc", "city", "title", "raw_chars")
    rows = articles.join(kinds, how="cross").join(
        counts, on=["doc", "kind"], how="left", maintain_order="left"
    )
    rows = rows.with_columns(pl.col("n_repairs", "n_chars").fill_null(0))
    rows = named(rows, "city", city_names(corpus.cities, language))
    return _with_kinds(rows, kinds["kind"].to_list(), language)


def repair_examples(corpus: Corpus, *, n: int = 3, language: str = "en") -> pl.DataFrame:
    """For each kind of repair the n edits that occur most often, with the file's text around.

    Columns: kind, kind_name, n_alike (edits with this very before and after), before, after,
    doc, city_name, title, raw_start, raw_end, raw_before, raw_after (the file's characters on
    both sides of the first such edit).
    """
    alike = (
        corpus.repairs.group_by("kind", "before", "after", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n_alike"),
            pl.col("doc", "raw_start", "raw_end").first(),
        )
        .sort("kind", "n_alike", descending=[False, True], maintain_order=True)
        .filter(pl.int_range(pl.len()).over("kind") < n)
    )
    articles = corpus.documents.select("doc", "city", "title")
    rows = alike.join(articles, on="doc", how="left", maintain_order="left")
    sides = list(_sides(corpus, rows))
    rows = rows.with_columns(
        pl.Series("raw_before", [before for before, _ in sides], dtype=pl.String),
        pl.Series("raw_after", [after for _, after in sides], dtype=pl.String),
    )
    rows = named(rows, "city", city_names(corpus.cities, language))
    kinds = rows["kind"].unique(maintain_order=True).to_list()
    return _with_kinds(rows, kinds, language).select(*_EXAMPLE)


def repairs_headline(
    counted: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Which kind of damage is most frequent and in how many articles; for count_repairs."""
    n = int(counted["n_repairs"].sum())
    n_docs = documents.height
    title = wording("reading.none", language, n_docs=n_docs)
    if n:
        by_kind = counted.group_by("kind_name").agg(
            pl.col("n_repairs").sum(), (pl.col("n_repairs") > 0).sum().alias("n_in")
        )
        most = by_kind.sort("n_repairs", descending=True).row(0, named=True)
        title = wording(
            "reading.title",
            language,
            n=n,
            n_docs=n_docs,
            kind=most["kind_name"],
            share=percent(most["n_repairs"] / n),
            n_in=most["n_in"],
        )
    facts = wording("reading.caption", language, n=n)
    return Headline(
        title=title,
        caption=joined([facts, source(documents, language)], language),
        description=wording("reading.description", language, n=n, n_docs=n_docs),
    )


def summary_headline(
    summary: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How much of the articles was changed and what was found; for a frame of corpus_summary."""
    totals = {
        name: int(summary[name].sum()) for name in ("n_measures", "n_figures", "n_unrestored")
    }
    shares = summary["changed_share"].drop_nulls().to_list()
    values = {
        "n_docs": summary.height,
        "least": percent(min(shares, default=0.0)),
        "most": percent(max(shares, default=0.0)),
    }
    title = wording(
        "summary.title" if summary.height else "summary.none", language, **values | totals
    )
    return Headline(
        title=title,
        caption=source(documents, language),
        description=wording("summary.description", language, n_docs=summary.height),
    )


_SUMMARY = (
    "doc",
    "city",
    "city_name",
    "title",
    "kind",
    "kind_name",
    "publisher",
    "published",
    "year",
    "file",
    "encoding",
    "script",
    "script_name",
    "inferred",
    "raw_chars",
    "clean_chars",
    "n_changed",
    "changed_share",
    "n_repairs",
    "n_unrestored",
    "n_measures",
    "n_targets",
    "n_outcomes",
    "n_figures",
    "n_parts",
)


_EXAMPLE = (
    "kind",
    "kind_name",
    "n_alike",
    "before",
    "after",
    "doc",
    "city_name",
    "title",
    "raw_start",
    "raw_end",
    "raw_before",
    "raw_after",
)


def _n(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.group_by("doc").agg(pl.len().cast(pl.Int64).alias(name))


def _changed(repairs: pl.DataFrame) -> pl.DataFrame:
    """Characters of each file that some edit touched, each counted once."""
    reached = pl.col("raw_end").cum_max().shift(1, fill_value=0).over("doc")
    fresh = (pl.col("raw_end") - pl.max_horizontal("raw_start", reached)).clip(lower_bound=0)
    return (
        repairs.filter(pl.col("kind") != UNRESTORED)
        .sort("doc", "raw_start", "raw_end")
        .with_columns(fresh.alias("n_changed"))
        .group_by("doc")
        .agg(pl.col("n_changed").sum())
    )


def _with_kinds(rows: pl.DataFrame, kinds: list[str], language: str) -> pl.DataFrame:
    """Names of the kinds; a kind that has no wording yet goes by its code."""
    said = load_wording()
    names = {
        kind: wording(f"repair.{kind}", language) if f"repair.{kind}" in said else kind
        for kind in kinds
    }
    return named(rows, "kind", names)


def _sides(corpus: Corpus, rows: pl.DataFrame) -> Iterator[tuple[str, str]]:
    for doc, start, end in rows.select("doc", "raw_start", "raw_end").iter_rows():
        raw = corpus.raw_texts[doc]
        yield raw[max(0, start - AROUND) : start], raw[end : end + AROUND]
