"""Clauses to targets: one row per number a policy maker could be held to, or could cite.

Reads words from the vocabulary; knows no Chinese of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cmp.extract.coded_phrases import CLEAR_TYPE, CLEAR_WEAK, Verdict, asked, coded_phrases
from cmp.extract.codes import CodeReader, Neighbours
from cmp.extract.coordination import Coordination, Reading
from cmp.extract.decisions import Decision, Reason
from cmp.extract.durations import grown, span_up_to
from cmp.extract.field_words import field_words
from cmp.extract.fields import commitment, fall_word
from cmp.extract.measure_types import AS_BEFORE, CHANGED, EVENT, TIED, YIELDING, measure_type
from cmp.extract.outlook import Outlook
from cmp.extract.periods import Calendar, is_closing, up_to
from cmp.extract.quantities import find_quantities
from cmp.extract.records import ArticleFacts, Quantity, Target
from cmp.extract.restated import drop_restated
from cmp.extract.setting import Setting, is_second
from cmp.extract.status import status
from cmp.extract.subjects import PHRASE_MARK, Subject
from cmp.extract.time_words import named_years
from cmp.segment import Outline
from cmp.vocabulary import Vocabulary


def extract_targets(outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> list[Target]:
    """Every target of an article, in order of place, fields as in CODEBOOK.md.

    >>> from cmp.segment import outline
    >>> from cmp.vocabulary import load_vocabulary
    >>> words = load_vocabulary()
    >>> facts = ArticleFacts(doc="a", city="321100", published="2024")
    >>> found = extract_targets(outline("全年力争申报高新技术企业900家以上。", words), facts, words)
    >>> [(t.indicator, t.value, t.unit, t.bound, t.status, t.period, t.commitment) for t in found]
    [('high_tech_firms', 900.0, '家', 'min', 'target', '2024', 'aspired')]
    """
    reader = _Reader(outline, facts, vocabulary)
    title = _title_end(outline.text, facts.title)
    quantities = [q for q in find_quantities(outline.text, vocabulary) if q.start >= title]
    targets = reader.read(_by_sentence(quantities, outline))
    planned = reader.plan_of_year()
    if planned:
        targets = [_dated(target, planned) for target in targets]
    return drop_restated(_with_plan_year(targets, facts.year), outline.text)


BLANK = re.compile(r"\s+")
RECENT = 40  # numbers that one may lean on
NEAR = 24  # characters between a number and its own growth


class _Reader:
    """Turns quantities into targets, sentence by sentence."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.text = outline.text
        self.facts = facts
        self.vocabulary = vocabulary
        self.coordination = Coordination(outline.text, vocabulary)
        self.calendar = Calendar(outline, facts, vocabulary)
        self.outlook = Outlook(outline, facts, vocabulary)
        self.codes = CodeReader(outline.text, vocabulary)
        self.hedge = re.compile(vocabulary.pattern("hedge", "plan_verb", "movement_to"))
        self.growth = re.compile(vocabulary.pattern("growth_cue"))
        self.grown = grown(vocabulary)
        self.standing = frozenset(vocabulary.cues["stock_indicator"])
        self.plan_title = re.compile(vocabulary.pattern("plan_title"))
        self.breakdown = re.compile(vocabulary.pattern("breakdown"))
        self.yearly = re.compile(vocabulary.pattern("yearly_average"))
        case = rf"(?:的|{vocabulary.pattern('level_end')})"
        self.case = re.compile(rf"[、，；][^，。；：\d]{{0,12}}{case}")
        self.starts = [start for start, _ in outline.sentences]

    def plan_of_year(self) -> Decision | None:
        """The article's year, where the title says that this is its plan."""
        opening = next((c.text for c in self.outline.clauses[:1] if c.is_heading), "")
        title = f"{self.facts.title} {opening}"
        named = named_years(title).get(self.facts.year)
        if named is None or not self.plan_title.search(title):
            return None
        return Decision(str(self.facts.year), "the year that the title plans for", named)

    def read(self, sentences: Sequence[Sequence[Quantity]]) -> list[Target]:
        """Targets of the quantities of every sentence; each may lean on those before it."""
        read = [list(self.coordination.read(quantities)) for quantities in sentences]
        settings = [[self._setting(reading) for reading in readings] for readings in read]
        phrases = [asked(setting) for sentence in settings for setting in sentence]
        verdicts = iter(coded_phrases(self.vocabulary).verdicts(phrases))
        targets: list[Target] = []
        for readings, sentence in zip(read, settings, strict=True):
            start = len(targets)
            for reading, setting in zip(readings, sentence, strict=True):
                near = self._neighbours(setting, targets, start)
                before = near.previous.indicator if near.previous else ""
                verdict = next(verdicts).behind(before)
                targets.append(self._target(reading, setting, near, verdict))
        return targets

    def _neighbours(self, setting: Setting, targets: Sequence[Target], start: int) -> Neighbours:
        """The number before, also across a sentence that goes on (其中), and the last alike."""
        goes_on = self.breakdown.match(self.text, setting.sentence[0])
        is_near = len(targets) > start or (targets and goes_on)
        paragraph = self.text.rfind("\n", 0, setting.quantity.start)
        alike = (
            target
            for target in reversed(targets[-RECENT:])
            if target.start > paragraph and target.unit == setting.quantity.unit
        )
        # A rank says more of the number before it: 投入强度6.8%，居全省第一，高出全国4.7个百分点.
        is_rank = len(targets) > start + 1 and targets[-1].measure_type == "rank"
        last = targets[-2 if is_rank else -1] if is_near else None
        return Neighbours(last, next(alike, None))

    def _target(
        self, reading: Reading, setting: Setting, near: Neighbours, verdict: Verdict
    ) -> Target:
        quantity, subject = reading.quantity, reading.subject
        decided = self._decide(reading, setting, near, verdict)
        fall = fall_word(setting, decided["measure_type"].value, self.vocabulary)
        sign, high = -1 if fall else 1, quantity.value_high
        fields = {field: decision.value for field, decision in decided.items()}
        return Target(
            **fields,
            subject=subject.text,
            value=sign * quantity.value,
            value_high=None if high is None else sign * high,
            unit=quantity.unit,
            quote=self.text[slice(*_quote(quantity, subject))],
            start=quantity.start,
            end=quantity.end,
            why=(
                Reason("subject", subject.rule, self.text[slice(*_noun(subject))]),
                _sign(fall, setting),
                *(decision.reason(field) for field, decision in decided.items()),
            ),
        )

    def _decide(
        self, reading: Reading, setting: Setting, near: Neighbours, verdict: Verdict
    ) -> dict[str, Decision]:
        """The fields that words decide, each with the reason."""
        state = self._status(reading, setting, near.previous)
        kind = self._type(setting, state.value, near.previous, verdict)
        code = self.codes.code(setting, state, kind.value, near, verdict)
        if kind.value == "flow" and code.value in self.standing:
            kind = Decision("stock", "what its indicator counts stands", code.words)
        period = self._period(reading, setting, state.value)
        return {
            "indicator": code,
            "bound": setting.quantity.bounded,
            "status": state,
            "measure_type": kind,
            "period": self._closed(period, state.value, kind.value, near.previous),
            "commitment": commitment(setting, state.value, self.vocabulary),
        }

    def _type(
        self, setting: Setting, state: str, previous: Target | None, verdict: Verdict
    ) -> Decision:
        """The measure type: by words, by the number before, or as phrases like it were coded."""
        kind = measure_type(setting, state, self.vocabulary)
        if kind is None or kind.rule not in {CHANGED, EVENT}:
            kind = _ratio_again(setting, previous) or kind
        kind = kind or _likely_type(setting, previous, verdict)
        is_tied = kind.rule in TIED or is_second(setting, field_words(self.vocabulary))
        clear = CLEAR_WEAK if kind.rule in YIELDING else CLEAR_TYPE
        is_doubted = verdict.types.get(kind.value, 0.0) > clear and not is_tied
        return verdict.type(setting) if is_doubted else kind

    def _closed(self, period: Decision, state: str, kind: str, previous: Target | None) -> Decision:
        """The period told by the end of a month: of a deadline its year."""
        if state == "target" and is_closing(period):
            return replace(period, value=period.value[:4])
        return up_to(period, kind, previous.period if previous else "")

    def _status(self, reading: Reading, setting: Setting, previous: Target | None) -> Decision:
        """By the words of the number's own setting, but for numbers that go on with another."""
        if reading.end == "origin":
            words = self.text[slice(*reading.movement)]
            state = Decision("actual", "what a movement starts from", words)
        else:
            state = status(setting, self.vocabulary)
        if previous is None:
            return state
        if self._goes_on_ruling(setting, previous):
            return Decision("rule", "goes on with the rule before it", previous.quote)
        growth = state.value == "actual" and self._growth_word(reading, previous)
        if growth:
            state = Decision(previous.status, "growth of the number before it", growth)
        if state.value == "target" and self._is_listed_with(reading, previous):
            return Decision(previous.status, "listed behind a number reached", previous.quote)
        return state

    def _period(self, reading: Reading, setting: Setting, state: str) -> Decision:
        if reading.end == "origin":
            return self.calendar.period_between(reading.movement[0], setting.quantity.start)
        if state in {"structure", "rule"}:
            # 今年安排3000万元；对认定的企业奖励10万元: the rule holds for longer.
            in_part = state == "rule"
            return self.calendar.named_in_sentence(setting.quantity.start, in_part=in_part)
        if self.yearly.search(self.text, setting.phrase[0], setting.quantity.start):
            moved = self.calendar.since_origin(setting.quantity.start)
            return moved if moved.value else self._grown(setting, state)
        if state == "target" and not setting.period.value:
            return self.calendar.opening(self.outlook.opened_at(setting.quantity.start))
        return self._grown(setting, state)

    def _grown(self, setting: Setting, state: str) -> Decision:
        """The period of a number; of growth over so many years those up to the one named."""
        period = setting.period
        years = self.grown.search(self.text, setting.phrase[0], setting.quantity.start)
        if years is None or state != "actual" or not period.value.isdecimal():
            return period
        span = span_up_to(int(period.value), years)
        return Decision(span, "the years that it grew in, up to the one named", years[0])

    def _setting(self, reading: Reading) -> Setting:
        quantity = reading.quantity
        told_at = self._told_at(reading)
        return Setting(
            text=self.text,
            quantity=quantity,
            subject=reading.subject,
            sentence=self._sentence(quantity.start),
            period=self.calendar.period_at(told_at),
            own_period=self.calendar.in_reach(told_at),
            year=self.facts.year,
            month=self.facts.month,
            outlook=self.outlook.at(quantity.start),
            is_movement=bool(reading.end),
        )

    def _sentence(self, place: int) -> tuple[int, int]:
        return self.outline.sentences[bisect_right(self.starts, place) - 1]

    def _is_listed_with(self, reading: Reading, previous: Target) -> bool:
        """Whether the number goes on with what has been done: 表彰了30名个人和12个集体."""
        between = self.text[previous.end : reading.quantity.start]
        is_near = len(between) <= NEAR and not PHRASE_MARK.search(between)
        return previous.status == "actual" and is_near and not self.hedge.search(between)

    def _goes_on_ruling(self, setting: Setting, previous: Target) -> bool:
        """Whether the number only names the next case of a rule: 奖励20万元，重新认定的10万元."""
        if previous.status != "rule" or previous.unit != setting.quantity.unit:
            return False
        case = self.text[previous.end : setting.quantity.start]
        return bool(self.case.fullmatch(case))

    def _growth_word(self, reading: Reading, previous: Target) -> str:
        """What makes a number the growth of the one right before it: 安排10亿元，增长17.6%."""
        quantity = reading.quantity
        is_percent = quantity.kind in {"percent", "growth"} and not reading.end
        between = self.text[previous.end : quantity.start]
        if not (is_percent and reading.subject.is_inherited and len(between) <= NEAR):
            return ""
        growth = self.growth.search(between)
        return growth[0] if growth else ""

    def _told_at(self, reading: Reading) -> int:
        """Where the time of a number is told; the time of a movement's origin is not its end's."""
        start, origin_end = reading.movement
        own_time = self.calendar.period_between(origin_end, reading.quantity.start)
        is_told_before = reading.end == "reached" and not own_time.value
        return start if is_told_before else reading.quantity.start


def _quote(quantity: Quantity, subject: Subject) -> tuple[int, int]:
    start = min(quantity.lead, subject.start if subject.text else quantity.lead)
    end = max(quantity.tail, subject.end if subject.is_behind else quantity.tail)
    return start, end


def _noun(subject: Subject) -> tuple[int, int]:
    """Where the noun is printed that names the subject at its own number."""
    return subject.own or (subject.start, subject.end)


def _sign(fall: str, setting: Setting) -> Reason:
    if fall:
        return Reason("value", "negative, as a word of falls says", fall)
    return Reason("value", "the number as printed", setting.printed)


def _ratio_again(setting: Setting, previous: Target | None) -> Decision | None:
    """A second figure for one ratio: 每万人口拥有6件，力争达到7件."""
    if previous is None or previous.measure_type != "ratio":
        return None
    is_alike = previous.unit == setting.quantity.unit and setting.quantity.kind != "percent"
    is_again = setting.subject.is_inherited and is_alike
    return Decision("ratio", AS_BEFORE, previous.quote) if is_again else None


def _likely_type(setting: Setting, previous: Target | None, verdict: Verdict) -> Decision:
    """As the number before in the sentence, where the phrase decides nothing.

    Without one, stock or flow as phrases like it were coded; a percentage is a share.
    """
    is_percent = setting.quantity.kind == "percent"
    alike = ("share", "growth") if is_percent else ("stock", "flow")
    if previous and previous.measure_type in alike:
        return Decision(previous.measure_type, AS_BEFORE, previous.quote)
    if is_percent:
        return Decision("share", "no word decides otherwise")
    return verdict.type(setting)


def _title_end(text: str, title: str) -> int:
    """Where the title's line ends, in which numbers are no rows; 0 where the text has none."""
    line, _, _ = text.partition("\n")
    is_title = BLANK.sub("", line) == BLANK.sub("", title)
    return len(line) if is_title else 0


def _by_sentence(quantities: Sequence[Quantity], outline: Outline) -> list[list[Quantity]]:
    starts = [start for start, _ in outline.sentences]
    groups: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        groups.setdefault(bisect_right(starts, quantity.start) - 1, []).append(quantity)
    return list(groups.values())


def _with_plan_year(targets: Sequence[Target], year: int) -> list[Target]:
    """Targets without a period get the year of the plan, where the plan is about one year.

    It is where at least half of its dated targets name the article's year.
    """
    ahead = [target for target in targets if target.status == "target"]
    periods = Counter(target.period for target in ahead)
    this_year = sum(n for period, n in periods.items() if re.match(rf"{year}(?!-\d{{4}})", period))
    if this_year * 2 < len(ahead) or not this_year:
        return list(targets)
    planned = Decision(str(year), "the year that most of the article's targets name")
    return [_dated(target, planned) for target in targets]


def _dated(target: Target, period: Decision) -> Target:
    """The target, in this period if it is still to be reached and has none."""
    if target.status != "target" or target.period:
        return target
    reason = period.reason("period")
    why = tuple(reason if known.field == "period" else known for known in target.why)
    return replace(target, period=period.value, why=why)
