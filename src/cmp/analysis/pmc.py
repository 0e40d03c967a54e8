"""Tables → the PMC index of each article, with the table of its variables.

The Policy Modelling Consistency index is Ruiz Estrada's (2011) as adapted to innovation policy by
Zhang and Qie (2017): ten variables of equal weight, each the share of its items that are met.
Variables, items and their words stand in the codebook; each value lists the words and rows behind
it. The index is meant for the text of a policy; other articles are marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from cmp.analysis.entries import Entry, any_of, read_entries
from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, named
from cmp.analysis.sources import joined, source
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

Row = dict[str, Any]
Tables = Mapping[str, pl.DataFrame]
# Ruiz Estrada's (2011) bounds of the grades, for ten variables of at most 1 each.
GRADES = ((9.0, "perfect"), (7.0, "excellent"), (5.0, "acceptable"), (0.0, "low"))
ITEM = pl.Schema(
    {
        "doc": pl.String(),
        "city": pl.String(),
        "title": pl.String(),
        "is_policy_text": pl.Boolean(),
        "variable": pl.String(),
        "item": pl.String(),
        "value": pl.Int64(),
        "terms": pl.List(pl.String),
        "measures": pl.List(pl.String),
        "targets": pl.List(pl.String),
    }
)


def pmc_table(tables: Tables, *, language: str = "en") -> pl.DataFrame:
    """The variable table of the PMC index: one row per article and item, value 1 where it is met.

    `tables` is Corpus.tables. Columns: doc, city, city_name, title, is_policy_text (the index is
    meant for policies; an interview or a news report only speaks of one), variable (X1 … X10),
    variable_name, item, item_name, value, terms (that were found), measures and targets (ids
    behind the value).
    """
    rows = [
        row
        for document in tables["documents"].sort("doc").to_dicts()
        for row in _items(_Article.of(document, tables))
    ]
    frame = pl.DataFrame(rows, schema=ITEM)
    # Codes before the names, so that two items of one name stay two.
    coded = {e.code: f"{e.code} {e.name(language)}" for e in _pmc(load_vocabulary())}
    frame = named(named(frame, "variable", coded), "item", coded)
    return named(frame, "city", city_names(tables["cities"], language))


def pmc_index(table: pl.DataFrame, *, language: str = "en") -> pl.DataFrame:
    """The PMC index of each article: one row per article and variable, with the sum behind it.

    score is the share of the variable's items that are met, pmc the sum over the ten variables
    (0 to 10), depression 10 − pmc, grade perfect (9 or more), excellent (7), acceptable (5) or
    low; an article that is no policy has no grade. Takes the frame of pmc_table.
    """
    grade = pl.lit("low")
    for least, name in reversed(GRADES):
        grade = pl.when(pl.col("pmc") >= least).then(pl.lit(name)).otherwise(grade)
    keys = ["doc", "city", "city_name", "title", "is_policy_text", "variable", "variable_name"]
    scores = table.group_by(keys, maintain_order=True).agg(
        pl.col("value").mean().alias("score"),
        pl.col("value").sum().alias("n_met"),
        pl.len().cast(pl.Int64).alias("n_items"),
        pl.col("measures").list.explode(keep_nulls=False, empty_as_null=False).unique(),
    )
    grade = pl.when("is_policy_text").then(grade)
    names = {name: wording(f"pmc.grade.{name}", language) for _, name in GRADES}
    scores = scores.with_columns(pl.col("score").sum().over("doc").alias("pmc"))
    scores = scores.with_columns((10 - pl.col("pmc")).alias("depression"), grade.alias("grade"))
    return named(scores, "grade", names)


def pmc_headline(index: pl.DataFrame, documents: pl.DataFrame, language: str = "en") -> Headline:
    """Which policy text scores highest; that none is the text of a policy, if so."""
    each = index.unique("doc", maintain_order=True).sort("pmc", descending=True)
    policies = each.filter("is_policy_text")
    values: dict[str, object] = {"n": each.height, "n_policies": policies.height}
    if policies.height:
        best = policies.row(0, named=True)
        values |= {"best": best["title"], "pmc": f"{best['pmc']:.2f}", "grade": best["grade_name"]}
    key = "title" if policies.height else "no_policy" if each.height else "none"
    listed = each.select("doc", "pmc").iter_rows()
    comma = wording("list.comma", language)
    return Headline(
        title=wording(f"pmc.{key}", language, **values),
        caption=joined([wording("pmc.caption", language), source(documents, language)], language),
        description=wording(
            "pmc.description",
            language,
            scores=comma.join(f"{doc} {pmc:.2f}" for doc, pmc in listed),
        ),
    )


@cache
def _pmc(vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """Variables and items in the order of their numbers."""
    entries = read_entries(vocabulary.cues["pmc_item"])
    return tuple(sorted(entries, key=lambda e: [int(n) for n in e.code[1:].split(".")]))


@dataclass(frozen=True, eq=False)
class _Article:
    """An article and its rows in the tables."""

    document: Row
    measures: list[Row]
    targets: list[Row]
    programmes: list[Row]

    @classmethod
    def of(cls, document: Row, tables: Tables) -> _Article:
        own = {
            name: tables[name].filter(pl.col("doc") == document["doc"]).to_dicts()
            for name in ("measures", "targets", "programmes")
        }
        return cls(document, own["measures"], own["targets"], own["programmes"])


def _items(article: _Article) -> Iterator[Row]:
    vocabulary = load_vocabulary()
    kind = article.document["kind"]
    for entry in _pmc(vocabulary):
        if "." not in entry.code:
            continue
        found = _evidence(entry, article)
        yield {
            **{name: article.document[name] for name in ("doc", "city", "title")},
            "is_policy_text": kind in vocabulary.cues["pmc_kind"],
            "variable": entry.code.partition(".")[0],
            "item": entry.code,
            "value": int(found.is_met),
            "terms": found.terms,
            "measures": found.measures,
            "targets": found.targets,
        }


@dataclass(frozen=True)
class _Evidence:
    is_met: bool
    terms: list[str]
    measures: list[str]
    targets: list[str]


def _evidence(entry: Entry, article: _Article) -> _Evidence:
    """What in the article meets an item: words in its text, or rows that a rule reads."""
    rules = [term[1:].partition(":")[::2] for term in entry.terms if term.startswith("=")]
    words = tuple(term for term in entry.terms if not term.startswith("="))
    terms, measures, targets = [], [], []
    is_met = False
    if words:
        terms = list(dict.fromkeys(any_of(words).findall(article.document["text"])))
        holding = [row for row in article.measures if any_of(words).search(row["text"])]
        measures = [row["measure"] for row in holding]
        is_met = bool(terms)
    for rule, value in rules:
        met, rows = _RULES[rule](article, value)
        is_met = is_met or met
        measures += [row["measure"] for row in rows if "instrument" in row]
        targets += [row["target"] for row in rows if "target" in row]
    return _Evidence(is_met, terms, measures, targets)


Found = tuple[bool, list[Row]]


def _measures_with(field: str) -> Callable[[_Article, str], Found]:
    def found(article: _Article, value: str) -> Found:
        rows = [row for row in article.measures if row[field] == value]
        return bool(rows), rows

    return found


def _horizon(article: _Article, value: str) -> Found:
    """Targets that lie so many years ahead, as "2-4" says."""
    least, most = map(int, value.split("-"))
    now = article.document["year"]
    dated = [row for row in article.targets if row["status"] == "target" and row["period"]]
    rows = [row for row in dated if least <= _last_year(row["period"]) - (now or 0) <= most]
    return bool(rows), rows


def _last_year(period: str) -> int:
    """The year in which a period ends.

    >>> _last_year("2021-2025"), _last_year("2024Q1-Q3")
    (2025, 2024)
    """
    return int(re.findall(r"\d{4}", period)[-1])


def _targets(article: _Article, value: str) -> Found:
    rows = [row for row in article.targets if row["status"] == "target"]
    if value == "dated":
        rows = [row for row in rows if row["period"]]
    return bool(rows), rows


def _programmes(article: _Article, _: str) -> Found:
    return bool(article.programmes), []


def _published(_article: _Article, _: str) -> Found:
    return True, []


_RULES: dict[str, Callable[[_Article, str], Found]] = {
    "instrument": _measures_with("instrument"),
    "side": _measures_with("side"),
    "status": _measures_with("status"),
    "horizon": _horizon,
    "target": _targets,
    "programme": _programmes,
    "document": _published,
}
