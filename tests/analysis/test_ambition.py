"""A target beside the latest outcome of its city: a change only where both count the same."""

import pytest
from tests.analysis.target_tables import JIA, YI, cities_of, documents_of, empty, targets_of

from cmp.analysis.ambition import ambition_headline, compare_ambition

ARTICLES = documents_of(c320100="甲", c320200="乙")


def pair(target=None, *outcomes, **options):
    """The row of one target of 2,500 firms for 2024 against outcomes, by default 2,000 in 2023."""
    wanted = {"value": 2500.0, **(target or {})}
    reached = [
        {"status": "actual", "value": 2000.0, "period": "2023", **outcome}
        for outcome in outcomes or ({},)
    ]
    rows = compare_ambition(targets_of(wanted, *reached), cities_of(), **options)
    return rows.row(0, named=True)


def test_growth_is_the_target_over_the_latest_outcome():
    row = pair()
    assert (row["implied_growth"], row["index"], row["years"]) == (0.25, 125.0, 1)
    assert (row["target_stated"], row["actual_stated"]) == ("2500 家", "2000 家")


def test_the_latest_of_several_outcomes_is_taken():
    row = pair(None, {"period": "2021", "value": 1000.0}, {"period": "2023"})
    assert (row["actual_id"], row["implied_growth"]) == ("t2", 0.25)


def test_growth_over_several_years_is_told_per_year_too():
    row = pair({"value": 2420.0}, {"period": "2022"})
    assert round(row["annual_growth"], 6) == 0.1


@pytest.mark.parametrize(
    ("target", "outcome", "text"),
    [
        ({}, {}, "+25.0%"),
        ({}, {"bound": "min"}, "at most +25.0%"),
        ({"bound": "min"}, {}, "at least +25.0%"),
        ({"bound": "min"}, {"bound": "min"}, "about +25.0%"),
        ({"value": 1500.0}, {}, "-25.0%"),
    ],
)
def test_an_open_figure_bounds_the_growth_it_implies(target, outcome, text):
    assert pair(target, outcome)["growth_text"] == text


def test_shares_differ_by_points():
    share = {"measure_type": "share", "base_unit": "%", "unit": "%", "subject": "占比"}
    row = pair({**share, "value": 52.0}, {**share, "value": 50.5})
    assert (row["implied_growth"], row["implied_points"]) == (None, 1.5)
    assert row["growth_text"] == "+1.5 points"


@pytest.mark.parametrize(
    ("target", "outcome", "why"),
    [
        pytest.param({}, {"measure_type": "flow"}, "a total (stock), not an amount", id="flow"),
        pytest.param({"quote": "申报2500家"}, {}, "applied for, not certified", id="申报"),
        pytest.param(
            {"measure_type": "flow"},
            {"measure_type": "flow", "period": "2023H1"},
            "for a year, not for half a year",
            id="half a year",
        ),
        pytest.param({}, {"subject": "科创项目"}, "高新技术企业, not 科创项目", id="subject"),
        pytest.param({}, {"period": "2025"}, "the outcome is not earlier", id="later"),
    ],
)
def test_no_change_is_worked_out_between_different_forms(target, outcome, why):
    row = pair(target, outcome)
    assert row["why_not"].startswith(why)
    assert (row["implied_growth"], row["is_comparable"]) == (None, False)


def test_a_total_at_midyear_comes_before_the_one_at_the_end_of_the_year():
    assert pair({"period": "2023"}, {"period": "2023H1"})["is_comparable"]


def test_a_target_without_outcome_stays_and_says_so():
    rows = compare_ambition(targets_of({}), cities_of(), ARTICLES)
    assert rows["why_not"].to_list() == ["the articles state no outcome of this city and indicator"]


def test_the_outcome_of_another_city_is_none():
    rows = targets_of({"city": JIA}, {"city": YI, "status": "actual", "period": "2023"})
    assert compare_ambition(rows, cities_of(), ARTICLES)["actual_id"].to_list() == [None]


def test_an_outcome_of_zero_gives_no_growth():
    assert pair(None, {"value": 0.0})["implied_growth"] is None


def test_growth_targets_hold_a_change_already_and_are_left_out():
    growth = {"measure_type": "growth", "base_unit": "%", "unit": "%"}
    assert compare_ambition(targets_of(growth), cities_of(), ARTICLES).is_empty()


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param([{}], "None of the 1 targets", id="no outcome"),
        pytest.param(
            [{"value": 2500.0}, {"status": "actual", "value": 2000.0, "period": "2023"}],
            "One of 1 targets can be set against an outcome of the same city in the same form; "
            "it implies a change of +25.0%.",
            id="one pair",
        ),
        pytest.param([], "The articles state no target.", id="none"),
    ],
)
def test_the_title_counts_the_pairs(rows, title):
    table = targets_of(*rows) if rows else empty("targets")
    frame = compare_ambition(table, cities_of(), ARTICLES)
    assert ambition_headline(frame, ARTICLES).title.startswith(title)
