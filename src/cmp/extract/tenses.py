"""Which way a period looks from the article: ahead, back, or at the article's own year."""

from __future__ import annotations

import re

AHEAD, BACK = "ahead", "back"
# The last month of a part of the year.
ENDS = {"H1": 6, "Q1": 3, "Q1-Q3": 9}


def tense(period: str, year: int, month: int) -> str:
    """What a period says of a number: ahead, back, or "" for the article's year itself.

    A part of the article's year lies back unless the article appeared before its end. `month` is
    0 where the article has none.

    >>> [tense(period, 2024, 5) for period in ("2025", "2021-2024", "2024", "2024Q1", "2024H1")]
    ['ahead', 'back', '', 'back', '']
    """
    if not period:
        return ""
    first = last = int(period[:4])
    if re.fullmatch(r"\d{4}-\d{4}", period):
        last = int(period[-4:])
    if first < year == last:
        return BACK
    if last != year:
        return AHEAD if last > year else BACK
    part = period[4:]
    if part in ENDS or part[:1] == "M":
        end = ENDS.get(part) or int(part[-2:])
        return "" if month and month <= end else BACK
    return AHEAD if period[4:] == "H2" else ""
