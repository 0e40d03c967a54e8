"""Traditional characters to Simplified ones, in texts of one script or of both.

OpenCC's tw2s decides what a character becomes; this module decides where it is asked: a character
that both scripts have (著, 乾, 后, 瞭, 藉) is only touched in a clause that is Traditional.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from cmp.repair.traced import Replacement, TracedText
from cmp.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[^，。；：！？、,;:!?\n]+")
# Above this share of the characters that only one script has, a text is of that script. A
# Simplified text may name 李國豪; a Traditional one holds shifted bytes that look Simplified.
_OF_ONE_SCRIPT = 0.9


def to_simplified(text: str) -> str:
    """The text in Simplified characters, as long as before, by Taiwan's standard: 著力 is 着力.

    >>> to_simplified("推動產業創新，著力突破")
    '推动产业创新，着力突破'
    """
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    # No entry of today's dictionaries changes the length; none of tomorrow's may move positions.
    return "".join(map(_one_to_one, text))


def script_of(text: str) -> str:
    """simplified, traditional or mixed, by the characters that only one of both has.

    >>> script_of("产业创新"), script_of("產業創新"), script_of("產業創新，产业创新")
    ('simplified', 'traditional', 'mixed')
    """
    traditional, simplified = _evidence(text)
    if not traditional or simplified >= _OF_ONE_SCRIPT * (traditional + simplified):
        return "simplified"
    enough = traditional >= _OF_ONE_SCRIPT * (traditional + simplified)
    return "traditional" if enough else "mixed"


def simplify_script(text: TracedText, vocabulary: Vocabulary) -> TracedText:
    """Traditional characters converted; Simplified clauses keep what both scripts have.

    >>> from cmp.vocabulary import load_vocabulary
    >>> mixed = TracedText.from_raw("顯著提升，著名品牌")
    >>> simplify_script(mixed, load_vocabulary()).text
    '显著提升，著名品牌'
    """
    if not _evidence(text.text)[0]:
        return text
    before = text.text
    after = _keep_words(before, to_simplified(before), vocabulary)
    if script_of(before) != "traditional":
        after = _keep_shared(before, after, vocabulary)
    return text.replace("script", list(_differences(before, after)))


def _keep_words(before: str, after: str, vocabulary: Vocabulary) -> str:
    """Words that tw2s takes for others (编著 is no 编着) put back."""
    words = {to_simplified(word): word for word in vocabulary.cues["variant_word"]}
    if not words:
        return after
    kept = list(after)
    for match in re.finditer("|".join(map(re.escape, words)), after):
        word = words[match[0]]
        places = range(match.start(), match.end())
        if all(before[i] == b for i, a, b in zip(places, match[0], word, strict=True) if a != b):
            kept[match.start() : match.end()] = word
    return "".join(kept)


def _keep_shared(before: str, after: str, vocabulary: Vocabulary) -> str:
    """In clauses that are not Traditional, characters that Simplified texts use too put back."""
    kept: list[str] = []
    done = 0
    names = frozenset(vocabulary.cues["variant_kept"])
    for match in _CLAUSE.finditer(before):
        start, end = match.span()
        if before[start:end] == after[start:end]:
            continue
        traditional, simplified = _evidence(match[0])
        if traditional > simplified:
            continue
        kept.append(after[done:start])
        pairs = zip(match[0], after[start:end], strict=True)
        kept += (b if b in names or not only_traditional(b) else a for b, a in pairs)
        done = end
    kept.append(after[done:])
    return "".join(kept)


def _differences(before: str, after: str) -> Iterator[Replacement]:
    """Runs of changed characters."""
    changed = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    for start, end in _runs(changed):
        yield Replacement(start, end, after[start:end])


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for place in places:
        if place != end:
            if start >= 0:
                yield start, end
            start = place
        end = place + 1
    if start >= 0:
        yield start, end


def _evidence(text: str) -> tuple[int, int]:
    """How many characters only Traditional texts have, and how many only Simplified ones."""
    traditional = simplified = 0
    for char, count in Counter(text).items():
        if char > "\u2fff":
            traditional += count * only_traditional(char)
            simplified += count * only_simplified(char)
    return traditional, simplified


@cache
def only_traditional(char: str) -> bool:
    """Whether a character stands in Traditional texts only; 著 and 乾 stand in both.

    >>> only_traditional("產"), only_traditional("著"), only_traditional("市")
    (True, False, False)
    """
    return not _encodes(char, "gb2312") and to_simplified(char) != char


@cache
def only_simplified(char: str) -> bool:
    """Whether a character stands in Simplified texts only.

    >>> only_simplified("产"), only_simplified("后"), only_simplified("市")
    (True, False, False)
    """
    return _encodes(char, "gb2312") and not _encodes(char, "big5")


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _one_to_one(char: str) -> str:
    converted = _converter().convert(char)
    return converted if len(converted) == 1 else char


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    converter: _Converter = import_module("opencc").OpenCC("tw2s")
    return converter
