"""Pinyin that a converter put in brackets behind characters, taken out; real brackets stay.

Reads the words that tell a lesson in pronunciation from the vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cmp.repair.reading import BRACKET, can_be_read
from cmp.repair.script import only_traditional
from cmp.repair.traced import Replacement, TracedText
from cmp.vocabulary import Vocabulary

# A converter has a list, so it marks a character wherever it stands, and many of them; a text
# about pronunciation marks one here and there, or all.
_FEWEST_OF_A_LIST = 8
_MOST_MARKED = 0.6
_WHEREVER_IT_STANDS = 0.9


def strip_pinyin(text: TracedText, vocabulary: Vocabulary) -> TracedText:
    """Bracketed pinyin removed where the character before can be read so and a converter put it.

    >>> from cmp.vocabulary import load_vocabulary
    >>> damaged = TracedText.from_raw("鎮(zhèn)江、新能源(智能網(wǎng)聯(lián))汽車")
    >>> strip_pinyin(damaged, load_vocabulary()).text
    '鎮江、新能源(智能網聯)汽車'
    """
    found = [
        match
        for match in BRACKET.finditer(text.text)
        if match.start() and can_be_read(text.text[match.start() - 1], match[1])
    ]
    if not found:
        return text
    marked = Counter(text.text[match.start() - 1] for match in found)
    traditional = sum(n for char, n in marked.items() if only_traditional(char))
    from_a_list = _is_from_a_list(text.text, marked) and not _is_lesson(
        text.text, found, vocabulary
    )
    if not from_a_list and 2 * traditional < len(found):
        return text
    return text.replace("pinyin", [Replacement(m.start(), m.end(), "") for m in found])


def _is_from_a_list(text: str, marked: Counter[str]) -> bool:
    n_marked = sum(marked.values())
    counts = Counter(text)
    standing = sum(counts[char] for char in marked)
    n_chinese = sum(n for char, n in counts.items() if "\u4e00" <= char <= "\u9fff")
    return (
        n_marked >= _FEWEST_OF_A_LIST
        and n_marked <= _MOST_MARKED * n_chinese
        and n_marked >= _WHEREVER_IT_STANDS * standing
        and len(marked) < n_marked
    )


def _is_lesson(text: str, found: Sequence[re.Match[str]], vocabulary: Vocabulary) -> bool:
    """Whether words of pronunciation stand before most of the brackets."""
    lesson = re.compile(vocabulary.pattern("lesson_word"))
    taught = sum(bool(lesson.search(text, max(0, m.start() - 40), m.start())) for m in found)
    return 2 * taught >= len(found)
