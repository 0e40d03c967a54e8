"""The cues that decide the fields of targets, as expressions made from the vocabulary."""

from __future__ import annotations

import re
from functools import cache

from cmp.extract.amounts import graded_net
from cmp.extract.time_words import YEAR
from cmp.vocabulary import Vocabulary, longest_first


class FieldWords:
    """The cues of one vocabulary, compiled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.pattern
        self.event_units = frozenset(vocabulary.cues["event_unit"])
        self._of_structures(vocabulary)
        self._of_rules(vocabulary)
        self._of_time(vocabulary)
        self._of_growth()
        self._of_amounts(vocabulary)
        terms = [t.term for t in vocabulary.indicator_terms if "…" not in t.term]
        self.terms = re.compile("|".join(sorted(map(re.escape, terms), key=len, reverse=True)))

    def _any(self, *roles: str) -> re.Pattern[str]:
        return re.compile(self._words(*roles))

    def _last(self, role: str) -> re.Pattern[str]:
        return re.compile(f"(?:{self._words(role)})$")

    def _but(self, role: str, *exceptions: str) -> re.Pattern[str]:
        return re.compile(f"(?!{self._words(*exceptions)})(?:{self._words(role)})")

    def _of_structures(self, vocabulary: Vocabulary) -> None:
        self.structure_units = frozenset(vocabulary.cues["structure_unit"])
        self.structure_noun = self._last("structure_noun")
        self.structure_only = self._last("structure_only")
        longer = self._words("thing_unfit")
        self.structure_thing = re.compile(f"件(?:{self._words('structure_thing')})(?!{longer})")
        units = "|".join(self.structure_units)
        # 4类20项指标, 9章35节: parts of parts.
        self.parted = re.compile(
            rf"大?(?=\d+(?:[章节]|(?:{units})[^，。；\d]{{0,4}}(?:{self._words('structure_noun')})))"
        )
        self.part_of = re.compile(rf"\d+大?(?:{units})(?:方面|部分|领域|板块)?$")
        # 《若干规定》，共18条
        self.document = re.compile("》[^，。；]{0,8}，?共$")
        self.graded_net = graded_net(vocabulary)
        self.structure_verb = self._last("structure_verb")
        self.industry = self._last("structure_industry")
        # 意见建议76条 are no rules.
        other = self._words("not_rule_set")
        names = f"(?!{other})(?:{self._words('structure_name')})"
        self.rule_set = re.compile(
            rf"{names}新?[\d一二三四五六七八九十]+条|{names}(?:(?!{other})[^，。；])*条"
            r"|[“‘][^，。；]*条[”’]"
        )

    def _of_rules(self, vocabulary: Vocabulary) -> None:
        # 平均每项16万元 is what came out, no rule.
        self.rule = re.compile(
            rf"(?<!平均)(?:{self._words('rule_cue')})"
            rf"|^(?:(?!{self._words('paid_verb')}).)*?(?P<noun>{self._words('rule_noun')})(?!金?额)"
        )
        self.limit, self.paid = self._any("rule_limit"), self._but("paid_verb", "not_paid")
        self.loan, self.compensation = self._any("loan_word"), self._any("compensation")
        self.condition = re.compile(
            rf"^[^，。；：]{{0,6}}?(?:{self._words('rule_opener')})"
            rf".*(?:{self._words('genitive')})(?P<whom>[^，。；]{{0,12}})$"
        )
        before = ("bound_exact_before", "bound_about_before", "bound_max_before", "respectively")
        sums = r"(?:[\d.]+[百千]?万?美?元?[、和])*"
        self.grant = re.compile(
            rf"(?:{self._words('grant_verb')})(?:{self._words(*before, 'each')})?{sums}$"
        )
        self.granted = re.compile(rf"(?:的比例)?(?:{self._words('grant_behind')})")
        # 由资金池承担60%, 从新增利润中提取5%
        self.borne = self._last("bear_verb")
        sized = rf"(?:{self._words('loan_size')})(?:上限|总额)?(?:最高|一般|原则上|在|为|达)*"
        bounds = self._words("bound_max_before", "bound_about_before", "bound_min_before")
        self.loan_before = re.compile(f"{sized}(?:{bounds})?$")
        loan = rf"(?:{self._words('loan_word')})(?!{self._words('compensation')})"
        self.loan_behind = re.compile(f"的?[^，。；的]{{0,6}}{loan}")
        self.rate_base = re.compile(f"(?:{self._words('rate_base')})[^，。；]*$")
        self.total_size = vocabulary.cues["total_size"]
        self.norm, self.share_of = self._any("norm"), self._any("share_of")
        self.must = self._any("norm_must")
        rate, assessed = self._words("rule_rate"), self._words("assessed")
        weight = self._words("assessment_weight")
        bounds = self._words("movement_to", *before, "bound_min_before")
        self.rate = re.compile(f"(?:{rate})(?:{bounds}|为|达)*$")
        self.weight = re.compile(rf"(?:{assessed}).*(?:{weight})(?:[^，。；、\d]{{0,8}})$")
        self.leverage = re.compile(f"的?(?:{self._words('leverage')})")
        self.proportion_behind = re.compile(rf"\s?(?:{self._words('proportion_behind')})")
        self.reward, self.of_whom = self._any("reward_verb"), self._any("condition_of")

    def _of_time(self, vocabulary: Vocabulary) -> None:
        # 已将 and 将其 name what is acted on; 向上争取 tells where from, not when.
        self.plan = re.compile(rf"(?<!已)(?<!向上)(?!将其)(?:{self._words('plan_verb')})")
        self.hedge = self._any("hedge")
        self.held = re.compile(f"(?:{self._words('fund_held')})(?:{self._words('fund_size')})$")
        self.estimate = self._any("estimate")
        self.hedge_stop = self._any("hedge_stop")
        self.expected = re.compile(f"(?P<expected>{self._words('expected')})[^；]*$")
        self.completed_then = re.compile(f"(?P<then>{self._words('completed_then')})[^；]*$")
        self.won_here = re.compile(f"(?:{self._words('won_here')})$")
        self.won, self.winnable = self._any("won"), frozenset(vocabulary.cues["winnable"])
        self.done, self.perfective = self._but("done_cue", "not_done"), self._last("perfective")
        self.completed_since = self._but("completed_since", "not_done")
        self.done_alone = self._but("done_cue", "not_done", "done_comparison")
        not_modal, modal = self._words("not_modal"), self._words("modal_planned")
        self.modal = re.compile(f"{not_modal}|(?P<modal>{modal})")
        self.action = self._any("action_verb", "flow_cue")
        self.hedged = re.compile(f"(?:{self._words('hedge')}|{self._words('plan_verb')})*")

    def _of_growth(self) -> None:
        # 不低于 is a bound, 减免 no fall.
        not_growth, growth = self._words("not_growth"), self._words("growth_cue")
        self.growth = re.compile(f"(?!{not_growth})(?<!不)(?<!不得)(?:{growth})")
        self.fall = self._but("growth_fall", "not_growth")
        self.comparison = self._any("growth_comparison")
        self.reached = self._any("movement_to", "bound_exact_before")
        self.ratio, self.share = self._any("ratio_cue"), self._any("share_cue")

    def _of_amounts(self, vocabulary: Vocabulary) -> None:
        self.cumulative, self.fresh = self._any("cumulative"), self._any("fresh_amount")
        # 五年累计 and 今年累计 say since when.
        years = longest_first(w for w, (kind, _) in vocabulary.time_words.items() if kind == "year")
        since = "|".join([r"[\d一二两三四五六七八九十]年", *map(re.escape, years)])
        self.years = re.compile(rf"(?:{since})[^，。；]{{0,12}}?(?:{self._words('cumulative')})")
        self.changed = re.compile(f"(?:{self._words('amount_change')})了?$")
        self.bare_state = frozenset(vocabulary.cues["bare_state"])
        self.flow = self._any("flow_cue")
        # 具有自主知识产权的产品 tells of the product.
        not_stock, stock = self._words("not_stock"), self._words("stock_cue")
        self.stock = re.compile(f"(?<!具)(?!{not_stock})(?:{stock})")
        self.breakdown = self._any("breakdown")
        self.bound_state = re.compile(f"(?:{self._words('bound_state')})")
        self.reached_state = frozenset(vocabulary.cues["reached_state"])
        self.in_turn = self._any("in_turn")
        self.built, self.as_of = frozenset(vocabulary.cues["built_state"]), self._any("as_of")
        self.served_lead, self.served_noun = self._last("served_lead"), self._any("served_noun")
        won, prize = self._words("award_verb"), self._words("award_noun")
        self.award_behind = re.compile(f"[^，。；、\\d]{{0,16}}?(?:{won})[^，。；]*?(?:{prize})")
        self.stock_behind = self._any("stock_behind")
        # 设立总规模10亿元的基金 tells its size.
        plain = f"(?!{self._words('fund_size')})[^，。；：、\\d]"
        self.fund_found = re.compile(f"(?:{self._words('fund_found')})(?:{plain}){{0,12}}$")
        self.fund_behind = re.compile(rf"[^，。；：、\d]{{0,12}}?(?:{self._words('fund_noun')})")
        self.multiple_of = re.compile(f"(?:{self._words('multiple_of')})[^，。；]*的$")
        self.whole_year = re.compile(f"(?:{YEAR})年|{self._words('whole_year')}")
        self.year_base = re.compile("|".join([f"(?:{YEAR})年", *map(re.escape, years)]))
        lead = rf"(?:(?!{self._words('partner_unfit')})[^，。；同与]){{0,12}}"
        partner = rf"{lead}[同与][^，。；]{{2,40}}?(?:{self._words('partner_act')})"
        self.partner_behind = re.compile(partner)
        plain = rf"(?:(?!{self._words('listed_unfit')})[^，。；]){{0,20}}?"
        self.listed_behind = re.compile(rf"{plain}(?:{self._words('listed_behind')})$")
        self.served_behind = re.compile(rf"[^，。；]{{0,8}}?(?:{self._words('served_behind')})")
        self.rank_moved = re.compile(f"(?:{self._words('rank_move')})了?$")
        self.composed = re.compile(f"[^，。；]*?(?:{self._words('composed')})")
        self.flow_noun, self.flow_behind = self._any("flow_noun"), self._any("flow_behind")
        self.stock_noun = self._but("stock_noun", "not_stock_noun")


@cache
def field_words(vocabulary: Vocabulary) -> FieldWords:
    """The cues of a vocabulary, compiled once."""
    return FieldWords(vocabulary)
