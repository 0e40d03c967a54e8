"""A corpus and a city → what the city's own page shows: counts, articles, figures, programmes.

Gathers what the comparisons say of one city; computes nothing that they do not.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names
from cmp.analysis.measures import compare_instruments, list_measures
from cmp.analysis.reading import corpus_summary
from cmp.analysis.sources import joined, source
from cmp.analysis.targets import compare_targets, list_targets
from cmp.corpus import Corpus
from cmp.errors import InputError
from cmp.wording import wording


@dataclass(frozen=True, eq=False)
class CityProfile:
    """What the articles of one city say.

    `articles` has the columns of corpus_summary, `figures` those of list_targets, `compared`
    those of compare_targets (with the other cities' rows of the same indicators), `instruments`
    those of compare_instruments, `measures` those of list_measures; `programmes` and `context`
    those of the tables.
    """

    city: str
    name: str
    level: str
    province: str | None
    articles: pl.DataFrame
    figures: pl.DataFrame
    compared: pl.DataFrame
    instruments: pl.DataFrame
    measures: pl.DataFrame
    programmes: pl.DataFrame
    context: pl.DataFrame

    @property
    def counts(self) -> dict[str, int]:
        """How many articles, targets, outcomes, measures, programmes and their parts there are."""
        status = self.figures["status"].cast(pl.String)
        return {
            "n_articles": self.articles.height,
            "n_targets": int((status == "target").sum()),
            "n_outcomes": int((status == "actual").sum()),
            "n_measures": self.measures.height,
            "n_programmes": self.programmes.select("doc", "programme").n_unique(),
            "n_parts": self.programmes.height,
        }

    @property
    def key_targets(self) -> pl.DataFrame:
        """The row that stands for the city in each indicator, targets before outcomes."""
        own = pl.col("city") == self.city
        rows = self.compared.filter(own & pl.col("is_main") & pl.col("target").is_not_null())
        is_target = (pl.col("status").cast(pl.String) == "target").alias("is_target")
        return rows.with_columns(is_target).sort(
            "is_target", "n_cities", descending=True, maintain_order=True
        )


def city_profile(corpus: Corpus, city: str, *, language: str = "en") -> CityProfile:
    """The profile of a city of the corpus, by its code or its name.

    Raises:
        InputError: the corpus has no such city.
    """
    row = _found(corpus.cities, city)
    own = pl.col("city") == row["city"]
    targets, measures = corpus.targets.filter(own), corpus.measures.filter(own)
    everywhere = compare_targets(
        corpus.targets,
        corpus.cities,
        corpus.documents,
        indicators=targets["indicator"].unique().to_list(),
        language=language,
    )
    mix = compare_instruments(
        corpus.measures, corpus.cities, documents=corpus.documents, language=language
    )
    return CityProfile(
        city=row["city"],
        name=city_names(corpus.cities, language)[row["city"]],
        level=wording(f"level.{row['level']}", language),
        province=row["province"],
        articles=corpus_summary(corpus, language=language).filter(own),
        figures=list_targets(targets, corpus.cities, corpus.documents, language=language),
        compared=everywhere,
        instruments=mix.filter(own),
        measures=list_measures(measures, corpus.cities, corpus.documents, language=language),
        programmes=corpus.programmes.filter(own),
        context=corpus.context.filter(own).sort("indicator", "year"),
    )


def profile_headline(
    profile: CityProfile, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """What the city's articles hold, in one sentence."""
    own = documents.filter(pl.col("city") == profile.city)
    key = "profile.title" if profile.articles.height else "profile.none"
    values = {"city": profile.name, **profile.counts}
    return Headline(
        title=wording(key, language, **values),
        caption=joined([source(own, language)], language),
        description=wording(key, language, **values),
    )


def _found(cities: pl.DataFrame, city: str) -> dict[str, str]:
    """The city's row, by code or by either name."""
    known = ["city", "name_zh", "name_en"]
    rows = cities.filter(pl.any_horizontal(pl.col(name) == str(city) for name in known))
    if rows.height == 1:
        return rows.row(0, named=True)
    names = [name for column in known for name in cities[column].to_list()]
    if rows.height > 1:
        codes = ", ".join(rows["city"].to_list())
        raise InputError(f"{city!r} is the name of several cities. Give a code: {codes}.")
    near = difflib.get_close_matches(str(city), names, 1)
    hint = (
        f"Did you mean {near[0]!r}?" if near else f"It has: {', '.join(cities['city'].to_list())}."
    )
    raise InputError(f"the tables have no city {city!r}. {hint}")
