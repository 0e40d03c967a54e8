"""Proportions of a whole: 8.3∶41.4∶50.3, three or more numbers that add up to a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmp.extract.records import Quantity

UNIT = "%"
ROUNDING = 1.0  # what three rounded parts may miss of a hundred
_COLON = r"\s?[:：∶]\s?"
_PARTS = re.compile(
    rf"(?<![\d.:：∶])\d{{1,2}}(?:\.\d+)?(?:{_COLON}\d{{1,2}}(?:\.\d+)?){{2,4}}(?![\d.:：∶])"
)
_NUMBER = re.compile(r"\d{1,2}(?:\.\d+)?")


def find_proportions(text: str) -> Iterator[Quantity]:
    """Every part of a proportion as a number of %, in order of place.

    >>> [q.value for q in find_proportions("三次产业结构为8.3∶41.4∶50.3，比分3:2:1")]
    [8.3, 41.4, 50.3]
    """
    for match in _PARTS.finditer(text):
        parts = list(_NUMBER.finditer(text, *match.span()))
        values = [float(part[0]) for part in parts]
        if abs(sum(values) - 100) <= ROUNDING:
            for part, value in zip(parts, values, strict=True):
                yield Quantity(*part.span(), value, None, UNIT, "percent")
