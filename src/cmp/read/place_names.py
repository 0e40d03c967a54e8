"""A text → the places that it names, in one pass, each name with the codes that it may mean.

Longest name first. What only looks like a place is told by what stands behind it: in 镇江市场 the
suffix belongs to another word, in 南京大学 an institution is named. What a name means is not
decided here, but where one place directly follows another that it is part of, it is that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cmp.read.gazetteer import SHORTEST_NAME, Codes, Gazetteer, gazetteer_of
from cmp.vocabulary import Vocabulary


@dataclass(frozen=True)
class PlaceName:
    """text[start:end]. `is_full` with its suffix; `is_within` directly behind a place around it."""

    name: str
    start: int
    end: int
    codes: Codes
    is_full: bool
    is_within: bool = False


@dataclass(frozen=True, eq=False)
class _Index:
    """Names by their first two characters, longest first; and what may stand behind a name."""

    names: Mapping[str, tuple[str, ...]]
    gazetteer: Gazetteer
    institutions: tuple[str, ...]
    breakers: tuple[str, ...]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(vocabulary: Vocabulary) -> _Index:
        gazetteer = gazetteer_of(vocabulary)
        names: dict[str, list[str]] = {}
        for name in sorted({*gazetteer.full, *gazetteer.short}, key=len, reverse=True):
            names.setdefault(name[:SHORTEST_NAME], []).append(name)
        return _Index(
            {pair: tuple(same) for pair, same in names.items()},
            gazetteer,
            vocabulary.cues["place_institution"],
            vocabulary.cues["place_broken_by"],
        )


def place_names(text: str, vocabulary: Vocabulary) -> list[PlaceName]:
    """The places that a text names.

    >>> from cmp.vocabulary import load_vocabulary
    >>> found = place_names("南京市鼓楼区与镇江市场监管局、南京大学", load_vocabulary())
    >>> [(place.name, place.codes) for place in found]
    [('南京市', ('320100',)), ('鼓楼区', ('320106',)), ('镇江', ('321100',))]
    """
    index = _Index.of(vocabulary)
    found: list[PlaceName] = []
    for place in _named(text, index):
        before = found[-1] if found and found[-1].end == place.start else None
        found.append(_narrowed(place, before, index.gazetteer) if before else place)
    return found


def _named(text: str, index: _Index) -> Iterator[PlaceName]:
    names, at, last = index.names, 0, len(text) - 1
    while at < last:
        candidates = names.get(text[at : at + SHORTEST_NAME], ())
        place = next((p for name in candidates if (p := _place(text, at, name, index))), None)
        if place:
            yield place
        at = place.end if place else at + 1


def _place(text: str, start: int, name: str, index: _Index) -> PlaceName | None:
    """The place of this name at `start`, if it is there and is no part of something else."""
    end = start + len(name)
    if not text.startswith(name, start):
        return None
    codes = index.gazetteer.full.get(name)
    if codes:
        # A broken name may still be a short one: 镇江 in 镇江市场.
        return None if text.startswith(index.breakers, end) else _full(name, start, codes)
    if text.startswith(index.institutions, end):
        return None
    return PlaceName(name, start, end, index.gazetteer.short[name], is_full=False)


def _full(name: str, start: int, codes: Codes) -> PlaceName:
    return PlaceName(name, start, start + len(name), codes, is_full=True)


def _narrowed(place: PlaceName, before: PlaceName, gazetteer: Gazetteer) -> PlaceName:
    """The place as the part of the one before it, if it may be one."""
    within = tuple(
        code for code in place.codes if set(gazetteer.ancestors(code)) & set(before.codes)
    )
    if not within:
        return place
    return PlaceName(place.name, place.start, place.end, within, place.is_full, is_within=True)
