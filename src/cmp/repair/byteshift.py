"""Byte-shift damage back to text: the inverse of gbk.damage, byte for byte.

A "?" in the damaged text stands for a byte: for the A1 of a 。, or, with pinyin and a bracket
behind it, for the first byte of a character whose second byte follows. Put back, all bytes behind
it pair up anew until both readings agree again. A further "?" inside the run hides bytes that
nothing tells; each character it cost stays a "?" and is recorded as unrestored, as is a run that
does not read as Chinese whatever is put back. Knows no words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cmp.repair.gbk import LOST, LOST_STOP, character
from cmp.repair.likelihood import reads_like_chinese
from cmp.repair.reading import BRACKET, LETTERS, can_be_read, is_chinese
from cmp.repair.script import only_simplified, script_of, to_simplified
from cmp.repair.traced import Replacement, TracedText

# Behind the "?" of a lead byte: the pinyin whose opening bracket the "?" has eaten. A decoder that
# shows U+FFFD has eaten nothing, so the bracket is there.
_TAIL = re.compile(rf"[(（]?([{LETTERS}]{{1,7}})[)）]")
_LOST = "?？\ufffd"
# Behind the "?" of a lost A1: the full-width form that A3, the second byte of 。, made with the
# first byte of the next character (” is !, 科 is ?, 基 is ;, 和 is :), and a character of the run.
# Where no ” follows 。 it is any full-width form: 市 makes a Ｊ, 上 a Ｉ.
_FORMS = "!?:;" + bytes(byte for second in range(0xA1, 0xFE) for byte in (0xA3, second)).decode(
    "gbk"
)
_TRIGGER = re.compile(
    rf"[{_LOST}](?=[(（]?[{LETTERS}]{{1,7}}[)）]|[{_FORMS}][^\x00-\x3e\x40-\x7f])"
)
_TAG_REST = re.compile(r"/?[a-zA-Z][\w:]{0,12}[^<>\n]{0,60}>")
# What a Chinese text prints beside Chinese characters; a byte pair that is anything else (kana,
# Cyrillic, box drawing) is a wrong pair.
_ASCII = "!%&()+,-./:;<=>0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PRINTED = frozenset(
    set(_ASCII)
    | {chr(ord(char) + 0xFEE0) for char in _ASCII}
    | set("，。、；：！？…—·“”‘’（）《》〈〉【】〔〕「」『』％‰℃×～№①②③④⑤⑥⑦⑧⑨⑩")
)
_CLOSING = {"“": "”", "‘": "’"}
# Second bytes of ” ’ 」 』 》 〉: what stands behind a 。 that lost its A1.
_CLOSING_TAILS = frozenset(b"\xb1\xaf\xb9\xbb\xb7\xb5")
_UNKNOWN = -1

# Runs end at the first byte of a Traditional character that is a letter, on average after seven
# characters; these bounds keep hostile text linear.
_LONGEST_RUN = 120
_MOST_READINGS = 60
_LONGEST_QUOTATION = 2000
_CONTEXT = 5
# Mean log-probability per character: what the restored text must have, what it must gain over
# the damage, what it must be ahead of any other reading (much, to decide others), and what a lost
# character counts.
_READABLE = -8.5
_GARBLED = -9.5
_GAIN = 1.0
_AHEAD = 0.5
_SURE = 1.0
_UNLIKELY = 0.5
_LOSS = -14.0


@dataclass(frozen=True)
class _Run:
    """Damaged text read up to `place`: the characters so far, and a first byte that waits.

    `forced`: characters that the converter's list must have held, `proven`: no real text looks so.
    """

    place: int
    out: str = ""
    waiting: int | None = None
    last_byte: int | None = None
    forced: str = ""
    proven: bool = False

    def feed(self, data: bytes, place: int, *, forced: str = "") -> Iterator[_Run]:
        """The run after these bytes; nothing where they are no text."""
        out, waiting = self.out, self.waiting
        for byte in data:
            if waiting is None and byte >= 0x80:
                waiting = byte
                continue
            char = _pair(waiting, byte)
            if not (is_chinese(char) or char in _PRINTED or char == LOST):
                return
            out, waiting = out + char, None
        yield _Run(place, out, waiting, data[-1], self.forced + forced, self.proven)


def _pair(first: int | None, second: int) -> str:
    if first == _UNKNOWN:
        return LOST
    char = character(bytes([second] if first is None else [first, second]))
    return "" if char == LOST else char


@dataclass(frozen=True)
class _Choice:
    """The readings of the run at one "?", each with its likelihood, the best first."""

    start: int
    ranked: tuple[tuple[float, _Run], ...]

    @property
    def lead(self) -> float:
        """How far the best is ahead of the next that gives another text; 0 for no reading."""
        if not self.ranked:
            return 0.0
        (first, best), *others = self.ranked
        text = to_simplified(best.out)
        rivals = (score for score, run in others if to_simplified(run.out) != text)
        return first - next(rivals, -math.inf)

    def within(self, listed: frozenset[str]) -> _Choice:
        """Only the readings that need no character but these on the list, where there is one."""
        kept = tuple(pair for pair in self.ranked if listed.issuperset(pair[1].forced))
        return _Choice(self.start, kept) if kept else self


def restore_byte_shift(text: TracedText) -> TracedText:
    """Runs of shifted bytes restored; what cannot be is recorded as unrestored.

    >>> damaged = TracedText.from_raw("項目落地?fù)P州。")
    >>> restore_byte_shift(damaged).text
    '項目落地揚州。'
    """
    restored: list[Replacement] = []
    unrestored: list[tuple[int, int]] = []
    done = 0
    for choice in _choices(text.text):
        start = choice.start
        if start < done:
            continue
        tail = _TAIL.match(text.text, start + 1)
        if _is_sure(text.text, choice):
            run = choice.ranked[0][1]
            done = run.place
            restored.append(Replacement(start, done, run.out))
        elif tail:
            done = tail.end()
            unrestored.append((start, done))
        elif _is_garbled(text.text, start):
            done = start + 2
            unrestored.append((start, done))
    recorded = text.record("unrestored", unrestored).replace("byte_shift", restored)
    return recorded.record("unrestored", list(_losses(restored)))


def _is_garbled(text: str, start: int) -> bool:
    """Whether what follows a "?" reads as no Chinese text does, so that a stop was lost here."""
    behind = BRACKET.sub("", text[start + 1 : start + 1 + 3 * _CONTEXT])[: 2 * _CONTEXT]
    return text[start] in "?\ufffd" and reads_like_chinese(to_simplified(behind)) < _GARBLED


def _losses(restored: list[Replacement]) -> Iterator[tuple[int, int]]:
    """Places of the lost characters within what was restored, in the restored text."""
    grown = 0
    for r in restored:
        for match in re.finditer(re.escape(LOST), r.after):
            yield r.start + grown + match.start(), r.start + grown + match.end()
        grown += len(r.after) - (r.end - r.start)


def _choices(text: str) -> list[_Choice]:
    """The readings at every "?", chosen so that all need one list of characters.

    A run often has a second reading that needs another character on the converter's list. One
    list made all runs of the text, so what the sure runs need decides the others.
    """
    places = [match.start() for match in _TRIGGER.finditer(text)]
    if not places:
        return []
    unlisted = _unlisted(text)
    traditional = script_of(text) == "traditional"
    choices = [_ranked(text, start, unlisted, traditional=traditional) for start in places]
    sure = (choice.ranked[0][1].forced for choice in choices if choice.lead >= _SURE)
    listed = frozenset("".join(sure))
    return [choice.within(listed) for choice in choices]


def _unlisted(text: str) -> frozenset[str]:
    """Characters that stand without pinyin somewhere, so that the converter's list lacks them."""
    marked = Counter(text[match.start() - 1] for match in BRACKET.finditer(text) if match.start())
    return frozenset(char for char, n in Counter(text).items() if n > marked[char])


def _ranked(text: str, start: int, unlisted: frozenset[str], *, traditional: bool) -> _Choice:
    scored: list[tuple[float, _Run]] = []
    for run in dict.fromkeys(_runs(text, start)):
        unlikely = not unlisted.isdisjoint(run.forced)
        if traditional:
            unlikely = unlikely or any(map(only_simplified, run.forced + run.out))
        scored.append((_score(text, start, run) - _UNLIKELY * unlikely, run))
    return _Choice(start, tuple(sorted(scored, key=lambda pair: -pair[0])))


def _is_sure(text: str, choice: _Choice) -> bool:
    """Whether the best reading is like enough to Chinese, and no other nearly as much."""
    if choice.lead < _AHEAD:
        return False
    score, run = choice.ranked[0]
    damaged = _score(text, choice.start, _Run(run.place, text[choice.start : run.place]))
    is_bracket = _TAIL.match(text, choice.start + 1) is not None
    return run.proven or score >= damaged + _GAIN or (is_bracket and score >= _READABLE)


def _score(text: str, start: int, run: _Run) -> float:
    before = BRACKET.sub("", text[max(0, start - 3 * _CONTEXT) : start])[-_CONTEXT:]
    behind = BRACKET.sub("", text[run.place : run.place + 3 * _CONTEXT])[:_CONTEXT]
    lost = run.out.count(LOST)
    whole = to_simplified(before + run.out + behind)
    return reads_like_chinese(whole) + _LOSS * lost / len(whole)


def _runs(text: str, start: int) -> Iterator[_Run]:
    """Ways to read on from the "?" until both readings agree; those without loss first."""
    whole, lossy = list(_first_steps(text, start)), list[_Run]()
    found = 0
    while (whole or lossy) and found < _MOST_READINGS:
        run = (whole or lossy).pop()
        if run.waiting is None:
            found += 1
            yield run
        elif run.place < min(len(text), start + _LONGEST_RUN):
            for step in _steps(text, run, start):
                is_lossy = step.waiting == _UNKNOWN or LOST in step.out
                (lossy if is_lossy else whole).append(step)


def _first_steps(text: str, start: int) -> Iterator[_Run]:
    yield from _lead_bytes(text, _Run(start, last_byte=_byte_before(text, start)))
    form, behind = text[start + 1 : start + 2], text[start + 2 : start + 3]
    if form and behind and form in _FORMS:
        if form in "!！" and behind not in _LOST and _bytes_of(behind)[0] not in _CLOSING_TAILS:
            return
        stop = _Run(start + 1, waiting=LOST_STOP, last_byte=LOST_STOP)
        yield from stop.feed(_bytes_of(_full_width(form)), start + 2)


def _steps(text: str, run: _Run, start: int) -> Iterator[_Run]:
    """What the next character of a run may have been, the likeliest last."""
    char, behind = text[run.place], run.place + 1
    bracket = BRACKET.match(text, run.place)
    if bracket and can_be_read(text[run.place - 1], bracket[1]):
        yield _Run(bracket.end(), run.out, run.waiting, run.last_byte, run.forced, run.proven)
    elif char in _LOST:
        yield from _hidden(run, behind)
        yield from _lead_bytes(text, run)
        yield from _eaten_bracket(text, run, start)
    elif char != "\n":
        # The scrape may have made a full-width form half-width after the bytes had shifted.
        if "!" <= char <= "~":
            yield from run.feed(_bytes_of(_full_width(char)), behind)
        yield from run.feed(_bytes_of(char), behind)


def _hidden(run: _Run, place: int) -> Iterator[_Run]:
    """The "?" as bytes that nothing tells: a second byte, alone or with a sign or a lead byte."""
    yield _Run(place, run.out + LOST, _UNKNOWN, None, run.forced)
    yield _Run(place, run.out + LOST, None, None, run.forced)
    yield _Run(place, run.out + 2 * LOST, None, None, run.forced)


def _lead_bytes(text: str, run: _Run) -> Iterator[_Run]:
    """The "?" as the byte that makes, with the byte before it, a character read as the pinyin."""
    tail = _TAIL.match(text, run.place + 1)
    if tail and run.last_byte is not None:
        for byte in _second_bytes(run.last_byte, tail[1]):
            marked = _pair(run.last_byte, byte)
            yield from run.feed(bytes([byte]), tail.end(), forced=marked)


def _eaten_bracket(text: str, run: _Run, start: int) -> Iterator[_Run]:
    """The "?" as a second byte of a closing quotation mark and the < of a tag, whose rest follows.

    The byte itself is lost; that the quotation is open says which it was.
    """
    line = text[text.rfind("\n", 0, start) + 1 : start] + run.out
    closing = _open_quotation(line[-_LONGEST_QUOTATION:])
    if run.waiting == LOST_STOP and closing and _TAG_REST.match(text, run.place + 1):
        yield _Run(run.place + 1, run.out + closing + "<", proven=True)


def _open_quotation(line: str) -> str | None:
    """The mark that would close the innermost quotation still open at the end."""
    wanted: list[str] = []
    for char in line:
        if char in _CLOSING:
            wanted.append(_CLOSING[char])
        elif wanted and char == wanted[-1]:
            wanted.pop()
    return wanted[-1] if wanted else None


@cache
def _second_bytes(first: int, pinyin: str) -> tuple[int, ...]:
    """Second bytes that make, behind this first one, a character read so.

    Below 80 none is lost: the byte would have been shown as a letter before the bracket.
    """
    pairs = ((byte, character(bytes([first, byte]))) for byte in range(0x80, 0xFF))
    return tuple(byte for byte, char in pairs if len(char) == 1 and can_be_read(char, pinyin))


def _byte_before(text: str, place: int) -> int | None:
    """Last byte of the character before, past its own bracketed pinyin."""
    while place and text[place - 1] in ")）":
        opening = max(text.rfind("(", 0, place), text.rfind("（", 0, place))
        bracket = BRACKET.match(text, opening) if opening > 0 else None
        if not bracket or bracket.end() != place:
            return None
        place = opening
    if not place or not is_chinese(text[place - 1]):
        return None
    return _bytes_of(text[place - 1])[-1]


def _full_width(char: str) -> str:
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def _bytes_of(char: str) -> bytes:
    return char.encode("gbk", errors="replace")
