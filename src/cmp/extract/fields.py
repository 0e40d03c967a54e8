"""The fields that words around a number decide: status, measure type, commitment.

Each function is one paragraph of CODEBOOK.md, in its order; none looks further than the sentence
but for the outlook of the part it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cmp.extract.records import Quantity
from cmp.extract.subjects import PHRASE_MARK, Subject, phrase_end, phrase_start
from cmp.vocabulary import Vocabulary

# Words further before a number than this do not govern it.
LONGEST_REACH = 500
CURRENCY = ("currency", "foreign_currency")


@dataclass(frozen=True)
class Setting:
    """A quantity where it stands: its subject, its sentence, its time and its part."""

    text: str
    quantity: Quantity
    subject: Subject
    sentence: tuple[int, int]
    period: str
    own_period: str
    year: int
    is_ahead: bool
    is_movement: bool = False

    @property
    def phrase(self) -> tuple[int, int]:
        """The run between ，；。 that holds the number."""
        start = phrase_start(self.text, self.quantity.start)
        return max(start, self.sentence[0]), phrase_end(self.text, self.quantity.end)

    @property
    def before(self) -> str:
        """The sentence up to the number, as far back as its words can reach."""
        start = max(self.sentence[0], self.quantity.start - LONGEST_REACH)
        return self.text[start : self.quantity.start]


def is_structure(setting: Setting, vocabulary: Vocabulary) -> bool:
    """Whether the number says how many parts a programme, plan, layout or mechanism has."""
    words = _words(vocabulary)
    quantity, text, subject = setting.quantity, setting.text, setting.subject
    if quantity.kind == "structure":
        return True
    if quantity.kind != "count" or quantity.unit not in words.structure_units:
        return False
    noun = text[subject.start : subject.end]
    if quantity.unit == "条" and words.rule_set.search(text, setting.phrase[0], quantity.end):
        return True
    if words.structure_only.search(noun):
        return True
    is_word = not text[quantity.start].isdigit()
    is_industry = bool(words.industry.search(noun))
    if not subject.is_behind:
        return is_industry and not _verbs(words.flow, setting, words)
    return bool(words.structure_noun.search(noun)) and (is_word or is_industry)


def fixed_indicator(setting: Setting, state: str, vocabulary: Vocabulary) -> str:
    """The code that status or unit decide alone; "" where the subject does."""
    words = _words(vocabulary)
    if state == "structure":
        noun = setting.text[setting.subject.start : setting.subject.end]
        return "industries" if words.industry.search(noun) else "programme_parts"
    if state == "rule":
        phrase = setting.text[slice(*setting.phrase)]
        return "loan_threshold" if words.loan.search(phrase) else "subsidy_amount"
    return "ranking" if setting.quantity.kind == "rank" else ""


def status(setting: Setting, vocabulary: Vocabulary) -> str:
    """structure, rule, target or actual."""
    if is_structure(setting, vocabulary):
        return "structure"
    if _is_rule(setting, vocabulary):
        return "rule"
    return "target" if _is_target(setting, vocabulary) else "actual"


def _is_rule(setting: Setting, vocabulary: Vocabulary) -> bool:
    words = _words(vocabulary)
    if setting.quantity.kind not in (*CURRENCY, "percent"):
        return False
    start, end = setting.phrase
    phrase = setting.text[start:end]
    is_rewarded = words.reward.search(setting.text, start, setting.sentence[1])
    condition = words.condition.search(phrase)
    if words.rule.search(phrase) or (condition and (is_rewarded or not condition["whom"])):
        return True
    # 年度研发费用超过500万元的，给予补助: what a reward asks for.
    asked = setting.quantity.bound != "exact" and words.of_whom.match(
        setting.text, setting.quantity.tail
    )
    return bool(asked and is_rewarded)


def _is_target(setting: Setting, vocabulary: Vocabulary) -> bool:
    words = _words(vocabulary)
    start, end = setting.phrase
    before = setting.before
    near = setting.text[start:end]
    time = _tense(setting.own_period, setting.year)
    if time == "ahead":
        return True
    is_told = words.done.search(near) or words.perfective.search(before)
    if is_told and not words.hedge.search(near):
        return False
    if time:
        return False
    around = _tense(setting.period, setting.year)
    if _is_planned(before, around, words):
        return True
    if words.done.search(before):
        return False
    return around == "ahead" or (setting.is_ahead and around != "back")


def _is_planned(before: str, around: str, words: _Words) -> bool:
    """Whether words before the number say that it is still to be reached.

    争取 says so only where it does not mean "won", as it does of a time gone by.
    """
    for match in words.plan.finditer(before):
        is_won = match[0] in words.winnable and (
            around == "back" or words.won.match(before, match.end())
        )
        if not is_won:
            return True
    return any(
        match["modal"] and words.action.match(before, match.end())
        for match in words.modal.finditer(before)
    )


def _tense(period: str, year: int) -> str:
    """What a period says of a number: ahead, back, or "" for the article's year itself."""
    if not period:
        return ""
    first = last = int(period[:4])
    if re.fullmatch(r"\d{4}-\d{4}", period):
        last = int(period[-4:])
    if first < year == last:
        return "back"
    if last != year:
        return "ahead" if last > year else "back"
    if period[4:] in {"H1", "Q1", "Q1-Q3"} or period[4:5] == "M":
        return "back"
    return "ahead" if period[4:] == "H2" else ""


def measure_type(setting: Setting, state: str, vocabulary: Vocabulary) -> str:
    """stock, flow, growth, share, ratio, rank, count (of structure) or threshold (of rule).

    "" where nothing in the phrase decides between stock and flow.
    """
    kind = setting.quantity.kind
    fixed = {"structure": "count", "rule": "threshold"}.get(state) or _FIXED.get(kind)
    if fixed:
        return fixed
    words = _words(vocabulary)
    before = setting.text[setting.phrase[0] : setting.quantity.start]
    if kind == "percent":
        return _percent_type(setting, before, words)
    if words.changed.search(setting.text, setting.phrase[0], setting.quantity.lead):
        return "flow"
    if "/" in setting.quantity.unit or words.ratio.search(before):
        return "ratio"
    return _amount_type(setting, before, words)


def _amount_type(setting: Setting, before: str, words: _Words) -> str:
    """Stock or flow: by the counted noun, then by the verb."""
    if words.cumulative.search(before):
        return "flow" if re.fullmatch(r"\d{4}-\d{4}", setting.period) else "stock"
    named = _noun_type(setting.subject.text, words)
    if named == "stock":
        return "flow" if words.fresh.search(before) else "stock"
    if setting.quantity.kind in CURRENCY or named:
        return _noun_type(before, words) or "flow"
    return "stock" if setting.is_movement else _event_or_state(setting, words)


def _noun_type(text: str, words: _Words) -> str:
    """Stock or flow by the last noun of either; the longer of two that end together decides."""
    flow = [(m.end(), m.end() - m.start()) for m in words.flow_noun.finditer(text)]
    stock = [(m.end(), m.end() - m.start()) for m in words.stock_noun.finditer(text)]
    if not flow and not stock:
        return ""
    return "flow" if max(flow, default=(0, 0)) > max(stock, default=(0, 0)) else "stock"


_FIXED = {"rank": "rank", "growth": "growth", "multiple": "growth", "doubling": "growth"}


def _percent_type(setting: Setting, before: str, words: _Words) -> str:
    if setting.quantity.unit.endswith("点"):
        return "growth"
    growth = [m.end() for m in words.growth.finditer(before)]
    share = [m.end() for m in words.share.finditer(before)]
    if growth and max(growth) >= max(share, default=0):
        reached = words.reached.search(before, max(growth) - 1)
        return "share" if share and reached else "growth"
    goes_on = setting.subject.is_inherited and not words.share.search(setting.subject.text)
    return "" if goes_on and not share else "share"


def _event_or_state(setting: Setting, words: _Words) -> str:
    """Flow behind a verb of an event, stock behind words of state; the last decides."""
    flow = _verbs(words.flow, setting, words)
    stock = _verbs(words.stock, setting, words)
    if flow or stock:
        return "flow" if max(flow, default=-1) > max(stock, default=-1) else "stock"
    behind = setting.text[setting.quantity.tail : setting.phrase[1]]
    if setting.subject.is_behind and words.flow_behind.search(behind):
        return "flow"
    return ""


def _verbs(pattern: re.Pattern[str], setting: Setting, words: _Words) -> list[int]:
    """Ends of the cues before the number in its phrase, but for those inside a term (孵化器)."""
    area = setting.phrase[0], setting.quantity.lead
    terms = [m.span() for m in words.terms.finditer(setting.text, *area)]
    return [
        m.end()
        for m in pattern.finditer(setting.text, *area)
        if not any(
            (a <= m.start() and m.end() < b) or (a < m.start() and m.end() <= b) for a, b in terms
        )
    ]


def signed(value: float, setting: Setting, kind: str, vocabulary: Vocabulary) -> float:
    """The value; negative where a growth is a fall."""
    words = _words(vocabulary)
    before = setting.text[setting.phrase[0] : setting.quantity.start]
    if kind != "growth":
        return value
    fall = [m.end() for m in words.fall.finditer(before)]
    rise = [m.end() for m in words.growth.finditer(before)]
    compared = words.comparison.search(before)
    is_fall = bool(fall) and max(fall) >= max(rise, default=0) and not compared
    return -value if is_fall else value


def commitment(setting: Setting, state: str, vocabulary: Vocabulary) -> str:
    """`aspired` where a hedge governs the number, else firm; "" for all but targets.

    A hedge at the head of coordinated predicates governs them to 。 or ；, one behind its own
    subject only its own clause.
    """
    if state != "target":
        return ""
    words = _words(vocabulary)
    text, (start, end) = setting.text, setting.sentence
    place = setting.quantity.start
    start = max(start, place - LONGEST_REACH)
    begin = max(text.rfind("；", start, place) + 1, start)
    phrase_start = setting.phrase[0]
    for match in words.hedge.finditer(text, begin, min(end, setting.phrase[1])):
        if _is_won(setting, match, words):
            continue
        if match.start() >= phrase_start:
            return "aspired"
        if _heads(text, begin, match, words) and not words.hedge_stop.search(
            text, match.end(), place
        ):
            return "aspired"
    return "firm"


def _is_won(setting: Setting, hedge: re.Match[str], words: _Words) -> bool:
    """Whether 争取 means "won": money from above."""
    is_money = setting.quantity.kind in CURRENCY
    return (
        is_money and hedge[0] in words.winnable and bool(words.won.match(setting.text, hedge.end()))
    )


def _heads(text: str, begin: int, hedge: re.Match[str], words: _Words) -> bool:
    """Whether no subject of a number stands before the hedge in its phrase."""
    phrase_start = max(
        (m.end() for m in PHRASE_MARK.finditer(text, begin, hedge.start())), default=begin
    )
    return not words.terms.search(text, phrase_start, hedge.start())


class _Words:
    """The cues of one vocabulary, compiled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        def any_of(*roles: str) -> re.Pattern[str]:
            return re.compile(vocabulary.pattern(*roles))

        self.structure_units = frozenset(vocabulary.cues["structure_unit"])
        self.structure_noun = re.compile(f"(?:{vocabulary.pattern('structure_noun')})$")
        self.structure_only = re.compile(f"(?:{vocabulary.pattern('structure_only')})$")
        self.industry = re.compile(f"(?:{vocabulary.pattern('structure_industry')})$")
        names = vocabulary.pattern("structure_name")
        self.rule_set = re.compile(
            rf"(?:{names})新?[\d一二三四五六七八九十]+条|(?:{names})[^，。；]*条"
        )
        self.loan = any_of("loan_word")
        self.rule = any_of("rule_cue")
        self.condition = re.compile(
            rf"^[^，。；：]{{0,6}}?(?:{vocabulary.pattern('rule_opener')})"
            rf".*(?:{vocabulary.pattern('genitive')})(?P<whom>[^，。；]{{0,12}})$"
        )
        self.plan, self.hedge = any_of("plan_verb"), any_of("hedge")
        not_done, not_modal = vocabulary.pattern("not_done"), vocabulary.pattern("not_modal")
        self.done = re.compile(f"(?!{not_done})(?:{vocabulary.pattern('done_cue')})")
        self.modal = re.compile(f"{not_modal}|(?P<modal>{vocabulary.pattern('modal_planned')})")
        self.action = any_of("action_verb", "flow_cue")
        self.ratio, self.share = any_of("ratio_cue"), any_of("share_cue")
        # 不低于 is a bound, 减免 no fall.
        not_growth = vocabulary.pattern("not_growth")
        self.growth = re.compile(
            f"(?!{not_growth})(?<!不)(?<!不得)(?:{vocabulary.pattern('growth_cue')})"
        )
        self.cumulative = any_of("cumulative")
        self.changed = re.compile(f"(?:{vocabulary.pattern('amount_change')})了?$")
        self.fall = re.compile(f"(?!{not_growth})(?:{vocabulary.pattern('growth_fall')})")
        self.comparison = any_of("growth_comparison")
        self.fresh = any_of("fresh_amount")
        self.perfective = re.compile(f"(?:{vocabulary.pattern('perfective')})$")
        self.reward = any_of("reward_verb")
        self.of_whom = any_of("condition_of")
        self.reached = any_of("movement_to", "bound_exact_before")
        self.flow, self.stock = any_of("flow_cue"), any_of("stock_cue")
        self.flow_noun = any_of("flow_noun")
        not_stock = vocabulary.pattern("not_stock_noun")
        self.stock_noun = re.compile(f"(?!{not_stock})(?:{vocabulary.pattern('stock_noun')})")
        self.flow_behind = any_of("flow_behind")
        self.won = any_of("won")
        self.winnable = frozenset(vocabulary.cues["winnable"])
        self.hedge_stop = any_of("hedge_stop")
        terms = [t.term for t in vocabulary.indicator_terms if "…" not in t.term]
        self.terms = re.compile("|".join(sorted(map(re.escape, terms), key=len, reverse=True)))


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)
