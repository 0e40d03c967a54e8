"""Outline to programmes: named bundles and enumerated sets, one row per part.

A bundle's parts come from the list at its count, from the clauses behind it that name their own
projects, or from the headings it announces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cmp.extract.enumerations import LONGEST_LIST, Bundle, EnumerationRules
from cmp.extract.phrases import PhraseRules
from cmp.extract.programme_titles import TitleRules
from cmp.extract.records import ArticleFacts, Programme
from cmp.segment import Clause, Outline
from cmp.segment.spans import QUOTES
from cmp.vocabulary import Vocabulary


@dataclass(frozen=True)
class Mismatch:
    """A programme whose listed parts are not as many as its name or its text says."""

    programme: str
    stated: int
    found: int


@dataclass(frozen=True)
class _Set:
    """A programme found, with the number of parts that the text states (0: none)."""

    name: str
    parent: str
    parts: tuple[str, ...]
    stated: int


def extract_programmes(
    outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary
) -> list[Programme]:
    """One row per part of each named bundle or enumerated set; a set is given once.

    >>> from cmp.segment import outline
    >>> from cmp.vocabulary import load_vocabulary
    >>> words = load_vocabulary()
    >>> text = "今年重点实施“两项工程”，即实施平台赋能工程，建设中心；实施主体培育工程，壮大企业。"
    >>> for row in extract_programmes(outline(text, words), ArticleFacts("a", "b", "2024"), words):
    ...     print(row.programme, row.ordinal, row.part)
    两项工程 1 平台赋能工程
    两项工程 2 主体培育工程
    """
    return [
        Programme(found.name, found.parent, number, part)
        for found in _Reader(outline, facts, vocabulary).sets()
        for number, part in enumerate(found.parts, 1)
    ]


def count_mismatches(
    outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary
) -> list[Mismatch]:
    """Programmes whose parts do not number what the text states, for the report.

    >>> from cmp.segment import outline
    >>> from cmp.vocabulary import load_vocabulary
    >>> words = load_vocabulary()
    >>> text = "实施平台建设、人才引育、成果转化等五大工程。"
    >>> count_mismatches(outline(text, words), ArticleFacts("a", "b", "2024"), words)
    [Mismatch(programme='五大工程', stated=5, found=3)]
    """
    return [
        Mismatch(found.name, found.stated, len(found.parts))
        for found in _Reader(outline, facts, vocabulary).sets()
        if found.stated and found.stated != len(found.parts)
    ]


class _Reader:
    """Reads one article's sets in the order of the text; the first of a name stays."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self._outline = outline
        self._titles = TitleRules(outline, facts, vocabulary)
        self._lists = EnumerationRules(vocabulary)
        self._phrases = PhraseRules(vocabulary)
        self._words = self._phrases.words
        self._found: dict[str, _Set] = {}
        self._kinds: dict[int, tuple[str, str]] = {}

    def sets(self) -> list[_Set]:
        """All programmes of the article."""
        sentences: dict[int, list[Clause]] = {}
        for clause in self._outline.clauses:
            sentences.setdefault(clause.sentence, []).append(clause)
        spoken = list(sentences.values())
        for place, clauses in enumerate(spoken):
            following = spoken[place + 1] if place + 1 < len(spoken) else []
            self._kinds = {}
            for number, clause in enumerate(clauses):
                last = number == len(clauses) - 1
                self._read(clause, [*clauses[number:], *(following if last else ())])
        for name, parent, parts in [*self._titles.themes(), *self._titles.tasks()]:
            if not self._is_known(parts):
                self._keep(_Set(name, parent, parts, 0))
        return list(self._found.values())

    def _is_known(self, parts: Sequence[str]) -> bool:
        """Whether a programme has these parts already, whatever it and they are called."""
        return any(
            all(any(part in other or other in part for other in known.parts) for part in parts)
            for known in self._found.values()
        )

    def _read(self, clause: Clause, clauses: list[Clause]) -> None:
        text = self._titles.without_mark(clause.text)
        for bundle in self._lists.named(text):
            if len(bundle.parts) > 1:
                self._keep(_Set(bundle.name, "", bundle.parts, 0))
        counted = self._lists.counted_parts(text)
        if counted:
            self._read_counted(text, counted)
        texts = [text, *(other.text for other in clauses[1:])]
        for bundle in self._lists.bundles(text):
            self._read_bundle(texts, clause.start, bundle)

    def _read_counted(self, text: str, counted: Bundle) -> None:
        """甲8个、乙7个: parts of the project that the clause names; 8 and 7 are kept in mind."""
        name = self._titles.project_before(text[: counted.start]) or self._titles.plan
        pairs = [part.rsplit(" ", 1) for part in counted.parts]
        if not name:
            return
        self._keep(_Set(name, "", tuple(part for part, _ in pairs), 0))
        self._kinds = {int(count): (part, name) for part, count in pairs}

    def _read_bundle(self, texts: list[str], start: int, bundle: Bundle) -> None:
        """The parts of a count in the first of a sentence's texts, which begins at `start`."""
        part = self._kinds.get(bundle.count)
        is_industry = bool(self._industry.fullmatch(bundle.noun))
        if part and len(bundle.parts) == bundle.count:
            self._keep(_Set(part[0], part[1], bundle.parts, bundle.count))
        elif is_industry:
            # Industries are parts of a programme where the count is its name: “五大产业集群”.
            is_named = texts[0][: bundle.start].endswith(tuple(QUOTES))
            if is_named and len(bundle.parts) == bundle.count > 2:
                self._keep(_Set(bundle.name, "", bundle.parts, bundle.count))
        else:
            is_weak = self._weak.fullmatch(bundle.noun)
            listed = () if is_weak else bundle.parts
            parts = listed or self._behind(texts, bundle)
            parts = self._titles.own_titles(parts, start)
            parts = parts or self._titles.announced(bundle.count, bundle.noun, start)
            parts = parts or self._titles.opened(bundle.count, bundle.noun[-2:], start)
            if parts:
                self._keep(_Set(self._name(texts[0], bundle), "", parts, bundle.count))

    def _behind(self, texts: list[str], bundle: Bundle) -> tuple[str, ...]:
        """Parts behind the count: a list, clauses that name projects, or 一是…；二是…."""
        rest = texts[0][bundle.end : bundle.end + LONGEST_LIST]
        listed = self._lists.list_behind(rest, bundle.count)
        if listed:
            return listed
        projects = self._titles.projects([rest, *texts[1:]])
        if len(projects) == bundle.count:
            return projects
        numbered = self._titles.numbered([rest, *texts[1:]])
        if len(numbered) == bundle.count:
            return numbered
        behind = [rest, *texts[1:]]
        return self._lists.steps(behind, bundle.count) or self._lists.fields(behind, bundle.count)

    def _name(self, text: str, bundle: Bundle) -> str:
        """The bundle's own words; a plan's name for the aspects that it lists."""
        if self._of_plan.fullmatch(bundle.noun):
            named = re.findall("《([^》]+)》", text[: bundle.start])
            return self._titles.full_name(named[-1]) if named else bundle.name
        return bundle.name

    def _keep(self, found: _Set) -> None:
        if found.parts and found.name not in self._found:
            self._found[found.name] = found

    @cached_property
    def _industry(self) -> re.Pattern[str]:
        return re.compile(self._words("bundle_industry"))

    @cached_property
    def _weak(self) -> re.Pattern[str]:
        return re.compile(self._words("bundle_weak"))

    @cached_property
    def _of_plan(self) -> re.Pattern[str]:
        return re.compile(self._words("bundle_of_plan"))
