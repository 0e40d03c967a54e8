"""Clean texts → the passages that articles of different cities share, slogans told apart.

A passage is a longest common run of letters and digits within a sentence, marks left out (cf.
Wilkerson, Smith and Stramp 2015; Linder and others 2020, who align bills likewise). What national
documents say everywhere is no sign that one city copied another: phrases of the codebook's list
of national slogans are marked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import city_names, named
from cmp.analysis.sources import joined, source
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

LEAST = 8
_STOP = re.compile(r"[。！？；\n]")
_LETTER = re.compile(r"[^\W_]")
PLACE = pl.Schema(
    {
        "passage": pl.String(),
        "length": pl.Int64(),
        "is_slogan": pl.Boolean(),
        "city": pl.String(),
        "doc": pl.String(),
        "title": pl.String(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        "quote": pl.String(),
    }
)


@dataclass(frozen=True)
class _Text:
    """The letters of an article and their places in its text; a line break between sentences."""

    row: dict[str, Any]
    letters: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class _Run:
    """letters[start:start + length] of one article; a run of another has the same."""

    doc: int
    start: int
    length: int


def shared_passages(
    documents: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    least: int = LEAST,
    language: str = "en",
) -> pl.DataFrame:
    """One row per place of a passage of `least` characters or more that two cities share.

    Columns: passage (without marks), length (characters), is_slogan (nothing long enough is left
    of it without national slogans), n_cities, city, city_name, doc, title, start and end (in the
    clean text), quote (as it stands there). A passage within a longer one shared by the same
    articles is not repeated.
    """
    texts = [_letters(row) for row in documents.sort("doc").to_dicts()]
    runs = _longest(texts, least)
    places = {
        (texts[run.doc].letters[run.start : run.start + run.length], run.doc, run.start)
        for pair in runs
        for run in pair
    }
    rows = [_row(passage, texts[doc], start, least) for passage, doc, start in sorted(places)]
    frame = pl.DataFrame(rows, schema=PLACE)
    n_cities = pl.col("city").n_unique().over("passage").cast(pl.Int64).alias("n_cities")
    frame = named(frame.with_columns(n_cities), "city", city_names(cities, language))
    return frame.sort("is_slogan", -pl.col("length"), "passage", "city_name", "start")


def passages_headline(
    passages: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many passages cities share once national slogans are set aside."""
    each = passages.unique("passage", maintain_order=True)
    own = each.filter(~pl.col("is_slogan"))
    values = {
        "n": own.height,
        "n_slogans": each.height - own.height,
        "longest": own["passage"][0] if own.height else "",
        "n_letters": own["length"][0] if own.height else 0,
    }
    one = documents["city"].n_unique() < 2
    key = "one" if one else "some" if own.height else "none"
    comma = wording("list.comma", language)
    return Headline(
        title=wording(f"passages.{key}", language, **values),
        caption=joined(
            [
                wording("passages.caption", language, least=_least(passages)),
                source(documents, language),
            ],
            language,
        ),
        description=wording(
            "passages.description", language, passages=comma.join(own["passage"].head(20).to_list())
        ),
    )


def _least(passages: pl.DataFrame) -> int:
    shortest = passages["length"].to_list()
    return min(shortest, default=LEAST)


def _letters(row: dict[str, Any]) -> _Text:
    kept = [
        ("\n" if _STOP.match(letter) else letter, place)
        for place, letter in enumerate(row["text"])
        if _STOP.match(letter) or _LETTER.match(letter)
    ]
    return _Text(row, "".join(letter for letter, _ in kept), tuple(place for _, place in kept))


def _longest(texts: Sequence[_Text], least: int) -> Iterator[tuple[_Run, _Run]]:
    """Every pair of equal runs of two cities that cannot be made longer on either side."""
    for sites in _sites(texts, least).values():
        for number, (doc, start) in enumerate(sites):
            for other, begin in sites[number + 1 :]:
                one, two = texts[doc], texts[other]
                if one.row["city"] != two.row["city"] and not _follows(one, start, two, begin):
                    length = _length(one.letters, start, two.letters, begin)
                    yield _Run(doc, start, length), _Run(other, begin, length)


def _sites(texts: Sequence[_Text], least: int) -> dict[str, list[tuple[int, int]]]:
    """Each run of `least` letters that two articles have → (article, place)."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        seen: set[str] = set()
        for start in range(len(text.letters) - least + 1):
            run = text.letters[start : start + least]
            if "\n" not in run and run not in seen:
                seen.add(run)
                found[run].append((number, start))
    return {run: sites for run, sites in found.items() if len(sites) > 1}


def _follows(one: _Text, start: int, two: _Text, begin: int) -> bool:
    """Whether the letters before both places are the same, so that an earlier run has these."""
    if not start or not begin or one.letters[start - 1] == "\n":
        return False
    return one.letters[start - 1] == two.letters[begin - 1]


def _length(one: str, start: int, two: str, begin: int) -> int:
    length = 0
    for a, b in zip(one[start:], two[begin:], strict=False):
        if a != b or a == "\n":
            break
        length += 1
    return length


def _row(passage: str, text: _Text, start: int, least: int) -> dict[str, Any]:
    first, last = text.places[start], text.places[start + len(passage) - 1]
    return {
        **{name: text.row[name] for name in ("city", "doc", "title")},
        "passage": passage,
        "length": len(passage),
        "is_slogan": _is_slogan(passage, least),
        "start": first,
        "end": last + 1,
        "quote": text.row["text"][first : last + 1],
    }


@cache
def _slogans(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The slogans without marks, longest first."""
    plain = {"".join(_LETTER.findall(cue)) for cue in vocabulary.cues["national_slogan"]}
    return tuple(sorted(plain, key=lambda slogan: (-len(slogan), slogan)))


def _is_slogan(passage: str, least: int) -> bool:
    """Whether the passage is part of a slogan, or has nothing long enough beside slogans."""
    slogans = _slogans(load_vocabulary())
    if any(passage in slogan for slogan in slogans):
        return True
    rest = re.sub("|".join(map(re.escape, slogans)), "\n", passage)
    return rest != passage and max(map(len, rest.split("\n"))) < least
