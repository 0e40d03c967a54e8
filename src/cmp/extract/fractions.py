"""Shares and growth in words: 五成, 一半, 百分之五, 三分之二, 翻一番, 两位数增长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cmp.extract.decisions import Decision
from cmp.extract.numerals import CHINESE, parse_fraction, parse_numeral
from cmp.extract.records import EXACT, Quantity
from cmp.vocabulary import Vocabulary

NUMERAL = rf"(?<![\d.])\d{{1,6}}(?:\.\d{{1,6}})?|{CHINESE}"


def find_fractions(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """Every share or growth in words, as a number of %, in order of place.

    >>> from cmp.vocabulary import load_vocabulary
    >>> found = find_fractions("五成企业，占一半，百分之五，翻一番，翻两番", load_vocabulary())
    >>> [(q.value, q.kind) for q in found]
    [(50.0, 'percent'), (50.0, 'percent'), (5.0, 'percent'), (100.0, 'growth'), (300.0, 'growth')]
    """
    for match in _pattern(vocabulary).finditer(text):
        value, kind, bound = _reading(match)
        bounded = EXACT if bound == "exact" else Decision(bound, "a number in words", match[0])
        is_per_mille = (match["fraction"] or "").startswith("千分之")
        value, unit = (10 * value, "‰") if is_per_mille else (value, "%")
        high = _share(match["high"]) if match["high"] else None
        yield Quantity(*match.span(), value, high, unit, kind, bounded)


def _share(fraction: str) -> float:
    """The percentage of a fraction: 33.3 of 三分之一, as hands code it, 0.85 of 百分之零点八五."""
    places = 4 if fraction[0] in "百千万" else 1
    return round(float(parse_fraction(fraction) * 100), places)


def _reading(match: re.Match[str]) -> tuple[float, str, str]:
    if match["fraction"]:
        return _share(match["fraction"]), "percent", "exact"
    if match["tenths"]:
        part = float(parse_numeral(match["part"])) if match["part"] else 0.0
        return float(parse_numeral(match["tenths"]) * 10) + part, "percent", "exact"
    if match["half"]:
        return 50.0, "percent", "exact"
    if match["more_than_half"]:
        return 50.0, "percent", "min"
    if match["two_digits"]:
        return 10.0, "growth", "min"
    doublings = int(parse_numeral(match["times"] or "一"))
    return 100.0 * (2**doublings - 1), "growth", "about" if match["near"] else "exact"


@cache
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    not_tenths = vocabulary.pattern("tenths_unfit")
    growth = vocabulary.pattern("growth_cue")
    more, half = vocabulary.pattern("half_more"), vocabulary.pattern("half")
    two_digits = vocabulary.pattern("two_digits")
    return re.compile(
        rf"(?P<fraction>(?:{NUMERAL}|万)分之(?:{NUMERAL}))"
        # 百分之三至百分之五
        rf"(?:[至—–~～]{{1,2}}(?P<high>百分之(?:{NUMERAL})))?"
        rf"|(?<!第)(?P<tenths>\d(?:\.\d)?|[一二三四五六七八九两])成(?P<part>[一二三四五六七八九])?"
        rf"(?!{not_tenths})"
        rf"|(?P<more_than_half>{more})|(?P<half>{half})"
        rf"|(?P<two_digits>(?:{two_digits})(?=[^，。；]{{0,3}}(?:{growth}))"
        rf"|(?<=增长)(?:{two_digits})(?:以上)?)"
        # 三个翻番 counts slogans.
        rf"|(?<!个)翻了?(?P<near>近)?(?P<times>{CHINESE})?番"
    )
