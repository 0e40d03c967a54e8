"""What was found in one article → rows of the tables, each with its id, city and raw place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from cmp.extract import Measure, Programme, Target
from cmp.read import RawArticle
from cmp.repair import Repaired
from cmp.tables.base_units import base_unit
from cmp.vocabulary import City, Vocabulary

Row = dict[str, Any]


@dataclass(frozen=True)
class Findings:
    """One article with all that was repaired and extracted of it."""

    article: RawArticle
    repaired: Repaired
    targets: Sequence[Target]
    measures: Sequence[Measure]
    programmes: Sequence[Programme]


def article_rows(found: Findings, vocabulary: Vocabulary) -> dict[str, list[Row]]:
    """Table name → rows of one article, for all tables but cities and context.

    Ids are made of the article and the place in its file, so another article changes none.
    """
    measures = list(_measures(found, vocabulary))
    return {
        "documents": [_document(found)],
        "repairs": list(_repairs(found)),
        "programmes": list(_programmes(found)),
        "measures": measures,
        "targets": list(_targets(found, measures, vocabulary)),
    }


def city_row(city: City) -> Row:
    """A city of the gazetteer as a row of the cities table."""
    return {
        "city": city.city,
        "name_zh": city.name_zh,
        "name_en": city.name_en,
        "level": city.level,
        "province": city.province or None,
        "parent": city.parent or None,
        "longitude": city.longitude,
        "latitude": city.latitude,
    }


def _document(found: Findings) -> Row:
    article, clean = found.article, found.repaired.clean
    return {
        "doc": article.doc,
        "city": article.city,
        "title": article.title or None,
        "kind": article.kind or None,
        "publisher": article.publisher or None,
        "published": article.published,
        "year": article.year,
        "file": article.file,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "script": found.repaired.script,
        "raw_chars": len(article.text),
        "clean_chars": len(clean.text),
        "inferred": article.inferred or None,
        "text": clean.text,
    }


def _repairs(found: Findings) -> Iterator[Row]:
    for edit in found.repaired.clean.edits:
        yield {
            "doc": found.article.doc,
            "kind": edit.kind,
            "raw_start": edit.raw_start,
            "raw_end": edit.raw_end,
            "before": edit.before,
            "after": edit.after,
        }


def _programmes(found: Findings) -> Iterator[Row]:
    for part in found.programmes:
        yield {
            "doc": found.article.doc,
            "city": found.article.city,
            "programme": part.programme,
            "parent": part.parent or None,
            "ordinal": part.ordinal,
            "part": part.part,
        }


def _measures(found: Findings, vocabulary: Vocabulary) -> Iterator[Row]:
    ids = _Ids(found.article.doc, "m")
    for measure in found.measures:
        place = _place(found, measure.start, measure.end)
        yield {
            "measure": ids.next(place["raw_start"]),
            "doc": found.article.doc,
            "city": found.article.city,
            "section": measure.section or None,
            "text": measure.text,
            "status": measure.status,
            "instrument": measure.instrument,
            "side": vocabulary.instruments[measure.instrument].side,
            **place,
        }


def _targets(
    found: Findings, measures: Sequence[Mapping[str, Any]], vocabulary: Vocabulary
) -> Iterator[Row]:
    ids = _Ids(found.article.doc, "t")
    for target in found.targets:
        place = _place(found, target.start, target.end)
        factor, name = base_unit(target.unit, target.measure_type, vocabulary)
        high = target.value_high
        yield {
            "target": ids.next(place["raw_start"]),
            "doc": found.article.doc,
            "city": found.article.city,
            "measure": _measure_at(target.start, measures),
            "indicator": target.indicator,
            "subject": target.subject or None,
            "value": target.value,
            "value_high": high,
            "unit": target.unit,
            "base_value": _scaled(target.value, factor),
            "base_value_high": None if high is None else _scaled(high, factor),
            "base_unit": name,
            "bound": target.bound,
            "status": target.status,
            "measure_type": target.measure_type,
            "period": target.period or None,
            "commitment": target.commitment or None,
            "quote": target.quote,
            **place,
        }


def _scaled(value: float, factor: float) -> float:
    """Value × factor as a person would write it: 2.09 亿元 is 209000000 yuan."""
    return float(f"{value * factor:.12g}")


def _place(found: Findings, start: int, end: int) -> dict[str, int]:
    raw_start, raw_end = found.repaired.clean.raw_span(start, end)
    return {"start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end}


def _measure_at(place: int, measures: Sequence[Mapping[str, Any]]) -> str | None:
    """The measure in whose clause a place stands; clauses are in order and never overlap."""
    at = bisect_right(measures, place, key=itemgetter("start")) - 1
    is_inside = at >= 0 and place < measures[at]["end"]
    return str(measures[at]["measure"]) if is_inside else None


class _Ids:
    """Ids of one article's rows of a kind: two at one place are told apart by a number."""

    def __init__(self, doc: str, kind: str) -> None:
        self._stem = f"{doc}-{kind}"
        self._seen: Counter[int] = Counter()

    def next(self, raw_start: int) -> str:
        self._seen[raw_start] += 1
        again = self._seen[raw_start]
        return f"{self._stem}{raw_start}" + (f"-{again}" if again > 1 else "")
