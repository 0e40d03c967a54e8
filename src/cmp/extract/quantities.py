"""Clean text to quantities, and the bound that the words around each one give it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import chain

from cmp.extract.amounts import find_amounts
from cmp.extract.decisions import Decision
from cmp.extract.exclusions import Exclusions
from cmp.extract.fractions import find_fractions
from cmp.extract.proportions import find_proportions
from cmp.extract.ranks import find_ranks
from cmp.extract.records import Quantity
from cmp.vocabulary import Vocabulary

LOOK = 20  # characters before and behind a number in which a bound word can stand


def find_quantities(text: str, vocabulary: Vocabulary) -> list[Quantity]:
    """Every quantity of a text in order of place; none overlaps another.

    >>> from cmp.vocabulary import load_vocabulary
    >>> [(q.value, q.unit, q.bound) for q in
    ...  find_quantities("2024年力争申报900家以上，总面积50余万平方米", load_vocabulary())]
    [(900.0, '家', 'min'), (50.0, '万平方米', 'about')]
    """
    candidates = chain(
        find_fractions(text, vocabulary),
        find_ranks(text, vocabulary),
        find_amounts(text, vocabulary),
        find_proportions(text, vocabulary),
    )
    exclusions = Exclusions(text, vocabulary)
    bounded = (with_bound(q, text, vocabulary) for q in _apart(candidates))
    return [quantity for quantity in bounded if not exclusions.exclude(quantity)]


def with_bound(quantity: Quantity, text: str, vocabulary: Vocabulary) -> Quantity:
    """The quantity with the bound of the words directly around it, and their reach.

    A word behind the number (以上) outweighs one before it (约). Some words before it may have a
    verb between (最高奖励100万元).
    """
    bounds = _bounds(vocabulary)
    reach = max(0, quantity.start - LOOK), quantity.start
    near = bounds.before.search(text, *reach)
    before = near or bounds.far.search(text, *reach)
    after = bounds.after.match(text, quantity.end)
    bounded = quantity.bounded
    if before:
        rule = "a word right before the number" if near else "a word before the verb at the number"
        bounded = _named(before, rule)
    if after:
        bounded = _named(after, "a word behind the number")
    return replace(
        quantity,
        bounded=bounded,
        lead=before.start() if before else quantity.start,
        tail=after.end() if after else quantity.end,
    )


def _named(match: re.Match[str], rule: str) -> Decision:
    name = next(name for name in ("min", "max", "about") if match[name])
    return Decision(name, rule, match[name])


def _apart(candidates: Iterable[Quantity]) -> list[Quantity]:
    """Candidates in order of place, the longest where two overlap."""
    kept: list[Quantity] = []
    for quantity in sorted(candidates, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


class _Bounds:
    def __init__(self, vocabulary: Vocabulary) -> None:
        def words(place: str) -> str:
            return "|".join(
                f"(?P<{bound}>{vocabulary.pattern(f'bound_{bound}_{place}')})"
                for bound in ("max", "min", "about")
            )

        far = "|".join(
            f"(?P<{bound}>{vocabulary.pattern(f'bound_{bound}_far')})" for bound in ("max", "min")
        )
        self.far = re.compile(rf"(?:{far})(?P<about>)?[^\d，。；：、]{{1,14}}$")
        self.before = re.compile(f"(?:{words('before')})了?$")
        self.after = re.compile(f"(?:{words('after')})")


@cache
def _bounds(vocabulary: Vocabulary) -> _Bounds:
    return _Bounds(vocabulary)
