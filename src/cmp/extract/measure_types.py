"""What kind of figure a number is: stock, flow, growth, share, ratio, rank, count or threshold."""

from __future__ import annotations

import re

from cmp.extract.decisions import Decision
from cmp.extract.field_words import FieldWords, field_words
from cmp.extract.fields import rank_move
from cmp.extract.periods import is_closing
from cmp.extract.proportions import PROPORTION
from cmp.extract.setting import CURRENCY, Setting, cues_before
from cmp.extract.tenses import AHEAD
from cmp.vocabulary import Vocabulary

_OF_STATUS = {
    "structure": Decision("count", "a structure has a count"),
    "rule": Decision("threshold", "a rule has a threshold"),
}
CHANGED = "a word of change right before the amount"
EVENT = "a verb of an event before the number"
CUMULATED = "a cumulative figure without a start"
STATE = "a word of state before the number"
AMOUNT = "an amount flows unless a noun differs"
STOCK_NOUN = "stock noun"
FOUNDED = "what a fund is set up with"
AS_BEFORE = "as the number before"
# What is decided only as long as coded phrases do not speak against it.
YIELDING = frozenset({STATE, AMOUNT, STOCK_NOUN, AS_BEFORE})
# What is decided whatever coded phrases say.
TIED = frozenset({CUMULATED, FOUNDED})
# Characters that may follow a noun which still heads its subject (产值完成).
TAIL = 3
_OF_KIND = {
    "rank": "rank",
    "growth": "growth",
    "multiple": "growth",
    "doubling": "growth",
    PROPORTION: "ratio",
}


def measure_type(setting: Setting, state: str, vocabulary: Vocabulary) -> Decision | None:
    """stock, flow, growth, share, ratio, rank, count (of structure) or threshold (of rule).

    None where nothing in the phrase decides: between stock and flow, or share and growth.
    """
    if state in _OF_STATUS:
        return _OF_STATUS[state]
    kind = setting.quantity.kind
    words = field_words(vocabulary)
    moved = rank_move(setting, words)
    if moved:
        return Decision("rank", "a change of rank", moved)
    of = words.multiple_of.search(setting.text, setting.phrase[0], setting.quantity.lead)
    # 是2020年的2.6倍 tells a change.
    if kind == "multiple" and of and not words.year_base.search(of[0]):
        return Decision("ratio", "one thing measured by another", of[0])
    if kind in _OF_KIND:
        return Decision(_OF_KIND[kind], "the form of the number", setting.printed)
    before = setting.text[setting.phrase[0] : setting.quantity.start]
    if kind == "percent":
        return _percent_type(setting, before, words)
    return (
        _ratio_or_change(setting, before, words)
        or _founded(setting, words)
        or _amount_type(setting, before, words)
    )


def _ratio_or_change(setting: Setting, before: str, words: FieldWords) -> Decision | None:
    if "/" in setting.quantity.unit:
        return Decision("ratio", "a unit per another", setting.quantity.unit)
    ratio = words.ratio.search(before)
    if ratio:
        return Decision("ratio", "a word of ratios before the number", ratio[0])
    changed = words.changed.search(setting.text, setting.phrase[0], setting.quantity.lead)
    if changed:
        return Decision("flow", CHANGED, changed[0])
    return None


def _amount_type(setting: Setting, before: str, words: FieldWords) -> Decision | None:
    """Stock or flow: by the counted noun, then by the verb."""
    cumulative = words.cumulative.search(before)
    if cumulative:
        is_span = re.fullmatch(r"\d{4}-\d{4}", setting.period.value)
        is_part = len(setting.own_period.value) > 4 and not is_closing(setting.own_period)
        if is_span or is_part or words.years.search(before):
            return Decision("flow", "a cumulative figure whose start is given", cumulative[0])
        return Decision("stock", CUMULATED, cumulative[0])
    named = _noun_type(setting.subject.text, words)
    if named and named.value == "stock":
        fresh = words.fresh.search(before)
        return Decision("flow", "a word of new amounts of a stock", fresh[0]) if fresh else named
    if setting.quantity.kind in CURRENCY or named:
        return _noun_type(before, words) or Decision("flow", AMOUNT)
    if setting.is_movement:
        return Decision("stock", "a movement from one total to another")
    return _state_behind(setting, words) or _event_or_state(setting, words)


def _founded(setting: Setting, words: FieldWords) -> Decision | None:
    """Flow for what a fund is set up with: 设立2亿元的天使投资基金; not for its size (总规模)."""
    if setting.quantity.kind not in CURRENCY:
        return None
    found = words.fund_found.search(setting.text, setting.phrase[0], setting.quantity.lead)
    if found is None or not words.fund_behind.match(setting.text, setting.quantity.tail):
        return None
    return Decision("flow", FOUNDED, found[0])


def _noun_type(text: str, words: FieldWords) -> Decision | None:
    """Stock or flow by the last noun of either; the longer of two that end together decides."""
    flow, stock = _last_noun(words.flow_noun, text), _last_noun(words.stock_noun, text)
    if flow is None and stock is None:
        return None
    if stock is None or (flow and _rank(flow) > _rank(stock)):
        return Decision("flow", "flow noun", flow[0] if flow else "")
    return Decision("stock", STOCK_NOUN, stock[0])


def _last_noun(nouns: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last of the nouns, where it heads the text: 产值亿元以上企业 is no 产值."""
    heads = (m for m in nouns.finditer(text) if m.end() >= len(text) - TAIL)
    return max(heads, key=_rank, default=None)


def _rank(noun: re.Match[str]) -> tuple[int, int]:
    return noun.end(), noun.end() - noun.start()


def _percent_type(setting: Setting, before: str, words: FieldWords) -> Decision | None:
    if setting.quantity.unit.endswith("点"):
        return Decision("growth", "a unit of changes", setting.quantity.unit)
    growth = list(words.growth.finditer(before))
    share = list(words.share.finditer(before))
    if growth and (not share or growth[-1].end() >= share[-1].end()):
        reached = words.reached.search(before, growth[-1].end() - 1)
        if share and reached:
            return Decision("share", "a share that has moved to the number", share[-1][0])
        return Decision("growth", "a word of growth before the number", growth[-1][0])
    if share:
        return Decision("share", "a word of shares before the number", share[-1][0])
    return _bare_percent(setting, words)


def _bare_percent(setting: Setting, words: FieldWords) -> Decision | None:
    """A share, unless the number goes on with one that is not called so."""
    named = words.share.search(setting.subject.text)
    if named:
        return Decision("share", "a word of shares in the subject", named[0])
    if setting.subject.is_inherited:
        return None
    return Decision("share", "a percentage without a word of growth")


def _state_behind(setting: Setting, words: FieldWords) -> Decision | None:
    """Where words behind a count tell a state: 由12个部门组成, 在10个地区建有."""
    place = setting.text, setting.quantity.tail, setting.phrase[1]
    composed, held = words.composed.match(*place), words.stock_behind.search(*place)
    if composed:
        return Decision("stock", "so many make up a body", composed[0])
    if held and setting.subject.is_behind:
        return Decision("stock", "a word of state behind the number", held[0])
    return None


def _event_or_state(setting: Setting, words: FieldWords) -> Decision | None:
    """Flow behind a verb of an event, stock behind words of state; the last decides."""
    flow = cues_before(words.flow, setting, words)
    stock = [m for m in cues_before(words.stock, setting, words) if _is_state(m, setting, words)]
    # 拥有经认定的高新技术企业 tells of the firms.
    flow = [m for m in flow if not (stock and setting.text.startswith("的", m.end()))]
    if flow and (not stock or flow[-1].end() > stock[-1].end()):
        state = flow[-1][0] in words.built and _dated_state(setting, flow[-1][0], words)
        if state:
            return state
        return Decision("flow", EVENT, flow[-1][0])
    behind = words.flow_behind.search(setting.text[setting.quantity.tail : setting.phrase[1]])
    is_event = (setting.subject.is_behind or setting.subject.is_inherited) and behind
    # 有9项成果获奖 has an event for its predicate.
    if stock and not (is_event and stock[-1][0] in words.bare_state):
        return Decision("stock", STATE, stock[-1][0])
    if is_event and behind:
        return Decision("flow", "a word of an event behind the number", behind[0])
    return _told_of_state(setting, words)


def _told_of_state(setting: Setting, words: FieldWords) -> Decision | None:
    """Stock where the sentence dates a state, or the number has been passed."""
    # 引进人才632名，其中博士45名 is of the same kind as the number before.
    if words.breakdown.match(setting.text, setting.phrase[0]):
        return None
    dated = words.as_of.search(setting.before)
    if dated:
        return Decision("stock", "the sentence dates a state", dated[0])
    return _passed(setting, words)


def _passed(setting: Setting, words: FieldWords) -> Decision | None:
    """Stock where the noun itself has passed a number: 创新平台突破300家."""
    if setting.subject.is_behind or setting.subject.is_inherited:
        return None
    # 签约项目超过60个 and 参加人数突破2万人次 are events.
    is_event = setting.quantity.unit in words.event_units or words.flow.match(setting.noun)
    if is_event:
        return None
    passed = words.bound_state.match(setting.text, setting.quantity.lead)
    return Decision("stock", "the noun has passed the number", passed[0]) if passed else None


def _dated_state(setting: Setting, built: str, words: FieldWords) -> Decision | None:
    """Where what was built is told as a state: at a date, or with no time at all."""
    dated = words.as_of.search(setting.before)
    if dated:
        return Decision("stock", "the sentence dates a state", dated[0])
    is_turn = words.fresh.fullmatch(built) and words.in_turn.search(setting.before)
    is_dated = setting.period.value or is_turn
    if is_dated or setting.outlook.value == AHEAD:
        return None
    return Decision("stock", "what was built, at no named time", built)


def _is_state(cue: re.Match[str], setting: Setting, words: FieldWords) -> bool:
    """Whether the cue tells of the number: 达到46项, not 达到国际水平的46项."""
    return cue[0] not in words.reached_state or cue.end() >= setting.quantity.lead
