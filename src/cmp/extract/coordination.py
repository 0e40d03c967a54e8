"""A sentence's quantities to readings: each number with its subject, also where they are shared.

Lists of subjects with lists of numbers (甲、乙分别5家、6家), one number for several subjects
(甲、乙均超10家), and movements from one figure to another (由5家增至9家). All other numbers have
the subject that stands at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from cmp.extract.decisions import Decision
from cmp.extract.records import Quantity
from cmp.extract.subjects import (
    CLOSING,
    OPENING,
    PHRASE_MARK,
    Subject,
    Subjects,
    phrase_start,
)
from cmp.vocabulary import Vocabulary

# Characters between the ends of a movement, and between its first cue and its first number.
REACH = 16
LONGEST_LIST = 90
LONGEST_MODIFIER = 4
MOST_ITEMS = 12
LISTED = "its place in the list of subjects"


@dataclass(frozen=True)
class Reading:
    """A number and its subject, and which end of a movement it is: origin, reached, or "".

    `movement` is where the words of the movement begin, and where its first number ends.
    """

    quantity: Quantity
    subject: Subject
    end: str = ""
    movement: tuple[int, int] = (0, 0)


class Coordination:
    """Reads the quantities of one text, sentence by sentence."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.subjects = Subjects(text, vocabulary)
        self.rules = _rules(vocabulary)

    def read(self, quantities: Sequence[Quantity]) -> list[Reading]:
        """The readings of a sentence's quantities, in order of place."""
        readings: list[Reading] = []
        listed: tuple[Subject, ...] = ()
        place = 0
        while place < len(quantities):
            run = self._run(quantities, place)
            found = self._distributed(run, readings, listed) or self._moved(
                quantities[place : place + 2], readings
            )
            if found:
                listed = tuple(r.subject for r in found) if len(found) == len(run) > 1 else listed
            else:
                found = [self._alone(quantities, place, readings)]
            readings += found
            place += len({reading.quantity.start for reading in found})
        return readings

    def _alone(
        self, quantities: Sequence[Quantity], place: int, readings: Sequence[Reading]
    ) -> Reading:
        behind = quantities[place + 1 : place + 2]
        limit = behind[0].lead if behind else len(self.text)
        quantity = quantities[place]
        return Reading(quantity, self.subjects.subject(quantity, _last(readings), limit))

    def _run(self, quantities: Sequence[Quantity], place: int) -> list[Quantity]:
        """The quantities from one on that only list marks part."""
        run = [quantities[place]]
        for left, right in pairwise(quantities[place : place + MOST_ITEMS]):
            if not self.rules.joint.fullmatch(self.text, left.tail, right.lead):
                break
            run.append(right)
        return run

    def _distributed(
        self, run: list[Quantity], readings: Sequence[Reading], listed: tuple[Subject, ...]
    ) -> list[Reading]:
        """Readings of a run whose subjects are a list; none where they are not."""
        start = self._since(run[0], readings)
        cue = self._cue(start, run[0].lead)
        if cue is None:
            return self._inherited(run, start, listed)
        items = self._items(start, cue.start(), run[0].kind, readings)
        if len(run) == 1 and len(items) > 1 and cue["shared"]:
            return [Reading(run[0], item) for item in items]
        if len(items) != len(run):
            items = self._named_before(run, (start, cue.start()), readings, listed)
        if len(run) < 2 or len(items) != len(run):
            return []
        return [Reading(q, item) for q, item in zip(_bounded(run), items, strict=True)]

    def _named_before(
        self,
        run: list[Quantity],
        span: tuple[int, int],
        readings: Sequence[Reading],
        listed: tuple[Subject, ...],
    ) -> list[Subject]:
        """Subjects of a run that has no list: one noun for all, the last list, the last numbers."""
        one = self.subjects.named(span, run[0].kind, None)
        if one:
            return [replace(one, rule="one noun for all numbers of the list")] * len(run)
        if len(listed) == len(run):
            return list(listed)
        return [r.subject.inherited() for r in readings[-len(run) :]]

    def _inherited(
        self, run: list[Quantity], start: int, listed: tuple[Subject, ...]
    ) -> list[Reading]:
        """A further run as long as the list before it, with no subject of its own."""
        if len(run) < 2 or len(run) != len(listed):
            return []
        if self.subjects.named((start, run[0].lead), run[0].kind, None):
            return []
        pairs = zip(_bounded(run), listed, strict=True)
        return [Reading(q, item.inherited(LISTED)) for q, item in pairs]

    def _since(self, quantity: Quantity, readings: Sequence[Reading]) -> int:
        """Where the words of a quantity begin: its phrase, behind the number before it."""
        start = phrase_start(self.text, quantity.lead)
        return max(start, readings[-1].quantity.tail) if readings else start

    def _cue(self, start: int, end: int) -> re.Match[str] | None:
        """The last word in a span that shares out numbers, unless it is part of another word."""
        words = [match.span() for match in self.rules.not_shared.finditer(self.text, start, end)]
        found = [
            match
            for match in self.rules.cue.finditer(self.text, start, end)
            if not any(a <= match.start() < b for a, b in words)
        ]
        return found[-1] if found else None

    def _items(self, start: int, end: int, kind: str, readings: Sequence[Reading]) -> list[Subject]:
        """The subjects listed before a cue; those of the phrase before where it has none."""
        if not self.text[start:end].strip() and start > 0:
            end = start - 1
            start = max(phrase_start(self.text, end), _end_of(readings))
        start = max(start, end - LONGEST_LIST)
        spans = [span for span in self._split(start, end) if span[1] - span[0] > 1]
        if len(spans) < 2:
            return []
        items = [self.subjects.named(span, kind, None) or self._bare(span) for span in spans]
        return [replace(self._shared_head(item, items[-1]), rule=LISTED) for item in items]

    def _bare(self, span: tuple[int, int]) -> Subject:
        return Subject(self.text[slice(*span)], *span, *span)

    def _shared_head(self, item: Subject, last: Subject) -> Subject:
        """An item whose noun stands only at the last one (国家级、省级平台) may be named by it."""
        if len(item.text) <= LONGEST_MODIFIER:
            return replace(item, window_end=last.end, is_inherited=True)
        return item

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Spans between list marks outside brackets and quotation marks."""
        depth, place = 0, start
        while place < end:
            mark = self.text[place]
            depth += (mark in OPENING) - (mark in CLOSING)
            joint = self.rules.joint.match(self.text, place, end) if depth < 1 else None
            if joint and joint.end() > place:
                yield start, place
                start = place = joint.end()
            else:
                place += 1
        yield start, end

    def _moved(self, pair: Sequence[Quantity], readings: Sequence[Reading]) -> list[Reading]:
        """Both ends of a movement from one figure to another."""
        if len(pair) < 2:
            return []
        origin, reached = pair
        start = self._since(origin, readings)
        cues = list(self.rules.origin.finditer(self.text, start, origin.lead))
        between = self.text[origin.tail : reached.lead]
        is_near = cues and origin.lead - cues[-1].end() <= REACH and len(between) <= REACH
        if not is_near or PHRASE_MARK.search(between) or not self.rules.reached.search(between):
            return []
        before = _last(readings)
        subject = self.subjects.named((start, cues[-1].start()), origin.kind, before)
        if subject is None and before is None:
            return []
        subject = subject or before[1].inherited()  # type: ignore[index]
        movement = cues[-1].start(), origin.tail
        return [
            Reading(origin, subject, "origin", movement),
            Reading(reached, subject.inherited("that of the movement"), "reached", movement),
        ]


def _bounded(run: Sequence[Quantity]) -> list[Quantity]:
    """A run whose first number has its bound before it, or its last behind it, for all of them."""
    first, last = run[0], run[-1]
    is_before = first.bound != "exact" and first.lead < first.start
    is_behind = last.bound != "exact" and last.tail > last.end
    if not (is_before or is_behind):
        return list(run)
    known = (last if is_behind else first).bounded
    shared = Decision(known.value, "the bound that its list shares", known.words)
    return [replace(q, bounded=shared) if q.bound == "exact" else q for q in run]


def _last(readings: Sequence[Reading]) -> tuple[Quantity, Subject] | None:
    return (readings[-1].quantity, readings[-1].subject) if readings else None


def _end_of(readings: Sequence[Reading]) -> int:
    return readings[-1].quantity.tail if readings else 0


class _Rules:
    def __init__(self, vocabulary: Vocabulary) -> None:
        shared = vocabulary.pattern("both")
        each = rf"(?:{vocabulary.pattern('each')})(?=[\d〇零一二两三四五六七八九十百])"
        self.cue = re.compile(
            f"(?P<shared>{shared}|{each})|(?:{vocabulary.pattern('respectively')})"
        )
        self.not_shared = re.compile(vocabulary.pattern("not_shared"))
        self.joint = re.compile(f"(?:{vocabulary.pattern('list_joint')})+")
        self.origin = re.compile(vocabulary.pattern("movement_from"))
        self.reached = re.compile(f"(?:{vocabulary.pattern('movement_to')})")


@cache
def _rules(vocabulary: Vocabulary) -> _Rules:
    return _Rules(vocabulary)
