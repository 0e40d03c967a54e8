"""Measures → how cities divide theirs over policy instruments and sides, with intervals and a test.

Instruments and their three sides are those of Rothwell and Zegveld (1981, 1985). Knows no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.intervals import wilson
from cmp.analysis.labels import SIDES, city_names, has_article, instrument_names, named, side_names
from cmp.analysis.sources import MOST_TOLD, joined, percent, printed_p, source
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

PERMUTATIONS = 9_999
SIGNIFICANT = 0.05
# Under this many measures a test of a table of cities × 3 sides has next to no power.
FEW = 20


@dataclass(frozen=True)
class MixTest:
    """Whether cities differ in a mix: chi², its p value among permutations, and Cramér's V.

    `cramers_v` is corrected for small n (Bergsma 2013): 0 is no association, 1 a perfect one.
    `is_evidence` is p < 0.05; where it is None nothing could be tested.
    """

    statistic: float | None
    p_value: float | None
    cramers_v: float | None
    n: int
    n_cities: int
    permutations: int

    @property
    def is_evidence(self) -> bool | None:
        """Whether p is below 0.05; None where nothing could be tested."""
        return None if self.p_value is None else self.p_value < SIGNIFICANT


def compare_instruments(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    status: str | None = None,
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and instrument: how many of the city's measures use it, and what share.

    Columns: city, city_name, has_article, side, side_name, instrument, instrument_name,
    n_measures, n_planned, n_done, n_city, share, share_low, share_high (95 % Wilson interval),
    measures (the ids counted), example (the first of their clauses). `status` keeps planned or
    done measures only; `documents` tells a city without an article (null) from one whose article
    holds no measure (0).
    """
    kept = _with_status(measures, status)
    kinds = _instruments()
    counted = _mix(kept, _grid(kept, cities, documents, kinds), ["city", "side", "instrument"])
    return _labelled(counted, cities, language).select(*_COLUMNS)


def compare_sides(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    status: str | None = None,
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and side (supply, environment, demand); columns as compare_instruments."""
    kept = _with_status(measures, status)
    kinds = pl.DataFrame({"side": SIDES})
    counted = _mix(kept, _grid(kept, cities, documents, kinds), ["city", "side"])
    labelled = _labelled(counted, cities, language)
    return labelled.select(c for c in _COLUMNS if not c.startswith("instrument"))


def list_measures(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per measure with its names, its article's title, and its place in a column of dots.

    Added to the table of measures: city_name, instrument_name, side_name, status_name, title,
    place (1, 2, … within the city and instrument, in the order of the text).
    """
    statuses = {code: wording(f"measure_status.{code}", language) for code in ("planned", "done")}
    titles = documents.select("doc", "title")
    place = pl.int_range(1, pl.len() + 1).over("city", "instrument").alias("place")
    listed = measures.sort("city", "doc", "start").with_columns(place)
    listed = listed.join(titles, on="doc", how="left", maintain_order="left")
    return named(_labelled(listed, cities, language), "status", statuses)


def side_test(measures: pl.DataFrame, seed: int = 0) -> MixTest:
    """Test that the sides of measures do not depend on their city.

    The sides are dealt anew to the measures 9,999 times with both margins fixed (drawn as whole
    tables by Patefield's algorithm); p counts the tables at least as uneven as the one seen, the
    seen one included (Phipson and Smyth 2010). Clauses of one article are not independent, so p
    speaks of these texts, not of the cities' whole policy.

    >>> alike = pl.DataFrame({"city": ["a", "b"] * 20, "side": ["supply", "supply", "demand",
    ...                       "demand"] * 10})
    >>> side_test(alike).p_value
    1.0
    """
    return _test(measures, "side", seed)


def instrument_test(measures: pl.DataFrame, seed: int = 0) -> MixTest:
    """Test that the instruments of measures do not depend on their city; as side_test."""
    return _test(measures, "instrument", seed)


def instruments_headline(
    sides: pl.DataFrame, documents: pl.DataFrame, language: str = "en", *, seed: int = 0
) -> Headline:
    """What a frame of compare_sides shows, with n and the test behind it."""
    test = _test_of_counts(_counts_table(sides), seed)
    n_articles = documents.filter(pl.col("city").is_in(sides["city"].to_list())).height
    facts = wording("instruments.caption", language, n=test.n, permutations=f"{PERMUTATIONS:,}")
    return Headline(
        title=_finding(sides, test, language),
        caption=joined([facts, source(documents, language)], language),
        description=wording(
            "instruments.description", language, n=test.n, cities=_mixes(sides, language)
        )
        if n_articles
        else wording("instruments.none", language),
    )


def measures_headline(
    listed: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many of the measures are done, and how far cities differ in that; for list_measures."""
    by_city = listed.group_by("city", "city_name", maintain_order=True).agg(
        pl.len().alias("n"), (pl.col("status") == "done").mean().alias("share")
    )
    ranked = by_city.sort("share", "city").rows(named=True)
    values: dict[str, object] = {"n": listed.height}
    if ranked:
        values |= {
            "done": listed.filter(pl.col("status") == "done").height,
            "least": ranked[0]["city_name"],
            "least_share": percent(ranked[0]["share"]),
            "most": ranked[-1]["city_name"],
            "most_share": percent(ranked[-1]["share"]),
        }
    key = "none" if not ranked else "one" if len(ranked) == 1 else "title"
    facts = wording("measures.caption", language, n=listed.height)
    return Headline(
        title=wording(f"measures.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("measures.description", language, n=listed.height),
    )


_COLUMNS = (
    "city",
    "city_name",
    "has_article",
    "side",
    "side_name",
    "instrument",
    "instrument_name",
    "n_measures",
    "n_planned",
    "n_done",
    "n_city",
    "share",
    "share_low",
    "share_high",
    "measures",
    "example",
)


def _with_status(measures: pl.DataFrame, status: str | None) -> pl.DataFrame:
    return measures if status is None else measures.filter(pl.col("status") == status)


def _instruments() -> pl.DataFrame:
    known = sorted(load_vocabulary().instruments.values(), key=lambda one: SIDES.index(one.side))
    return pl.DataFrame({"side": [k.side for k in known], "instrument": [k.code for k in known]})


def _grid(
    measures: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None,
    kinds: pl.DataFrame,
) -> pl.DataFrame:
    """Every city with every kind; without documents, a city with a measure has an article."""
    stated = measures if documents is None else documents
    return cities.select("city").with_columns(has_article(stated)).join(kinds, how="cross")


def _mix(measures: pl.DataFrame, grid: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    counts = (
        measures.with_columns(pl.col("side").cast(pl.String))
        .sort("doc", "start")
        .group_by(keys, maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n_measures"),
            (pl.col("status") == "planned").sum().cast(pl.Int64).alias("n_planned"),
            (pl.col("status") == "done").sum().cast(pl.Int64).alias("n_done"),
            pl.col("measure").alias("measures"),
            pl.col("text").first().alias("example"),
        )
    )
    known = pl.when("has_article")
    numbers = [known.then(pl.col(n).fill_null(0)).alias(n) for n in _NUMBERS]
    low, high = wilson(pl.col("n_measures"), pl.col("n_city"))
    return (
        grid.join(counts, on=keys, how="left", maintain_order="left")
        .with_columns(*numbers, pl.col("measures").fill_null([]))
        .with_columns(known.then(pl.col("n_measures").sum().over("city")).alias("n_city"))
        .with_columns(
            pl.when(pl.col("n_city") > 0).then(pl.col("n_measures") / "n_city").alias("share"),
            low.alias("share_low"),
            high.alias("share_high"),
        )
    )


_NUMBERS = ("n_measures", "n_planned", "n_done")


def _labelled(frame: pl.DataFrame, cities: pl.DataFrame, language: str) -> pl.DataFrame:
    frame = named(frame, "city", city_names(cities, language))
    frame = named(frame, "side", side_names(language))
    if "instrument" in frame.columns:
        frame = named(frame, "instrument", _by_side(instrument_names(language)))
    return frame


def _by_side(names: dict[str, str]) -> dict[str, str]:
    """Names in the order of their sides, so that a chart's axis groups them."""
    known = load_vocabulary().instruments
    return dict(sorted(names.items(), key=lambda item: SIDES.index(known[item[0]].side)))


Table = np.ndarray[Any, np.dtype[np.int64]]


def _test(measures: pl.DataFrame, kind: str, seed: int) -> MixTest:
    rows = measures.select("city", pl.col(kind).cast(pl.String)).drop_nulls()
    counts = rows.group_by("city", kind).len().sort("city", kind)
    wide = counts.pivot(kind, index="city", values="len", sort_columns=True).drop("city")
    return _test_of_counts(wide.fill_null(0).to_numpy().astype(np.int64), seed)


def _counts_table(sides: pl.DataFrame) -> Table:
    counts = sides.select("city", "side", pl.col("n_measures").fill_null(0))
    wide = counts.pivot("side", index="city", values="n_measures").drop("city")
    return wide.to_numpy().astype(np.int64)


def _test_of_counts(table: Table, seed: int) -> MixTest:
    """Rows are cities, columns kinds; empty ones are left out."""
    if table.size:
        table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    n, n_cities = int(table.sum()), len(table)
    if min(table.shape, default=0) < 2:
        return MixTest(None, None, None, n, n_cities, 0)
    seen = float(_chi2(table[None])[0])
    extreme = _n_as_extreme(table, seen, seed)
    p_value = (1 + extreme) / (1 + PERMUTATIONS)
    return MixTest(seen, p_value, _cramers_v(seen, table), n, n_cities, PERMUTATIONS)


def _n_as_extreme(table: Table, seen: float, seed: int) -> int:
    from scipy.stats import random_table  # noqa: PLC0415  # slow to import, not always needed

    deal = random_table(table.sum(axis=1), table.sum(axis=0), seed=seed)
    # In parts, so that 200 cities do not need memory for 9,999 tables at once.
    sizes = [min(1_000, PERMUTATIONS - done) for done in range(0, PERMUTATIONS, 1_000)]
    tolerance = seen * 1e-9
    return sum(int((_chi2(deal.rvs(size)) >= seen - tolerance).sum()) for size in sizes)


def _chi2(tables: Table) -> np.ndarray[Any, np.dtype[np.float64]]:
    rows, columns = tables[0].sum(axis=1), tables[0].sum(axis=0)
    expected = np.outer(rows, columns) / rows.sum()
    result: np.ndarray[Any, np.dtype[np.float64]] = ((tables - expected) ** 2 / expected).sum(
        axis=(1, 2)
    )
    return result


def _cramers_v(chi2: float, table: Table) -> float:
    """Cramér's V with Bergsma's (2013) correction of its bias upward in small samples."""
    n = int(table.sum())
    rows, columns = table.shape
    phi2 = max(0.0, chi2 / n - (rows - 1) * (columns - 1) / (n - 1))
    least = min(rows - (rows - 1) ** 2 / (n - 1), columns - (columns - 1) ** 2 / (n - 1)) - 1
    return min(1.0, (phi2 / least) ** 0.5) if least > 0 else 0.0


def _finding(sides: pl.DataFrame, test: MixTest, language: str) -> str:
    if test.n == 0:
        return wording("instruments.none", language)
    if test.n_cities == 1:
        first = (
            sides.filter(pl.col("n_measures") > 0)
            .sort("n_measures", descending=True)
            .row(0, named=True)
        )
        share = percent(first["share"])
        return wording(
            "instruments.one",
            language,
            city=first["city_name"],
            side=first["side_name"].lower(),
            share=share,
            n=test.n,
        )
    if test.p_value is None or test.n < FEW:
        return wording("instruments.few", language, n=test.n, n_cities=test.n_cities)
    key = "instruments.differ" if test.is_evidence else "instruments.alike"
    return wording(
        key,
        language,
        n=test.n,
        n_cities=test.n_cities,
        p=printed_p(test.p_value),
        v=f"{test.cramers_v:.2f}",
    )


def _mixes(sides: pl.DataFrame, language: str) -> str:
    """The mix of each city in words, for those who do not see the chart."""
    shown = sides.filter(pl.col("n_city") > 0)
    parts = [
        wording(
            "instruments.mix", language, city=rows["city_name"][0], shares=_shares(rows, language)
        )
        for rows in shown.partition_by("city", maintain_order=True)[:MOST_TOLD]
    ]
    return joined(parts, language)


def _shares(rows: pl.DataFrame, language: str) -> str:
    listed = [
        wording("instruments.share", language, name=name, share=percent(share), n=n)
        for name, share, n in rows.select("side_name", "share", "n_measures").iter_rows()
    ]
    return wording("list.comma", language).join(listed)
