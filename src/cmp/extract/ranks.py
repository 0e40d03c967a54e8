"""Ranks: 第12位, 首位, 前10名, 位列第一. An ordinal of documents, batches or sessions is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cmp.extract.decisions import Decision
from cmp.extract.numerals import CHINESE, parse_numeral
from cmp.extract.records import EXACT, Quantity
from cmp.vocabulary import Vocabulary

RANK_UNIT = "位"
REACH = 14  # characters between the words of a rank and its ordinal: 位居全省同类高新区第20位


def find_ranks(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """Every rank, with the unit 位; 前N位 is at most N.

    >>> from cmp.vocabulary import load_vocabulary
    >>> found = find_ranks("居全省第2位，列全市榜首，第三批试点，进入前10名", load_vocabulary())
    >>> [(q.value, q.bound) for q in found]
    [(2.0, 'exact'), (1.0, 'exact'), (10.0, 'max')]
    """
    patterns = _patterns(vocabulary)
    for match in patterns.rank.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        if match["word"]:
            if not patterns.is_no_place(before, text, match.end()):
                yield _rank(match, 1.0)
        elif match["place"] and (match["suffix"] or patterns.is_rank(before, text, match.end())):
            yield _rank(match, float(parse_numeral(match["place"])))
        elif match["club"]:
            among = Decision("max", "a place among so many", match[0])
            yield Quantity(
                *match.span("club"), float(match["best"]), None, RANK_UNIT, "rank", among
            )
        elif match["top"] and (match["top_suffix"] or patterns.context.search(before)):
            is_first = Decision("max", "a place among the first", match[0])
            yield _rank(match, float(parse_numeral(match["top"])), is_first)


def _rank(match: re.Match[str], value: float, bounded: Decision = EXACT) -> Quantity:
    return Quantity(*match.span(), value, None, RANK_UNIT, "rank", bounded)


class _Patterns:
    def __init__(self, vocabulary: Vocabulary) -> None:
        numeral = rf"\d+|{CHINESE}"
        words = vocabulary.pattern("rank_word")
        cues = vocabulary.pattern("rank_cue", "rank_region")
        self.rank = re.compile(
            rf"(?P<word>{words})|第(?P<place>{numeral})(?P<suffix>位|名)?"
            # 跻身全国创新型城市50强
            rf"|(?:{vocabulary.pattern('rank_club')})[^，。；：、\d]{{0,16}}?前?"
            rf"(?P<club>(?P<best>\d{{1,4}})强)(?=[，。；、”’]|$)"
            rf"|前(?P<top>{numeral})(?P<top_suffix>位|名|强)?(?![\d年个季月天周批期章])"
        )
        self.context = re.compile(rf"(?:{cues})[^，。；：！？、]*$")
        self.placed = re.compile(f"(?:{vocabulary.pattern('rank_placed')})[^，。；]{{0,12}}$")
        self.word_unfit = re.compile(vocabulary.pattern("rank_word_unfit"))
        self.unfit = re.compile(vocabulary.pattern("rank_unfit"))

    def is_no_place(self, before: str, text: str, end: int) -> bool:
        """Whether 首位 is what somebody puts first (摆在首位), or part of a name (首位产业)."""
        return bool(self.placed.search(before) or self.word_unfit.match(text, end))

    def is_rank(self, before: str, text: str, end: int) -> bool:
        """Whether a bare 第N behind these words is a rank: 排名第一, but not 第一产业."""
        return bool(self.context.search(before)) and not self.unfit.match(text, end)


@cache
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    return _Patterns(vocabulary)
