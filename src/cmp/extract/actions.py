"""Which clauses act: an agency does or promises something that can be named.

Decides yes or no for a clause whose status is known; reads its words from the vocabulary.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cached_property

from cmp.extract.instruments import InstrumentRules
from cmp.extract.phrases import Phrase, PhraseRules, comma_parts
from cmp.segment import Clause
from cmp.segment.headings import HeadingRules
from cmp.vocabulary import Vocabulary

SOLID_TERM = 2.0
CEREMONY_REACH = 16


class Grade(IntEnum):
    """What a part of a clause is worth."""

    NOTHING = 0
    VAGUE = 1
    CONCRETE = 2


class ActionRules:
    """The rules of one vocabulary for one kind of article.

    `is_statistics` marks a statistical release, where figures report and do not act;
    `is_provincial` an article of a province, whose authorities act in it.
    """

    def __init__(
        self, vocabulary: Vocabulary, *, is_statistics: bool = False, is_provincial: bool = False
    ) -> None:
        self.phrases = PhraseRules(vocabulary)
        self.instruments = InstrumentRules(vocabulary)
        self.is_statistics = is_statistics
        self.is_provincial = is_provincial
        self._vocabulary = vocabulary
        self._headings = HeadingRules(vocabulary)

    def _any(self, *roles: str, start: bool = False, end: bool = False) -> re.Pattern[str]:
        words = self.phrases.words(*roles)
        return re.compile(("^" if start else "") + words + ("$" if end else ""))

    @cached_property
    def _figure(self) -> re.Pattern[str]:
        words = self.phrases.words
        known = self._vocabulary.units.values()
        units = "|".join(re.escape(unit.unit) for unit in known if unit.kind != "time")
        number = f"(?:[0-9]|{words('figure_word')}|{words('approximately')}(?!{words('own_stop')}))"
        middle = f"(?:\\s|{words('approximately', 'magnitude')})*"
        return re.compile(f"{number}{middle}(?!{words('own_stop')})(?:{units})")

    @cached_property
    def _ceremony(self) -> re.Pattern[str]:
        return self._any("ceremony")

    @cached_property
    def _says_nothing(self) -> re.Pattern[str]:
        """A judgement anywhere in a clause, a mere lead-in at its end."""
        words = self.phrases.words
        return re.compile(f"{words('hard_evaluation')}|{words('lead_in')}$")

    @cached_property
    def _copula(self) -> re.Pattern[str]:
        word = self.phrases.words("not_copula")
        return re.compile(f"{word}|(?P<is>{self.phrases.words('copula')})")

    @cached_property
    def _central(self) -> re.Pattern[str]:
        above = ("central",) if self.is_provincial else ("central", "provincial")
        return re.compile(
            f"(?!{self.phrases.words('not_central')}){self.phrases.words(*above)}"
            f".*?{self.phrases.words('say_verb', 'central_act')}"
        )

    @cached_property
    def _merit(self) -> re.Pattern[str]:
        return self._any("merit")

    @cached_property
    def _rite(self) -> re.Pattern[str]:
        words = self.phrases.words
        return re.compile(f"{words('rite')}|{words('rite_verb')}.*?{words('rite_noun')}")

    @cached_property
    def _regular(self) -> re.Pattern[str]:
        return self._any("regular")

    @cached_property
    def _praise(self) -> re.Pattern[str]:
        words = self.phrases.words
        return re.compile(
            f"{words('praise_verb')}.*{words('praise')}|{words('fulfilled')}.*{words('fulfilled_noun')}"
        )

    @cached_property
    def _says(self) -> re.Pattern[str]:
        return self._any("say_verb", end=True)

    @cached_property
    def _firm_voice(self) -> re.Pattern[str]:
        return self._any("firm_voice")

    @cached_property
    def _outcome(self) -> re.Pattern[str]:
        return self._any("outcome_verb", start=True)

    @cached_property
    def _firm_verb(self) -> re.Pattern[str]:
        return self._any("firm_verb", start=True)

    @cached_property
    def _creed(self) -> re.Pattern[str]:
        return self._any("creed_section")

    @cached_property
    def _problem(self) -> re.Pattern[str]:
        return self._any("problem")

    @cached_property
    def _problem_context(self) -> re.Pattern[str]:
        return self._any("problem_context")

    @cached_property
    def _economy(self) -> re.Pattern[str]:
        return self._any("economy_noun")

    @cached_property
    def _gain(self) -> re.Pattern[str]:
        return self._any("gain")

    @cached_property
    def _public_gain(self) -> re.Pattern[str]:
        return self._any("public_gain")

    @cached_property
    def _built(self) -> re.Pattern[str]:
        noun, verb = self.phrases.words("built_noun"), self.phrases.words("built")
        between = f"(?:(?!{self.phrases.words('genitive')})[^，]){{0,8}}?"
        return re.compile(f"{noun}{between}{verb}")

    @cached_property
    def _policy_verb(self) -> re.Pattern[str]:
        return self._any("policy_verb", start=True)

    @cached_property
    def _slogan(self) -> re.Pattern[str]:
        return self._any("slogan")

    @cached_property
    def _abstract(self) -> re.Pattern[str]:
        return self._any("abstract_head", end=True)

    @cached_property
    def _noun(self) -> re.Pattern[str]:
        return self._any("concrete_noun")

    @cached_property
    def _goal(self) -> re.Pattern[str]:
        verb, place = self.phrases.words("goal_verb"), self.phrases.words("goal_place")
        return re.compile(f"{verb}.*{place}")

    def acts(self, clause: Clause, status: str) -> bool:
        """Whether the clause is a measure.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = ActionRules(load_vocabulary())
        >>> rules.acts(Clause(0, 9, "组建科技创新委员会", 0, 0, ""), "done")
        True
        >>> rules.acts(Clause(0, 16, "科技招商是培育未来产业的重要手段", 0, 0, ""), "done")
        False
        """
        text = clause.text[len(self._headings.list_mark(clause.text)[0]) :]
        if self._ceremony.search(text[:CEREMONY_REACH]) or self._says_nothing.search(text):
            return False
        parts = [self.phrases.read(part) for part in comma_parts(text)]
        if any(self._is_central(phrase) for phrase in parts) or self._praises(parts, status):
            return False
        if self._is_creed(clause.section, text) or self._is_firm_speaking(parts):
            return False
        if self.is_statistics and not any(self._policy_verb.match(p.predicate) for p in parts):
            return False
        copula = [n for n, phrase in enumerate(parts) if self._says_what(phrase.text)]
        if copula:
            parts = _from_agency(parts[copula[-1] + 1 :])
        best = max((self.grade(phrase, status) for phrase in parts), default=Grade.NOTHING)
        if best is Grade.VAGUE:
            return self._vague_is_enough(clause, parts, status)
        return best is Grade.CONCRETE

    def cites(self, clause: Clause) -> bool:
        """Whether the clause tells what authorities above the city say, which is no measure."""
        parts = [self.phrases.read(part) for part in comma_parts(clause.text)]
        return any(self._is_central(phrase) for phrase in parts)

    def levels(self, clause: Clause) -> tuple[str, ...]:
        """The words that reach a level, of a clause that only names levels to be reached.

        None where it names an act that reaches them.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = ActionRules(load_vocabulary())
        >>> rules.levels(Clause(0, 19, "到2025年，高新技术企业突破2500家", 0, 0, ""))
        ('突破',)
        """
        found: list[str] = []
        for part in comma_parts(clause.text):
            phrase = self.phrases.read(part)
            if not self.phrases.skip_leads(phrase.text):
                continue
            level = self._level.search(phrase.text)
            is_act = phrase.actor not in ("thing", "firm", "none")
            if is_act or level is None or not self._figure.search(phrase.text):
                return ()
            found.append(level[0])
        return tuple(found)

    def is_project(self, section: str) -> bool:
        """Whether a heading names a project."""
        return self._project.search(section) is not None

    @cached_property
    def _project(self) -> re.Pattern[str]:
        return self._any("project_suffix", end=True)

    @cached_property
    def _level(self) -> re.Pattern[str]:
        return self._any("level_verb")

    def _vague_is_enough(self, clause: Clause, parts: list[Phrase], status: str) -> bool:
        """An order without a subject, in a section of a plan."""
        named = any(phrase.actor in ("agency", "firm", "thing") for phrase in parts)
        sloganeering = self._slogan.search(clause.text)
        return bool(clause.section) and status == "planned" and not (named or sloganeering)

    def _is_central(self, phrase: Phrase) -> bool:
        return bool(self._central.match(self.phrases.skip_leads(phrase.text)))

    def _praises(self, parts: list[Phrase], status: str) -> bool:
        """Whether a clause praises the past in general: 取得良好成效, 完成了各项任务."""
        if status == "planned" or not any(self._praise.search(p.text) for p in parts):
            return False
        return not any(self._figure.search(p.text) for p in parts)

    def _is_creed(self, section: str, text: str) -> bool:
        """Whether a clause of 指导思想 and the like names neither figure nor document."""
        named = self._figure.search(text) or "《" in text
        return bool(self._creed.search(section)) and not named

    def _is_firm_speaking(self, parts: list[Phrase]) -> bool:
        first = parts[0].text if parts else ""
        return bool(self._firm_voice.search(first) and self._says.search(first))

    def _is_rite(self, part: str) -> bool:
        """Whether a part is a meeting, a visit or a speech, and no standing institution."""
        return bool(self._rite.search(part)) and not self._regular.search(part)

    def _says_what(self, part: str) -> bool:
        return any(found["is"] for found in self._copula.finditer(part))

    def grade(self, phrase: Phrase, status: str) -> Grade:
        """What one part is worth: a nameable action, a vague one, or none."""
        part, planned = phrase.text, status == "planned"
        has_figure = bool(self._figure.search(part))
        if self._is_no_action(phrase, planned=planned):
            return Grade.NOTHING
        if phrase.actor in ("firm", "thing", "none"):
            return self._grade_other(phrase, planned=planned, has_figure=has_figure)
        if self._gain.search(part) or (self._economy.search(part) and has_figure):
            counts = has_figure if self._gain.search(part) else planned
            return Grade.CONCRETE if counts else Grade.NOTHING
        if self._merit.search(part[: part.find(phrase.predicate)]):
            return Grade.NOTHING
        concrete = has_figure or self._is_concrete(phrase.predicate, planned=planned)
        return Grade.CONCRETE if concrete else Grade.VAGUE

    def _is_no_action(self, phrase: Phrase, *, planned: bool) -> bool:
        """Whether a part is a rite, a shortcoming, somebody else's act or a mere result."""
        part = phrase.text
        lacks = self._problem.search(part) and not self._problem_context.search(part)
        result = not planned and self._outcome.match(phrase.predicate)
        return bool(self._is_rite(part) or self._firm_voice.search(part) or lacks or result)

    def _grade_other(self, phrase: Phrase, *, planned: bool, has_figure: bool) -> Grade:
        """Parts with no agency as subject: goals, and what was granted to the city or built."""
        if planned and has_figure:
            return Grade.CONCRETE
        if (
            phrase.actor == "firm"
            or self.phrases.names_firm(phrase.text)
            or self._merit.search(phrase.text)
        ):
            return Grade.NOTHING
        if self._public_gain.search(phrase.text) or self._built.search(phrase.text):
            return Grade.CONCRETE
        gained = has_figure and self._gain.match(self.phrases.skip_leads(phrase.text))
        return Grade.CONCRETE if gained else Grade.NOTHING

    def _is_concrete(self, predicate: str, *, planned: bool) -> bool:
        if "《" in predicate or (planned and self._goal.search(predicate)):
            return True
        bare = self._slogan.sub("", predicate)
        if self._abstract.search(bare.rstrip("”’")):
            return False
        if self._firm_verb.match(bare):
            return True
        solid = any(weight >= SOLID_TERM for _, _, weight in self.instruments.terms(bare))
        return solid or bool(self._noun.search(bare))


def _from_agency(parts: list[Phrase]) -> list[Phrase]:
    """The parts from the first on that names an agency."""
    for number, phrase in enumerate(parts):
        if phrase.actor in ("agency", "plan"):
            return parts[number:]
    return []
