"""Clean texts and programmes → the industries that cities name, and which ones they share.

Reads the names from the codebook; an industry counts under its longest name at a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, has_article, named
from cmp.analysis.sources import MOST_TOLD, joined, source
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

AROUND = 20
MENTION = pl.Schema(
    {
        "city": pl.String(),
        "doc": pl.String(),
        "title": pl.String(),
        "industry": pl.String(),
        "term": pl.String(),
        "start": pl.Int64(),
        "quote": pl.String(),
    }
)


@dataclass(frozen=True)
class Mention:
    """An industry named at text[start:end] by this term."""

    industry: str
    term: str
    start: int


def find_industries(text: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Every place where a text names an industry.

    >>> text = "强化工作统筹，发展精细化工和人形机器人"
    >>> [(m.industry, m.term) for m in find_industries(text, load_vocabulary())]
    [('化工', '精细化工'), ('机器人', '人形机器人')]
    """
    terms = _terms(vocabulary)
    for match in _pattern(vocabulary).finditer(text):
        if match.group() in terms:
            yield Mention(terms[match.group()], match.group(), match.start())


def is_industry(part: str) -> bool:
    """Whether a programme's part is an industry and no action.

    >>> is_industry("医疗器械与生物医药"), is_industry("人工智能"), is_industry("发展机器人产业")
    (True, True, False)
    """
    vocabulary = load_vocabulary()
    rest = _pattern(vocabulary).sub("", part)
    return rest != part and not re.sub(vocabulary.pattern("list_and"), "", rest).strip("、（）")


def compare_industries(
    documents: pl.DataFrame,
    programmes: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per city and industry that any city names; cities that do not name it have 0.

    Columns: city, city_name, has_article, industry, industry_name, n_mentions, is_part (counted
    among the parts of a programme), terms, n_cities (that name the industry), doc, title, start
    and quote of the first mention. n_mentions is null for a city without an article.
    """
    mentions = _mentions(documents)
    counts = mentions.group_by("city", "industry", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("n_mentions"),
        pl.col("term").unique(maintain_order=True).alias("terms"),
        *(pl.col(name).first() for name in ("doc", "title", "start", "quote")),
    )
    wanted = counts.select("industry").unique()
    grid = cities.select("city").with_columns(has_article(documents)).join(wanted, how="cross")
    number = pl.when("has_article").then(pl.col("n_mentions").fill_null(0)).alias("n_mentions")
    frame = (
        grid.join(counts, on=["city", "industry"], how="left", maintain_order="left")
        .join(_parts(programmes), on=["city", "industry"], how="left", maintain_order="left")
        .with_columns(number, pl.col("is_part").fill_null(False), pl.col("terms").fill_null([]))
        .with_columns((pl.col("n_mentions") > 0).sum().over("industry").alias("n_cities"))
    )
    frame = named(frame, "city", city_names(cities, language))
    return named(frame, "industry", industry_names(language)).sort(
        -pl.col("n_cities").cast(pl.Int64), "industry", "city_name"
    )


def industries_headline(
    industries: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many industries cities name, and how many of them in common."""
    stated = industries.filter(pl.col("n_mentions") > 0)
    n_cities = stated["city"].n_unique()
    each = stated.unique("industry")
    shared = each.filter(pl.col("n_cities") > 1)
    everywhere = each.filter(pl.col("n_cities") == n_cities).sort("industry_name")
    comma = wording("list.comma", language)
    values = {
        "n": each.height,
        "n_cities": n_cities,
        "shared": shared.height,
        "common": comma.join(everywhere["industry_name"].to_list()),
    }
    key = "none" if not n_cities else "one" if n_cities == 1 else "some"
    key = "all" if n_cities > 1 and everywhere.height else key
    facts = wording("industries.caption", language, n=stated["n_mentions"].sum() or 0)
    return Headline(
        title=wording(f"industries.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("industries.description", language, list=_listed(stated, language)),
    )


@cache
def _lines(vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cue.split("|")) for cue in sorted(vocabulary.cues["industry"]))


def industry_names(language: str = "en") -> dict[str, str]:
    """Industry (its Chinese name) → its name in a language."""
    place = 1 if language == "en" else 0
    return {line[0]: line[place] for line in _lines(load_vocabulary())}


@cache
def _terms(vocabulary: Vocabulary) -> dict[str, str]:
    return {term: line[0] for line in _lines(vocabulary) for term in (line[0], *line[2:])}


@cache
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = {*_terms(vocabulary), *vocabulary.cues["industry_decoy"]}
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))


def _mentions(documents: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        [row for document in documents.to_dicts() for row in _document_rows(document)],
        schema=MENTION,
    )


def _document_rows(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    text = document["text"]
    for mention in find_industries(text, load_vocabulary()):
        end = mention.start + len(mention.term)
        quote = text[max(0, mention.start - AROUND) : end + AROUND].replace("\n", " ")
        yield {
            **{name: document[name] for name in ("city", "doc", "title")},
            "industry": mention.industry,
            "term": mention.term,
            "start": mention.start,
            "quote": f"…{quote}…",
        }


def _parts(programmes: pl.DataFrame) -> pl.DataFrame:
    """City and industry of each part that is an industry."""
    vocabulary = load_vocabulary()
    rows = [
        (city, mention.industry, True)
        for city, part in programmes.select("city", "part").iter_rows()
        if is_industry(part)
        for mention in find_industries(part, vocabulary)
    ]
    schema = {"city": pl.String, "industry": pl.String, "is_part": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row").unique()


def _listed(stated: pl.DataFrame, language: str) -> str:
    comma = wording("list.comma", language)
    return joined(
        [
            wording(
                "industries.city",
                language,
                city=group["city_name"][0],
                industries=comma.join(group["industry_name"].to_list()),
            )
            for group in stated.sort("city_name").partition_by("city", maintain_order=True)[
                :MOST_TOLD
            ]
        ],
        language,
    )
