"""Targets → the same indicator side by side over cities, and every figure in its theme.

A city whose article states nothing of an indicator keeps its row, with nulls; a city without an
article is told apart. Knows no words.
"""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from cmp.analysis.comparability import with_reasons
from cmp.analysis.headlines import Headline
from cmp.analysis.labels import has_article, named
from cmp.analysis.sources import joined, source
from cmp.analysis.statements import described, labelled, status_names
from cmp.wording import wording

COMPARED_STATUSES = ("target", "actual")


def compare_targets(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    indicators: Collection[str] | None = None,
    language: str = "en",
) -> pl.DataFrame:
    """One row per target or outcome, and one for each city that does not state an indicator.

    `is_main` marks the row that stands for its city in an indicator and unit: comparable before
    not, target before outcome, later before earlier, firm before aspired. `stated` is the figure
    as printed; `base_value` is in `base_unit`, so that 2.09 亿元 and 3800 万元 compare.
    `is_comparable` holds where another city states the indicator in the same form; else `why_not`
    says what differs (stock against flow, applied against certified, half-year against year,
    county against prefecture, unit, grade, outcome against target). `caution` names what remains
    to be weighed. `n_cities` counts the cities that state the indicator in this unit,
    `n_comparable` those whose figures compare.
    """
    kept = targets.filter(
        pl.col("status").cast(pl.String).is_in(COMPARED_STATUSES)
        & pl.col("city").is_in(cities["city"].to_list())
    )
    if indicators is not None:
        kept = kept.filter(pl.col("indicator").is_in(list(indicators)))
    stated = labelled(described(kept, documents, language), cities, language)
    marked = _with_main(with_reasons(stated, language))
    absent = labelled(_absent(kept, cities, indicators), cities, language)
    rows = pl.concat([marked, absent], how="diagonal_relaxed")
    rows = rows.with_columns(has_article(targets if documents is None else documents))
    return (
        _counted(_said_absent(rows, language))
        .sort(*_ORDER, descending=[name == "is_main" for name in _ORDER])
        .select(*_COLUMNS)
    )


def list_targets(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per figure, structures and rules included, with names and its place in a strip.

    Added to the table of targets: title, stated, city_name, indicator_name, theme_name,
    status_name and place (1, 2, … within the city and theme, in the order of the text).
    """
    rows = labelled(described(targets, documents, language), cities, language)
    place = pl.int_range(1, pl.len() + 1).over("city", "theme").alias("place")
    rows = rows.sort("city", "doc", "start").with_columns(place)
    return named(rows, "status", status_names(language))


def targets_headline(
    compared: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many indicators can be compared at all; for a frame of compare_targets."""
    stated = compared.filter(pl.col("target").is_not_null())
    n_cities = stated["city"].n_unique()
    by_indicator = stated.group_by("indicator").agg(
        pl.col("city").n_unique().alias("n_cities"), pl.col("n_comparable").max()
    )
    values = {
        "n_indicators": by_indicator.height,
        "n_shared": by_indicator.filter(pl.col("n_cities") > 1).height,
        "n_comparable": by_indicator.filter(pl.col("n_comparable") > 1).height,
        "city": stated["city_name"].first() if n_cities else "",
    }
    key = "none" if not n_cities else "one" if n_cities == 1 else "title"
    facts = wording("targets.compare.caption", language, n=stated.height, n_cities=n_cities)
    return Headline(
        title=wording(f"targets.compare.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording(
            "targets.compare.description", language, facts=_facts(stated, language)
        ),
    )


def statements_headline(
    listed: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many figures there are of which status; for a frame of list_targets."""
    n = {code: listed.filter(pl.col("status") == code).height for code in COMPARED_STATUSES}
    title = wording(
        "targets.all.title",
        language,
        n=listed.height,
        n_target=n["target"],
        n_actual=n["actual"],
        n_other=listed.height - sum(n.values()),
    )
    none = wording("targets.compare.none", language)
    facts = wording("targets.all.caption", language, n=listed.height)
    return Headline(
        title=title if listed.height else none,
        caption=joined([facts, source(documents, language)], language),
        description=wording("targets.all.description", language, n=listed.height),
    )


_COLUMNS = (
    "city",
    "city_name",
    "level",
    "has_article",
    "theme",
    "theme_name",
    "indicator",
    "indicator_name",
    "n_cities",
    "n_comparable",
    "target",
    "doc",
    "title",
    "subject",
    "stated",
    "base_value",
    "base_value_high",
    "base_unit",
    "value",
    "value_high",
    "unit",
    "bound",
    "status",
    "status_name",
    "measure_type",
    "period",
    "period_kind",
    "year",
    "stage",
    "grade",
    "commitment",
    "group",
    "is_main",
    "is_comparable",
    "why_not",
    "caution",
    "quote",
    "clause",
    "start",
    "end",
)
_ORDER = ("theme_name", "indicator_name", "base_unit", "city_name", "is_main", "start")


def _with_main(rows: pl.DataFrame) -> pl.DataFrame:
    """Marks one row per city, indicator and unit."""
    order = [
        pl.col("is_comparable"),
        pl.col("status") == "target",
        pl.col("year").fill_null(0),
        pl.col("commitment") == "firm",
        -pl.col("start"),
    ]
    best = rows.sort(*order, descending=True, nulls_last=True)
    keys = ["city", "indicator", "base_unit"]
    mains = best.unique(keys, keep="first", maintain_order=True)["target"].to_list()
    return rows.with_columns(pl.col("target").is_in(mains).alias("is_main"))


def _absent(
    targets: pl.DataFrame, cities: pl.DataFrame, indicators: Collection[str] | None
) -> pl.DataFrame:
    """A row for each city without figure of an indicator in a unit in which another has one."""
    keys = ["indicator", "base_unit"]
    known = targets.select(keys).unique()
    asked = pl.DataFrame({"indicator": list(indicators or ())}, schema={"indicator": pl.String})
    unknown = asked.join(known, on="indicator", how="anti").with_columns(
        pl.lit(None, dtype=pl.String).alias("base_unit")
    )
    grid = cities.select("city").join(pl.concat([known, unknown]), how="cross")
    absent = grid.join(targets, on=["city", *keys], how="anti")
    return absent.with_columns(pl.lit(True).alias("is_main"), pl.lit(False).alias("is_comparable"))


def _said_absent(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    absent = (
        pl.when("has_article")
        .then(pl.lit(wording("targets.absent", language)))
        .otherwise(pl.lit(wording("targets.no_article", language)))
    )
    said = rows.with_columns(pl.coalesce("stated", absent).alias("stated"))
    return named(said, "status", status_names(language))


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    city = pl.col("city")
    keys = ["indicator", "base_unit"]
    stated = city.filter(pl.col("target").is_not_null()).n_unique().over(keys)
    alike = city.filter(pl.col("is_comparable")).n_unique().over(keys)
    return rows.with_columns(
        stated.cast(pl.Int64).alias("n_cities"), alike.cast(pl.Int64).alias("n_comparable")
    )


def _facts(stated: pl.DataFrame, language: str) -> str:
    """The comparable figures in words, for those who do not see the chart."""
    rows = stated.filter(pl.col("is_main") & pl.col("is_comparable"))
    facts = []
    for group in rows.partition_by("indicator", maintain_order=True):
        figures = wording("list.comma", language).join(
            wording("targets.compare.figure", language, city=city, stated=text)
            for city, text in group.select("city_name", "stated").iter_rows()
        )
        name = group["indicator_name"][0]
        facts.append(wording("targets.compare.fact", language, indicator=name, figures=figures))
    return joined(facts, language)
