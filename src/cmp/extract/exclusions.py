"""What looks like a quantity and is none: CODEBOOK.md's list of "Not rows" as rules."""

from __future__ import annotations

import re
from functools import cache

from cmp.extract.numerals import MYRIADS
from cmp.extract.records import Quantity
from cmp.extract.subjects import phrase_start
from cmp.vocabulary import Vocabulary

LOOK = 16  # characters of context that decide; longer ones would cross into the next phrase
# 702所 is the name of one institute.
NUMBERED, NUMBERED_FROM = "所", 100
DEVICE_KINDS = ("power", "voltage")
SIZE_KINDS = ("currency", "foreign_currency", "area", "power", "voltage", "mass", "length")


class Exclusions:
    """The exclusions for one text; made once, asked for each candidate."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.rules = _rules(vocabulary)
        self.blocked = _blocked(text, self.rules)

    def exclude(self, quantity: Quantity) -> bool:
        """Whether this candidate is no row."""
        before = self.text[max(0, quantity.start - LOOK) : quantity.start]
        after = self.text[quantity.end : quantity.end + LOOK]
        return (
            bool(self.blocked[quantity.start])
            or self._is_article(quantity)
            or self._is_denominator(quantity, before, after)
            or self._is_slogan(quantity, before, after)
            or self._is_class_label(quantity, before, after)
        )

    def _is_article(self, quantity: Quantity) -> bool:
        """一支基金: 一 as "a"."""
        text, start = self.text, quantity.start
        # 一万名 is a number.
        is_one = text[start] == "一" and quantity.value == 1 and text[start + 1] not in MYRIADS
        return is_one and quantity.kind != "rank" and quantity.bound == "exact"

    def _is_denominator(self, quantity: Quantity, before: str, after: str) -> bool:
        """全省13个设区市中, 每百名职工: the field, not a result."""
        # 每孵化1家企业奖励5万元
        is_case = quantity.value == 1 and self.rules.each_act.search(before)
        is_each = self.rules.each.search(before) and quantity.kind not in {"percent", "rank"}
        if is_case or is_each:
            return True
        if quantity.kind != "count":
            return False
        if self.rules.ranked_among.match(after) or self._is_institute(quantity, before, after):
            return True
        is_field = self.rules.jurisdiction.match(after) or self.rules.measured_among.match(after)
        return bool(is_field and self.rules.denominator.search(before))

    def _is_institute(self, quantity: Quantity, before: str, after: str) -> bool:
        """702所等院所: a number of three digits names one of them."""
        is_long = quantity.unit == NUMBERED and quantity.value >= NUMBERED_FROM
        is_counted = self.rules.institute.search(before) or self.rules.institute.match(after)
        return is_long and not is_counted

    def _is_slogan(self, quantity: Quantity, before: str, after: str) -> bool:
        """“四个走在前”: a count in Chinese numerals that opens a quotation and counts no noun.

        六个一 is one also where the quotation marks were lost.
        """
        if self.text[quantity.start].isdigit():
            return False
        if quantity.kind == "count" and self.rules.one_each.match(after):
            return True
        if before[-1:] not in {"“", "‘"}:
            return False
        quoted = re.split(r"[”’]", after)[0]
        return not self.rules.structure_end.search(quoted)

    def _is_class_label(self, quantity: Quantity, before: str, after: str) -> bool:
        """超亿元项目, 千亿级产业链: the number names a class of things that may be counted.

        给予500万元项目资助 grants it.
        """
        if self.rules.size_grade.search(quantity.unit):
            return True
        if quantity.kind not in SIZE_KINDS or self.rules.granted.search(before):
            return False
        if quantity.kind in DEVICE_KINDS and self.rules.device.match(after):
            return True
        bounded = quantity.bound != "exact" or self.rules.level.match(after)
        return bool(bounded and self.rules.class_label.match(after)) and not self._asked(quantity)

    def _asked(self, quantity: Quantity) -> bool:
        """Whether a rule asks for it: 对研发投入超过1000万元的企业，给予奖励."""
        start = phrase_start(self.text, quantity.start)
        opens = self.rules.condition.match(self.text, start, quantity.start)
        return bool(opens and self.rules.rewarded.match(self.text, quantity.end))


class _Rules:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.words = re.compile("|".join(map(re.escape, vocabulary.numeral_words)) or "(?!)")
        self.title = re.compile("《[^》]{0,200}》")
        self.formula = re.compile(r"[“‘][\d一二三四五六七八九十百千+＋\-—NXn.、]{1,30}[”’]")
        self.each = re.compile(f"(?:{vocabulary.pattern('each_of')})$")
        acts = vocabulary.pattern("action_verb", "flow_cue")
        yearly = vocabulary.pattern("each_year")
        self.each_act = re.compile(
            f"(?!{yearly})(?:{vocabulary.pattern('each_of')})(?:{acts})[^，。；：\\d]{{0,6}}$"
        )
        among = vocabulary.pattern("measured_among")
        self.measured_among = re.compile(
            rf"[^，。；、：\d]{{0,16}}?(?:(?:{among})中|之一|之外|第(?=\d+[位名]))"
        )
        self.institute = re.compile(
            f"(?:(?!等)[^，。；、]){{0,2}}(?:{vocabulary.pattern('institute')})"
        )
        self.device = re.compile(f"[^，。；、\\d]{{0,6}}?(?:{vocabulary.pattern('size_device')})")
        self.denominator = re.compile(f"(?:{vocabulary.pattern('denominator_head')})$")
        self.jurisdiction = re.compile(
            f"(?:{vocabulary.pattern('jurisdiction')})(?:[，。、；中里内各都]|唯一|第|前|名列|位列|排)"
        )
        ranked = vocabulary.pattern("rank_verb")
        self.ranked_among = re.compile(
            f"[^，。；、（\\d]{{0,10}}(?<!其)中(?:(?:{ranked})第?|第)(?=\\d+[位名])"
        )
        self.granted = re.compile(
            f"(?:{vocabulary.pattern('grant_verb', 'granting')})(?:不超过|最高|不低于)?$"
        )
        unfit = vocabulary.pattern("condition_unfit")
        self.condition = re.compile(f"[“‘]?(?!{unfit})(?:{vocabulary.pattern('condition_lead')})")
        rewards = vocabulary.pattern("reward_verb", "granting")
        self.rewarded = re.compile(f"[^。\\n]{{0,60}}?(?:{rewards})")
        self.one_each = re.compile(f"(?!{vocabulary.pattern('one_word')})一")
        self.structure_end = re.compile(f"(?:{vocabulary.pattern('structure_noun')})$")
        noun = vocabulary.pattern("class_noun")
        filler = vocabulary.pattern("class_filler")
        level = vocabulary.pattern("class_level")
        counts = "|".join(re.escape(u.unit) for u in vocabulary.units.values() if u.kind == "count")
        self.size_grade = re.compile(f"[{''.join(MYRIADS)}](?:{level})$")
        self.level = re.compile(f"(?:{level})")
        genitive, verdict = vocabulary.pattern("genitive"), vocabulary.pattern("class_verdict")
        self.class_label = re.compile(
            f"(?:{level})?(?:{filler}){{0,4}}(?:{noun})"
            f"|(?:{level})?(?:{genitive})[^，。；\\d]{{0,6}}?(?:{verdict})"
            f"|(?:{level})?(?:{genitive})(?=\\d)"
            # 产值超10亿元的产品5个, 50亿元以上2户
            f"|(?:(?:{level})(?:{genitive})?|{genitive})[^，。；：、\\d\\n]{{0,12}}"
            f"\\d+[余多]?(?:{counts})"
        )


@cache
def _rules(vocabulary: Vocabulary) -> _Rules:
    return _Rules(vocabulary)


def _blocked(text: str, rules: _Rules) -> bytearray:
    """1 at each character where no quantity may begin: words, titles of documents, formulas."""
    blocked = bytearray(len(text) + 1)
    for pattern in (rules.words, rules.title, rules.formula):
        for match in pattern.finditer(text):
            blocked[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return blocked
