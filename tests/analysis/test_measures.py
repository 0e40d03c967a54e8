"""Measures are counted by city and instrument, with intervals, and differences are tested."""

import polars as pl
import pytest
from scipy.stats import fisher_exact
from tests.analysis.small_tables import CITIES, documents_of, measures_of

from cmp.analysis.measures import (
    compare_instruments,
    compare_sides,
    instrument_test,
    instruments_headline,
    list_measures,
    measures_headline,
    side_test,
)

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))


def measures(city, **sides):
    instruments = {"supply": "talent", "environment": "tax", "demand": "trade"}
    return [
        (city, instruments[side], side, "planned", f"{side}{n}")
        for side, count in sides.items()
        for n in range(count)
    ]


def test_shares_are_of_the_citys_own_measures_with_wilson_intervals():
    table = measures_of(*measures("321000", supply=8, demand=2), *measures("321100", supply=1))
    sides = compare_sides(table, CITIES, documents=ARTICLES)
    [row] = sides.filter(city="321000", side="supply").to_dicts()
    assert (row["n_measures"], row["n_city"], row["share"]) == (8, 10, 0.8)
    # 8 of 10: the textbook interval.
    assert row["share_low"] == pytest.approx(0.490, abs=0.001)
    assert row["share_high"] == pytest.approx(0.943, abs=0.001)
    assert row["measures"] == [f"m{n:03}" for n in range(8)]


def test_a_city_without_measures_and_one_without_article_are_told_apart():
    table = measures_of(*measures("321000", supply=1))
    sides = compare_sides(table, CITIES, documents=ARTICLES).filter(side="supply")
    rows = {row["city"]: row for row in sides.to_dicts()}
    assert (rows["321100"]["has_article"], rows["321100"]["n_measures"]) == (True, 0)
    assert (rows["320682"]["has_article"], rows["320682"]["n_measures"]) == (False, None)
    assert rows["321100"]["share"] is None


def test_instruments_carry_their_names_and_one_colour_for_all_cities():
    table = measures_of(*measures("321000", supply=2, environment=1))
    frame = compare_instruments(table, CITIES, language="zh")
    [row] = frame.filter(city="321000", instrument="tax").to_dicts()
    assert (row["city_name"], row["instrument_name"], row["side_name"]) == (
        "扬州市",
        "税收优惠",
        "环境型",
    )
    assert frame.schema["city_name"].categories.to_list() == ["如皋市", "扬州市", "镇江市"]


def test_planned_and_done_are_counted_and_can_be_chosen():
    table = measures_of(
        ("321000", "talent", "supply", "planned", "甲"),
        ("321000", "talent", "supply", "done", "乙"),
        ("321000", "talent", "supply", "done", "丙"),
    )
    [both] = compare_sides(table, CITIES).filter(city="321000", side="supply").to_dicts()
    assert (both["n_planned"], both["n_done"]) == (1, 2)
    done = compare_sides(table, CITIES, status="done").filter(city="321000", side="supply")
    assert done["n_measures"].to_list() == [2]


@pytest.mark.parametrize(
    ("yangzhou", "zhenjiang", "is_evidence"),
    [
        ({"supply": 20}, {"demand": 20}, True),
        ({"supply": 10, "demand": 10}, {"supply": 10, "demand": 10}, False),
    ],
    ids=["opposite", "the same"],
)
def test_the_test_tells_opposite_mixes_from_equal_ones(yangzhou, zhenjiang, is_evidence):
    test = side_test(measures_of(*measures("321000", **yangzhou), *measures("321100", **zhenjiang)))
    assert test.is_evidence is is_evidence
    assert (test.n, test.n_cities) == (40, 2)


def test_the_permutation_p_agrees_with_fishers_exact_test():
    table = measures_of(
        *measures("321000", supply=9, demand=2), *measures("321100", supply=4, demand=8)
    )
    exact = fisher_exact([[9, 2], [4, 8]]).pvalue
    assert side_test(table).p_value == pytest.approx(exact, abs=0.015)


def test_the_order_of_rows_does_not_change_p():
    table = measures_of(
        *measures("321000", supply=9, demand=2), *measures("321100", supply=4, demand=8)
    )
    mixed = table.sample(fraction=1, shuffle=True, seed=4)
    assert side_test(table, seed=3) == side_test(mixed, seed=3)
    assert instrument_test(table) == instrument_test(mixed)


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (measures("321000", supply=20) + measures("321100", demand=20), "differently over"),
        (
            measures("321000", supply=10, demand=10) + measures("321100", supply=10, demand=10),
            "No evidence that",
        ),
        (measures("321000", supply=3) + measures("321100", demand=2), "too few to tell"),
        (measures("321000", supply=3, demand=1), "75% of the 4 measures of Yangzhou"),
        ([], "no measures"),
    ],
    ids=["differ", "alike", "few", "one city", "none"],
)
def test_the_title_states_what_the_numbers_can_bear(rows, title):
    sides = compare_sides(measures_of(*rows), CITIES, documents=ARTICLES)
    assert title in instruments_headline(sides, ARTICLES).title


def test_every_clause_has_a_place_of_its_own_in_its_column_of_dots():
    table = measures_of(
        ("321000", "talent", "supply", "planned", "甲"),
        ("321000", "talent", "supply", "done", "乙"),
        ("321000", "tax", "environment", "done", "丙"),
    )
    listed = list_measures(table, CITIES, ARTICLES)
    assert listed["place"].to_list() == [1, 2, 1]
    assert listed["title"].unique().to_list() == ["doc-321000的标题"]
    assert measures_headline(listed, ARTICLES).title.startswith("2 of the 3 measures of Yangzhou")


def test_the_five_articles_show_no_difference_in_sides(corpus):
    test = side_test(corpus.measures)
    assert test.n == corpus.measures.height
    assert test.is_evidence is False
    ids = compare_instruments(corpus.measures, corpus.cities)["measures"].list.explode(
        keep_nulls=False, empty_as_null=False
    )
    assert sorted(ids) == sorted(corpus.measures["measure"])


def test_200_cities_are_compared():
    codes = [f"{n:06}" for n in range(200)]
    cities = pl.DataFrame({"city": codes, "name_zh": codes, "name_en": codes})
    rows = [row for code in codes for row in measures(code, supply=1, demand=1)]
    sides = compare_sides(measures_of(*rows), cities)
    assert sides.height == 600
    assert "200 cities" in instruments_headline(sides, ARTICLES).title
