"""Planned or done: the clause's own words first, then its turn, section, paragraph and article."""

from __future__ import annotations

import re
from functools import cached_property

from cmp.extract.decisions import Decision
from cmp.extract.phrases import PhraseRules, comma_parts
from cmp.extract.records import ArticleFacts
from cmp.segment import Clause, Outline, Section
from cmp.vocabulary import Vocabulary

PLANNED, DONE = "planned", "done"
LITTLE = 4
LONGEST_TOPIC = 10


class StatusReader:
    """Reads one article's clauses in their order and remembers what was announced."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self._outline = outline
        self._year = facts.year
        self._phrases = PhraseRules(vocabulary)
        self._words = self._phrases.words
        self._default = self._article_base(outline, facts)
        self._turn: Decision | None = None
        self._announced: Decision | None = None
        self._paragraph = -1

    def statuses(self) -> list[Decision]:
        """The status of every clause, as if it were a measure."""
        found = []
        scopes = _scopes(self._outline)
        for clause, sections in zip(self._outline.clauses, scopes, strict=True):
            if clause.is_question:
                self._hear(clause.text)
            found.append(self._status(clause, sections))
        return found

    def _status(self, clause: Clause, sections: tuple[Section, ...]) -> Decision:
        own = self._own_words(clause.text)
        base = self._section_base(sections) or self._turn or self._default
        opens, self._paragraph = clause.paragraph != self._paragraph, clause.paragraph
        if clause.is_heading:
            modal = self._modal_word(clause.text)
            self._announced = self._announced or (_announcement(modal) if modal else None)
            return base
        said = own.value if own else ""
        if opens and self._announced and said != PLANNED:
            goes_on = said != DONE and not self._tells(clause.text)
            self._announced = self._announced if goes_on else None
        status = own or self._announced or self._due(clause.text) or base
        announces = self._announces.search(clause.text)
        if own and said == PLANNED:
            self._announced = _announcement(own.words)
        elif announces:
            self._announced = _announcement(announces[0])
        return status

    def _hear(self, question: str) -> None:
        """An interviewer's question sets the outlook of the answer; later questions win."""
        planned = self._planned_question.search(question)
        done = self._done_question.search(question)
        if planned:
            self._turn = Decision(PLANNED, "the question asks for plans", planned[0])
        elif done:
            self._turn = Decision(DONE, "the question asks what was done", done[0])
        if planned or done:
            self._announced = None

    def _own_words(self, text: str) -> Decision | None:
        """What the clause itself says, None where it says nothing."""
        parts = [part for part in comma_parts(text) if not self._saying.search(part)]
        told = self._base.sub("", "，".join(parts))
        demand = next(filter(None, map(self._demand.search, parts)), None)
        if demand:
            return Decision(PLANNED, "a demand on those who carry it out", demand[0])
        done = self._done.search(told) or self._perfective.search(told)
        if done:
            return Decision(DONE, "a word of completion in the clause", done[0])
        return self._own_plans(text) or self._own_years(told)

    def _own_plans(self, text: str) -> Decision | None:
        planned = self._planned.search(text)
        if planned:
            return Decision(PLANNED, "a word of plans in the clause", planned[0])
        modal = self._modal_word(text)
        if modal:
            return Decision(PLANNED, "a word of the future before an action", modal)
        demand = self._demand.search(text)
        if demand:
            return Decision(PLANNED, "a demand on those who carry it out", demand[0])
        return None

    def _own_years(self, told: str) -> Decision | None:
        """By the years that the clause names outside titles and brackets."""
        dated = re.sub("《[^《》]{0,200}》|（[^（）]{0,200}）", "", told)
        years = [int(year) for year in self._years.findall(dated)]
        if not years:
            return None
        if max(years) > self._year:
            return Decision(PLANNED, "a year in the clause lies ahead", str(max(years)))
        if max(years) < self._year:
            return Decision(DONE, "the years in the clause lie behind", str(max(years)))
        return None

    def _modal_word(self, text: str) -> str:
        """The word of the future that stands before an action, "" for none."""
        for found in self._modal.finditer(text):
            if found["modal"] and self._opens_action(text[found.end() :]):
                return found["modal"]
        return ""

    def _opens_action(self, rest: str) -> bool:
        return self._action.match(rest) is not None

    def _due(self, text: str) -> Decision | None:
        """Planned, where a clause sets a deadline and reports nothing finished."""
        deadline = self._deadline.search(text)
        if deadline is None or self._completed.search(text):
            return None
        return Decision(PLANNED, "a deadline in the clause", deadline[0])

    def _tells(self, text: str) -> bool:
        """Whether a clause that opens a paragraph turns from plans to telling."""
        first = comma_parts(text)[0] if text else ""
        actor = self._phrases.read(first).actor
        if actor == "none":
            return len(first) > LONGEST_TOPIC or bool(self._now.match(first))
        return actor != "implied"

    def _section_base(self, sections: tuple[Section, ...]) -> Decision | None:
        """What the innermost telling heading says of its part of the article."""
        for section in reversed(sections):
            base = self._called(section.title)
            if base:
                return base
        return None

    def _called(self, title: str) -> Decision | None:
        """What one heading says of its part."""
        years = [int(year) for year in self._years.findall(title)]
        planned = self._is_called(title, self._section_planned, dated=bool(years))
        done = self._is_called(title, self._section_done, dated=bool(years))
        if done and not planned:
            return Decision(DONE, "the heading is that of a review", title)
        if years and min(years) != self._year:
            if min(years) > self._year:
                return Decision(PLANNED, "the year in the heading lies ahead", title)
            return Decision(DONE, "the year in the heading lies behind", title)
        return Decision(PLANNED, "the heading is that of plans", title) if planned else None

    def _is_called(self, title: str, cue: re.Pattern[str], *, dated: bool) -> bool:
        """Whether a heading is little more than the cue: 工作打算, not 高起点确定目标任务."""
        if not cue.search(title):
            return False
        return dated or len(re.sub(r"\W", "", cue.sub("", title))) <= LITTLE

    def _article_base(self, outline: Outline, facts: ArticleFacts) -> Decision:
        headline = next((c.text for c in outline.clauses if c.is_heading), "")
        titles = f"{facts.title}\n{headline}"
        kind = re.search(self._words("plan_kind"), facts.kind)
        if kind:
            return Decision(PLANNED, "the article is of a kind that plans", kind[0])
        review = self._reviews.search(titles)
        if review:
            return Decision(DONE, "the title is that of a review", review[0])
        plan = self._plan_document.search(titles)
        if plan:
            return Decision(PLANNED, "the title is that of a plan", plan[0].strip())
        return Decision(DONE, "nothing says that it is a plan")

    @cached_property
    def _plan_document(self) -> re.Pattern[str]:
        words = self._words("plan_document")
        return re.compile(f"{words}(?:》|（|\\(|$|\\n)", re.MULTILINE)

    @cached_property
    def _reviews(self) -> re.Pattern[str]:
        return re.compile(self._words("review_title"))

    @cached_property
    def _planned_question(self) -> re.Pattern[str]:
        return re.compile(self._words("planned_question"))

    @cached_property
    def _done_question(self) -> re.Pattern[str]:
        return re.compile(self._words("done_question"))

    @cached_property
    def _section_planned(self) -> re.Pattern[str]:
        return re.compile(self._words("section_planned"))

    @cached_property
    def _section_done(self) -> re.Pattern[str]:
        return re.compile(self._words("section_done"))

    @cached_property
    def _base(self) -> re.Pattern[str]:
        return re.compile(self._words("comparison_base"))

    @cached_property
    def _announces(self) -> re.Pattern[str]:
        return re.compile(f"{self._words('announcement')}[^，]*{self._words('announced_noun')}")

    @cached_property
    def _planned(self) -> re.Pattern[str]:
        return re.compile(self._words("measure_planned"))

    @cached_property
    def _done(self) -> re.Pattern[str]:
        return re.compile(self._words("measure_done"))

    @cached_property
    def _perfective(self) -> re.Pattern[str]:
        return re.compile(f"(?!{self._words('not_perfective')}){self._words('perfective')}")

    @cached_property
    def _modal(self) -> re.Pattern[str]:
        return re.compile(f"{self._words('not_modal')}|(?P<modal>{self._words('modal_planned')})")

    @cached_property
    def _action(self) -> re.Pattern[str]:
        noun = self._words("verb_like_noun")
        return re.compile(
            f"(?!{noun}){self._words('action_verb', 'lead_word', 'preposition', 'state_verb')}"
        )

    @cached_property
    def _demand(self) -> re.Pattern[str]:
        return re.compile(
            f"{self._words('plan_subject')}[^，]{{0,6}}?{self._words('local_demand')}"
        )

    @cached_property
    def _deadline(self) -> re.Pattern[str]:
        return re.compile(self._words("deadline"))

    @cached_property
    def _completed(self) -> re.Pattern[str]:
        return re.compile(self._words("completed"))

    @cached_property
    def _years(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\d)((?:19|20)\d\d)(?={self._words('date_mark')})")

    @cached_property
    def _saying(self) -> re.Pattern[str]:
        return re.compile(f"{self._words('say_verb')}$")

    @cached_property
    def _now(self) -> re.Pattern[str]:
        return re.compile(self._words("now_word"))


def _announcement(words: str) -> Decision:
    return Decision(PLANNED, "what was announced before it", words)


def _scopes(outline: Outline) -> list[tuple[Section, ...]]:
    """The sections that hold each clause, the outermost first."""
    found: list[tuple[Section, ...]] = []
    stack: list[Section] = []
    waiting = iter(outline.sections)
    upcoming = next(waiting, None)
    for clause in outline.clauses:
        while upcoming is not None and upcoming.start <= clause.start:
            stack.append(upcoming)
            upcoming = next(waiting, None)
        while stack and stack[-1].end <= clause.start:
            stack.pop()
        found.append(tuple(section for section in stack if section.end > clause.start))
    return found
