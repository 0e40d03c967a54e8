"""A text as its lines, each with its place; which of them are prose."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cmp.repair.traced import Replacement

ENDS = "。！？…”’；：.!?"
_SENTENCE_ENDS = "。！？"
_SHORTEST_PROSE = 30


@dataclass(frozen=True)
class Line:
    """text[start:end], without its line break."""

    start: int
    end: int
    text: str

    @property
    def is_prose(self) -> bool:
        """Whether the line holds at least one whole sentence of some length."""
        return len(self.text) >= _SHORTEST_PROSE and any(c in self.text for c in _SENTENCE_ENDS)


def lines_of(text: str) -> list[Line]:
    r"""The lines of a text.

    >>> [(line.start, line.end) for line in lines_of("标题\n正文。")]
    [(0, 2), (3, 6)]
    """
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        yield Line(start, start + len(line), line)
        start += len(line) + 1


def without_lines(lines: list[Line], dropped: Collection[int]) -> list[Replacement]:
    r"""What takes these lines out, each with one line break, so that no empty line stays.

    >>> without_lines(lines_of("首页\n标题\n正文"), {0, 2})
    [Replacement(start=0, end=3, after=''), Replacement(start=5, end=8, after='')]
    """
    found: list[Replacement] = []
    is_first_kept_past = False
    for n, line in enumerate(lines):
        if n not in dropped:
            is_first_kept_past = True
        elif is_first_kept_past:
            found.append(Replacement(line.start - 1, line.end, ""))
        else:
            end = min(line.end + 1, lines[-1].end)
            found.append(Replacement(line.start, end, ""))
    return found
