"""The status of a number: a structure, a parameter of a rule, a target, or what was reached.

Looks no further than the sentence, but for the time and the outlook of the part it stands in.
"""

from __future__ import annotations

import re

from cmp.extract.amounts import LEVEL
from cmp.extract.decisions import Decision
from cmp.extract.field_words import FieldWords, field_words
from cmp.extract.outlook import RULED
from cmp.extract.rules import rule
from cmp.extract.setting import CURRENCY, Setting, cues_before
from cmp.extract.tenses import AHEAD, BACK, tense
from cmp.vocabulary import Vocabulary

# Characters between a word of expectation and the time it goes with (预计全市去年).
NEXT = 4
# Up to this month what is told of the whole year is still to come.
EARLY = 4


def status(setting: Setting, vocabulary: Vocabulary) -> Decision:
    """structure, rule, target or actual, as CODEBOOK.md tells them apart."""
    words = field_words(vocabulary)
    return _structure(setting, words) or rule(setting, words) or _time_of(setting, words)


def _structure(setting: Setting, words: FieldWords) -> Decision | None:
    """Where the number says how many parts a programme, plan, layout or mechanism has."""
    quantity, text = setting.quantity, setting.text
    if quantity.kind == "structure":
        return Decision("structure", "a unit that counts parts", setting.printed)
    if quantity.kind != "count" or quantity.unit not in words.structure_units:
        return None
    is_article = quantity.unit == "条"
    rule_set = is_article and words.rule_set.search(text, setting.phrase[0], quantity.end + 1)
    if rule_set:
        return Decision("structure", "the articles of a set of rules", rule_set[0])
    return _divided(setting, words) or _parts(setting, words)


def _divided(setting: Setting, words: FieldWords) -> Decision | None:
    """Where a word says that the number counts parts, whatever its form."""
    net = words.graded_net.match(setting.text, setting.quantity.end)
    if net and setting.quantity.unit == LEVEL:
        return Decision("structure", "so many levels of a network", net[0])
    part = words.structure_only.search(setting.noun)
    if part:
        return Decision("structure", "a noun that only parts have", part[0])
    thing = words.structure_thing.match(setting.text, setting.quantity.end - 1)
    if thing:
        return Decision("structure", "what is to be done is so many things", thing[0])
    verb = words.structure_verb.search(setting.before)
    if verb:
        return Decision("structure", "a verb that divides, right before the number", verb[0])
    return _of_document(setting, words)


def _of_document(setting: Setting, words: FieldWords) -> Decision | None:
    """The articles of a document, and parts of parts: 《若干规定》，共18条; 设置4类20项指标."""
    document = not setting.subject.is_behind and words.document.search(setting.before)
    if document:
        return Decision("structure", "the parts of a document", document[0])
    parted = words.parted.match(setting.text, setting.quantity.end)
    is_part = setting.subject.is_inherited or words.structure_noun.search(setting.noun)
    if parted or (is_part and words.part_of.search(setting.before)):
        return Decision("structure", "parts that have parts", setting.printed)
    return None


def _parts(setting: Setting, words: FieldWords) -> Decision | None:
    """Where the noun may be one of parts, by its place and the form of the number."""
    industry = words.industry.search(setting.noun)
    if not setting.subject.is_behind:
        if industry and not cues_before(words.flow, setting, words):
            return Decision("structure", "industries, and no verb of an event", industry[0])
        return None
    noun = words.structure_noun.search(setting.noun)
    is_word = not setting.text[setting.quantity.start].isdigit()
    if noun and (is_word or industry):
        return Decision("structure", "a noun of parts behind the number", noun[0])
    return None


def _time_of(setting: Setting, words: FieldWords) -> Decision:
    """Target or actual: by the time of the sentence and its words, then by those of the part."""
    held = _held(setting, words)
    if held:
        return held
    own = setting.own_period
    time = tense(own.value, setting.year, setting.month)
    if time == AHEAD:
        return Decision("target", "the period named in the sentence lies ahead", own.words)
    around = tense(setting.period.value, setting.year, setting.month)
    told = _to_come(setting, time, words) or _reached(setting, time or around, words)
    if told:
        return told
    if time:
        return _expected(setting, words) or Decision(
            "actual", "the period named in the sentence lies behind", own.words
        )
    return (
        _worded(setting, around, words)
        or _young_year(setting, words)
        or _by_part(setting, around, words)
    )


def _held(setting: Setting, words: FieldWords) -> Decision | None:
    """用好总规模50亿元的基金: what is to be used is there."""
    is_sum = setting.quantity.kind in CURRENCY
    held = is_sum and words.held.search(setting.text, setting.phrase[0], setting.quantity.lead)
    return Decision("actual", "the size of what is there to be used", held[0]) if held else None


def _to_come(setting: Setting, time: str, words: FieldWords) -> Decision | None:
    """达产后产值90亿元: what is to come when something that was begun is completed."""
    then = words.completed_then.search(setting.before)
    if then is None or time or words.done.search(then[0]):
        return None
    return Decision("target", "what is to come when it is completed", then["then"])


def _reached(setting: Setting, time: str, words: FieldWords) -> Decision | None:
    """Where the number is told as reached; 累计 or 建有 in a part ahead tells of what will be."""
    told = _told(setting, words)
    is_to_come = time == AHEAD and not words.perfective.search(setting.before)
    return None if is_to_come else told


def _worded(setting: Setting, around: str, words: FieldWords) -> Decision | None:
    """By words of plans before the number, else by words of completion."""
    before = setting.before
    planned = _planned(before, around, words)
    if planned and not _completed_since(before, planned, words):
        return planned
    done = _done(setting, words).search(before)
    return Decision("actual", "a word of completion before the number", done[0]) if done else None


def _done(setting: Setting, words: FieldWords) -> re.Pattern[str]:
    """Words of completion; in a part that looks ahead a comparison (比上年) is none."""
    return words.done_alone if setting.outlook.value == AHEAD else words.done


def _told(setting: Setting, words: FieldWords) -> Decision | None:
    """Where the phrase tells of something reached, and does not hedge."""
    near = setting.text[slice(*setting.phrase)]
    told = _done(setting, words).search(near) or words.perfective.search(setting.before)
    if not told or words.hedge.search(near) or words.expected.search(near):
        return None
    return Decision("actual", "a word of completion at the number", told[0])


def _expected(setting: Setting, words: FieldWords) -> Decision | None:
    """预计去年增长8%: not known yet, though the time is over."""
    expected = words.expected.search(setting.before)
    if expected is None:
        return None
    # 力争今年达到100家，去年为80家: what is expected has a time of its own.
    told = setting.before.rfind(setting.own_period.words)
    if told > expected.end("expected") + NEXT:
        return None
    return Decision("target", "a word of expectation before the number", expected["expected"])


def _planned(before: str, around: str, words: FieldWords) -> Decision | None:
    """Where words before the number say that it is still to be reached.

    争取 says so only where it does not mean "won", as it does of a time gone by.
    """
    part = before.rfind("；") + 1
    for match in words.plan.finditer(before):
        # 预计 governs its own part of the sentence.
        if match.start() < part and words.estimate.fullmatch(match[0]):
            continue
        is_won = match[0] in words.winnable and (
            around == BACK
            or words.won.match(before, match.end())
            or words.won_here.match(before, match.end())
        )
        if not is_won:
            return Decision("target", "a word of plans before the number", match[0])
    for match in words.modal.finditer(before):
        if match["modal"] and words.action.match(before, match.end()):
            return Decision("target", "a word of the future before an action", match[0])
    return None


def _completed_since(before: str, planned: Decision, words: FieldWords) -> bool:
    """规划建设科技城，目前已建成8家: what is told behind the plan has happened."""
    return bool(words.completed_since.search(before, before.rfind(planned.words)))


def _young_year(setting: Setting, words: FieldWords) -> Decision | None:
    """Where an article of January to April tells of its year as a whole: 今年新建实验室3家."""
    own = setting.own_period
    if own.value != str(setting.year) or not 1 <= setting.month <= EARLY:
        return None
    named = words.whole_year.fullmatch(own.words)
    return (
        Decision("target", "the year that it tells of has only begun", named[0]) if named else None
    )


def _by_part(setting: Setting, around: str, words: FieldWords) -> Decision:
    """By the period that governs the part, then by the part's outlook."""
    if around == AHEAD:
        return Decision("target", "the period of its part lies ahead", setting.period.words)
    outlook = setting.outlook
    if outlook.value != AHEAD:
        return Decision("actual", outlook.rule, outlook.words)
    if around == BACK:
        return Decision("actual", "the period of its part lies behind", setting.period.words)
    # 建立示范基地20个 is to be done, also among rules.
    is_done = setting.quantity.kind != "percent" and cues_before(words.flow, setting, words)
    is_rule = outlook.rule == RULED and not is_done
    return Decision("rule" if is_rule else "target", outlook.rule, outlook.words)
