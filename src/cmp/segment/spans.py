"""Text to spans: paragraphs, sentences and clauses, with brackets and quotation marks respected.

Every function is one pass over the text; an opening mark without its partner counts as none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Span = tuple[int, int]

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
BRACKETS = {"《": "》", "〈": "〉", "（": "）", "(": ")", "[": "]", "【": "】", "〔": "〕"}
FINAL = "。！？!?"
SPLIT = "；;"
_CLOSERS = {close: open_ for open_, close in (QUOTES | BRACKETS).items()}
_SPACE = " \t\r\u3000\xa0"


@dataclass(frozen=True)
class Marks:
    """Partners of brackets and quotation marks, and the quotes that hold whole sentences."""

    partner: dict[int, int]
    speeches: frozenset[int]


def paragraph_spans(text: str) -> tuple[Span, ...]:
    r"""Lines that hold anything but space, trimmed.

    >>> paragraph_spans("甲\n\n 乙丙")
    ((0, 1), (4, 6))
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start, end = trimmed(text, line.start(), line.end())
        if start < end:
            spans.append((start, end))
    return tuple(spans)


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without the space at its ends."""
    while start < end and text[start] in _SPACE:
        start += 1
    while start < end and text[end - 1] in _SPACE:
        end -= 1
    return start, end


def marks(text: str, paragraphs: tuple[Span, ...]) -> Marks:
    """Pairs of marks within each paragraph; a mark left alone has no partner.

    A quote is a speech when a sentence ends inside it: ； inside then parts clauses.
    """
    partner: dict[int, int] = {}
    speeches: set[int] = set()
    for start, end in paragraphs:
        _pair(text, start, end, partner)
        _find_speeches(text, (start, end), partner, speeches)
    return Marks(partner, frozenset(speeches))


def _pair(text: str, start: int, end: int, partner: dict[int, int]) -> None:
    stack: list[int] = []
    waiting: dict[str, int] = {}
    for place in range(start, end):
        mark = text[place]
        if mark in QUOTES or mark in BRACKETS:
            stack.append(place)
            waiting[mark] = waiting.get(mark, 0) + 1
        elif waiting.get(_CLOSERS.get(mark, ""), 0):
            while True:
                opened = stack.pop()
                waiting[text[opened]] -= 1
                if text[opened] == _CLOSERS[mark]:
                    break
            partner[opened], partner[place] = place, opened


def _find_speeches(text: str, span: Span, partner: dict[int, int], speeches: set[int]) -> None:
    inside: list[int] = []
    for place in range(*span):
        other = partner.get(place, -1)
        if other > place:
            inside.append(place)
        elif other >= 0:
            inside.pop()
        elif text[place] in FINAL and all(text[opened] in QUOTES for opened in inside[-2:]):
            speeches.update(inside[-2:])


def sentence_spans(text: str, paragraph: Span, found: Marks, goes_on: str) -> list[Span]:
    """Sentences of a paragraph, each with its final mark and the closing marks behind it.

    `goes_on` is a pattern of what, right behind a quoted sentence, shows that the sentence
    around the quote is not over.
    """
    spans, start, depth, place = [], paragraph[0], 0, paragraph[0]
    carries_on = re.compile(goes_on)
    while place < paragraph[1]:
        mark = text[place]
        if place in found.partner and mark in BRACKETS:
            depth += 1
        elif place in found.partner and _CLOSERS.get(mark) in BRACKETS:
            depth -= 1
        elif mark in FINAL and not depth:
            end = _absorbed(text, place + 1, paragraph[1], found)
            quoted = any(text[at] in _CLOSERS for at in range(place + 1, end))
            if not (quoted and carries_on.match(text, end)):
                spans.append((start, end))
                start = end
            place = end - 1
        place += 1
    if start < paragraph[1]:
        spans.append((start, paragraph[1]))
    return [span for span in (trimmed(text, *span) for span in spans) if span[0] < span[1]]


def _absorbed(text: str, place: int, end: int, found: Marks) -> int:
    """Behind further final marks and closing quotation marks."""
    while place < end:
        closes = text[place] in _CLOSERS and found.partner.get(place, place) <= place
        if not (closes or text[place] in FINAL):
            break
        if text[place] in _CLOSERS and _CLOSERS[text[place]] in BRACKETS:
            break
        place += 1
    return place


def clause_spans(text: str, sentence: Span, found: Marks) -> list[Span]:
    """The sentence split at ；, outside brackets and short quotes.

    >>> text = "围绕“甲；乙”攻关；建设平台。"
    >>> found = marks(text, ((0, len(text)),))
    >>> [text[a:b] for a, b in clause_spans(text, (0, len(text)), found)]
    ['围绕“甲；乙”攻关', '建设平台']
    """
    spans, start, place = [], sentence[0], sentence[0]
    while place < sentence[1]:
        other = found.partner.get(place, -1)
        if other > place and place not in found.speeches:
            place = min(other, sentence[1])
        elif text[place] in SPLIT:
            spans.append((start, place))
            start = place + 1
        place += 1
    spans.append((start, sentence[1]))
    bared = (bare_span(text, span, found) for span in spans)
    return [span for span in bared if span[0] < span[1]]


def bare_span(text: str, span: Span, found: Marks) -> Span:
    """The span without final marks and without quotation marks that enclose or outreach it.

    >>> text = "“深化合作。”"
    >>> bare_span(text, (0, 6), marks(text, ((0, 6),)))
    (1, 5)
    """
    start, end = trimmed(text, *span)
    while start < end:
        first, last = text[start], text[end - 1]
        if last in FINAL + SPLIT + "：:，,、":
            end -= 1
        elif first in QUOTES and not start < found.partner.get(start, -1) < end - 1:
            start += 1
        elif _CLOSERS.get(last) in QUOTES and found.partner.get(end - 1, -1) < start:
            end -= 1
        elif first in _CLOSERS or first in FINAL:
            start += 1
        else:
            break
        start, end = trimmed(text, start, end)
    return start, end
