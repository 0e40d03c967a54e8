"""Clauses to measures: one row per policy action, planned or done, with its instrument.

Words of the codebook decide; coded clauses overrule them where they clearly speak against it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cmp.extract.actions import ActionRules
from cmp.extract.coded_clauses import MEASURE, NONE, Verdict, coded_clauses
from cmp.extract.decisions import Decision
from cmp.extract.instruments import NAMED
from cmp.extract.measure_status import PLANNED, StatusReader
from cmp.extract.records import ArticleFacts, Measure
from cmp.segment import Clause, Outline
from cmp.vocabulary import Vocabulary

FALLBACK = "strategy"
GOAL = "goal_planning"
BETWEEN = "、"


def extract_measures(
    outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary
) -> list[Measure]:
    r"""The clauses in which an agency of the city or below acts or commits itself.

    Verbatim repeats are given once, at their first place.

    >>> from cmp.segment import outline
    >>> from cmp.vocabulary import load_vocabulary
    >>> words = load_vocabulary()
    >>> facts = ArticleFacts("demo", "321100", "2024")
    >>> text = "科技创新是第一动力。市科技局将组织产学研对接活动10场；去年引进人才20名。"
    >>> for measure in extract_measures(outline(text, words), facts, words):
    ...     print(measure.status, measure.instrument, measure.text)
    planned cooperation 市科技局将组织产学研对接活动10场
    done talent 去年引进人才20名
    """
    is_statistics = bool(re.search(vocabulary.pattern("statistics_title"), _titles(outline, facts)))
    city = vocabulary.cities.get(facts.city)
    is_provincial = city is not None and city.level == "province"
    actions = ActionRules(vocabulary, is_statistics=is_statistics, is_provincial=is_provincial)
    statuses = StatusReader(outline, facts, vocabulary).statuses()
    verdicts = coded_clauses(vocabulary).verdicts([clause.text for clause in outline.clauses])
    found: list[Measure] = []
    seen: set[str] = set()
    for clause, status, verdict in zip(outline.clauses, statuses, verdicts, strict=True):
        content = re.sub(r"^\d+|\W", "", clause.text)
        if content in seen or not _may_act(clause, outline):
            continue
        worded = MEASURE if actions.acts(clause, status.value) else NONE
        told = verdict.against("text", worded)
        if told and actions.cites(clause):
            told = None
        if (told.value if told else worded) == MEASURE:
            seen.add(content)
            measure = _measure(clause, status, actions, verdict)
            why = (told.reason("text"), *measure.why) if told else measure.why
            found.append(replace(measure, why=why))
    return found


def _measure(clause: Clause, status: Decision, actions: ActionRules, verdict: Verdict) -> Measure:
    instrument = _instrument(clause, status.value, actions)
    if instrument.rule != NAMED:
        instrument = verdict.against("instrument", instrument.value) or instrument
    return Measure(
        section=clause.section,
        text=clause.text,
        status=status.value,
        instrument=instrument.value,
        start=clause.start,
        end=clause.end,
        why=(status.reason("status"), instrument.reason("instrument")),
    )


def _instrument(clause: Clause, status: str, actions: ActionRules) -> Decision:
    """By its terms; a level to be reached is a goal, unless it stands in a project of its own."""
    if status == PLANNED and not actions.is_project(clause.section):
        levels = actions.levels(clause)
        if levels:
            return Decision(GOAL, "only levels to be reached", BETWEEN.join(levels))
    verdict = actions.instruments.choose(clause.text, clause.section)
    return Decision(verdict.instrument or FALLBACK, verdict.rule, BETWEEN.join(verdict.why))


def _titles(outline: Outline, facts: ArticleFacts) -> str:
    headline = next((clause.text for clause in outline.clauses if clause.is_heading), "")
    return f"{facts.title} {headline} {facts.kind}"


def _may_act(clause: Clause, outline: Outline) -> bool:
    """Titles, an interviewer's words and questions never act."""
    asked = outline.text[clause.end : clause.end + 2].strip("”’")[:1] in ("？", "?")
    return not (clause.is_heading or clause.is_question or asked)
