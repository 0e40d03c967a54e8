"""Targets against known outcomes: reached or not, and flagged where the definition differs."""

import pytest
from tests.analysis.target_tables import (
    JIA,
    YI,
    cities_of,
    context_of,
    documents_of,
    empty,
    targets_of,
)

from cmp.analysis.attainment import attainment_headline, compare_attainment

ARTICLES = documents_of(c320100="甲", c320200="乙")
FIRMS = "outcome_high_tech_firms"


def attained(target, *outcomes):
    """Rows of one target of 550 for 2024 against outcomes of the context."""
    rows = targets_of({"value": 550.0, **target})
    return compare_attainment(rows, context_of(*outcomes), cities_of(), ARTICLES)


def test_attainment_is_the_outcome_over_the_target():
    row = attained({}, (JIA, 2024, FIRMS, 605.0, "家")).row(0, named=True)
    assert (round(row["attainment"], 3), row["is_reached"]) == (1.1, True)
    assert (row["target"], row["source"], row["outcome_stated"]) == ("t0", "yearbook", "605 家")


@pytest.mark.parametrize(
    ("bound", "outcome", "reached"),
    [("min", 549.0, False), ("min", 550.0, True), ("max", 549.0, True), ("max", 551.0, False)],
)
def test_a_bound_says_from_which_side_a_target_is_reached(bound, outcome, reached):
    rows = attained({"bound": bound}, (JIA, 2024, FIRMS, outcome, "家"))
    assert rows["is_reached"].to_list() == [reached]


def test_outcomes_in_other_units_are_converted():
    money = {"indicator": "tech_contracts", "unit": "亿元", "base_unit": "yuan"}
    rows = attained(
        {**money, "value": 2.0, "base_value": 2e8},
        (JIA, 2024, "outcome_tech_contracts", 10000.0, "万元"),
    )
    assert rows["attainment"].to_list() == [0.5]


def test_another_definition_is_flagged_and_not_judged():
    note = "认定 (certified) where the target says 申报 (applied)"
    row = attained({}, (JIA, 2024, FIRMS, 560.0, "家", note)).row(0, named=True)
    assert (row["is_same_definition"], row["is_reached"]) == (False, None)
    assert "认定" in row["why_not"]


def test_an_outcome_of_new_ones_does_not_judge_a_total():
    row = attained({}, (JIA, 2024, FIRMS + "_new", 560.0, "家")).row(0, named=True)
    assert (row["indicator"], row["is_same_definition"]) == ("high_tech_firms", False)


@pytest.mark.parametrize(
    ("city", "year"), [pytest.param(YI, 2024, id="city"), pytest.param(JIA, 2023, id="year")]
)
def test_the_outcome_of_another_city_or_year_meets_no_target(city, year):
    row = attained({}, (city, year, FIRMS, 560.0, "家")).row(0, named=True)
    assert (row["target"], row["attainment"]) == (None, None)
    assert row["why_not"] == "the articles state no target of this city for the year"


def test_context_figures_that_are_no_outcomes_are_left_out():
    assert attained({}, (JIA, 2024, "gdp", 560.0, "亿元")).is_empty()


def test_the_title_tells_a_single_case_as_one():
    rows = attained({}, (JIA, 2024, FIRMS, 605.0, "家"))
    assert attainment_headline(rows).title == (
        "Only one target has a known outcome in the same definition: "
        "Jia, High-tech enterprises (certified): 605 家 of 550 家, 110%."
    )


@pytest.mark.parametrize(
    ("outcomes", "title"),
    [
        pytest.param([], "No outcome of a target is known.", id="none"),
        pytest.param(
            [(JIA, 2024, FIRMS, 1.0, "家", "口径不同")],
            "Outcomes are known for 1 targets, none of them in the target's definition.",
            id="another definition",
        ),
    ],
)
def test_the_title_says_when_nothing_can_be_judged(outcomes, title):
    assert attainment_headline(attained({}, *outcomes)).title == title


def test_no_tables_at_all_give_a_frame_and_a_sentence():
    rows = compare_attainment(empty("targets"), empty("context"), empty("cities"))
    assert rows.is_empty()
    assert attainment_headline(rows, "zh").title == "没有目标的结果可查。"
