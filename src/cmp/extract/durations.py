"""Which years a bare number of years stands for: 五年新增, 三年内, 三年来.

The part or the title that names as many years says which; else a plan counts them from its own
year, and 三年来 counts them up to the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cmp.extract.numerals import parse_numeral
from cmp.extract.records import ArticleFacts
from cmp.extract.time_words import COUNTED, planned_spans
from cmp.vocabulary import Vocabulary

# Months of a year of which an article has little to tell yet.
EARLY = (1, 2)


@dataclass(frozen=True)
class TitleYears:
    """What the title says of years: the spans that it names, and whether it is a plan's."""

    spans: tuple[str, ...]
    is_plan: bool


def title_years(title: str, vocabulary: Vocabulary) -> TitleYears:
    """The years of a title.

    >>> from cmp.vocabulary import load_vocabulary
    >>> title_years("科技创新三年行动方案（2024—2026年）", load_vocabulary())
    TitleYears(spans=('2024-2026',), is_plan=True)
    """
    is_plan = re.search(vocabulary.pattern("plan_title"), title) is not None
    return TitleYears(tuple(planned_spans(title)), is_plan)


def years_in(period: str) -> int:
    """How many years a span has; 1 for any other period.

    >>> years_in("2021-2025"), years_in("2024H1"), years_in("2025")
    (5, 1, 1)
    """
    first, _, last = period.partition("-")
    is_span = first.isdecimal() and last.isdecimal()
    return int(last) - int(first) + 1 if is_span else 1


@cache
def durations(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A bare number of years and what is done in them: 五年新增, 三年内, 三年来; or 规划期内."""
    within, past = vocabulary.pattern("duration_within"), vocabulary.pattern("duration_past")
    tail = vocabulary.pattern("duration_act", "flow_cue", "hedge")
    counted = _counted(vocabulary)
    # 毕业5年内的博士 tells of the doctors.
    later = rf"(?P<within>{within})(?!的)"
    bare = rf"{counted}(?:{later}|(?P<odd>[多余])?(?P<past>{past})|(?={tail}))"
    return re.compile(rf"{bare}|(?P<planned>{vocabulary.pattern('plan_years')})")


@cache
def grown(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A bare number of years right before what grew in them: 五年增长, 三年翻了."""
    act = vocabulary.pattern("duration_act", "yearly_average", "growth_cue")
    return re.compile(rf"{_counted(vocabulary)}来?(?:(?:{act})+[^，。；、\d]{{0,2}})?$")


def span_up_to(last: int, years: re.Match[str]) -> str:
    """The years up to the last one, as many as a match of `grown` names."""
    return _up_to(last, int(parse_numeral(years["n"])))


def _counted(vocabulary: Vocabulary) -> str:
    before = f"(?<![{''.join(vocabulary.cues['duration_unfit'])}])"
    return rf"{before}(?<!{COUNTED})(?P<n>[二两三四五六七八九十]|[2-9])年"


def meant_years(match: re.Match[str], here: str, title: TitleYears, facts: ArticleFacts) -> str:
    """The span that a match of `durations` stands for, "" where none is told.

    `here` is the period that its part opens with, "" for none.
    """
    if match["planned"] is not None:
        return title.spans[0] if len(set(title.spans)) == 1 else ""
    years = int(parse_numeral(match["n"]))
    # 五年内 are years to come, which the title names, also behind a review.
    told = [*title.spans, here] if match["within"] else [here, *title.spans]
    if match["past"]:
        # 1995年以来 are three years in 1998.
        told = [span for span in told if years_in(span) - years in (0, 1)]
        told = [span for span in told if int(span[-4:]) <= facts.year]
    told = [span for span in told if match["past"] or years_in(span) == years]
    named = next(iter(told), "")
    if match["past"] and not named:
        return _up_to(_reached(here, facts), years + bool(match["odd"]))
    if not match["within"] and _is_reviewed(here, title):
        return _up_to(int(here), years)
    if named or title.spans or not (title.is_plan or match["within"]):
        return named
    return f"{facts.year}-{facts.year + years - 1}"


def _up_to(last: int, years: int) -> str:
    return f"{last - years + 1}-{last}"


def _reached(here: str, facts: ArticleFacts) -> int:
    """The year up to which 三年来 counts; in January the years that are over."""
    year = facts.year - (facts.month in EARLY)
    return int(here[:4]) if here.isdecimal() and int(here) < facts.year else year


def _is_reviewed(here: str, title: TitleYears) -> bool:
    """Whether the part tells of a year before those that the title plans."""
    return here.isdecimal() and bool(title.spans) and int(here) < int(title.spans[0][:4])
