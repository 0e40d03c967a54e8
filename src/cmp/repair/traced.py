"""Text that remembers where each of its characters was printed in the raw file.

Every repair is a set of replacements on a TracedText and gives a new one; positions compose by
construction, since each character carries its own raw span. Nothing here knows any damage.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Replacement:
    """`after` instead of text[start:end], half-open, in the text it is applied to."""

    start: int
    end: int
    after: str


@dataclass(frozen=True)
class Edit:
    """A replacement as recorded: its kind of damage and its place in the raw file."""

    kind: str
    raw_start: int
    raw_end: int
    before: str
    after: str


@dataclass(frozen=True)
class TracedText:
    """A text, the raw span of each of its characters, and the edits that led to it.

    `raw_starts` and `raw_ends` never decrease along the text and are never written to.
    """

    text: str
    raw_starts: array[int]
    raw_ends: array[int]
    edits: tuple[Edit, ...] = field(default=())

    @classmethod
    def from_raw(cls, raw: str) -> TracedText:
        """The untouched text: each character stands for itself.

        >>> TracedText.from_raw("鎮江").raw_span(1, 2)
        (1, 2)
        """
        return cls(raw, array("q", range(len(raw))), array("q", range(1, len(raw) + 1)))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw positions of text[start:end]; an empty span has the place it stands at.

        Damage inside the span is covered by it: 鎮(zhèn)江 is the raw span of 鎮江.
        """
        if start == end:
            place = self.raw_ends[start - 1] if start else 0
            return place, place
        return self.raw_starts[start], self.raw_ends[end - 1]

    def replace(self, kind: str, replacements: Sequence[Replacement]) -> TracedText:
        """The text with the replacements made, each recorded as an edit of this kind.

        A replacement as long as what it replaces maps character to character; any other gives
        each new character the whole raw span of what was replaced.

        >>> damaged = TracedText.from_raw("鎮(zhèn)江")
        >>> repaired = damaged.replace("pinyin", [Replacement(1, 7, "")])
        >>> repaired.text, repaired.raw_span(0, 2)
        ('鎮江', (0, 8))

        Raises:
            ValueError: two replacements overlap, or one leaves the text.
        """
        if not replacements:
            return self
        ordered = sorted(replacements, key=lambda r: (r.start, r.end))
        _check(ordered, len(self.text))
        edits = (*self.edits, *(self._edit(kind, r) for r in ordered))
        text = self._spliced(ordered)
        if all(len(r.after) == r.end - r.start for r in ordered):
            return TracedText(text, self.raw_starts, self.raw_ends, edits)
        return TracedText(text, *self._spliced_spans(ordered), edits)

    def record(self, kind: str, spans: Sequence[tuple[int, int]]) -> TracedText:
        """The same text, with an edit that changes nothing for each span that stays damaged.

        >>> TracedText.from_raw("成?fù)功").record("unrestored", [(1, 5)]).edits[0].after
        '?fù)'
        """
        same = [Replacement(start, end, self.text[start:end]) for start, end in spans]
        return self.replace(kind, same)

    def _edit(self, kind: str, r: Replacement) -> Edit:
        return Edit(kind, *self._span_of(r), self.text[r.start : r.end], r.after)

    def _span_of(self, r: Replacement) -> tuple[int, int]:
        """Raw span that the new characters get, so chosen that spans never decrease.

        What is put between two characters that share a raw span (restored as one) shares it too.
        """
        if r.start < r.end:
            return self.raw_starts[r.start], self.raw_ends[r.end - 1]
        place = self.raw_ends[r.start - 1] if r.start else 0
        if r.start == len(self.text):
            return place, place
        return min(place, self.raw_starts[r.start]), place

    def _spliced(self, ordered: Sequence[Replacement]) -> str:
        parts: list[str] = []
        done = 0
        for r in ordered:
            parts += (self.text[done : r.start], r.after)
            done = r.end
        parts.append(self.text[done:])
        return "".join(parts)

    def _spliced_spans(self, ordered: Sequence[Replacement]) -> tuple[array[int], array[int]]:
        starts, ends = array("q"), array("q")
        done = 0
        for r in ordered:
            same_length = len(r.after) == r.end - r.start
            upto = r.end if same_length else r.start
            starts.extend(self.raw_starts[done:upto])
            ends.extend(self.raw_ends[done:upto])
            if not same_length:
                start, end = self._span_of(r)
                starts.extend([start] * len(r.after))
                ends.extend([end] * len(r.after))
            done = r.end
        starts.extend(self.raw_starts[done:])
        ends.extend(self.raw_ends[done:])
        return starts, ends


def _check(ordered: Sequence[Replacement], length: int) -> None:
    for left, right in pairwise(ordered):
        if right.start < left.end:
            raise ValueError(f"replacements overlap: {left} and {right}")
    for r in ordered:
        if not 0 <= r.start <= r.end <= length:
            raise ValueError(f"replacement outside the text of {length} characters: {r}")
