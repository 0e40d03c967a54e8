"""Hand-coded rows and extracted rows → pairs: which extracted row answers to which coded one.

Text is compared without punctuation, quotation marks and spaces.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
SAME_CLAUSE = 0.6
SAME_SUBJECT = 0.6


@dataclass(frozen=True)
class Pair:
    """A coded row and the extracted row found for it; None for a miss or for an extra row."""

    coded: Row | None
    found: Row | None


def bare(text: str | None) -> str:
    """Letters and digits only.

    >>> bare("“五大工程”，共 30项")
    '五大工程共30项'
    """
    return re.sub(r"[\W_]", "", text or "")


def match_targets(
    coded: Sequence[Row], found: Sequence[Row], docs: Collection[str]
) -> Iterator[Pair]:
    """Pairs with the same value and unit; of several, the one whose words agree most."""
    yield from _matched(coded, found, docs, _best_target)


def match_measures(
    coded: Sequence[Row], found: Sequence[Row], docs: Collection[str]
) -> Iterator[Pair]:
    """Pairs of clauses that share a run of at least 60 % of the shorter one."""
    yield from _matched(coded, found, docs, _best_measure)


def match_parts(
    coded: Sequence[Row], found: Sequence[Row], docs: Collection[str]
) -> Iterator[Pair]:
    """Pairs of programme parts of one name, with or without its last word (工程, 行动, 计划)."""
    yield from _matched(coded, found, docs, _best_part)


_Choice = Callable[[Row, Sequence[Row]], Row | None]


def _matched(
    coded: Sequence[Row], found: Sequence[Row], docs: Collection[str], best: _Choice
) -> Iterator[Pair]:
    pools: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if row["doc"] in docs:
            pools[row["doc"]].append(row)
    for row in coded:
        pool = pools[row["doc"]]
        chosen = best(row, pool)
        if chosen is not None:
            pool[:] = [other for other in pool if other is not chosen]
        yield Pair(row, chosen)
    for pool in pools.values():
        yield from (Pair(None, row) for row in pool)


def _best_target(coded: Row, pool: Sequence[Row]) -> Row | None:
    def likeness(found: Row) -> float:
        words = overlap(found["quote"], coded.get("quote")) if coded.get("quote") else 0.0
        same = same_subject(found["subject"], coded["subject"])
        return words + same + float(found["indicator"] == coded["indicator"])

    same = [found for found in pool if _figure(found) == _figure(coded)]
    return max(same, key=likeness, default=None)


def _figure(row: Row) -> tuple[float | None, float | None, str]:
    return _number(row["value"]), _number(row["value_high"]), bare(row["unit"]) or row["unit"]


def _number(cell: str | float | None) -> float | None:
    return None if cell in (None, "") else round(float(cell), 6)


def _best_measure(coded: Row, pool: Sequence[Row]) -> Row | None:
    scored = [(overlap(found["text"], coded["text"]), n) for n, found in enumerate(pool)]
    share, number = max(scored, default=(0.0, 0))
    return pool[number] if share >= SAME_CLAUSE else None


def _best_part(coded: Row, pool: Sequence[Row]) -> Row | None:
    return next((found for found in pool if _core(found["part"]) == _core(coded["part"])), None)


def _core(part: str) -> str:
    return re.sub(r"(工程|行动|计划)$", "", bare(part))


def same_subject(one: str | None, other: str | None) -> bool:
    """Whether one subject holds the other, or they share 60 % of their character pairs.

    >>> same_subject("高新技术企业", "国家高新技术企业"), same_subject("高新技术企业", "人才")
    (True, False)
    """
    a, b = bare(one), bare(other)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    shared = sum((_bigrams(a) & _bigrams(b)).values())
    return 2 * shared >= SAME_SUBJECT * (max(len(a) - 1, 1) + max(len(b) - 1, 1))


def _bigrams(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(text))


def overlap(one: str | None, other: str | None) -> float:
    """Longest shared run as a share of the shorter text, 0 to 1."""
    a, b = bare(one), bare(other)
    if not a or not b:
        return 0.0
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.find_longest_match().size / min(len(a), len(b))


def likeness_of_texts(one: str, other: str) -> float:
    """Share of the longer text's letters and digits that stand in the other in the same order."""
    a, b = bare(one), bare(other)
    longest = max(len(a), len(b), 1)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return 1 - (max(len(a), len(b)) - same) / longest
