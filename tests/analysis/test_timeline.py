"""When targets fall due: a period ends on its last day, and some name no deadline."""

import datetime as dt

import pytest
from tests.analysis.target_tables import JIA, YI, cities_of, documents_of, empty, targets_of

from cmp.analysis.timeline import period_span, target_timeline, timeline_headline

ARTICLES = documents_of(c320100="甲", c320200="乙")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023H1", "2023-01-01", "2023-06-30"),
        ("2023H2", "2023-07-01", "2023-12-31"),
        ("2024Q1", "2024-01-01", "2024-03-31"),
        ("2024Q1-Q3", "2024-01-01", "2024-09-30"),
        ("2024M02", "2024-02-01", "2024-02-29"),
        ("2024M01-M10", "2024-01-01", "2024-10-31"),
        ("2021-2025", "2021-01-01", "2025-12-31"),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(period, first, last):
    assert period_span(period) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_targets_stand_at_the_year_they_fall_due_and_outcomes_nowhere():
    rows = targets_of({"period": "2021-2025"}, {"period": None}, {"status": "actual"})
    timeline = target_timeline(rows, cities_of(), ARTICLES)
    assert timeline.select("target", "deadline").rows() == [("t0", "2025"), ("t1", "no deadline")]
    assert timeline["period_end"].to_list() == [dt.date(2025, 12, 31), None]


def test_targets_of_one_city_and_year_are_piled_up():
    timeline = target_timeline(targets_of({}, {}, {"city": YI}), cities_of(), ARTICLES)
    assert timeline.select("city", "place").rows() == [(JIA, 1), (JIA, 2), (YI, 1)]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param(
            [{}, {}, {"period": "2025"}, {"period": None}],
            "3 of 4 targets name a deadline; they fall due in 2024 to 2025, "
            "most of them (2) in 2024.",
            id="years",
        ),
        pytest.param([{}], "1 of 1 targets name a deadline, all of them 2024.", id="one year"),
        pytest.param([{"period": None}], "None of the 1 targets names a deadline.", id="none due"),
        pytest.param([], "The articles state no target.", id="none"),
    ],
)
def test_the_title_says_when_most_fall_due(rows, title):
    table = targets_of(*rows) if rows else empty("targets")
    timeline = target_timeline(table, cities_of(), ARTICLES)
    assert timeline_headline(timeline, ARTICLES).title == title
