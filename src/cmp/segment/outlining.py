"""Puts the outline together: sentences judged as headings, headings given their scope.

A section lasts until the next heading of its rank or a higher one, the next speaker's turn or
the end; a title run into a paragraph lasts to the paragraph's end at most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from cmp.segment.headings import PROJECT_RANK, HeadingRules, Sentence
from cmp.segment.parts import Clause, Outline, Section
from cmp.segment.scopes import Heading, innermost, scopes
from cmp.segment.spans import (
    QUOTES,
    Span,
    clause_spans,
    marks,
    paragraph_spans,
    sentence_spans,
)
from cmp.segment.titles import PARALLEL, find_titles
from cmp.segment.turns import Turn, turns
from cmp.vocabulary import Vocabulary

BOX_RANK = 6
_BOX = re.compile(r"(\d{1,2})(?=[^\W\dA-Za-z])")
_GOES_ON = r"[，、；：）)]"


@dataclass(frozen=True)
class _Parts:
    """An article half taken apart; `clauses` and `titles` count along `sentences`."""

    text: str
    paragraphs: tuple[Span, ...]
    turns: list[Turn]
    sentences: list[Sentence]
    clauses: list[list[Span]]
    titles: dict[int, Heading | None]


def outline(text: str, vocabulary: Vocabulary) -> Outline:
    r"""The article taken apart; every span counts code points of `text`, half open.

    >>> from cmp.vocabulary import load_vocabulary
    >>> article = "一、强化平台\n建设实验室；引进机构。\n二、强化人才\n举办大赛。"
    >>> for clause in outline(article, load_vocabulary()).clauses:
    ...     print(clause.section, clause.text, clause.is_heading)
    强化平台 一、强化平台 True
    强化平台 建设实验室 False
    强化平台 引进机构 False
    强化人才 二、强化人才 True
    强化人才 举办大赛 False
    """
    rules = HeadingRules(vocabulary)
    parts = _parts(text, vocabulary, rules)
    headings = [heading for heading in parts.titles.values() if heading]
    headings += [*_breaks(parts), *_listed_projects(parts, rules)]
    headings += _opening_projects(parts, scopes(headings, len(text)), rules)
    sections = scopes(headings, len(text))
    return Outline(
        text=text,
        paragraphs=parts.paragraphs,
        sentences=tuple((s.start, s.end) for s in parts.sentences),
        sections=sections,
        clauses=tuple(_placed(parts, sections)),
    )


def _parts(text: str, vocabulary: Vocabulary, rules: HeadingRules) -> _Parts:
    paragraphs = paragraph_spans(text)
    found = marks(text, paragraphs)
    spoken = turns(text, paragraphs, vocabulary)
    goes_on = f"{_GOES_ON}|{vocabulary.pattern('quote_goes_on')}"
    boxes = _boxes(text, paragraphs)
    sentences: list[Sentence] = []
    for number, (paragraph, turn) in enumerate(zip(paragraphs, spoken, strict=True)):
        spans = sentence_spans(text, (turn.start, paragraph[1]), found, goes_on)
        for at, (start, end) in enumerate(spans):
            mark, rank = rules.list_mark(text[start:end])
            if not mark and start in boxes:
                mark, rank = boxes[start], BOX_RANK
            ends = at == 0, at == len(spans) - 1
            sentences.append(Sentence(start, end, number, text[start:end], rank, mark, *ends))
    clauses = [clause_spans(text, (s.start, s.end), found) for s in sentences]
    titles = find_titles(sentences, [end for _, end in paragraphs], rules)
    return _Parts(text, paragraphs, spoken, sentences, clauses, titles)


def _boxes(text: str, paragraphs: tuple[Span, ...]) -> dict[int, str]:
    """Start → numeral of lines that count 1, 2, 3 with no mark behind the numeral."""
    found: dict[int, str] = {}
    run: list[tuple[int, str]] = []
    for start, end in paragraphs:
        match = _BOX.match(text, start, end)
        if not match or int(match[1]) != len(run) + 1:
            run = []
        if match and int(match[1]) == len(run) + 1:
            run.append((start, match[1]))
        if len(run) >= PARALLEL:
            found.update(run)
    return found


def _breaks(parts: _Parts) -> Iterator[Heading]:
    """Where sections end though no title follows: a new turn, a numbered sentence in full."""
    for (start, _), turn in zip(parts.paragraphs, parts.turns, strict=True):
        if turn.opens:
            yield Heading(start, 0)
    for number, sentence in enumerate(parts.sentences):
        if sentence.mark and not parts.titles.get(number):
            yield Heading(sentence.start, sentence.rank)


def _opening_projects(
    parts: _Parts, sections: tuple[Section, ...], rules: HeadingRules
) -> list[Heading]:
    """Projects that paragraphs open with: outside all sections, or beside others of their kind."""
    found: list[Heading] = []
    for number, sentence in enumerate(parts.sentences):
        is_told = number in parts.titles or parts.text[sentence.start] in QUOTES
        name = "" if is_told or not sentence.opens else rules.project_name(sentence.body)
        if name:
            limit = parts.paragraphs[sentence.paragraph][1]
            found.append(Heading(sentence.start, PROJECT_RANK, name, limit))
    around = innermost(sections, [heading.start for heading in found])
    company = Counter(around)
    return [
        heading
        for heading, section in zip(found, around, strict=True)
        if not section or section == heading.title or company[section] > 1
    ]


def _listed_projects(parts: _Parts, rules: HeadingRules) -> Iterator[Heading]:
    """Projects named clause by clause in one sentence, or before its colon."""
    for number in range(len(parts.sentences)):
        if number not in parts.titles and len(parts.clauses[number]) > 1:
            yield from _clause_projects(parts, number, rules)


def _clause_projects(parts: _Parts, number: int, rules: HeadingRules) -> list[Heading]:
    spans = parts.clauses[number]
    named = []
    for start, end in spans:
        name = rules.named_project(parts.text[start:end])
        if name:
            named.append(Heading(start, PROJECT_RANK, name, end))
    if len(named) > 1:
        return named
    lead, colon, _ = parts.text[slice(*spans[0])].partition("：")
    name = rules.named_project(lead) if colon else ""
    sentence = parts.sentences[number]
    return [Heading(sentence.start, PROJECT_RANK, name, sentence.end)] if name else []


def _placed(parts: _Parts, sections: tuple[Section, ...]) -> Iterator[Clause]:
    """Clauses in the order of the text, each under its innermost section."""
    starts = [span[0] for spans in parts.clauses for span in spans]
    names = iter(innermost(sections, starts))
    for number, sentence in enumerate(parts.sentences):
        turn = parts.turns[sentence.paragraph]
        for start, end in parts.clauses[number]:
            yield Clause(
                start=start,
                end=end,
                text=parts.text[start:end],
                sentence=number,
                paragraph=sentence.paragraph,
                section=next(names),
                is_heading=number in parts.titles,
                speaker=turn.speaker,
                is_question=turn.is_question,
            )
