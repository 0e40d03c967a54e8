"""Headings and project names as parts of programmes, and the names of the plans they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from cmp.extract.numerals import DIGITS, POWERS
from cmp.extract.phrases import PhraseRules, comma_parts
from cmp.extract.records import ArticleFacts
from cmp.segment import Outline, Section
from cmp.segment.headings import HeadingRules
from cmp.vocabulary import Vocabulary

LEAST_THEMES = 3
LONGEST_ADDITION = 10
LONGEST_PART = 30
_MARKS = "“”‘’「」"


class TitleRules:
    """One article's headings and named documents."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self._outline = outline
        self._sections = outline.sections
        self._headings = HeadingRules(vocabulary)
        self._phrases = PhraseRules(vocabulary)
        self._words = self._phrases.words
        self._cues = vocabulary.cues
        self._title = f"{facts.title}\n{self._headline()}"

    def _headline(self) -> str:
        return next((c.text for c in self._outline.clauses if c.is_heading), "")

    @cached_property
    def plan(self) -> str:
        """The document that the article's title names, "" where it names none."""
        named = re.findall("《([^》]+)》", self._title)
        return named[0] if named else ""

    @cached_property
    def _aliases(self) -> dict[str, str]:
        mark = self._words("alias_mark")
        pairs = re.findall(f"《([^》]+)》（{mark}[“：:]?《?([^》”）]+)", self._outline.text)
        return {short: full for full, short in pairs}

    def without_mark(self, text: str) -> str:
        """The text without the list mark that opens it."""
        return text[len(self._headings.list_mark(text)[0]) :]

    def full_name(self, name: str) -> str:
        """The full name of a document that the article calls by a short one."""
        return self._aliases.get(name, name)

    def project_before(self, text: str) -> str:
        """The project last named before a place, without quotation marks."""
        return _bare(self._headings.named_project(text))

    def projects(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The projects that clauses name as their own."""
        names = (self._headings.named_project(text) for text in texts)
        return tuple(_bare(name) for name in names if name)

    def numbered(self, texts: Sequence[str]) -> tuple[str, ...]:
        """What numbered clauses are about: the words before their first comma."""
        parts = []
        for text in texts:
            for piece in comma_parts(text):
                mark, _ = self._headings.list_mark(piece)
                if mark and len(piece) - len(mark) <= LONGEST_PART:
                    parts.append(_bare(piece[len(mark) :]))
        return tuple(parts)

    def own_titles(self, parts: tuple[str, ...], start: int) -> tuple[str, ...]:
        """Parts in the form of the projects' own titles, where every one of them has one."""
        titles = [s.title for s in self._sections if s.start > start and self._is_project(s.title)]
        found = [
            next((t for t in titles if p in t and len(t) - len(p) <= LONGEST_ADDITION), "")
            for p in parts
        ]
        return tuple(map(_bare, found)) if all(found) and len(set(found)) == len(found) else parts

    def announced(self, count: int, noun: str, start: int) -> tuple[str, ...]:
        """The first group of that many sibling headings behind a place.

        For 工程, 行动 and the like most of the headings must be called so.
        """
        for group in self._groups:
            if len(group) != count or group[0].start < start:
                continue
            called = sum(noun in section.title for section in group)
            if not self._is_project(noun) or called * 2 >= count:
                return tuple(_bare(section.title) for section in group)
        return ()

    def themes(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Headings 以…为…: name, parent and parts of the set they form, and of each theme."""
        for group in self._groups:
            matches = [self._theme.match(section.title) for section in group]
            themes = [match["theme"] for match in matches if match]
            if len(themes) < LEAST_THEMES or len(themes) < len(group):
                continue
            name = self._theme_name([match for match in matches if match])
            found = [(name, "", tuple(themes))]
            for theme, section in zip(themes, group, strict=True):
                found.append((theme, name, self._children(section)))
            return found
        return []

    def tasks(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Of a plan: the headings under 重点任务, and groups of headings that name projects."""
        found = []
        for group in self._groups:
            parent = self._parent(group[0])
            titles = tuple(_bare(section.title) for section in group)
            projects = sum(self._is_project(title) for title in titles)
            is_task = parent is not None and self._tasks.search(parent.title) is not None
            if len(group) >= LEAST_THEMES and (projects * 2 > len(group) or is_task):
                found.append((self.plan or (_bare(parent.title) if parent else ""), "", titles))
        return [(name, parent, parts) for name, parent, parts in found if name]

    def _theme_name(self, matches: list[re.Match[str]]) -> str:
        kinds = {match["kind"] for match in matches}
        [classifier], [default] = self._cues["theme_classifier"], self._cues["theme_default"]
        kind = kinds.pop() if len(kinds) == 1 else ""
        return f"{_numeral(len(matches))}{classifier}{kind or default}"

    def _children(self, section: Section) -> tuple[str, ...]:
        inside = [
            s.title
            for s in self._sections
            if section.start < s.start < section.end and s.level == section.level + 1
        ]
        return tuple(map(_bare, inside))

    def _parent(self, section: Section) -> Section | None:
        around = [s for s in self._sections if s.level < section.level and s.start < section.start]
        return next((s for s in reversed(around) if s.end >= section.end), None)

    @cached_property
    def _groups(self) -> list[list[Section]]:
        """Sibling headings, in the order in which the groups begin."""
        open_at: dict[int, list[Section]] = {}
        groups: list[list[Section]] = []
        for section in self._sections:
            for level in [level for level in open_at if level > section.level]:
                del open_at[level]
            if section.level not in open_at:
                open_at[section.level] = []
                groups.append(open_at[section.level])
            open_at[section.level].append(section)
        return groups

    def _is_project(self, title: str) -> bool:
        return self._suffix.search(title) is not None

    @cached_property
    def _suffix(self) -> re.Pattern[str]:
        return re.compile(f"{self._words('project_suffix')}$")

    @cached_property
    def _tasks(self) -> re.Pattern[str]:
        return re.compile(self._words("plan_tasks"))

    @cached_property
    def _theme(self) -> re.Pattern[str]:
        opening, for_ = self._words("theme_open"), self._words("theme_for")
        return re.compile(f"{opening}(?P<theme>[^，]{{2,10}}?){for_}(?P<kind>[^，]{{0,4}})，")


def _bare(name: str) -> str:
    """Without quotation marks."""
    return re.sub(f"[{_MARKS}]", "", name).strip("，。：； ")


def _numeral(number: int) -> str:
    """A small number in Chinese, a larger one in digits.

    >>> _numeral(4), _numeral(12)
    ('四', '12')
    """
    names = {value: digit for digit, value in (DIGITS | POWERS).items()}
    return names[number] if number in names and number <= 10 else str(number)
