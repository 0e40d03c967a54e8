"""A value in its printed unit → the same value in the base unit of its kind, so that rows compare.

2.09 亿元 and 3800 万元 both come out in yuan. Reads units.csv; knows of its own only 万 and 亿.
"""

from __future__ import annotations

import math
import re

from cmp.errors import TableError
from cmp.extract.numerals import MYRIADS
from cmp.vocabulary import Vocabulary

RANK, RATIO = "rank", "ratio"
COUNT = "count"
_MAGNITUDE = re.compile(f"[{''.join(MYRIADS)}]*")


def base_unit(unit: str, measure_type: str, vocabulary: Vocabulary) -> tuple[float, str]:
    """What one printed unit is worth in its base unit, and that base unit's name.

    A rank counts nothing: its unit 位 has the base unit `rank`. One part to another (1∶4.6) has no
    unit, and the base unit `ratio`.

    >>> from cmp.vocabulary import load_vocabulary
    >>> base_unit("亿元", "flow", load_vocabulary()), base_unit("位", "rank", load_vocabulary())
    ((100000000.0, 'yuan'), (1.0, 'rank'))
    >>> base_unit("件/万人", "ratio", load_vocabulary())
    (0.0001, 'count/count')

    Raises:
        TableError: the unit is not in units.csv.
    """
    if measure_type == RANK:
        return 1.0, RANK
    if not unit:
        return 1.0, RATIO
    above, slash, below = unit.partition("/")
    if unit in vocabulary.units or not slash:
        return _simple(unit, vocabulary)
    factor, name = _simple(above, vocabulary)
    divisor, per = _simple(below, vocabulary)
    return factor / divisor, f"{name}/{per}"


def _simple(unit: str, vocabulary: Vocabulary) -> tuple[float, str]:
    """A unit without fraction, with 万 or 亿 before it; these alone count people (7.2万农户)."""
    magnitude = _MAGNITUDE.match(unit)
    for size in range(len(magnitude[0]) if magnitude else 0, -1, -1):
        known = vocabulary.units.get(unit[size:])
        if known:
            return known.factor * _worth(unit[:size]), known.base_unit
    if magnitude and magnitude[0] == unit:
        return _worth(unit), COUNT
    raise TableError(f"unit {unit!r} is in no row of units.csv. Add it with its base unit there.")


def _worth(magnitude: str) -> float:
    """万 is 10,000 and 万亿 10^12."""
    return float(math.prod(MYRIADS[character] for character in magnitude))
