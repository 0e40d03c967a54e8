"""Figures per resident and per output: never on a missing denominator, never ranked on a doubt."""

import polars as pl
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

from cmp.analysis.normalising import normalise_targets, normalised_headline
from cmp.analysis.targets import compare_targets

ARTICLES = documents_of(c320100="甲", c320200="乙")
RESIDENTS = [
    (JIA, 2020, "resident_population", 500.0, "万人"),
    (YI, 2020, "resident_population", 100.0, "万人"),
]
OUTPUT = [(JIA, 2023, "gdp", 5000.0, "亿元"), (YI, 2023, "gdp", 4000.0, "亿元")]
# 2,500 firms among five million, 1,000 among one million.
FIRMS = targets_of({"city": JIA, "value": 2500.0}, {"city": YI, "value": 1000.0})


def normalised(context, rows=FIRMS, **options):
    compared = compare_targets(rows, cities_of(), ARTICLES, **options)
    return normalise_targets(compared, context_of(*context), **options)


def column(frame, basis, name):
    return dict(frame.filter(basis=basis).select("city", name).rows())


def test_rates_are_per_ten_thousand_residents_and_per_hundred_million_of_output():
    frame = normalised(RESIDENTS + OUTPUT)
    assert column(frame, "residents", "rate") == {JIA: 5.0, YI: 10.0}
    assert column(frame, "gdp", "rate") == {JIA: 0.5, YI: 0.25}
    assert column(frame, "stated", "rate") == {JIA: 2500.0, YI: 1000.0}


def test_the_larger_city_leads_as_stated_and_the_smaller_one_per_resident():
    frame = normalised(RESIDENTS)
    assert column(frame, "stated", "rank") == {JIA: 1, YI: 2}
    assert column(frame, "residents", "rank") == {JIA: 2, YI: 1}
    assert "overtake each other in 1 of 1 rankings" in normalised_headline(frame, ARTICLES).title


def test_a_rate_names_the_year_the_source_and_the_note_of_its_denominator():
    frame = normalised([(*RESIDENTS[0], "census"), RESIDENTS[1]])
    row = frame.filter(basis="residents", city=JIA).row(0, named=True)
    assert (row["denominator_year"], row["denominator_source"], row["denominator_note"]) == (
        2020,
        "yearbook",
        "census",
    )
    assert "per 10,000 residents: 2020" in normalised_headline(frame, ARTICLES).caption


def test_a_city_without_denominator_has_no_rate_and_nobody_is_ranked():
    frame = normalised(RESIDENTS[:1])
    assert column(frame, "residents", "rate") == {JIA: 5.0, YI: None}
    assert column(frame, "residents", "rate_text")[YI] == "no population figure"
    assert column(frame, "residents", "rank") == {JIA: None, YI: None}
    assert set(column(frame, "residents", "why_unranked").values()) == {
        "not ranked: a city has no denominator"
    }


def test_a_denominator_of_zero_is_none():
    frame = normalised([(JIA, 2020, "resident_population", 0.0, "万人"), RESIDENTS[1]])
    assert column(frame, "residents", "rate")[JIA] is None


@pytest.mark.parametrize("note", ["unverified", "seen in a copy that had lost its decimal point"])
def test_an_unverified_denominator_gives_a_rate_and_no_rank(note):
    frame = normalised([(*RESIDENTS[0], note), RESIDENTS[1]])
    assert column(frame, "residents", "rate")[JIA] == 5.0
    assert column(frame, "residents", "rank") == {JIA: None, YI: None}


def test_denominators_of_different_years_give_no_rank():
    frame = normalised([OUTPUT[0], (YI, 2022, "gdp", 4000.0, "亿元")])
    assert column(frame, "gdp", "rank") == {JIA: None, YI: None}


def test_the_latest_verified_denominator_up_to_the_figure_s_year_is_taken():
    later = [(JIA, 2030, "gdp", 9999.0, "亿元"), (JIA, 2022, "gdp", 4000.0, "亿元")]
    doubtful = [(JIA, 2024, "gdp", 1.0, "亿元", "unverified")]
    frame = normalised(OUTPUT + later + doubtful)
    assert column(frame, "gdp", "denominator_year")[JIA] == 2023


def test_figures_that_do_not_compare_are_not_ranked():
    rows = targets_of({"city": JIA}, {"city": YI, "measure_type": "flow"})
    frame = normalised(RESIDENTS, rows)
    assert frame["rank"].null_count() == frame.height
    assert normalised_headline(frame, ARTICLES).title.startswith("No figures of cities")


@pytest.mark.parametrize("kind", ["share", "growth", "ratio", "rank"])
def test_what_has_its_denominator_already_is_not_divided_again(kind):
    rows = targets_of({"measure_type": kind, "base_unit": "%", "unit": "%"})
    assert normalised(RESIDENTS, rows).is_empty()


def test_money_is_told_in_the_large_numbers_of_the_language():
    money = {"base_value": 2e10, "value": 200.0, "unit": "亿元", "base_unit": "yuan"}
    rows = targets_of({"city": JIA, "measure_type": "flow", **money})
    texts = {
        language: normalised(RESIDENTS, rows, language=language)
        .filter(basis="residents")["rate_text"]
        .item()
        for language in ("en", "zh")
    }
    assert texts == {"en": "40M", "zh": "4000万"}


def test_no_tables_at_all_give_a_frame_and_a_sentence():
    compared = compare_targets(empty("targets"), empty("cities"), empty("documents"))
    frame = normalise_targets(compared, empty("context"))
    assert frame.is_empty()
    assert normalised_headline(frame, empty("documents")).title.startswith("The articles state no")


def test_without_context_every_figure_is_still_there_as_stated():
    frame = normalised([])
    assert column(frame, "stated", "rank") == {JIA: 1, YI: 2}
    assert frame.filter(pl.col("basis") != "stated")["rate"].null_count() == 4
