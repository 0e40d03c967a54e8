"""Which sentences of an article are titles, judged together: parallel titles prove each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from cmp.segment.headings import (
    LEADING_RANK,
    RUN_IN_RANK,
    HeadingRules,
    Sentence,
    are_parallel,
    shape,
)
from cmp.segment.scopes import Heading

PARALLEL = 3
LINE_RANK = 3.5
NESTED_LINE_RANK = 8.5
PARAGRAPH_RANK = 9


def find_titles(
    sentences: Sequence[Sentence], ends: Sequence[int], rules: HeadingRules
) -> dict[int, Heading | None]:
    """Number of each title among the sentences → its heading, None where it governs no text.

    `ends` holds the end of every paragraph.
    """
    found: dict[int, Heading | None] = {}
    found.update(_numbered(sentences, ends, rules))
    found.update(_lines(sentences, rules))
    for number in _leading(sentences, rules):
        sentence = sentences[number]
        found[number] = _heading(sentence, LEADING_RANK, rules, ends[sentence.paragraph])
    for number in _run_in(sentences, rules):
        if number not in found:
            sentence = sentences[number]
            found[number] = _heading(sentence, RUN_IN_RANK, rules, ends[sentence.paragraph])
    return _as_projects(found, sentences, rules)


def _heading(
    sentence: Sentence, rank: float, rules: HeadingRules, limit: int | None = None
) -> Heading:
    return Heading(sentence.start, rank, rules.title(sentence.body), limit)


def _as_projects(
    found: dict[int, Heading | None], sentences: Sequence[Sentence], rules: HeadingRules
) -> dict[int, Heading | None]:
    """Headings of a rank whose members mostly name projects go by the projects' names."""
    ranks: dict[float, list[int]] = defaultdict(list)
    for number, heading in found.items():
        if heading:
            ranks[heading.rank].append(number)
    for numbers in ranks.values():
        bodies = {number: sentences[number].body for number in numbers}
        named = [number for number, body in bodies.items() if rules.project_name(body)]
        if len(named) < PARALLEL or len(named) * 2 <= len(numbers):
            continue
        for number in named:
            heading, title = found[number], rules.title(bodies[number], among_projects=True)
            found[number] = replace(heading, title=title) if heading else None
    return found


def _numbered(
    sentences: Sequence[Sentence], ends: Sequence[int], rules: HeadingRules
) -> dict[int, Heading | None]:
    found: dict[int, Heading | None] = {}
    for number, sentence in enumerate(sentences):
        if not sentence.mark or not rules.is_numbered_title(sentence):
            continue
        after = sentences[number + 1] if number + 1 < len(sentences) else None
        has_body = after is not None and (not after.mark or after.rank > sentence.rank)
        if has_body and (sentence.is_alone or not sentence.closes):
            runs_in = sentence.rank >= PARAGRAPH_RANK and not sentence.is_alone
            limit = ends[sentence.paragraph] if runs_in else None
            found[number] = _heading(sentence, sentence.rank, rules, limit)
        elif sentence.is_alone and not sentence.is_final:
            found[number] = None
    return found


def _lines(sentences: Sequence[Sentence], rules: HeadingRules) -> dict[int, Heading | None]:
    """Lines without number; those before the first full sentence are the article's title."""
    found: dict[int, Heading | None] = {}
    numbered = body_seen = False
    line_rank = 0.0
    for number, sentence in enumerate(sentences):
        numbered = numbered or bool(sentence.mark and sentence.rank < PARAGRAPH_RANK)
        if not (numbered or body_seen) and rules.is_article_title(sentence):
            found[number] = None
        elif not rules.is_title_line(sentence):
            body_seen = True
        elif _governs(sentences, number, rules):
            line_rank = line_rank or (NESTED_LINE_RANK if numbered else LINE_RANK)
            found[number] = _heading(sentence, line_rank, rules)
        else:
            found[number] = None
    return found


def _governs(sentences: Sequence[Sentence], number: int, rules: HeadingRules) -> bool:
    """Whether a line that reads as a title has text of its own and is no address or lead-in."""
    body = sentences[number].body
    if sentences[number].text[-1] in "：:" or rules.salutation.match(body) or rules.is_date(body):
        return False
    if number + 1 == len(sentences) or rules.is_date(sentences[number + 1].body):
        return False
    return not _in_run(sentences, number, rules)


def _in_run(sentences: Sequence[Sentence], number: int, rules: HeadingRules) -> bool:
    """Whether a line stands among title-like lines: cells of a table, links, signatures."""
    near = [n for n in range(number - 2, number + 3) if 0 <= n < len(sentences)]
    flags = [rules.is_title_line(sentences[n]) for n in near]
    return any(len(list(run)) >= PARALLEL for is_title, run in groupby(flags) if is_title)


def _leading(sentences: Sequence[Sentence], rules: HeadingRules) -> set[int]:
    """Titles that paragraphs open with: three of one shape, or three parallel neighbours."""
    candidates = [n for n, sentence in enumerate(sentences) if rules.may_lead(sentence)]
    by_shape: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number in candidates:
        by_shape[shape(sentences[number].body)].append(number)
    found = {n for group in by_shape.values() if len(group) >= PARALLEL for n in group}
    run: list[int] = []
    for number in candidates:
        if run and not _follows(sentences[run[-1]], sentences[number]):
            run = []
        run.append(number)
        if len(run) >= PARALLEL:
            found.update(run)
    return found


def _follows(before: Sentence, sentence: Sentence) -> bool:
    """Whether a title is parallel to the title of the paragraph before."""
    next_door = sentence.paragraph == before.paragraph + 1
    return next_door and are_parallel(before.body, sentence.body)


def _run_in(sentences: Sequence[Sentence], rules: HeadingRules) -> set[int]:
    """Run-in titles of each kind, where three or more of a kind stand up for each other."""
    kinds = [rules.run_in_kind(sentence) for sentence in sentences]
    found: set[int] = set()
    for kind in ("opener", "closer"):
        candidates = [
            number
            for number in range(len(sentences) - 1)
            if kinds[number] == kind and not kinds[number + 1] and not sentences[number + 1].mark
        ]
        if _stand_together(candidates, sentences):
            found.update(candidates)
    return found


def _stand_together(candidates: Sequence[int], sentences: Sequence[Sentence]) -> bool:
    """Three or more, most at their paragraph's head, or in company in two paragraphs."""
    per_paragraph = Counter(sentences[number].paragraph for number in candidates)
    in_company = sum(n > 1 for n in per_paragraph.values()) > 1
    opening = sum(sentences[number].opens for number in candidates)
    return len(candidates) >= PARALLEL and (in_company or opening * 5 >= len(candidates) * 3)
