"""White space to what a clean text has: one blank between words, one line per paragraph.

Knows no words. Blanks that set parts of a title apart stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmp.repair.traced import Replacement, TracedText

_BREAKS = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_BLANKS = "\t \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Zero-width marks, direction marks, soft hyphens, control characters, byte-order marks, and the
# place holder of an embedded object.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc"
)
_WHITE = re.compile(f"[{_BREAKS}{_BLANKS}{_UNSEEN}]+")
_BREAK = re.compile(f"[{_BREAKS}]")
_BLANK = re.compile(f"[{_BLANKS}]")

_CHINESE = "\u4e00-\u9fff〇"
_FULL = "，。、；：！？（）《》〈〉“”‘’【】"
_BESIDE_FULL = re.compile(" +(?=[，。、；：！？）》”’】])|(?<=[，。、；：！？（《“‘【]) +")
# 2025 in 到 2025 年; not the 3 of Python 3, which belongs to the word before.
_NUMBER = re.compile(rf"(?<=[{_CHINESE}{_FULL}])( ?)[\d.,\-]*\d[%‰]?( ?)(?=[{_CHINESE}{_FULL}%‰])")
_SPREAD = re.compile(rf"(?<![{_CHINESE}])[{_CHINESE}](?: [{_CHINESE}]){{3,}}(?![{_CHINESE}])")
_SPREAD_LINE = re.compile(rf"(?m)^[{_CHINESE}](?: [{_CHINESE}]){{1,2}}$")
_PROSE_LINE = re.compile(r"(?m)^.*[，。；].*$")


def clean_spaces(text: TracedText) -> TracedText:
    r"""Unseen characters dropped, blanks single, indentation and empty lines gone.

    >>> raw = "\ufeff　　锚定目标\xa0 笃行实干\r\n\r\n　　近年来"
    >>> clean_spaces(TracedText.from_raw(raw)).text
    '锚定目标 笃行实干\n近年来'
    """
    return text.replace("spaces", list(_whites(text.text)))


def _whites(text: str) -> Iterator[Replacement]:
    for match in _WHITE.finditer(text):
        start, end = match.span()
        if start == 0 or end == len(text):
            after = ""
        elif _BREAK.search(match[0]):
            after = "\n"
        else:
            after = " " if _BLANK.search(match[0]) else ""
        if after != match[0]:
            yield Replacement(start, end, after)


def tighten_spaces(text: TracedText) -> TracedText:
    r"""Blanks that Chinese does not write: beside its punctuation, around numbers, in spread words.

    Blanks around numbers only go in prose: in a line of a table they part its columns.

    >>> tighten_spaces(TracedText.from_raw("到 2025 年， 增长 8.6 %。\n合计 20 35\n通 知")).text
    '到2025年，增长8.6%。\n合计 20 35\n通知'
    """
    if " " not in text.text:
        return text
    places = {*_beside_punctuation(text.text), *_around_numbers(text.text), *_in_words(text.text)}
    return text.replace("spaces", [Replacement(at, at + 1, "") for at in sorted(places)])


def _beside_punctuation(text: str) -> Iterator[int]:
    for match in _BESIDE_FULL.finditer(text):
        yield from range(*match.span())


def _around_numbers(text: str) -> Iterator[int]:
    for line in _PROSE_LINE.finditer(text):
        if " " in line[0]:
            for match in _NUMBER.finditer(text, *line.span()):
                yield from (match.start(n) for n in (1, 2) if match[n])


def _in_words(text: str) -> Iterator[int]:
    for pattern in (_SPREAD, _SPREAD_LINE):
        for match in pattern.finditer(text):
            yield from range(match.start() + 1, match.end(), 2)
