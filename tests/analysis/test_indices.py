"""Rothwell and Zegveld's table counts clauses by tool and stage, and lists them."""

import pytest
from tests.analysis.small_tables import documents_of, measures_of

from cmp.analysis.indices import rothwell_zegveld, rothwell_zegveld_headline

ARTICLES = documents_of(("doc-321000", "321000", "…"))


def table_of(*texts):
    return rothwell_zegveld(
        measures_of(*(("321000", "talent", "supply", "planned", text) for text in texts))
    )


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("组织关键核心技术攻关", "research"),
        ("推动科技成果转化", "transfer"),
        ("培育高新技术企业", "industry"),
        ("开展科技招商", "market"),
        ("加强组织领导", "unstated"),
        ("以招商促研发攻关", "research"),
    ],
)
def test_a_clause_has_the_stage_of_most_of_its_words(text, stage):
    counted = table_of(text).filter(n_measures=1)
    assert counted["stage"].to_list() == [stage]


def test_each_cell_lists_its_clauses_and_empty_cells_have_none():
    table = table_of("关键核心技术攻关", "重点研发", "科技招商")
    [cell] = table.filter(instrument="talent", stage="research").to_dicts()
    assert (cell["n_measures"], cell["measures"]) == (2, ["m000", "m001"])
    assert cell["share"] == pytest.approx(2 / 3)
    [empty] = table.filter(instrument="tax", stage="research").to_dicts()
    assert (empty["n_measures"], empty["measures"]) == (0, [])


def test_every_measure_of_the_five_articles_is_in_one_cell(corpus):
    cells = rothwell_zegveld(corpus.measures)
    ids = cells["measures"].list.explode(keep_nulls=False, empty_as_null=False)
    assert sorted(ids) == sorted(corpus.measures["measure"])


def test_the_title_states_the_main_side_or_that_there_is_nothing():
    title = rothwell_zegveld_headline(table_of("关键核心技术攻关"), ARTICLES).title
    assert "100% are on the supply side" in title
    assert "no measures" in rothwell_zegveld_headline(table_of(), ARTICLES).title
