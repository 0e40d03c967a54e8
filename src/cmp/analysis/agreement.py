"""Extracted tables and hand-coded ones → how well they agree, with intervals and every miss.

Detection is scored as precision, recall and F1; a coded field as the share of found rows that
agree; the instrument also as Cohen's kappa (Cohen 1960). Intervals are 95 % percentile bootstrap
intervals over rows (Efron and Tibshirani 1993, chapter 13). Where all rows agree, or none, every
draw is the same and would claim certainty; there the interval of a share is Wilson's score interval
(Wilson 1927), and kappa has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, SupportsFloat

import numpy as np
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import code_name, indicator_names, instrument_names
from cmp.analysis.matching import (
    Pair,
    bare,
    likeness_of_texts,
    match_measures,
    match_parts,
    match_targets,
    same_subject,
)
from cmp.analysis.sources import percent
from cmp.tables.gold import TARGET_FIELDS, Gold
from cmp.wording import wording

RESAMPLES = 1000
KAPPA = "instrument_kappa"
Tables = Mapping[str, pl.DataFrame]
Flags = np.ndarray[Any, np.dtype[np.float64]]
FIGURES_SCHEMA = {
    "table": pl.String,
    "figure": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
}
MISSES_SCHEMA = {
    "table": pl.String,
    "kind": pl.String,
    "doc": pl.String,
    "field": pl.String,
    "coded": pl.String,
    "found": pl.String,
    "words": pl.String,
}


@dataclass(frozen=True, eq=False)
class Agreement:
    """figures: table, figure, value, low, high, n. misses: one row per disagreement.

    A miss is `missed` (coded, not found), `extra` (found, not coded) or `field` (found with
    another code).
    """

    figures: pl.DataFrame
    misses: pl.DataFrame
    docs: tuple[str, ...]

    @property
    def n_articles(self) -> int:
        """How many articles were compared."""
        return len(self.docs)

    def value(self, table: str, figure: str) -> float:
        """One figure, nan where it was not coded."""
        row = self.figures.filter(table=table, figure=figure)
        return float(row["value"][0]) if row.height else float("nan")


def agreement(tables: Tables, gold: Gold, *, seed: int = 0) -> Agreement:
    """How well tables agree with hand-coded ones, over the coded articles only.

    `tables` is `Corpus.tables`. `seed` is that of the bootstrap; figures do not depend on it.
    """
    rng = np.random.default_rng(seed)
    pairs = {
        name: list(_pairs(name, tables, gold)) for name in ("targets", "measures", "programmes")
    }
    rows = [
        *_target_figures(pairs["targets"], rng),
        *_measure_figures(pairs["measures"], rng),
        *_part_figures(pairs["programmes"], rng),
        *_text_figures(tables["documents"], gold),
    ]
    misses = [
        *_misses("targets", pairs["targets"], (*TARGET_FIELDS, "subject"), "quote"),
        *_misses("measures", pairs["measures"], ("section", "status", "instrument"), "text"),
        *_misses("programmes", pairs["programmes"], (), "part"),
    ]
    return Agreement(
        pl.DataFrame(rows, schema=FIGURES_SCHEMA, orient="row"),
        pl.DataFrame(misses, schema=MISSES_SCHEMA, orient="row"),
        gold.docs,
    )


def agreement_with_own(tables: Tables, gold: Gold | None, *, seed: int = 0) -> Agreement:
    """As agreement, over those coded articles only that the tables hold; nothing without any."""
    held = set(tables["documents"]["doc"])
    docs = tuple(doc for doc in gold.docs if doc in held) if gold else ()
    if gold is None or not docs:
        return Agreement(
            pl.DataFrame(schema=FIGURES_SCHEMA), pl.DataFrame(schema=MISSES_SCHEMA), ()
        )
    return agreement(tables, gold.only(docs), seed=seed)


def agreement_headline(found: Agreement, language: str = "en") -> Headline:
    """How far extraction and hand coding agree, and who coded."""
    f1, row = found.value("targets", "f1"), found.value("targets", "whole_row_f1")
    facts = "; ".join(
        f"{_figure_name(one, language)} {one['value']:.2f}"
        for one in found.figures.iter_rows(named=True)
    )
    title = wording("agreement.title", language, f1=percent(f1), row=percent(row))
    return Headline(
        title=title if found.docs else wording("agreement.none", language),
        caption=wording("agreement.caption", language, n=found.n_articles),
        description=wording("agreement.description", language, facts=facts),
    )


def name_figures(found: Agreement, *, language: str = "en") -> pl.DataFrame:
    """The figures with table_name and figure_name, for charts and tables."""
    rows = list(found.figures.iter_rows(named=True))
    tables = [wording(f"agreement.table.{row['table']}", language) for row in rows]
    names = [_figure_name(row, language) for row in rows]
    return found.figures.with_columns(
        pl.Series("table_name", tables, dtype=pl.String),
        pl.Series("figure_name", names, dtype=pl.String),
    )


def name_misses(found: Agreement, *, language: str = "en") -> pl.DataFrame:
    """The rows on which extraction and coding differ, for tables.

    Columns: table_name, kind_name (missed, extra or another field), doc, field_name, coded, found
    (the codes, by their names), words.
    """
    rows = found.misses.iter_rows(named=True)
    told = [
        (
            wording(f"agreement.table.{row['table']}", language),
            wording(f"agreement.kind.{row['kind']}", language),
            row["doc"],
            wording(f"agreement.figure.{row['field']}", language) if row["field"] else None,
            *(_code_name(row[side], row, language) for side in ("coded", "found")),
            row["words"],
        )
        for row in rows
    ]
    names = ("table_name", "kind_name", "doc", "field_name", "coded", "found", "words")
    return pl.DataFrame(told, dict.fromkeys(names, pl.String), orient="row")


def _code_name(code: str | None, row: Mapping[str, Any], language: str) -> str | None:
    """The name of a code of the row's field; what is no code stays as it is."""
    if row["field"] == "instrument":
        return instrument_names(language).get(code or "", code)
    if row["field"] == "indicator":
        return indicator_names(language).get(code or "", code)
    is_measure = row["table"] == "measures" and row["field"] == "status"
    return code_name("measure_status" if is_measure else row["field"], code, language)


def _figure_name(row: Mapping[str, Any], language: str) -> str:
    return wording(f"agreement.figure.{row['figure']}", language)


def _pairs(name: str, tables: Tables, gold: Gold) -> Iterator[Pair]:
    coded: pl.DataFrame | None = getattr(gold, name)
    if coded is None:
        return
    match = {"targets": match_targets, "measures": match_measures, "programmes": match_parts}[name]
    docs = gold.docs if name == "targets" else coded["doc"].unique().to_list()
    yield from match(coded.to_dicts(), tables[name].to_dicts(), docs)


Figure = tuple[str, str, float, float | None, float | None, int]


def _target_figures(pairs: Sequence[Pair], rng: np.random.Generator) -> Iterator[Figure]:
    if not pairs:
        return
    yield from _detection("targets", pairs, rng)
    right = _flags(pairs, lambda c, f: all(_agree(c, f, field) for field in TARGET_FIELDS))
    yield _interval("targets", "whole_row_f1", pairs, lambda w: _f1(w, pairs, right), rng)
    for field in (*TARGET_FIELDS, "subject"):
        yield _share("targets", field, pairs, rng)


def _measure_figures(pairs: Sequence[Pair], rng: np.random.Generator) -> Iterator[Figure]:
    if not pairs:
        return
    yield from _detection("measures", pairs, rng)
    for field in ("section", "status", "instrument"):
        yield _share("measures", field, pairs, rng)
    codes = [(p.coded["instrument"], p.found["instrument"]) for p in pairs if p.coded and p.found]
    both = [n for n, p in enumerate(pairs) if p.coded and p.found]

    def kappa(weights: Flags) -> float:
        return cohen_kappa(codes, weights[both])

    yield _interval("measures", KAPPA, pairs, kappa, rng)


def _part_figures(pairs: Sequence[Pair], rng: np.random.Generator) -> Iterator[Figure]:
    if pairs:
        yield from _detection("programmes", pairs, rng)


def _text_figures(documents: pl.DataFrame, gold: Gold) -> Iterator[Figure]:
    texts = dict(documents.select("doc", "text").iter_rows())
    shares = [likeness_of_texts(text, texts.get(doc, "")) for doc, text in gold.clean.items()]
    if shares:
        yield "documents", "clean_text_lowest", min(shares), None, None, len(shares)
        yield "documents", "clean_text_mean", sum(shares) / len(shares), None, None, len(shares)


def _detection(table: str, pairs: Sequence[Pair], rng: np.random.Generator) -> Iterator[Figure]:
    coded, found, both = _presence(pairs)
    yield _interval(table, "precision", pairs, lambda w: _ratio(w @ both, w @ found), rng)
    yield _interval(table, "recall", pairs, lambda w: _ratio(w @ both, w @ coded), rng)
    yield _interval(table, "f1", pairs, lambda w: _f1(w, pairs, both), rng)


def _share(table: str, field: str, pairs: Sequence[Pair], rng: np.random.Generator) -> Figure:
    same = _flags(pairs, lambda c, f: _agree(c, f, field))
    return _interval(table, field, pairs, lambda w: _of_pairs(w, pairs, same), rng)


def _interval(
    table: str,
    figure: str,
    pairs: Sequence[Pair],
    value: Callable[[Flags], float],
    rng: np.random.Generator,
) -> Figure:
    """A figure with its interval: rows are drawn again, coded, found or both."""
    n = len(pairs)
    draws = rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES).astype(float)
    drawn, whole = [value(weights) for weights in draws], value(np.ones(n))
    if min(drawn) == max(drawn):
        return table, figure, whole, *_without_spread(figure, whole, n), n
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return table, figure, whole, float(low), float(high), n


def _without_spread(figure: str, value: float, n: int) -> tuple[float | None, float | None]:
    """The interval of a share of n rows in which no draw differs."""
    if figure == KAPPA:
        return None, None
    binomtest: Any = import_module("scipy.stats").binomtest
    interval = binomtest(round(value * n), n).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def _presence(pairs: Sequence[Pair]) -> tuple[Flags, Flags, Flags]:
    coded = np.array([float(pair.coded is not None) for pair in pairs])
    found = np.array([float(pair.found is not None) for pair in pairs])
    return coded, found, coded * found


def _flags(pairs: Sequence[Pair], holds: Callable[[Any, Any], bool]) -> Flags:
    return np.array([float(bool(p.coded and p.found and holds(p.coded, p.found))) for p in pairs])


def _agree(coded: Mapping[str, Any], found: Mapping[str, Any], field: str) -> bool:
    one, other = coded[field] or "", found[field] or ""
    if field == "subject":
        return same_subject(other, one)
    return bare(one) == bare(other) if field == "section" else one == other


def _f1(weights: Flags, pairs: Sequence[Pair], right: Flags) -> float:
    coded, found, _ = _presence(pairs)
    return _ratio(2 * float(weights @ right), float(weights @ coded) + float(weights @ found))


def _of_pairs(weights: Flags, pairs: Sequence[Pair], same: Flags) -> float:
    return _ratio(weights @ same, weights @ _presence(pairs)[2])


def _ratio(part: SupportsFloat, whole: SupportsFloat) -> float:
    return float(part) / float(whole) if float(whole) else 0.0


def cohen_kappa(codes: Sequence[tuple[str, str]], weights: Flags | None = None) -> float:
    """Agreement of two coders beyond chance, 1 for perfect agreement (Cohen 1960).

    >>> cohen_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not codes:
        return 0.0
    mass = np.ones(len(codes)) if weights is None else weights
    total = float(mass.sum())
    if not total:
        return 0.0
    first, second = (np.array([code[side] or "" for code in codes]) for side in (0, 1))
    observed = float(mass[first == second].sum()) / total
    names = set(first) | set(second)
    by_chance = sum(
        float(mass[first == name].sum()) * float(mass[second == name].sum()) for name in names
    )
    expected = by_chance / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


Miss = tuple[str, str, str, str | None, str | None, str | None, str]


def _misses(table: str, pairs: Sequence[Pair], fields: Sequence[str], words: str) -> Iterator[Miss]:
    for pair in pairs:
        row = pair.coded or pair.found or {}
        said = str(row.get(words) or row.get("subject") or "")
        if not (pair.coded and pair.found):
            kind = "extra" if pair.coded is None else "missed"
            yield table, kind, row["doc"], None, None, None, said
            continue
        for field in fields:
            if not _agree(pair.coded, pair.found, field):
                yield (
                    table,
                    "field",
                    row["doc"],
                    field,
                    pair.coded[field] or None,
                    pair.found[field] or None,
                    said,
                )
