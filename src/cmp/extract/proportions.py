"""Proportions: 8.3∶41.4∶50.3 of a whole, and one part to another, as in 投入产出比1∶4.6.

Three or more numbers that add up to a hundred are shares; of two, one of them 1, the other one is
the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cmp.extract.records import Quantity
from cmp.vocabulary import Vocabulary

UNIT = "%"
PROPORTION = "proportion"  # the kind of one part to another, which has no unit
ROUNDING = 1.0  # what three rounded parts may miss of a hundred
_COLON = r"\s?[:：∶]\s?"
_PARTS = re.compile(
    rf"(?<![\d.:：∶])\d{{1,2}}(?:\.\d+)?(?:{_COLON}\d{{1,2}}(?:\.\d+)?){{2,4}}(?![\d.:：∶])"
)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d+)?")
_SIDE = r"\d{1,5}(?:\.\d{1,4})?"


def find_proportions(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """Every part of a proportion as a number of %, and of two parts the one that is not 1.

    >>> from cmp.vocabulary import load_vocabulary
    >>> words = load_vocabulary()
    >>> [q.value for q in find_proportions("三次产业结构为8.3∶41.4∶50.3，比分3:2:1", words)]
    [8.3, 41.4, 50.3]
    >>> [(q.value, q.kind) for q in find_proportions("投入产出比为1∶4.6，9:30开始", words)]
    [(4.6, 'proportion')]
    """
    for match in _PARTS.finditer(text):
        parts = list(_NUMBER.finditer(text, *match.span()))
        values = [float(part[0]) for part in parts]
        if abs(sum(values) - 100) <= ROUNDING:
            for part, value in zip(parts, values, strict=True):
                yield Quantity(*part.span(), value, None, UNIT, "percent")
    for match in _pair(vocabulary).finditer(text):
        sides = [float(match["a"] or match["c"]), float(match["b"] or match["d"])]
        if 1 in sides:
            start = match.start("a" if match["a"] else "c")
            other = sides[1] if sides[0] == 1 else sides[0]
            yield Quantity(start, match.end(), other, None, "", PROPORTION)


@cache
def _pair(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Two numbers that words before or behind call a proportion."""
    head, behind = vocabulary.pattern("proportion_head"), vocabulary.pattern("proportion_behind")
    free, ends = r"(?<![\d.:：∶])", r"(?![\d.:：∶])"
    led = rf"(?<=[比按为照到于])(?P<a>{_SIDE}){_COLON}(?P<b>{_SIDE}){ends}"
    told = rf"{free}(?P<c>{_SIDE}){_COLON}(?P<d>{_SIDE}){ends}(?=\s?(?:{behind}))"
    return re.compile(rf"(?:{head})[^，。；：\d]{{0,4}}{led}|{told}")
