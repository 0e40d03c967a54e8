"""Who and when: city and date of an article that articles.csv leaves open, from its own text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cmp.read.article import RawArticle
from cmp.read.dates import infer_date
from cmp.read.gazetteer import gazetteer_of
from cmp.read.places import infer_place
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

_WRITE_CITY = "Write its code or name into the city column of articles.csv."
_WRITE_DATE = "Write its date or year into the published column of articles.csv."


def identify(article: RawArticle, legible: str, vocabulary: Vocabulary) -> RawArticle:
    """The article with city and date, taken from its text where they are missing.

    `legible` is the text in Simplified characters without bracketed pinyin, its page around it.
    `inferred` of the result says what was taken from where.

    Raises:
        RefusedError: the text does not say, or may mean two places.
    """
    if article.city and article.published:
        return article
    city, from_names = _city(article, legible, vocabulary)
    published, from_words = _published(article, legible, vocabulary)
    evidence = (article.inferred, from_names, from_words)
    inferred = ", ".join(filter(None, evidence))
    return replace(article, city=city, published=published, inferred=inferred)


def _city(article: RawArticle, legible: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Code and evidence."""
    if article.city:
        return article.city, ""
    known = (article.title, article.publisher, Path(article.file).stem)
    placed = infer_place(legible, [part for part in known if part], vocabulary)
    if placed is None:
        what = f"{_subject(article)}no city is named clearly enough."
        raise RefusedError(what, _WRITE_CITY)
    if len(placed.codes) > 1:
        choice = gazetteer_of(vocabulary).listed(placed.codes)
        what = f"{_subject(article)}its city could be {choice}."
        raise RefusedError(what, "Write the code into the city column of articles.csv.")
    times = "1 mention" if placed.mentions == 1 else f"{placed.mentions} mentions"
    return placed.codes[0], f"city from {times} of {placed.name}"


def _published(article: RawArticle, legible: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """ISO date and evidence."""
    if article.published:
        return article.published, ""
    is_titled = article.title in legible
    text = legible if is_titled else f"{article.title}\n{legible}"
    dated = infer_date(text, article.file, vocabulary)
    if dated is None:
        what = f"{_subject(article)}nothing says when it was published."
        raise RefusedError(what, _WRITE_DATE)
    return dated.published, f"date from {dated.evidence}"


def _subject(article: RawArticle) -> str:
    """Which article of a table is meant; a file's only article needs no name."""
    is_only = article.doc == Path(article.file).stem
    return "" if is_only else f"article {article.doc!r}: "
