"""Names of provinces, prefectures and counties → their GB/T 2260 codes.

Knows how a name is shortened (镇江 for 镇江市, 恩施 and 恩施州 for 恩施土家族苗族自治州) from the
place_suffix and place_people cues, and never chooses between two places of one name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cmp.read.refusal import RefusedError
from cmp.vocabulary import City, Vocabulary

RANKS = {"province": 0, "prefecture": 1, "county": 2}
SHORTEST_NAME = 2
SHOWN = 4
# What English adds to a name, and the levels that it may say, the likeliest first.
_ENGLISH_LEVELS = {
    "province": ("province",),
    "municipality": ("province", "prefecture"),
    "prefecture": ("prefecture",),
    "city": ("prefecture", "province", "county"),
    "county": ("county",),
    "district": ("county",),
    "": ("province", "prefecture", "county"),
}
_ENGLISH = re.compile(rf"(.+?)\s*\b({'|'.join(filter(None, _ENGLISH_LEVELS))})?")

Codes = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Codes by full name (with the short form of an autonomous place), short name, English name."""

    cities: Mapping[str, City]
    full: Mapping[str, Codes]
    short: Mapping[str, Codes]
    english: Mapping[str, Codes]

    def ancestors(self, code: str) -> Codes:
        """The places that a place is part of, the nearest first.

        >>> from cmp.vocabulary import load_vocabulary
        >>> gazetteer_of(load_vocabulary()).ancestors("320682")
        ('320600', '320000')
        """
        found: list[str] = []
        parent = self.cities[code].parent
        while parent and parent in self.cities and parent not in found:
            found.append(parent)
            parent = self.cities[parent].parent
        return tuple(found)

    def called(self, code: str) -> str:
        """Code and name with the place that it is part of: 320106 (南京市鼓楼区)."""
        above = [self.cities[parent].name_zh for parent in self.ancestors(code)[:1]]
        return f"{code} ({''.join(above)}{self.cities[code].name_zh})"

    def listed(self, codes: Iterable[str]) -> str:
        """Places to choose from: 320106 (南京市鼓楼区) or 320302 (徐州市鼓楼区)."""
        names = [self.called(code) for code in sorted(codes)]
        more = ["…"] if len(names) > SHOWN else []
        return " or ".join(names[:SHOWN] + more)


@lru_cache(maxsize=4)
def gazetteer_of(vocabulary: Vocabulary) -> Gazetteer:
    """The gazetteer of a vocabulary's cities."""
    full, short, english = (defaultdict[str, list[str]](list) for _ in range(3))
    for code, city in vocabulary.cities.items():
        stem, suffix = _parted(city.name_zh, vocabulary)
        for name in {city.name_zh, stem + suffix[-1:]} - {stem}:
            full[name].append(code)
        if len(stem) >= SHORTEST_NAME:
            short[stem].append(code)
        english[_plain(city.name_en)].append(code)
    return Gazetteer(vocabulary.cities, *(_frozen(names) for names in (full, short, english)))


def short_name(name: str, vocabulary: Vocabulary) -> str:
    """A name without its suffix and without the peoples of an autonomous place.

    >>> from cmp.vocabulary import load_vocabulary
    >>> names = ("镇江市", "恩施土家族苗族自治州", "内蒙古自治区", "城区")
    >>> [short_name(name, load_vocabulary()) for name in names]
    ['镇江', '恩施', '内蒙古', '城区']
    """
    return _parted(name, vocabulary)[0]


def resolve_city(cell: str, vocabulary: Vocabulary) -> str:
    """The code that a cell means: a code, a name, or a name behind that of its province or city.

    >>> from cmp.vocabulary import load_vocabulary
    >>> cells = ("321100", "镇江", "南京鼓楼区", "Rugao")
    >>> [resolve_city(cell, load_vocabulary()) for cell in cells]
    ['321100', '321100', '320106', '320682']

    Raises:
        RefusedError: no such place, or several.
    """
    gazetteer = gazetteer_of(vocabulary)
    written = unicodedata.normalize("NFKC", cell).strip()
    # 321100.0 comes from a spreadsheet, 321100000000 from the statistics bureau.
    digits = re.fullmatch(r"(\d{6})(?:0{3}|0{6}|\.0+)?", written)
    if digits and digits[1] in gazetteer.cities:
        return digits[1]
    codes = () if digits else _codes_named(re.sub(r"\s", " ", written), gazetteer)
    if len(codes) > 1:
        what = f"city {cell.strip()!r} could be {gazetteer.listed(codes)}."
        raise RefusedError(what, "Write the code.")
    if not codes:
        raise RefusedError(f"unknown city {cell.strip()!r}.", _hint(written, gazetteer))
    return codes[0]


def _parted(name: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Short name and suffix."""
    suffix = next((end for end in vocabulary.cues["place_suffix"] if name.endswith(end)), "")
    stem = name[: len(name) - len(suffix)]
    if len(stem) < SHORTEST_NAME:
        return name, ""
    is_shorter = len(suffix) > SHORTEST_NAME  # only autonomous places are named after peoples
    while is_shorter:
        ends = (end for end in vocabulary.cues["place_people"] if stem.endswith(end))
        end = next((end for end in ends if len(stem) - len(end) >= SHORTEST_NAME), "")
        stem, is_shorter = stem[: len(stem) - len(end)], bool(end)
    return stem, suffix


def _codes_named(name: str, gazetteer: Gazetteer) -> Codes:
    if name.isascii():
        return _codes_in_english(name, gazetteer)
    return _nearest_rank(_codes_in_chinese(name.replace(" ", ""), gazetteer), gazetteer)


def _codes_in_chinese(name: str, gazetteer: Gazetteer) -> Codes:
    """Codes of a name, alone or behind the names of places that it is part of."""
    direct = gazetteer.full.get(name) or gazetteer.short.get(name, ())
    if direct:
        return direct
    for cut in range(SHORTEST_NAME, len(name) - 1):
        last = gazetteer.full.get(name[cut:]) or gazetteer.short.get(name[cut:], ())
        above = set(_codes_in_chinese(name[:cut], gazetteer)) if last else set()
        within = tuple(code for code in last if above & set(gazetteer.ancestors(code)))
        if within:
            return within
    return ()


def _nearest_rank(codes: Codes, gazetteer: Gazetteer) -> Codes:
    """河北 is the province and not a district of Tianjin; 朝阳 may be a city or a district."""
    ranks = [RANKS[gazetteer.cities[code].level] for code in codes]
    is_province = 0 in ranks and 1 not in ranks
    return tuple(c for c, rank in zip(codes, ranks, strict=True) if not is_province or rank == 0)


def _codes_in_english(name: str, gazetteer: Gazetteer) -> Codes:
    """Codes of an English name; without its level the highest is meant, as usage has it."""
    first, _, rest = name.partition(",")
    found = _ENGLISH.fullmatch(first.strip().lower())
    if not found:
        return ()
    codes: Codes = gazetteer.english.get(_plain(found[1]), ())
    if rest.strip():
        above = set(_codes_in_english(rest.strip(), gazetteer))
        codes = tuple(code for code in codes if above & set(gazetteer.ancestors(code)))
    by_level = (
        tuple(code for code in codes if gazetteer.cities[code].level == level)
        for level in _ENGLISH_LEVELS[found[2] or ""]
    )
    return next(filter(None, by_level), ())


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _hint(written: str, gazetteer: Gazetteer) -> str:
    codes = _near_codes(written, gazetteer)
    if not codes:
        return "Write its GB/T 2260 code or its name, as 321100 or 镇江市."
    return f"Did you mean {gazetteer.listed(codes)}?"


def _near_codes(written: str, gazetteer: Gazetteer) -> Codes:
    """The city or province that a mistaken code lies in, or what a mistaken name is near to."""
    if written[:2].isdigit():
        around = (written[:cut].ljust(6, "0") for cut in (4, 2))
        return tuple(code for code in around if code in gazetteer.cities)[:1]
    plain = _plain(written) if written.isascii() else written
    names = gazetteer.english if written.isascii() else gazetteer.full
    near = difflib.get_close_matches(plain, names, n=1)
    return names[near[0]] if near else ()


def _frozen(names: Mapping[str, list[str]]) -> dict[str, Codes]:
    return {name: tuple(codes) for name, codes in names.items()}
