"""Firm against aspired targets under two schemes, with intervals and what changes between them."""

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

from cmp.analysis.commitments import (
    commitments_headline,
    compare_commitments,
    compare_schemes,
    schemes_headline,
)
from cmp.errors import InputError

ARTICLES = documents_of(c320100="甲", c320200="乙", c320300="丙")
FIRM, ASPIRED = {"commitment": "firm"}, {"commitment": "aspired"}


def literature(row, text=None):
    """The literature's word for one target, standing in a text if one is given."""
    articles = documents_of(c320100=text) if text else None
    target = targets_of(in_text(text, "700", **row) if text else row)
    return compare_schemes(target, cities_of(), articles)["growth_literature"].item()


def test_shares_have_wilson_intervals_and_the_ids_behind_them():
    rows = targets_of(*[FIRM] * 8, *[ASPIRED] * 2)
    compared = compare_commitments(rows, cities_of(JIA), ARTICLES)
    firm = compared.filter(wording="firm").row(0, named=True)
    assert (firm["n_targets"], firm["n_city"], firm["share"]) == (8, 10, 0.8)
    assert (round(firm["share_low"], 3), round(firm["share_high"], 3)) == (0.490, 0.943)
    assert firm["targets"] == [f"t{n}" for n in range(8)]


def test_outcomes_commit_nobody():
    rows = targets_of(FIRM, {"status": "actual"})
    assert compare_commitments(rows, cities_of(JIA), ARTICLES)["n_targets"].sum() == 1


def test_a_city_without_target_has_none_and_a_city_without_article_is_unknown():
    compared = compare_commitments(targets_of(FIRM), cities_of(), ARTICLES)
    counts = dict(compared.select("city", "n_targets").iter_rows())
    assert (counts[BING], counts[DING]) == (0, None)
    assert compared.filter(city=BING)["share"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param({"bound": "min"}, "hard", id="700家以上"),
        pytest.param({"bound": "about"}, "soft", id="700家左右"),
        pytest.param({"value_high": 800.0, "base_value_high": 800.0}, "soft", id="700—800家"),
        pytest.param({}, "plain", id="700家"),
        pytest.param({"quote": "力争达到700家", **ASPIRED}, "hard", id="力争700家"),
    ],
)
def test_the_literature_reads_the_wording_of_the_number(row, expected):
    assert literature(row) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("确保企业达到700家。", "hard", id="own clause"),
        pytest.param("力争专利100件，企业700家。", "hard", id="head of the clauses before"),
        pytest.param("今年力争专利100件，企业700家。", "hard", id="behind a time word"),
        pytest.param("力争专利100件。企业700家。", "plain", id="another sentence"),
        pytest.param("专利力争100件，企业700家。", "plain", id="behind its own subject"),
    ],
)
def test_a_hard_verb_governs_what_it_heads(text, expected):
    assert literature({}, text) == expected


def test_the_schemes_part_where_a_hedge_stands_at_a_lower_bound():
    rows = targets_of({**ASPIRED, "bound": "min"}, {**FIRM, "bound": "min"}, FIRM)
    changed = compare_schemes(rows, cities_of(), ARTICLES)
    assert dict(changed.select("target", "is_changed").rows()) == {
        "t0": True,
        "t1": False,
        "t2": True,
    }
    title = schemes_headline(changed, ARTICLES).title
    assert title == "2 of the 3 targets are read differently by the two schemes."


def test_an_unknown_scheme_is_refused_with_those_there_are():
    with pytest.raises(InputError, match=r"'strict'.*codebook, growth_literature"):
        compare_commitments(targets_of(FIRM), cities_of(), ARTICLES, scheme="strict")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        pytest.param(
            [{"city": JIA, **FIRM}] * 15 + [{"city": YI, **ASPIRED}] * 15,
            "word their 30 targets differently: firm ones make up 100% in Jia and 0% in Yi",
            id="all against none",
        ),
        pytest.param(
            [{"city": c, **w} for c in (JIA, YI) for w in (FIRM, ASPIRED)] * 6,
            "No evidence that the 2 cities word their 24 targets differently",
            id="alike",
        ),
        pytest.param(
            [{"city": JIA, **FIRM}, {"city": YI, **ASPIRED}], "Only 2 targets", id="too few"
        ),
        pytest.param(
            [{"city": c, **ASPIRED} for c in (JIA, YI)] * 12,
            "All 24 targets of the 2 cities are aspired",
            id="all the same",
        ),
        pytest.param([FIRM], "with one city there is no comparison", id="one city"),
        pytest.param([], "The articles state no target.", id="none"),
    ],
)
def test_the_title_says_whether_there_is_evidence_of_a_difference(rows, says):
    compared = compare_commitments(targets_of(*rows), cities_of(), ARTICLES)
    assert says in commitments_headline(compared, ARTICLES).title


def test_no_tables_at_all_give_frames_and_sentences():
    places, articles = empty("cities"), empty("documents")
    compared = compare_commitments(empty("targets"), places, articles, scheme="growth_literature")
    worded = compare_schemes(empty("targets"), places, articles)
    assert compared.is_empty()
    assert commitments_headline(compared, articles).title == "The articles state no target."
    assert schemes_headline(worded, articles).title == "The articles state no target."


def test_names_are_chinese_where_asked_for():
    compared = compare_commitments(targets_of(FIRM), cities_of(JIA), ARTICLES, language="zh")
    assert compared["wording_name"].cast(pl.String).to_list() == ["确定", "力争"]
