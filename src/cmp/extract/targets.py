"""Clauses to targets: one row per number a policy maker could be held to, or could cite.

Reads words from the vocabulary; knows no Chinese of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cmp.extract.coordination import Coordination, Reading
from cmp.extract.decisions import Decision, Reason
from cmp.extract.fields import commitment, fall_word, fixed_indicator
from cmp.extract.indicators import UNNAMED, indicator, named_before
from cmp.extract.measure_types import measure_type
from cmp.extract.outlook import Outlook
from cmp.extract.periods import Calendar
from cmp.extract.quantities import find_quantities
from cmp.extract.records import ArticleFacts, Quantity, Target
from cmp.extract.restated import drop_restated
from cmp.extract.setting import Setting
from cmp.extract.status import status
from cmp.extract.subjects import PHRASE_MARK, Subject
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
    targets: list[Target] = []
    for quantities in _by_sentence(find_quantities(outline.text, vocabulary), outline):
        targets.extend(reader.read_sentence(quantities, targets))
    planned = reader.plan_of_year()
    if planned:
        targets = [_dated(target, planned) for target in targets]
    return drop_restated(_with_plan_year(targets, facts.year), outline.text)


# Kinds of units that measure a number by another one.
RELATIVE = frozenset({"percent", "growth", "multiple"})
NEW_OUTPUT = "new_output_value"
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
        self.hedge = re.compile(vocabulary.pattern("hedge", "plan_verb", "movement_to"))
        self.growth = re.compile(vocabulary.pattern("growth_cue"))
        self.plan_title = re.compile(vocabulary.pattern("plan_title"))
        self.breakdown = re.compile(vocabulary.pattern("breakdown"))
        clause = r"[^，。；：、\d]"
        self.share_lead = re.compile(
            rf"(?:[，；（]|^)(?:{vocabulary.pattern('share_lead')}){clause}*$"
        )
        self.part = re.compile(f"(?:{vocabulary.pattern('breakdown')})")
        self.yearly = re.compile(vocabulary.pattern("yearly_average"))
        self.attached = re.compile(f"(?:{vocabulary.pattern('attached_sum')})$")
        self.level = re.compile(f"(?:{vocabulary.pattern('level_end')})$")
        case = rf"(?:的|{vocabulary.pattern('level_end')})"
        self.case = re.compile(rf"[、，；][^，。；：\d]{{0,12}}{case}")
        self.gain = re.compile(vocabulary.pattern("output_gain"))
        self.share_of = re.compile(vocabulary.pattern("share_of"))
        self.bare_noun = re.compile(f"(?:{vocabulary.pattern('bare_noun')})*")
        self.starts = [start for start, _ in outline.sentences]

    def plan_of_year(self) -> Decision | None:
        """The article's year, where the title says that this is its plan."""
        opening = next((c.text for c in self.outline.clauses[:1] if c.is_heading), "")
        title = f"{self.facts.title} {opening}"
        year = f"{self.facts.year}年"
        if year not in title or not self.plan_title.search(title):
            return None
        return Decision(str(self.facts.year), "the year that the title plans for", year)

    def read_sentence(
        self, quantities: Sequence[Quantity], earlier: Sequence[Target]
    ) -> list[Target]:
        """Targets of the quantities of one sentence; each may lean on the one before it.

        The first leans on the `earlier` sentence's last where its sentence breaks that down.
        """
        targets: list[Target] = []
        start = self._sentence(quantities[0].start)[0]
        goes_on = self.breakdown.match(self.text, start)
        for reading in self.coordination.read(quantities):
            before = targets or (earlier if goes_on else ())
            previous = before[-1] if before else None
            known = self._known(reading.quantity, [*earlier[-RECENT:], *targets])
            targets.append(self._target(reading, previous, known))
        return targets

    def _known(self, quantity: Quantity, before: Sequence[Target]) -> Target | None:
        """The last number of its paragraph before it that counts in the same unit."""
        start = self.text.rfind("\n", 0, quantity.start)
        alike = (t for t in reversed(before) if t.start > start and t.unit == quantity.unit)
        return next(alike, None)

    def _target(self, reading: Reading, previous: Target | None, known: Target | None) -> Target:
        quantity, subject = reading.quantity, reading.subject
        setting = self._setting(reading)
        decided = self._decide(reading, setting, previous)
        if known and decided["indicator"].rule == UNNAMED and self._is_bare(setting):
            code = Decision(known.indicator, "as the last number in its unit", known.quote)
            decided["indicator"] = code
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
        self, reading: Reading, setting: Setting, previous: Target | None
    ) -> dict[str, Decision]:
        """The fields that words decide, each with the reason."""
        state = self._status(reading, setting, previous)
        kind = measure_type(setting, state.value, self.vocabulary)
        kind = kind or _inherited_type(setting, previous)
        return {
            "indicator": self._indicator(setting, state, kind.value, previous),
            "bound": setting.quantity.bounded,
            "status": state,
            "measure_type": kind,
            "period": self._period(reading, setting, state.value),
            "commitment": commitment(setting, state.value, self.vocabulary),
        }

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
            return self.calendar.named_in_sentence(setting.quantity.start)
        if self.yearly.search(self.text, setting.phrase[0], setting.quantity.start):
            moved = self.calendar.since_origin(setting.quantity.start)
            return moved if moved.value else setting.period
        if state == "target" and not setting.period.value:
            return self.calendar.opening(self.outlook.opened_at(setting.quantity.start))
        return setting.period

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

    def _breaks_down(self, setting: Setting, previous: Target) -> bool:
        """Whether the number goes on with the one before it: 平台67个，其中国家级6个、省级9个."""
        between = self.text[previous.end : setting.quantity.start]
        has_cue = (
            self.breakdown.search(between)
            or self.breakdown.match(previous.quote)
            or self.level.search(setting.subject.text)
        )
        is_alike = previous.unit == setting.quantity.unit or setting.quantity.kind == "percent"
        return bool(has_cue) and is_alike

    def _told_at(self, reading: Reading) -> int:
        """Where the time of a number is told; the time of a movement's origin is not its end's."""
        start, origin_end = reading.movement
        own_time = self.calendar.period_between(origin_end, reading.quantity.start)
        is_told_before = reading.end == "reached" and not own_time.value
        return start if is_told_before else reading.quantity.start

    def _indicator(
        self, setting: Setting, state: Decision, kind: str, previous: Target | None
    ) -> Decision:
        """The code that status or rank fix, else that of the terms, else of the one before."""
        fixed = fixed_indicator(setting, state, self.vocabulary)
        if fixed:
            return fixed
        is_change = setting.quantity.unit.endswith("点") and setting.subject.is_inherited
        if is_change and previous and previous.measure_type == "share":
            return Decision(previous.indicator, "a change of the share before it", previous.quote)
        part = self._share_of(setting, kind, previous)
        if part:
            return part
        conditions = (setting.quantity.kind, kind)
        code = indicator(self.text, setting.subject, conditions, self.vocabulary)
        code = self._of_whole(setting, code) if setting.quantity.kind == "percent" else code
        if code.rule == UNNAMED and self.attached.search(setting.subject.text):
            code = self._of_sum(setting)
        if previous and self._adds(setting, previous):
            return Decision(previous.indicator, "goes on with the sum before it", previous.quote)
        if code.rule == UNNAMED and previous and self._leans(setting, previous):
            return Decision(previous.indicator, "as the number before", previous.quote)
        return code

    def _of_sum(self, setting: Setting) -> Decision:
        """What a sum belongs to: 协议126个，金额9.3亿元; 设立天使基金，首期1亿元."""
        before = setting.sentence[0], setting.subject.start
        return named_before(self.text, before, (setting.quantity.kind,), self.vocabulary)

    def _share_of(self, setting: Setting, kind: str, previous: Target | None) -> Decision | None:
        """Of a share that names no part of its own, what the number before it is a part of.

        R&D经费14.6亿元，占GDP的2.1% has the code of that share, by indicator_shares.csv.
        """
        between = self.text[previous.end : setting.quantity.start] if previous else ""
        lead = self.share_lead.search(between)
        if previous is None or kind != "share" or lead is None or self.part.search(between):
            return None
        for known in self.vocabulary.indicator_shares:
            if known.indicator == previous.indicator and known.whole in between:
                return Decision(known.share, "the share of the number before it", lead[0])
        return None

    def _is_bare(self, setting: Setting) -> bool:
        """Whether the noun names no thing: 总数达到142家, 其中项目12个."""
        is_counted = setting.quantity.kind == "count"
        return is_counted and bool(self.bare_noun.fullmatch(setting.subject.text))

    def _of_whole(self, setting: Setting, code: Decision) -> Decision:
        """The code of the share in the whole that it names: 研发投入占营业收入 is no 占GDP."""
        share = self.share_of.search(self.text, setting.phrase[0], setting.quantity.start)
        whole = self.text[share.end() : setting.quantity.start] if share else ""
        for known in self.vocabulary.indicator_shares:
            if known.indicator == code.value and known.whole and known.whole in whole:
                return Decision(known.share, "the whole that it is a share of", known.whole)
        return code

    def _adds(self, setting: Setting, previous: Target) -> bool:
        """Whether the number is of the same event: 新增产值2.8亿元、利税5600万元."""
        between = self.text[previous.end : setting.quantity.start]
        is_new = previous.indicator == NEW_OUTPUT and between.startswith("、")
        return is_new and bool(self.gain.fullmatch(setting.subject.text))

    def _leans(self, setting: Setting, previous: Target) -> bool:
        """Whether a number that no term names is one of what the number before it counts."""
        is_relative = setting.quantity.kind in RELATIVE
        return is_relative or setting.subject.is_inherited or self._breaks_down(setting, previous)


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


def _inherited_type(setting: Setting, previous: Target | None) -> Decision:
    """As the number before in the sentence, where the phrase decides nothing.

    Stock or flow, or of a percentage share or growth.
    """
    is_percent = setting.quantity.kind == "percent"
    alike = ("share", "growth") if is_percent else ("stock", "flow")
    if previous and previous.measure_type in alike:
        return Decision(previous.measure_type, "as the number before", previous.quote)
    return Decision(alike[0], "no word decides otherwise")


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
