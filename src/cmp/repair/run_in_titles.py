"""Titles that ran into the sentence behind them, parted from it by 。.

A scrape that drops a title's own line or bold face leaves 推进科创走廊建设充分借鉴先进经验，…: no
sentence of its own says so. One such place may be chance, so it takes two: titles come in series,
parallel to each other. Only what begins like a title, ends like one and is followed by what opens
a sentence is asked for; the words are the codebook's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cmp.repair.lines import Line, lines_of
from cmp.repair.traced import Replacement, TracedText
from cmp.vocabulary import Vocabulary

_LONGEST_TITLE = 22
_LONGEST_LISTED_TITLE = 48
_SHORTEST_BODY = 9
# How many lines away a parallel title may stand, and how many are needed: in the same line one
# other, further off two.
_NEAR_LINES = 2
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’）]?")
_GAP = r"[^，。；！？\n]{1,60}?"


@dataclass(frozen=True)
class _Place:
    """Where a title may end: the line, the position, and whether what follows leaves no doubt."""

    line: int
    at: int
    certain: bool


def part_run_in_titles(text: TracedText, vocabulary: Vocabulary) -> TracedText:
    """A 。 behind each title that ran into its sentence.

    >>> from cmp.vocabulary import load_vocabulary
    >>> raw = "高规格构建组织架构2021年，率先组建科技创新委员会，市长任主任。"
    >>> part_run_in_titles(TracedText.from_raw(raw), load_vocabulary()).text
    '高规格构建组织架构。2021年，率先组建科技创新委员会，市长任主任。'
    """
    patterns = _patterns(vocabulary)
    lines = lines_of(text.text)
    places = [*_in_paragraphs(lines, patterns), *_in_lists(lines, patterns)]
    ends = {place.at for place in places}
    return text.replace("run_in_title", [Replacement(at, at, "。") for at in sorted(ends)])


@dataclass(frozen=True)
class _Patterns:
    """What the codebook's words are looked for with."""

    title: re.Pattern[str]
    listed: re.Pattern[str]
    listed_title: re.Pattern[str]
    whole_title: re.Pattern[str]
    forbidden: re.Pattern[str]


@cache
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    opener = vocabulary.pattern("title_opener")
    noun = vocabulary.pattern("run_in_noun")
    time = rf"(?:(?:19|20)\d\d年|{vocabulary.pattern('run_in_time')})[^，。；！？\n]{{0,10}}，"
    starter = vocabulary.pattern("run_in_starter").replace("…", _GAP)
    body = rf"(?=(?P<time>{time})|(?!{vocabulary.pattern('run_in_unfit')})(?:{starter}))"
    rest = rf"(?=[^，。；：！？、\n]{{{_SHORTEST_BODY},}}|[^。！？\n]{{1,60}}，)"
    numeral = vocabulary.pattern("list_numeral")
    marks = (re.escape(cue) for cue in vocabulary.cues["list_mark_9"])
    mark = "|".join(cue.replace("N", f"(?:{numeral})+").replace("D", r"\d+") for cue in marks)
    item = rf"(?:{mark})，?(?P<opener>{opener})"
    head = rf"(?={opener})[^，。；：！？\n]{{4,{_LONGEST_TITLE}}}"
    return _Patterns(
        title=re.compile(rf"{head}?(?:{noun}){body}{rest}"),
        listed=re.compile(item),
        listed_title=re.compile(
            rf"{item}[^。；：！？\n]{{6,{_LONGEST_LISTED_TITLE}}}?(?:{noun}){body}{rest}"
        ),
        whole_title=re.compile(rf"(?:{mark})?{head}。"),
        forbidden=re.compile(vocabulary.pattern("run_in_forbidden")),
    )


def _in_paragraphs(lines: list[Line], patterns: _Patterns) -> Iterator[_Place]:
    """Titles at the head of sentences, where another stands near or a time word follows."""
    found: list[_Place] = []
    whole = [0] * len(lines)
    for n, line in enumerate(lines):
        if not line.is_prose:
            continue
        for sentence in _SENTENCE.finditer(line.text):
            if patterns.whole_title.fullmatch(sentence[0]):
                whole[n] += 1
            match = patterns.title.match(line.text, sentence.start(), sentence.end())
            if match and not patterns.forbidden.search(match[0]):
                found.append(_Place(n, line.start + match.end(), bool(match["time"])))
    counts = list(whole)
    for place in found:
        counts[place.line] += 1
    for place in found:
        near = sum(counts[max(0, place.line - _NEAR_LINES) : place.line + _NEAR_LINES + 1])
        if place.certain or counts[place.line] >= 2 or near >= 3:
            yield place


def _in_lists(lines: list[Line], patterns: _Patterns) -> Iterator[_Place]:
    """Titles of list items (一是…), where two other items open with a sentence built alike."""
    builds: Counter[tuple[str, int]] = Counter()
    found: list[tuple[_Place, tuple[str, int]]] = []
    for n, line in enumerate(lines):
        item = patterns.listed.match(line.text)
        sentence = _SENTENCE.match(line.text)
        if item is None or sentence is None:
            continue
        match = patterns.listed_title.match(line.text)
        if match and len(sentence[0]) > len(match[0]) + _SHORTEST_BODY:
            place = _Place(n, line.start + match.end(), certain=False)
            found.append((place, (item["opener"], match[0].count("，"))))
        elif len(sentence[0]) <= _LONGEST_LISTED_TITLE:
            builds[item["opener"], sentence[0].count("，")] += 1
    yield from (place for place, build in found if builds[build] >= 2)
