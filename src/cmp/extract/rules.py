"""Parameters of rules: what a policy asks for, and what it grants for that."""

from __future__ import annotations

import re

from cmp.extract.decisions import Decision
from cmp.extract.field_words import FieldWords
from cmp.extract.proportions import PROPORTION
from cmp.extract.setting import CURRENCY, Setting
from cmp.extract.tenses import BACK, tense

# Rules that ask for something and grant nothing themselves.
ASKED = "what a reward behind it asks for"
CONDITION = "the phrase is a condition"
LEVERAGE = "how far a fund is to be stretched"
WEIGHT = "how much it counts in an assessment"
NORM = "a bound on a share that is no part of a whole"
CONDITIONS = frozenset({ASKED, CONDITION, NORM, WEIGHT})


def rule(setting: Setting, words: FieldWords) -> Decision | None:
    """Where the number is a parameter of a rule; None where it is none."""
    rewarded = words.reward.search(setting.text, setting.phrase[0], setting.sentence[1])
    asked = _asked(setting, rewarded, words)
    asked = asked or _leveraged(setting, words) or _weight(setting, words)
    if asked or setting.quantity.kind not in (*CURRENCY, "percent"):
        return asked
    return (
        _worded(setting, rewarded, words)
        or _condition(setting, rewarded, words)
        or _granted(setting, words)
    )


def _asked(setting: Setting, rewarded: re.Match[str] | None, words: FieldWords) -> Decision | None:
    """年度研发费用超过500万元的，给予补助: what a reward asks for."""
    reached = words.reached.search(setting.text, setting.phrase[0], setting.quantity.lead + 2)
    if rewarded is None or (setting.quantity.bound == "exact" and not reached):
        return None
    # The bound may hold the 的 itself: 100万元以上的.
    asked = words.of_whom.search(setting.text, setting.quantity.tail - 1, setting.phrase[1] + 1)
    return Decision("rule", ASKED, rewarded[0]) if asked else None


def _leveraged(setting: Setting, words: FieldWords) -> Decision | None:
    """按10倍放大: how much may be lent on a fund; 按1∶1配套: what others add to a grant."""
    if setting.quantity.kind not in {"multiple", PROPORTION}:
        return None
    place = setting.text, setting.quantity.tail
    leverage = words.leverage.match(*place)
    if leverage:
        return Decision("rule", LEVERAGE, leverage[0])
    shared = words.proportion_behind.match(*place) if setting.quantity.kind == PROPORTION else None
    return Decision("rule", "the proportion of a grant", shared[0]) if shared else None


def _weight(setting: Setting, words: FieldWords) -> Decision | None:
    """列入年度考核，权重不低于5%: how much something counts, unless it is told how it changed."""
    if setting.is_movement:
        return None
    weight = words.weight.search(setting.before)
    return Decision("rule", WEIGHT, weight[0]) if weight else None


def _worded(setting: Setting, rewarded: re.Match[str] | None, words: FieldWords) -> Decision | None:
    """A norm (持股比例不低于20%) or a word of rules in the phrase (最高, 每家)."""
    phrase = setting.text[slice(*setting.phrase)]
    # With a time it is what is to be reached then.
    is_timeless = setting.quantity.kind == "percent" and not setting.own_period.value
    must = is_timeless and words.must.search(phrase)
    norm = must or words.norm.search(phrase)
    if norm and (must or not words.share_of.search(phrase)):
        return Decision("rule", NORM, norm[0])
    rate = setting.quantity.kind == "percent" and words.rate.search(
        setting.text, setting.phrase[0], setting.quantity.lead
    )
    if rate and not setting.is_movement:
        return Decision("rule", "the rate of a grant", rate[0])
    cue = words.rule.search(phrase)
    # 上半年免征营业税62万元 is what was granted.
    is_over = tense(setting.own_period.value, setting.year, setting.month) == BACK
    if cue and not (cue["noun"] and is_over):
        return Decision("rule", "a word of rules in the phrase", cue["noun"] or cue[0])
    limit = words.limit.search(phrase)
    if limit and (rewarded or setting.quantity.kind in CURRENCY):
        return Decision("rule", "a limit on what is granted", limit[0])
    return None


def _condition(
    setting: Setting, rewarded: re.Match[str] | None, words: FieldWords
) -> Decision | None:
    condition = words.condition.search(setting.text[slice(*setting.phrase)])
    if condition is None or (condition["whom"] and not rewarded):
        return None
    return Decision("rule", CONDITION, condition[0])


def _granted(setting: Setting, words: FieldWords) -> Decision | None:
    """Where a word right at the number grants it, and none says that it was paid."""
    own = tense(setting.own_period.value, setting.year, setting.month)
    quantity, start = setting.quantity, setting.phrase[0]
    is_total = any(size in quantity.unit for size in words.total_size)
    if own == BACK or is_total or words.perfective.search(setting.before):
        return None
    is_rate = quantity.kind == "percent"
    borne = is_rate and words.borne.search(setting.text, start, quantity.lead)
    if borne:
        return Decision("rule", "a share that somebody is to bear or may take", borne[0])
    behind = words.granted.match(setting.text, quantity.tail)
    before = not is_rate and words.grant.search(setting.text, start, quantity.lead)
    granted = behind or before
    # What a rate is taken of may have been paid: 按实际支付额的15%补助.
    base = is_rate and words.rate_base.search(setting.text, start, quantity.lead)
    if not granted or words.paid.search(
        setting.text, start, base.start() if base else quantity.lead
    ):
        return None
    return Decision("rule", "a word at the number that grants it", granted[0])
