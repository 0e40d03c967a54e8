"""Which indicator a target has: the longest term of indicator_terms.csv that names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache, partial

from cmp.extract.decisions import Decision
from cmp.extract.subjects import Subject
from cmp.vocabulary import IndicatorTerm, Vocabulary

OTHER = "other"
QUOTE = re.compile("[“”‘’]")
UNNAMED = "no term of the list names it"


def indicator(
    text: str, subject: Subject, conditions: Collection[str], vocabulary: Vocabulary
) -> Decision:
    """The code of the term that ends nearest to the end of the subject, the longest of these.

    `conditions` are the unit kind, measure type and status of the target; a term with a `when`
    needs it among them, and goes before one without. Of a share (甲占乙比重) the part is named, not
    the whole. Words around the subject name it where the
    subject itself does not; "other" where nothing does.
    """
    usable = partial(_terms(vocabulary).find, conditions=conditions)
    for start, end, rule in _places(text, subject, vocabulary):
        found = _best(text, start, end, subject.window_start, usable)
        if found:
            return Decision(found[0], rule, found[1])
    bare = QUOTE.sub("", subject.text)
    found = _best(bare, 0, len(bare), 0, usable)
    if found:
        return Decision(found[0], "longest term in the subject without quotation marks", found[1])
    return Decision(OTHER, UNNAMED)


def named_within(
    text: str, span: tuple[int, int], conditions: Collection[str], vocabulary: Vocabulary
) -> Decision:
    """The code of the last term within text[start:end]; what a sum without a noun belongs to."""
    usable = partial(_terms(vocabulary).find, conditions=conditions)
    found = _best(text, *span, span[0], usable)
    if found:
        return Decision(found[0], "last term in the words that tell of it", found[1])
    return Decision(OTHER, UNNAMED)


def _places(text: str, subject: Subject, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Where the term may end, the nearest first: the subject, then the words around it."""
    if subject.own:
        yield *subject.own, "longest term in the noun at the number"
    part = _share_of(vocabulary).search(text, subject.start, subject.end)
    if part:
        yield subject.start, part.end(), "longest term of what has the share"
    yield subject.start, subject.end, "longest term in the subject"
    listed = _listed(vocabulary).search(text, subject.window_start, subject.start)
    if listed:
        yield subject.window_start, listed.start(), "longest term of what is listed before it"
    if subject.is_inherited or subject.start == subject.end:
        yield subject.window_start, subject.window_end, "longest term around the number"


def _best(text: str, start: int, end: int, reach: int, usable: _Usable) -> tuple[str, str] | None:
    """The code and words of the best term that ends in text[start:end].

    It may begin as far back as `reach`.
    """
    found = [
        (place + length, bool(term.when), length, term.indicator)
        for place, length, term in usable(text, min(reach, start), end)
        if place + length > start
    ]
    if not found:
        return None
    stop, _, length, code = max(found)
    return code, text[stop - length : stop]


_Usable = Callable[[str, int, int], Iterator[tuple[int, int, IndicatorTerm]]]


class _Terms:
    """The terms, by their first character, so that a text is read once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.by_first: dict[str, list[tuple[re.Pattern[str] | str, IndicatorTerm]]] = {}
        for term in vocabulary.indicator_terms:
            form: re.Pattern[str] | str = term.term
            if "…" in term.term:
                form = re.compile(re.escape(term.term).replace("…", "[^，。；：、]{0,8}?"))
            self.by_first.setdefault(term.term[0], []).append((form, term))

    def find(
        self, text: str, start: int, end: int, conditions: Collection[str]
    ) -> Iterator[tuple[int, int, IndicatorTerm]]:
        """(place, length, term) of every usable term in text[start:end]."""
        for place in range(start, end):
            for form, term in self.by_first.get(text[place], ()):
                if term.when and term.when not in conditions:
                    continue
                length = _length(form, text, place, end)
                if length:
                    yield place, length, term


def _length(form: re.Pattern[str] | str, text: str, place: int, end: int) -> int:
    if isinstance(form, str):
        return len(form) if text.startswith(form, place, end) else 0
    match = form.match(text, place, end)
    return len(match[0]) if match else 0


@cache
def _listed(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What closes a list before the noun that stands for all of it: 火炬计划等各类项目."""
    return re.compile(f"(?:{vocabulary.pattern('list_close')})$")


@cache
def _share_of(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(vocabulary.pattern("share_of"))


@cache
def _terms(vocabulary: Vocabulary) -> _Terms:
    return _Terms(vocabulary)
