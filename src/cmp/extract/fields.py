"""The fields that words around a number decide beside status and measure type.

Its commitment, its sign, and the indicator where status or unit fix it. None looks further than
the sentence.
"""

from __future__ import annotations

import re

from cmp.extract.decisions import Decision
from cmp.extract.field_words import FieldWords, field_words
from cmp.extract.ranks import RANK_UNIT
from cmp.extract.rules import CONDITIONS, LEVERAGE
from cmp.extract.setting import CURRENCY, LONGEST_REACH, Setting
from cmp.extract.subjects import PHRASE_MARK
from cmp.vocabulary import Vocabulary


def fixed_indicator(setting: Setting, state: Decision, vocabulary: Vocabulary) -> Decision | None:
    """The code that status or unit decide alone; None where the subject does."""
    words = field_words(vocabulary)
    if state.value == "structure":
        industry = words.industry.search(setting.noun)
        if industry:
            return Decision("industries", "a structure of industries", industry[0])
        return Decision("programme_parts", "a structure of other parts", setting.noun)
    if state.value == "rule":
        return _of_rule(setting, state, words)
    if setting.quantity.kind == "rank" or rank_move(setting, words):
        return Decision("ranking", "a rank", setting.printed)
    return _of_count(setting, words) if setting.quantity.kind == "count" else None


def _of_count(setting: Setting, words: FieldWords) -> Decision | None:
    """By what is done with the counted things: honoured, served, or put together to a body."""
    tail, end = setting.quantity.tail, setting.phrase[1]
    award = words.award_behind.match(setting.text, tail, end)
    if award:
        return Decision("awards", "an award behind the number", award[0])
    composed = words.composed.match(setting.text, tail, end)
    if composed:
        return Decision("governance_bodies", "so many make up a body", composed[0])
    if setting.subject.is_behind and words.served_noun.search(setting.noun):
        return _of_firms(setting, words)
    return None


def _of_firms(setting: Setting, words: FieldWords) -> Decision | None:
    """By what firms do or have done for them: listed, served, partners of universities."""
    tail, end = setting.quantity.tail, setting.phrase[1]
    listed = words.listed_behind.match(setting.text, tail, end)
    if listed:
        return Decision("listed_firms", "firms that are listed", listed[0])
    partner = words.partner_behind.match(setting.text, tail, end)
    if partner:
        return Decision("partner_firms", "firms that work with others", partner[0])
    behind = words.served_behind.match(setting.text, tail, end)
    served = behind or words.served_lead.search(
        setting.text, setting.phrase[0], setting.quantity.lead
    )
    if served:
        return Decision("firms_supported", "something is done for so many firms", served[0])
    return None


def _of_rule(setting: Setting, state: Decision, words: FieldWords) -> Decision | None:
    """The size of a loan, or what is granted; None for what a rule asks for, which has a noun."""
    phrase = setting.text[slice(*setting.phrase)]
    size = _loan_size(setting, words)
    if size:
        return Decision("loan_threshold", "the size of a loan", size)
    granted = words.compensation.search(phrase)
    if granted:
        return Decision("subsidy_amount", "a rule that grants", granted[0])
    loan = words.loan.search(phrase)
    if loan and setting.quantity.kind in CURRENCY:
        return Decision("loan_threshold", "a rule on loans", loan[0])
    if state.rule == LEVERAGE:
        return Decision("tech_loans", "a rule on how far loans go", state.words)
    if state.rule in CONDITIONS:
        return None
    return Decision("subsidy_amount", "a rule with no word of loans")


def _loan_size(setting: Setting, words: FieldWords) -> str:
    """The words that make a sum the size of a loan: 单户500万元以下的贷款, 最高可贷1000万元."""
    if setting.quantity.kind not in CURRENCY:
        return ""
    before = words.loan_before.search(setting.text, setting.phrase[0], setting.quantity.start)
    size = before or words.loan_behind.match(setting.text, setting.quantity.tail)
    return size[0] if size else ""


def rank_move(setting: Setting, words: FieldWords) -> str:
    """The word behind which a number of places changes a rank (前移3位); "" where none does."""
    if setting.quantity.unit != RANK_UNIT or setting.subject.is_behind:
        return ""
    moved = words.rank_moved.search(setting.text, setting.phrase[0], setting.quantity.lead)
    return moved[0] if moved else ""


def fall_word(setting: Setting, kind: str, vocabulary: Vocabulary) -> str:
    """The word that makes a growth a fall, and its value negative; "" where none does."""
    if kind != "growth":
        return ""
    words = field_words(vocabulary)
    before = setting.text[setting.phrase[0] : setting.quantity.start]
    fall = list(words.fall.finditer(before))
    rise = [m.end() for m in words.growth.finditer(before)]
    compared = words.comparison.search(before)
    is_fall = bool(fall) and fall[-1].end() >= max(rise, default=0) and not compared
    return fall[-1][0] if is_fall else ""


def commitment(setting: Setting, state: str, vocabulary: Vocabulary) -> Decision:
    """`aspired` where a hedge governs the number, else firm; "" for all but targets.

    A hedge at the head of coordinated predicates governs them to 。 or ；, one behind its own
    subject only its own clause.
    """
    if state != "target":
        return Decision("", "only what is still to be reached commits")
    words = field_words(vocabulary)
    text, (start, end) = setting.text, setting.sentence
    place = setting.quantity.start
    start = max(start, place - LONGEST_REACH)
    begin = max(text.rfind("；", start, place) + 1, start)
    phrase_start = setting.phrase[0]
    for match in words.hedge.finditer(text, begin, min(end, setting.phrase[1])):
        if _is_won(setting, match, words):
            continue
        if match.start() >= phrase_start:
            return Decision("aspired", "a hedge in the phrase of the number", match[0])
        if _heads(text, begin, match, words) and not words.hedge_stop.search(
            text, match.end(), place
        ):
            return Decision("aspired", "a hedge at the head of the predicates", match[0])
    return Decision("firm", "no hedge governs it")


def _is_won(setting: Setting, hedge: re.Match[str], words: FieldWords) -> bool:
    """Whether 争取 means "won": money from above."""
    is_money = setting.quantity.kind in CURRENCY
    return (
        is_money and hedge[0] in words.winnable and bool(words.won.match(setting.text, hedge.end()))
    )


def _heads(text: str, begin: int, hedge: re.Match[str], words: FieldWords) -> bool:
    """Whether no subject of a number stands before the hedge in its phrase."""
    phrase_start = max(
        (m.end() for m in PHRASE_MARK.finditer(text, begin, hedge.start())), default=begin
    )
    return not words.terms.search(text, phrase_start, hedge.start())
