"""Which parts of an article look ahead and which look back.

A heading or the first sentence of a paragraph says so (下一步, 回顾); a paragraph that says nothing
goes on as the one before it, unless that one only announced something of its own (将). Read by
targets, where the clause itself decides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from cmp.extract.decisions import Decision
from cmp.extract.records import ArticleFacts
from cmp.extract.tenses import AHEAD, BACK
from cmp.segment import Outline
from cmp.vocabulary import Vocabulary

LONGEST_LEAD = 600
LONGEST_COURTESY = 24
LONGEST_HEADING = 24
OPENING = 16
REVIEWED = "its part opens with words of review"
RULED = "the title is that of a set of rules"
# How the articles of a set of rules open.
ARTICLE = re.compile(r"第[\d一二三四五六七八九十百]+条")
UNSAID = Decision(BACK, "neither its own words nor its part look ahead")


class Outlook:
    """Ahead or back, for each place of one article."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self.paragraphs = outline.paragraphs
        self.starts = [start for start, _ in outline.paragraphs]
        self.plan = _plans(facts.year, vocabulary)
        named = vocabulary.pattern("not_announced")
        self.programmes = re.compile(vocabulary.pattern("programme_name", "announced_unfit"))
        todo = _todo(vocabulary)
        self.plan_here = re.compile(f"(?!{named})(?:{vocabulary.pattern('plan_paragraph')})|{todo}")
        # A base of comparison (比上年) reviews nothing.
        bases = "".join(f"(?<!{re.escape(base)})" for base in vocabulary.cues["period_base"])
        self.agenda = re.compile(
            f"(?:{vocabulary.pattern('agenda_review')})[^。]*(?:{vocabulary.pattern('agenda_plan')})"
        )
        self.follows = announcement(vocabulary)
        self.bundle, self.part = _bundle(vocabulary)
        # 实现新成效 is what a plan is for.
        self.review = re.compile(f"{bases}(?<!新)(?:{vocabulary.pattern('review_part')})")
        self.courtesy = re.compile(vocabulary.pattern("ceremony", "salutation"))
        self.imperative = re.compile(vocabulary.pattern("imperative_heading"))
        self.listing = re.compile(vocabulary.pattern("listing_opener"))
        self.has_bundle = False
        self.outlooks: list[Decision] = []
        self.openings: list[int] = []
        self._read(outline, facts, vocabulary)

    def _read(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        """Fill the outlook of each paragraph, and where the first that it goes on with begins."""
        titles = _titles(vocabulary)
        opening = next((c.text for c in outline.clauses[:1] if c.is_heading), "")
        titles_at = {section.start: section.title for section in outline.sections}
        # 星火计划实施情况 tells of a programme and is no plan.
        named = re.compile(vocabulary.pattern("programme_name"))
        untold = _by_title(named.sub("", f"{facts.kind} {facts.title} {opening}"), titles)
        current = untold
        for start, end in outline.paragraphs:
            paragraph = outline.text[start:end]
            lead = self._lead(paragraph)
            # A question that says nothing of its time goes on with no answer before it.
            current = self._turned(lead, untold if _is_question(paragraph) else current)
            if start in titles_at:
                current = self._told_to(titles_at[start], current)
            own = self._own(paragraph, lead, current)
            self.has_bundle = self.has_bundle or self.bundle.search(paragraph) is not None
            is_same = bool(self.outlooks) and own is self.outlooks[-1]
            self.openings.append(self.openings[-1] if is_same else start)
            self.outlooks.append(own)
            current = self._following(paragraph, current)

    def at(self, position: int) -> Decision:
        """Whether the paragraph at this place is about what is still to be done: ahead or back."""
        number = self._number(position)
        return UNSAID if number is None else self.outlooks[number]

    def opened_at(self, position: int) -> int:
        """Where the first of the paragraphs begins that this one goes on with."""
        number = self._number(position)
        return position if number is None else self.openings[number]

    def _number(self, position: int) -> int | None:
        number = bisect_right(self.starts, position) - 1
        is_inside = number >= 0 and position <= self.paragraphs[number][1]
        return number if is_inside else None

    def _lead(self, paragraph: str) -> str:
        """What a paragraph opens with: its first sentence behind courtesies, or its question."""
        sentences = [part for part in re.split("[。！]", paragraph[:LONGEST_LEAD]) if part.strip()]
        if _is_question(paragraph) and sentences:
            return sentences[-1]
        said = (s for s in sentences if len(s) > LONGEST_COURTESY or not self.courtesy.search(s))
        return next(said, "")

    def _own(self, paragraph: str, lead: str, current: Decision) -> Decision:
        """The outlook of a paragraph itself, which those behind it need not share."""
        if current.value == AHEAD:
            return current
        own = self._announced(lead, current)
        if self.review.search(lead):
            return own
        if self.listing.match(paragraph) and self.outlooks:
            own = self.outlooks[-1]
        part = self.part.match(paragraph)
        if self.has_bundle and part and own.value != AHEAD and current.rule != REVIEWED:
            return Decision(AHEAD, "a part of what was announced", part["name"])
        return own

    def _told_to(self, title: str, current: Decision) -> Decision:
        """Ahead where, behind a part of review, a heading says what to do (突出重点，精准发力)."""
        told = self.imperative.match(title)
        is_behind_review = current.value == BACK and current.rule == REVIEWED
        if told is None or not is_behind_review or self.review.search(title):
            return current
        return Decision(AHEAD, "its heading tells what to do", told[0])

    def _following(self, paragraph: str, current: Decision) -> Decision:
        """Ahead where a paragraph closes with what is to follow (今年的工作安排如下)."""
        follows = self.follows.search(paragraph.rstrip())
        if follows is None:
            return current
        return Decision(AHEAD, "the paragraph before announces it", follows[0])

    def _announced(self, lead: str, current: Decision) -> Decision:
        """Ahead where a lead announces what its own paragraph tells, and no other."""
        announced = self.plan_here.search(self.programmes.sub("", lead))
        if announced is None or self.review.search(lead):
            return current
        return Decision(AHEAD, "its paragraph opens with an announcement", announced[0])

    def _turned(self, lead: str, current: Decision) -> Decision:
        """The outlook after a paragraph's lead; the last word in it wins."""
        ahead = list(self.plan.finditer(lead))
        # Prose that has such a word somewhere does not review; it opens with it.
        reach = len(lead) if len(lead) <= LONGEST_HEADING else OPENING
        back = list(self.review.finditer(lead, 0, reach))
        article = ARTICLE.match(lead)
        if article and not back:
            return Decision(AHEAD, RULED, article[0])
        if not ahead and not back:
            return current
        if self.agenda.search(lead):
            return current
        if ahead and (not back or ahead[-1].start() > back[-1].start()):
            return Decision(AHEAD, "its part opens with words of plans", ahead[-1][0])
        return Decision(BACK, REVIEWED, back[-1][0])


def _is_question(paragraph: str) -> bool:
    return paragraph.rstrip("”’ ").endswith(("？", "?"))


def announcement(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The end of a paragraph that announces those behind it: 今年的工作安排如下, 要抓好五件事."""
    words = vocabulary.pattern
    told = rf"(?:{words('to_follow')})[^，。；]*(?:{words('follows')})"
    return re.compile(rf"(?:{told}|{_todo(vocabulary)})[。：]?$")


def _todo(vocabulary: Vocabulary) -> str:
    """要抓好五件事, 要把几件大事办好: what is to be done, which is told behind it."""
    words = vocabulary.pattern
    counted = rf"[\d一二三四五六七八九十几]+(?:{words('listed_thing')})"
    verb = rf"(?:{words('list_verb')})"
    modal = rf"(?:{words('modal_planned', 'coming_year')})[^。；]{{0,24}}"
    return rf"(?:{modal}{verb}[^，。；]{{0,4}}{counted}|{modal}{counted}{verb})"


def _bundle(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """将组织实施六大工程, and how a paragraph opens that tells one of them (实施平台升级工程)."""
    words = vocabulary.pattern
    suffix = rf"(?:{words('bundle_suffix')})[”’]?"
    announced = rf"(?:{words('modal_planned', 'meeting_decides')})[^。]{{0,60}}?"
    counted = rf"[\d一二三四五六七八九十]+[大项个]{suffix}"
    bundle = rf"{announced}(?:{words('list_verb')})[^。]{{0,80}}?{counted}"
    done = rf"(?!{words('perfective')})"
    part = rf"(?P<name>(?:{words('list_verb')})?{done}[“‘]?[^，。；：、]{{2,14}}?{suffix})[，。：]"
    return re.compile(bundle), re.compile(part)


def _plans(year: int, vocabulary: Vocabulary) -> re.Pattern[str]:
    """Words of plans: those that stand alone, and what a meeting or a year to come asks for."""
    words = vocabulary.pattern
    years = f"{words('coming_year')}|{year}年|{year + 1}年"
    asked = rf"(?:{words('convener')})[^。，；]{{0,6}}(?:{words('local_demand')})[^。]{{0,60}}?"
    coming = rf"(?:{years})[^。]{{0,40}}?"
    modal_unfit = f"[{''.join(vocabulary.cues['modal_unfit'])}]"
    modal = rf"(?!{words('not_modal')})(?<!{modal_unfit})(?:{words('modal_planned')})"
    act_words = ("lead_word", "action_verb", "list_verb", "flow_cue", "frame_opener", "preposition")
    acts = rf"(?={words(*act_words)})"
    decided = (
        rf"(?:{words('convener')})[^，。；]{{0,6}}(?:{words('meeting_decides')})，?(?:{years}|到)"
    )
    plans = rf"(?!{words('not_plan_part')})(?:{words('plan_part')})"
    return re.compile(rf"{plans}|(?:{asked}|{coming}){modal}{acts}|{decided}")


def _titles(vocabulary: Vocabulary) -> dict[str, Decision]:
    """What a title says of its article, by the words of titles; the first that fits decides."""
    words = vocabulary.pattern
    return {
        words("review_title"): Decision(BACK, "the title is that of a review"),
        words("rules_title"): Decision(AHEAD, RULED),
        words("plan_title"): Decision(AHEAD, "the title is that of a plan"),
    }


def _by_title(title: str, titles: Mapping[str, Decision]) -> Decision:
    for words, decision in titles.items():
        named = re.search(words, title)
        if named:
            return replace(decision, words=named[0])
    return UNSAID
