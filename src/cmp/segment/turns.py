"""Question-and-answer articles: whose turn each paragraph belongs to, and who asks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from cmp.segment.spans import Span
from cmp.vocabulary import Vocabulary

_LABEL = re.compile(r"(?P<label>[^，。；：、！？“”《》\s\d]{1,14})[：:]\s*")


@dataclass(frozen=True)
class Turn:
    """Who speaks in a paragraph; `start` is behind the label; `opens` where the turn begins."""

    speaker: str
    start: int
    opens: bool
    is_question: bool


def turns(text: str, paragraphs: tuple[Span, ...], vocabulary: Vocabulary) -> list[Turn]:
    """The turn of every paragraph; without labels of speakers, all stay nobody's.

    A label counts when it recurs and the article has a word of speakers, or when it is such a
    word. A paragraph without label belongs to who spoke last.
    """
    labels = _labels(text, paragraphs, vocabulary)
    word = vocabulary.pattern("asker_word")
    asker = re.compile(f"(?:{word})$|^(?:{word})")
    found: list[Turn] = []
    speaker, asks = "", False
    for start, end in paragraphs:
        match = _LABEL.match(text, start, end)
        opens = match is not None and match["label"] in labels
        if match and opens:
            speaker = match["label"]
            asks = bool(asker.search(speaker))
        found.append(Turn(speaker, match.end() if match and opens else start, opens, asks))
    return found


def _labels(text: str, paragraphs: tuple[Span, ...], vocabulary: Vocabulary) -> set[str]:
    word = vocabulary.pattern("speaker_word", "asker_word")
    speaks = re.compile(f"^(?:{word})|(?:{word})$")
    question = re.compile(vocabulary.pattern("question_word"))
    seen: Counter[str] = Counter()
    asks = False
    for start, end in paragraphs:
        match = _LABEL.match(text, start, end)
        if match:
            seen[match["label"]] += 1
            asks = asks or bool(question.search(text, match.end(), end))
    worded = {label for label in seen if speaks.search(label)}
    if not worded or not asks:
        return set()
    return worded | {label for label, n in seen.items() if n > 1}
