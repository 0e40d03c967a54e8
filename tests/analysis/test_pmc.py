"""The PMC index shows its variable table, and what it is no score of."""

import polars as pl
import pytest

from cmp.analysis.pmc import pmc_headline, pmc_index, pmc_table


@pytest.fixture(scope="module")
def table(corpus):
    return pmc_table(corpus.tables)


def test_every_value_can_be_traced_to_words_or_rows(table, corpus):
    ids = {*corpus.measures["measure"], *corpus.targets["target"]}
    # Programmes and publication are facts of the article; they have no row of their own.
    by_rows = table.filter(~pl.col("item").is_in(["X9.2", "X10.1"]), value=1)
    for row in by_rows.to_dicts():
        assert row["terms"] or row["measures"] or row["targets"], row["item_name"]
        assert set(row["measures"] + row["targets"]) <= ids


def test_an_item_read_from_the_measures_agrees_with_them(table, corpus):
    tax = set(corpus.measures.filter(instrument="tax")["doc"])
    met = set(table.filter(item="X8.3", value=1)["doc"])
    assert met == tax


def test_the_index_is_the_sum_of_ten_shares(table):
    index = pmc_index(table)
    for article in index.partition_by("doc"):
        assert article.height == 10
        assert article["pmc"][0] == pytest.approx(article["score"].sum())
        assert article["depression"][0] == pytest.approx(10 - article["score"].sum())
        assert article["score"].is_between(0, 1).all()


def test_reports_about_a_policy_get_no_grade_and_the_title_says_so(table, corpus):
    index = pmc_index(table)
    assert index["grade"].null_count() == index.height
    title = pmc_headline(index, corpus.documents).title
    assert title.startswith("None of the articles (n = 5) is the text of a policy")


def test_the_text_of_a_policy_is_graded(corpus):
    plan = corpus.documents.with_columns(kind=pl.lit("plan"))
    index = pmc_index(pmc_table({**corpus.tables, "documents": plan}))
    grades = {row["doc"]: (row["pmc"], row["grade"]) for row in index.unique("doc").to_dicts()}
    for pmc, grade in grades.values():
        bounds = {"perfect": (9, 10), "excellent": (7, 9), "acceptable": (5, 7), "low": (0, 5)}
        low, high = bounds[grade]
        assert low <= pmc <= high
    assert "highest PMC index" in pmc_headline(index, plan).title


def test_no_article_is_no_score(corpus):
    none = {**corpus.tables, "documents": corpus.documents.head(0)}
    index = pmc_index(pmc_table(none))
    assert "no article" in pmc_headline(index, none["documents"]).title
