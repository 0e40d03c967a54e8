"""Headings and project names as parts of programmes, and the names of the plans they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from cmp.extract.numerals import DIGITS, POWERS
from cmp.extract.phrases import PhraseRules, comma_parts
from cmp.extract.records import ArticleFacts
from cmp.segment import Outline, Section
from cmp.segment.headings import HeadingRules
from cmp.vocabulary import Vocabulary

LEAST_THEMES = 3
LONGEST_ADDITION = 10
MOST_REPEATED = 3  # times that the parts of a bundle may be named again behind it
LEAST_FRAMES = 2  # that show that the headings beside them are no tasks
MOST = (2, 3)  # of the headings of a plan open with a verb, where they are its tasks
LONGEST_PART = 30
_UNCOUNTED = re.compile(r"(?<=[^\W\d]{4})\d+[^\W\d]?$")
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
        self._openings: dict[str, list[tuple[int, str]]] = {}
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
                    # 办好对接会6场 is about what it holds.
                    parts.append(_bare(_UNCOUNTED.split(piece[len(mark) :], maxsplit=1)[0]))
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

    def opened(self, count: int, noun: str, start: int) -> tuple[str, ...]:
        """The projects called so that sentences behind a place open with, if there are so many.

        产业技术攻关行动。…; 在平台筑基行动中，…; 一是实施主体倍增行动，….
        """
        if not self._is_project(noun):
            return ()
        opened = self._opened_by(noun)
        behind = bisect_left(opened, (start + 1, ""))
        # So few that many bundles do not read the whole text again and again.
        near = opened[behind : behind + MOST_REPEATED * count]
        names = tuple(dict.fromkeys(name for _, name in near))
        return names if len(names) == count else ()

    def _opened_by(self, noun: str) -> list[tuple[int, str]]:
        """Where sentences open with a project that is called so, and its name; read once."""
        if noun not in self._openings:
            opening = re.compile(self._opening.format(noun=re.escape(noun)))
            found = [
                (begin, opening.match(self.without_mark(self._outline.text[begin:end])))
                for begin, end in self._outline.sentences
            ]
            self._openings[noun] = [(begin, match["name"]) for begin, match in found if match]
        return self._openings[noun]

    @cached_property
    def _opening(self) -> str:
        place, within = self._words("project_place"), self._words("project_within")
        name = "(?P<name>[^，。；：、“”‘’]{{2,16}}?{noun})"
        return f"{place}?{self._words('project_verb')}?[“‘]?{name}[”’]?{within}?[，。：]"

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
        """Of a plan: name, parent and parts of its headings that are tasks, and of each task.

        They stand under 重点任务, or most of them name projects, or in a plan say what to do.
        """
        found = []
        for group in self._groups:
            if len(group) < LEAST_THEMES or not self._are_tasks(group):
                continue
            parent = self._parent(group[0])
            name = self.plan or self._own_name or (_bare(parent.title) if parent else "")
            if name:
                tasks = [s for s in group if not self._frame.fullmatch(s.title)]
                found.append((name, "", self._parts(tasks)))
                found += [(self._parts([s])[0], name, own) for s, own in self._tasks_of(tasks)]
        return found

    def _are_tasks(self, group: Sequence[Section]) -> bool:
        parent = self._parent(group[0])
        if parent is not None and self._tasks.search(parent.title):
            return True
        if sum(self._is_project(section.title) for section in group) * 2 > len(group):
            return True
        return bool(self._own_name) and parent is None and self._are_acts(group)

    def _are_acts(self, group: Sequence[Section]) -> bool:
        frames = sum(self._frame.fullmatch(section.title) is not None for section in group)
        acts = sum(self._phrases.opens_with_verb(section.title) for section in group)
        return frames < LEAST_FRAMES and acts * MOST[1] >= len(group) * MOST[0]

    def _tasks_of(self, group: Sequence[Section]) -> Iterator[tuple[Section, tuple[str, ...]]]:
        """The tasks of a group that have tasks of their own, with these."""
        for section in group:
            inside = self._inside(section)
            if inside and self._are_acts(inside):
                yield section, self._parts(inside)

    def _parts(self, group: Sequence[Section]) -> tuple[str, ...]:
        """What headings are called as parts: the projects that most of them name, or themselves."""
        are_projects = sum(self._is_project(section.title) for section in group) * 2 > len(group)
        titles = [section.title for section in group]
        names = [self._headings.project_name(t) or t for t in titles] if are_projects else titles
        return tuple(map(_bare, names))

    @cached_property
    def _frame(self) -> re.Pattern[str]:
        frame = self._words("frame_heading")
        return re.compile(f"{frame}(?:[和与及]{frame})?")

    @cached_property
    def _own_name(self) -> str:
        """The title of a plan or policy as its name, "" for any other article."""
        title = re.sub("[（(][^）)]*[）)]", "", self._title.split("\n")[0])
        return title if self._plan_name.search(title) else ""

    @cached_property
    def _plan_name(self) -> re.Pattern[str]:
        return re.compile(f"{self._words('plan_title')}$")

    def _theme_name(self, matches: list[re.Match[str]]) -> str:
        kinds = {match["kind"] for match in matches}
        [classifier], [default] = self._cues["theme_classifier"], self._cues["theme_default"]
        kind = kinds.pop() if len(kinds) == 1 else ""
        return f"{_numeral(len(matches))}{classifier}{kind or default}"

    def _children(self, section: Section) -> tuple[str, ...]:
        return tuple(_bare(inner.title) for inner in self._inside(section))

    def _inside(self, section: Section) -> list[Section]:
        """The headings right below a heading."""
        return [
            s
            for s in self._sections
            if section.start < s.start < section.end and s.level == section.level + 1
        ]

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
