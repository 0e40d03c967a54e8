"""What an article is taken apart into: sections, clauses, and the outline that holds them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading, numbered or run in, or a named project, and the text it governs.

    `title` is the heading without its list numeral and final mark; `level` counts from 1.
    start/end span the governed text, the heading's own sentence included.
    """

    title: str
    start: int
    end: int
    level: int


@dataclass(frozen=True)
class Clause:
    """A sentence (ended by 。！？ or its paragraph) split at ；, without its final mark.

    sentence and paragraph count from 0 within the article; `section` is the title of the
    innermost section, "" where there is none; `is_heading` marks titles, which say nothing.
    `speaker` is the label of the turn it stands in ("" outside interviews), `is_question`
    marks what an interviewer says.
    """

    start: int
    end: int
    text: str
    sentence: int
    paragraph: int
    section: str
    is_heading: bool = False
    speaker: str = ""
    is_question: bool = False


@dataclass(frozen=True)
class Outline:
    """An article taken apart. Paragraphs are lines of the clean text, as (start, end)."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
