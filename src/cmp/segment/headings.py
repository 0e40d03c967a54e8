"""Sentences to headings: which of them are titles, of which rank, and what they are called.

Reads list marks, openers and project names from the vocabulary; decides nothing about scope.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from cmp.segment.spans import FINAL
from cmp.vocabulary import Vocabulary

RANKS = 10
LEADING_RANK = 11.0
RUN_IN_RANK = 12.0
PROJECT_RANK = 13.0
LONGEST_TITLE = 40
LONGEST_LEADING = 26
LONGEST_RUN_IN = 18
LONGEST_ARTICLE_TITLE = 90
MOST_WORDS = 3
UNEVEN = 2


@dataclass(frozen=True)
class Sentence:
    """A sentence on its way to be judged: its span, its place, its list mark."""

    start: int
    end: int
    paragraph: int
    text: str
    rank: float
    mark: str
    opens: bool
    closes: bool

    @property
    def body(self) -> str:
        """Without list mark and final marks.

        >>> Sentence(0, 7, 0, "一是优化环境。", 9, "一是", True, True).body
        '优化环境'
        """
        return self.text[len(self.mark) :].strip(FINAL + "：: ")

    @property
    def is_alone(self) -> bool:
        """Whether it is its whole paragraph."""
        return self.opens and self.closes

    @property
    def is_final(self) -> bool:
        """Whether a final mark ends it."""
        return self.text.rstrip("”’」』")[-1:] in FINAL


class HeadingRules:
    """The vocabulary's cues as expressions, compiled once per article."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def list_mark(self, text: str) -> tuple[str, int]:
        """The list mark that opens a sentence and its rank, 1 the highest; ("", 0) for none."""
        for rank, expression in self._marks:
            found = expression.match(text)
            if found:
                return found.group(), rank
        return "", 0

    @cached_property
    def _marks(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        numeral = f"(?:{self._vocabulary.pattern('list_numeral')}){{1,4}}"
        marks = []
        for rank in range(1, RANKS + 1):
            cues = self._vocabulary.cues[f"list_mark_{rank}"]
            forms = "|".join(_template(cue, numeral) for cue in cues)
            marks.append((rank, re.compile(f"(?:{forms})\\s*")))
        return tuple(marks)

    @cached_property
    def opener(self) -> re.Pattern[str]:
        """What opens a run-in title."""
        return re.compile(self._vocabulary.pattern("title_opener"))

    @cached_property
    def closer(self) -> re.Pattern[str]:
        """What ends a run-in title that states progress."""
        return re.compile(f"(?:{self._vocabulary.pattern('title_closer')})$")

    @cached_property
    def own_action(self) -> re.Pattern[str]:
        """What makes a sentence more than a title."""
        return re.compile(self._vocabulary.pattern("own_action"))

    @cached_property
    def salutation(self) -> re.Pattern[str]:
        """What addresses somebody."""
        return re.compile(self._vocabulary.pattern("salutation"))

    @cached_property
    def evaluation(self) -> re.Pattern[str]:
        """What judges."""
        return re.compile(self._vocabulary.pattern("evaluation_mark"))

    @cached_property
    def quantity(self) -> re.Pattern[str]:
        """A number with a unit, which no title has."""
        known = self._vocabulary.units.values()
        units = "|".join(re.escape(unit.unit) for unit in known if unit.kind != "time")
        between = self._vocabulary.pattern("approximately", "magnitude")
        return re.compile(f"\\d\\s*(?:{between})*(?:{units})")

    @cached_property
    def project(self) -> re.Pattern[str]:
        """A clause's opening that names its own project."""
        verbs = self._vocabulary.pattern("project_verb")
        suffixes = self._vocabulary.pattern("project_suffix")
        bundle = self.bundle.pattern
        name = f"[^，。；：、！？《》]{{2,24}}?(?:{suffixes})"
        return re.compile(
            f"(?:{verbs})(?!{bundle})[“‘]?(?P<name>{name})(?P<quoted>[”’]?)(?=[，。；：]|$)"
        )

    @cached_property
    def aspect(self) -> re.Pattern[str]:
        """A clause's opening that takes up one project among others: 平台提升行动方面，…."""
        suffixes = self._vocabulary.pattern("project_suffix")
        aspect = self._vocabulary.pattern("project_aspect")
        bundle = self.bundle.pattern
        return re.compile(
            f"(?!{bundle})(?P<name>[^，。；：、！？《》]{{2,24}}?(?:{suffixes}))(?:{aspect})[，：]"
        )

    @cached_property
    def bundle(self) -> re.Pattern[str]:
        """A count of projects, as in “五大工程”, which is no project's name."""
        numeral = self._vocabulary.pattern("list_numeral")
        classifier = self._vocabulary.pattern("bundle_classifier")
        suffixes = self._vocabulary.pattern("project_suffix")
        return re.compile(
            f"[^，。；：、]{{0,12}}?(?:{numeral}|\\d)+(?:{classifier})[^，。；：、]{{0,8}}?(?:{suffixes})"
        )

    def project_name(self, text: str) -> str:
        """The project that a clause names as its own, "" when it names none.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = HeadingRules(load_vocabulary())
        >>> rules.project_name("实施创新平台赋能工程，加快健全科创支撑体系")
        '创新平台赋能工程'
        >>> rules.project_name("实施“四项工程”，加快发展")
        ''
        """
        found = self.project.match(text)
        return _quoted(found) if found and not self.evaluation.search(text) else ""

    def named_project(self, text: str) -> str:
        """The project that a clause names, wherever in it; the last one, nearest its content."""
        aspect = self.aspect.match(text)
        if aspect:
            return aspect["name"]
        names = [_quoted(found) for found in self.project.finditer(text)]
        return names[-1] if names and not self.evaluation.search(text) else ""

    def is_date(self, body: str) -> bool:
        """Whether a line is a date and nothing else."""
        return not re.sub(f"[\\d（）()]|{self._vocabulary.pattern('date_mark')}", "", body)

    def title(self, body: str, *, among_projects: bool = False) -> str:
        """A heading's title: itself, or the project that it names.

        It gives way to the project's name where more is said behind a comma, and where the
        headings beside it name projects too.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = HeadingRules(load_vocabulary())
        >>> rules.title("实施技术攻关工程，强化技术供给"), rules.title("实施高企倍增计划")
        ('技术攻关工程', '实施高企倍增计划')
        >>> rules.title("聚焦实体经济，推进产业提质行动")
        '产业提质行动'
        """
        name = self.project_name(body) or self.project_name(body.rsplit("，", maxsplit=1)[-1])
        return name if name and (among_projects or "，" in body) else body

    def is_numbered_title(self, sentence: Sentence) -> bool:
        """Whether a numbered sentence reads as a title: short, no number, no action of its own."""
        body = sentence.body
        if not 2 <= len(body) <= LONGEST_TITLE or "《" in body or "；" in body:
            return False
        if sentence.is_alone and not sentence.is_final:
            return sentence.rank <= 5 or not self.quantity.search(body)
        parts = body.split("，")
        acts = any(self.own_action.search(part) for part in parts[1:])
        return len(parts) <= 3 and not acts and not self.quantity.search(body)

    def is_title_line(self, sentence: Sentence) -> bool:
        """Whether a line without number is a title: short, no final mark, no number with unit."""
        if not sentence.is_alone or sentence.is_final or sentence.mark:
            return False
        body = sentence.body
        if not 2 <= len(body) <= LONGEST_TITLE or body[-1] in "，、；…":
            return False
        is_row = len(body.split()) > MOST_WORDS or self.quantity.search(body)
        return not is_row or self.is_date(body)

    def is_article_title(self, sentence: Sentence) -> bool:
        """Whether a line before the first full sentence belongs to the article's title."""
        whole = sentence.is_alone and not sentence.is_final
        return whole and len(sentence.text) <= LONGEST_ARTICLE_TITLE and "；" not in sentence.text

    def run_in_kind(self, sentence: Sentence) -> str:
        """How a sentence could be a run-in title: by "opener" (a verb) or "closer" (progress).

        "" where it could be none: too long, with a comma or a number, last of its paragraph.
        """
        body = sentence.body
        if sentence.mark or sentence.closes or sentence.text[-1] != "。":
            return ""
        if not 4 <= len(body) <= LONGEST_RUN_IN or any(mark in body for mark in "，：；"):
            return ""
        if self.quantity.search(body):
            return ""
        if self.opener.match(body):
            return "opener"
        return "closer" if self.closer.search(body) else ""

    def may_lead(self, sentence: Sentence) -> bool:
        """Whether a sentence could be the title that its paragraph opens with."""
        body = sentence.body
        return (
            sentence.opens
            and sentence.is_final
            and not sentence.closes
            and not sentence.mark
            and sentence.text[-1] == "。"
            and 4 <= len(body) <= LONGEST_LEADING
            and "：" not in body
            and not self.quantity.search(body)
        )


def _quoted(project: re.Match[str]) -> str:
    """The project's name, with the quotation marks of which it holds one: 人才“港湾计划”."""
    name = project["name"]
    return name + project["quoted"] if {"“", "‘"} & set(name) else name


def shape(body: str) -> tuple[str, int]:
    """What parallel titles share: their opening character and their number of parts.

    >>> shape("以改革创新为，全面激发科创活力")
    ('以', 2)
    """
    return body[0], body.count("，") + 1


def are_parallel(first: str, second: str) -> bool:
    """Whether two titles have as many parts, each about as long as its fellow.

    >>> are_parallel("抓主体，培育“生力军”", "建平台，筑牢“强支撑”")
    True
    >>> are_parallel("抓主体", "成绩来之不易")
    False
    """
    pairs = list(zip_longest(first.split("，"), second.split("，"), fillvalue=""))
    return all(abs(len(one) - len(other)) <= UNEVEN for one, other in pairs)


def _template(cue: str, numeral: str) -> str:
    form = re.escape(cue).replace("N", numeral).replace("D", r"\d{1,2}")
    if "D" in cue and cue[-1] in ".．、":
        return form + r"(?!\d)"
    return form
