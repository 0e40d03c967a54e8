"""Which indicator a number has: by its status or unit, by the terms, by a neighbour, by examples.

The terms of the codebook decide; what they do not name leans on the number before it. Coded
phrases name the rest, and overrule a term where they clearly speak against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cmp.extract.coded_phrases import Verdict
from cmp.extract.decisions import Decision
from cmp.extract.field_words import field_words
from cmp.extract.fields import fixed_indicator
from cmp.extract.indicators import OTHER, UNNAMED, indicator, named_within
from cmp.extract.records import Target
from cmp.extract.setting import Setting, is_second
from cmp.vocabulary import Vocabulary

# Kinds of units that measure a number by another one.
RELATIVE = frozenset({"percent", "growth", "multiple"})
FUNDS = "funds"
NEW_OUTPUT = "new_output_value"
AS_BEFORE, AS_ALIKE = "as the number before", "as the last number in its unit"
LEANT = frozenset({AS_BEFORE, AS_ALIKE})
# Measure types that are of the number before where no term names another one.
LEANING = frozenset({"growth", "ratio"})


@dataclass(frozen=True)
class Neighbours:
    """The number before in the sentence, and the last one of the paragraph in the same unit."""

    previous: Target | None
    alike: Target | None


class CodeReader:
    """Reads the indicators of one article's numbers."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        words = vocabulary.pattern
        clause = r"[^，。；：、\d]"
        self.share_lead = re.compile(rf"(?:[，；（]|^)(?:{words('share_lead')}){clause}*$")
        self.breakdown = re.compile(words("breakdown"))
        self.attached = re.compile(f"(?:{words('attached_sum')})$")
        self.level = re.compile(f"(?:{words('level_end')})$")
        self.gain = re.compile(words("output_gain"))
        self.share_of = re.compile(words("share_of"))
        act = rf"[^，。；：]{{0,6}}?(?:{words('fund_act')})|(?:{words('fund_sum')})"
        self.fund_act = re.compile(act)
        self.named_behind = re.compile(f"[^，。；：]{{0,4}}?(?:{words('named_behind')})")
        self.place = re.compile(rf"[^\W\d]{{1,4}}(?:{words('named_place')})")
        self.bare_noun = re.compile(f"(?:{words('bare_noun')})*")

    def code(
        self, setting: Setting, state: Decision, kind: str, near: Neighbours, verdict: Verdict
    ) -> Decision:
        """The indicator of a number of this status and measure type (`kind`)."""
        fixed = fixed_indicator(setting, state, self.vocabulary)
        if fixed:
            return fixed
        leant = near.previous and self._part_of(setting, kind, near.previous)
        if leant:
            return leant
        code = self._worded(setting, kind, near)
        if code.rule == UNNAMED:
            return verdict.code(setting)
        is_doubted = verdict.doubts_code(code.value) and not self._is_tied(setting, kind, code)
        return verdict.code(setting) if is_doubted else code

    def _worded(self, setting: Setting, kind: str, near: Neighbours) -> Decision:
        """By the words around the number and by its neighbours."""
        previous = near.previous
        conditions = (setting.quantity.kind, kind)
        code = indicator(self.text, setting.subject, conditions, self.vocabulary)
        code = self._of_whole(setting, code) if setting.quantity.kind == "percent" else code
        if code.rule == UNNAMED and setting.subject.is_behind:
            code = self._named_behind(setting)
        if kind == "growth" and previous and self._is_growth_of(setting, code, previous):
            return Decision(previous.indicator, "growth of the number before it", previous.quote)
        if code.rule == UNNAMED and self.attached.search(setting.subject.text):
            code = self._of_sum(setting)
        if code.rule == UNNAMED and previous and self._leans(setting, previous):
            return Decision(previous.indicator, AS_BEFORE, previous.quote)
        if code.rule == UNNAMED and near.alike and self._is_bare(setting):
            return Decision(near.alike.indicator, AS_ALIKE, near.alike.quote)
        return code

    def _part_of(self, setting: Setting, kind: str, previous: Target) -> Decision | None:
        """Of a number that says more of the one before it: its change, its share, its gains."""
        is_change = setting.quantity.unit.endswith("点") and setting.subject.is_inherited
        if is_change and previous.measure_type == "share":
            return Decision(previous.indicator, "a change of the share before it", previous.quote)
        if self._adds(setting, previous):
            return Decision(previous.indicator, "goes on with the sum before it", previous.quote)
        is_near = "；" not in self.text[previous.end : setting.quantity.start]
        invested = previous.indicator == FUNDS and is_near and self._invested(setting)
        if invested:
            return Decision(FUNDS, "what the fund before it invests", invested)
        return self._share_in(setting, previous) if kind == "share" else None

    def _invested(self, setting: Setting) -> str:
        """The words that tell what a fund did: 基金规模达15亿元，投资项目23个."""
        act = self.fund_act.match(self.text, setting.phrase[0], setting.quantity.start)
        return act[0] if act else ""

    def _named_behind(self, setting: Setting) -> Decision:
        """What the counted are, where words behind say so: 53家企业通过科技型中小企业评价."""
        start, end = setting.subject.end, setting.phrase[1]
        named = self.named_behind.match(self.text, start, end)
        if named is None:
            return Decision(OTHER, UNNAMED)
        told = named.end(), end
        return named_within(self.text, told, (setting.quantity.kind,), self.vocabulary)

    def _is_growth_of(self, setting: Setting, code: Decision, previous: Target) -> bool:
        """Whether growth has the code of the number before, which more words named.

        高新技术产业实现产值412亿元，增长14.6%: 产值 alone is all that the second has. R&D spending
        has a code of its own for growth.
        """
        if not setting.subject.is_inherited or previous.subject != setting.subject.text:
            return False
        return code.value == indicator(self.text, setting.subject, (), self.vocabulary).value

    def _share_in(self, setting: Setting, previous: Target) -> Decision | None:
        """Of a share that names no part of its own, what the number before it is a part of.

        R&D经费14.6亿元，占GDP的2.1% has the code of that share, by indicator_shares.csv.
        """
        between = self.text[previous.end : setting.quantity.start]
        lead = self.share_lead.search(between)
        if lead is None or self.breakdown.search(between):
            return None
        for known in self.vocabulary.indicator_shares:
            if known.indicator == previous.indicator and known.whole in between:
                return Decision(known.share, "the share of the number before it", lead[0])
        return None

    def _of_whole(self, setting: Setting, code: Decision) -> Decision:
        """The code of the share in the whole that it names: 研发投入占营业收入 is no 占GDP."""
        share = self.share_of.search(self.text, setting.phrase[0], setting.quantity.start)
        whole = self.text[share.end() : setting.quantity.start] if share else ""
        for known in self.vocabulary.indicator_shares:
            if known.indicator == code.value and known.whole and known.whole in whole:
                return Decision(known.share, "the whole that it is a share of", known.whole)
        return code

    def _of_sum(self, setting: Setting) -> Decision:
        """What a sum belongs to: 协议126个，金额9.3亿元; 设立天使基金，首期1亿元."""
        before = setting.sentence[0], setting.subject.start
        return named_within(self.text, before, (setting.quantity.kind,), self.vocabulary)

    def _adds(self, setting: Setting, previous: Target) -> bool:
        """Whether the number is of the same event: 新增产值2.8亿元、利税5600万元."""
        between = self.text[previous.end : setting.quantity.start]
        is_new = previous.indicator == NEW_OUTPUT and between.startswith("、")
        return is_new and bool(self.gain.fullmatch(setting.subject.text))

    def _is_bare(self, setting: Setting) -> bool:
        """Whether the noun names no thing: 总数达到142家, 其中项目12个."""
        is_counted = setting.quantity.kind == "count"
        return is_counted and bool(self.bare_noun.fullmatch(setting.subject.text))

    def _leans(self, setting: Setting, previous: Target) -> bool:
        """Whether a number that no term names is one of what the number before it counts."""
        is_relative = setting.quantity.kind in RELATIVE
        if is_relative or setting.subject.is_inherited or self._breaks_down(setting, previous):
            return True
        # 高新技术企业江东区35家、河西区28家
        is_alike = previous.unit == setting.quantity.unit
        return is_alike and bool(self.place.fullmatch(setting.subject.text))

    def _is_tied(self, setting: Setting, kind: str, code: Decision) -> bool:
        """Whether the number tells of the same thing as the one before it, whatever it is like.

        A change, a part (其中国家级6个) and a second figure do; a share and an amount may go on
        with another thing (攻克难题3个，成品率提高到91%).
        """
        if code.rule not in LEANT:
            return is_second(setting, field_words(self.vocabulary))
        is_counted = setting.quantity.kind == "count" and not setting.subject.is_inherited
        # 完成年度任务的92%
        is_of_task = kind == "share" and self.bare_noun.fullmatch(setting.subject.text)
        return is_counted or bool(is_of_task) or kind in LEANING

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
