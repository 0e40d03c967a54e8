"""The same indicator side by side: which figure stands for a city, and which figures compare."""

import polars as pl
import pytest
from tests.analysis.target_tables import (
    BING,
    DING,
    JIA,
    YI,
    cities_of,
    documents_of,
    empty,
    in_text,
    targets_of,
)

from cmp.analysis.statements import in_periods
from cmp.analysis.targets import (
    compare_targets,
    list_targets,
    statements_headline,
    targets_headline,
)

ARTICLES = documents_of(c320100="甲", c320200="乙", c320300="丙")


def reason(own, other, **options):
    """Why the first of two cities' figures is not comparable with the second's."""
    rows = targets_of({"city": JIA, **own}, {"city": YI, **other})
    compared = compare_targets(rows, cities_of(), ARTICLES, **options)
    return compared.filter(pl.col("target") == "t0")["why_not"].item()


def test_two_cities_with_targets_of_one_form_compare():
    assert reason({}, {}) is None


@pytest.mark.parametrize(
    ("own", "why"),
    [
        pytest.param({"measure_type": "flow"}, "an amount in a period (flow), not", id="flow"),
        pytest.param({"status": "actual"}, "an outcome, not a target", id="outcome"),
        pytest.param({"base_unit": "yuan"}, "in yuan, not count", id="unit"),
        pytest.param({"subject": "国家级孵化器"}, "national grade, not of no", id="国家级"),
        pytest.param({"period": None}, "for no stated period, not at a date", id="period"),
        pytest.param({"quote": "申报高新技术企业100家"}, "applied for, not", id="申报"),
    ],
)
def test_a_figure_in_another_form_says_what_differs(own, why):
    rows = targets_of({"city": JIA, **own}, {"city": YI})
    compared = compare_targets(rows, cities_of())
    assert compared.filter(pl.col("target") == "t0")["why_not"].item().startswith(why)
    assert not compared["is_comparable"].any()


def test_half_a_year_does_not_compare_with_a_year_in_flows():
    flow = {"measure_type": "flow"}
    assert reason({**flow, "period": "2024H1"}, flow) == "for half a year, not for a year"


def test_a_stock_may_stand_at_any_date():
    assert reason({"period": "2023H1"}, {}) is None


def test_a_county_does_not_compare_with_prefectures():
    rows = targets_of({"city": JIA}, {"city": YI}, {"city": BING})
    compared = compare_targets(rows, cities_of(), ARTICLES)
    why = dict(compared.filter(pl.col("target").is_not_null()).select("city", "why_not").rows())
    assert why == {
        JIA: None,
        YI: None,
        BING: "of a county-level city, not of a prefecture-level city",
    }


def test_of_two_shared_forms_the_one_that_most_cities_share_is_the_yardstick():
    flow = {"measure_type": "flow"}
    rows = targets_of(
        {"city": JIA, **flow}, {"city": YI, **flow}, {"city": JIA}, {"city": YI}, {"city": DING}
    )
    compared = compare_targets(rows, cities_of(), ARTICLES).filter("is_comparable")
    assert set(compared["measure_type"]) == {"stock"}


def test_of_forms_that_equally_many_share_targets_are_the_yardstick():
    rows = targets_of(*({"city": c, "status": s} for s in ("actual", "target") for c in (JIA, YI)))
    compared = compare_targets(rows, cities_of(), ARTICLES).filter("is_comparable")
    assert set(compared["status"]) == {"target"}


def test_reasons_are_said_in_chinese_too():
    flow = {"measure_type": "flow"}
    assert reason({**flow, "period": "2024H1"}, flow, language="zh") == "半年数，而非全年数"


def test_a_city_alone_with_an_indicator_has_nobody_to_compare_with():
    compared = compare_targets(targets_of({"city": JIA}), cities_of(), ARTICLES)
    row = compared.filter(pl.col("target") == "t0").row(0, named=True)
    assert (row["is_comparable"], row["why_not"]) == (False, "no other city states this")


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        pytest.param("今年申报高新技术企业100家。", "applied", id="申报"),
        pytest.param("高新技术企业获批100家，总数突破2000家。", "certified", id="获批"),
        pytest.param("申报高新技术企业300家获批100家。", "certified", id="the last before it"),
        pytest.param("组织申报，培育高新技术企业100家。", None, id="申报 in another clause"),
    ],
)
def test_whether_firms_applied_is_read_in_the_clause_of_the_number(text, stage):
    rows = targets_of(in_text(text, "100", city=JIA))
    compared = compare_targets(rows, cities_of(), documents_of(c320100=text))
    assert compared.filter(pl.col("target") == "t0")["stage"].item() == stage


def test_the_target_stands_for_its_city_before_the_outcome_and_the_firm_one_before_the_aspired():
    rows = targets_of(
        {"status": "actual", "period": "2023"},
        {"value": 800.0, "commitment": "aspired"},
        {"value": 700.0, "commitment": "firm"},
    )
    compared = compare_targets(rows, cities_of(JIA), ARTICLES)
    assert compared.filter("is_main")["stated"].to_list() == ["700 家"]


def test_a_comparable_outcome_stands_for_its_city_before_a_target_that_is_not():
    rows = targets_of(
        {"city": JIA, "status": "actual"},
        {"city": YI, "status": "actual"},
        {"city": YI, "measure_type": "flow"},
    )
    compared = compare_targets(rows, cities_of(), ARTICLES)
    assert compared.filter(pl.col("city") == YI, "is_main")["target"].item() == "t1"


def test_a_growth_rate_stands_beside_the_count_and_not_in_its_place():
    growth = {"measure_type": "growth", "base_unit": "%", "unit": "%"}
    compared = compare_targets(targets_of({}, growth), cities_of(JIA), ARTICLES)
    assert compared.filter("is_main").height == 2


def test_a_city_that_states_nothing_differs_from_one_without_article():
    rows = targets_of({"city": JIA}, {"city": YI})
    compared = compare_targets(rows, cities_of(), ARTICLES)
    said = dict(compared.select("city", "stated").rows())
    assert (said[BING], said[DING]) == ("not stated", "no article")
    assert compared.filter(pl.col("city") == BING)["base_value"].item() is None


def test_an_indicator_asked_for_that_nobody_states_keeps_a_row_for_each_city():
    compared = compare_targets(
        targets_of({"city": JIA}), cities_of(), ARTICLES, indicators=["tech_loans"]
    )
    assert compared["indicator"].unique().to_list() == ["tech_loans"]
    assert compared["target"].null_count() == compared.height == 4


def test_comparable_figures_of_different_years_carry_a_caution():
    rows = targets_of({"city": JIA}, {"city": YI, "period": "2023"})
    compared = compare_targets(rows, cities_of(), ARTICLES).filter("is_comparable")
    assert compared["caution"].to_list() == [
        "for 2024, another city's is for 2023",
        "for 2023, another city's is for 2024",
    ]


def test_comparable_figures_of_other_subjects_carry_a_caution():
    rows = targets_of({"city": JIA}, {"city": YI, "subject": "科创项目"})
    compared = compare_targets(rows, cities_of(), ARTICLES).filter("is_comparable")
    assert compared["caution"].to_list() == [
        "the cities' words for what is counted differ: 高新技术企业",
        "the cities' words for what is counted differ: 科创项目",
    ]


def test_a_longer_name_of_the_same_thing_carries_none():
    rows = targets_of({"city": JIA}, {"city": YI, "subject": "国家高新技术企业"})
    compared = compare_targets(rows, cities_of(), ARTICLES).filter("is_comparable")
    assert compared["caution"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("row", "stated"),
    [
        ({"bound": "min"}, "≥ 100 家"),
        ({"bound": "about", "value_high": 120.0, "base_value_high": 120.0}, "≈ 100–120 家"),
        ({"value": 2.09, "unit": "亿元"}, "2.09 亿元"),
    ],
)
def test_a_figure_is_printed_with_its_bound_its_range_and_its_unit(row, stated):
    compared = compare_targets(targets_of(row), cities_of(JIA), ARTICLES)
    assert compared["stated"].to_list() == [stated]


def test_each_row_leads_to_its_quote_and_its_article():
    compared = compare_targets(targets_of({"city": JIA}), cities_of(JIA), ARTICLES)
    row = compared.row(0, named=True)
    assert (row["target"], row["quote"], row["title"]) == (
        "t0",
        "高新技术企业100家",
        "title of 320100",
    )


def test_cities_keep_their_place_among_all_names_whatever_rows_there_are():
    compared = compare_targets(targets_of({"city": YI}), cities_of(), ARTICLES)
    assert compared.schema["city_name"] == pl.Enum(["Jia", "Yi", "Bing", "Ding"])


def test_cities_that_the_table_leaves_out_are_left_out():
    rows = targets_of({"city": JIA}, {"city": YI}, {"city": BING, "indicator": "tech_loans"})
    compared = compare_targets(rows, cities_of(JIA, YI), ARTICLES)
    assert set(compared["city"]) == {JIA, YI}
    assert set(compared["indicator"]) == {"high_tech_firms"}
    assert list_targets(rows, cities_of(JIA), ARTICLES)["target"].to_list() == ["t0"]


def test_structures_and_rules_are_listed_and_not_compared():
    rows = targets_of({}, {"status": "structure", "measure_type": "count", "commitment": None})
    assert compare_targets(rows, cities_of(JIA), ARTICLES)["target"].to_list() == ["t0"]
    assert list_targets(rows, cities_of(), ARTICLES)["target"].to_list() == ["t0", "t1"]


def test_periods_choose_years_with_all_their_parts():
    rows = targets_of({"period": "2023"}, {"period": "2023H1"}, {"period": None}, {})
    assert in_periods(rows, [2023])["target"].to_list() == ["t0", "t1"]
    assert in_periods(rows, ["2023H1"])["target"].to_list() == ["t1"]
    assert in_periods(rows, None).height == 4


def test_the_title_counts_what_can_be_compared():
    rows = targets_of(
        {"city": JIA},
        {"city": YI},
        {"city": JIA, "indicator": "tech_loans"},
        {"city": YI, "indicator": "tech_loans", "measure_type": "flow"},
    )
    headline = targets_headline(compare_targets(rows, cities_of(), ARTICLES), ARTICLES)
    assert headline.title == (
        "Of 2 indicators, 2 are stated by two or more cities; "
        "for 1 of these the figures can be compared."
    )
    assert "n = 4 statements of 2 cities" in headline.caption
    assert "Jia 100 家, Yi 100 家" in headline.description


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param(targets_of({}), "Jia states figures for 1 indicators", id="one city"),
        pytest.param(empty("targets"), "The articles state no target", id="no targets"),
    ],
)
def test_the_title_says_why_there_is_no_comparison(rows, title):
    compared = compare_targets(rows, cities_of(), ARTICLES)
    assert targets_headline(compared, ARTICLES).title.startswith(title)


def test_no_tables_at_all_give_frames_and_sentences():
    rows, places, articles = empty("targets"), empty("cities"), empty("documents")
    compared = compare_targets(rows, places, articles)
    listed = list_targets(rows, places, articles)
    assert compared.is_empty()
    assert targets_headline(compared, articles).title
    assert statements_headline(listed, articles).title == targets_headline(compared, articles).title
