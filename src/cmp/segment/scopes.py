"""Headings to sections: how far each one reaches, and which is the innermost at a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmp.segment.parts import Section


@dataclass(frozen=True)
class Heading:
    """Where a section begins; rank 1 is the highest, 0 closes all.

    A heading without title only closes the open sections of its own rank. `limit` is where the
    section ends at the latest.
    """

    start: int
    rank: float
    title: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class _Open:
    heading: Heading
    level: int


def scopes(headings: Sequence[Heading], length: int) -> tuple[Section, ...]:
    """Sections of a text of `length` code points, in the order in which they begin.

    >>> found = scopes([Heading(0, 4, "甲"), Heading(5, 5, "乙"), Heading(9, 4, "丙")], 12)
    >>> [(s.title, s.start, s.end, s.level) for s in found]
    [('甲', 0, 9, 1), ('乙', 5, 9, 2), ('丙', 9, 12, 1)]
    """
    stack: list[_Open] = []
    found: list[Section] = []

    def close(place: int) -> None:
        opened = stack.pop()
        limit = opened.heading.limit
        end = place if limit is None else min(place, limit)
        found.append(Section(opened.heading.title, opened.heading.start, end, opened.level))

    for heading in sorted(headings, key=lambda h: (h.start, h.rank)):
        while stack and _is_over(stack, heading):
            close(heading.start)
        if heading.title:
            stack.append(_Open(heading, len(stack) + 1))
    while stack:
        close(length)
    return tuple(sorted(found, key=lambda s: (s.start, s.level)))


def _is_over(stack: list[_Open], heading: Heading) -> bool:
    """Whether the innermost open section ends where this heading stands."""
    top = stack[-1].heading
    if top.limit is not None and top.limit <= heading.start:
        return True
    if any(opened.heading.rank == heading.rank for opened in stack):
        return True
    if not heading.rank:
        return True
    return bool(heading.title) and top.rank > heading.rank and top.limit is None


def innermost(sections: Sequence[Section], places: Sequence[int]) -> list[str]:
    """Title of the innermost section at each of the ascending places, "" outside all.

    >>> innermost([Section("甲", 0, 9, 1), Section("乙", 5, 9, 2)], [1, 6, 9])
    ['甲', '乙', '']
    """
    titles: list[str] = []
    stack: list[Section] = []
    waiting = iter(sections)
    upcoming = next(waiting, None)
    for place in places:
        while upcoming is not None and upcoming.start <= place:
            stack.append(upcoming)
            upcoming = next(waiting, None)
        while stack and stack[-1].end <= place:
            stack.pop()
        titles.append(stack[-1].title if stack else "")
    return titles
