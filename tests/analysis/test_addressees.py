"""The groups that measures name are counted, several in one clause."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of, measures_of

from cmp.analysis.addressees import addressees_headline, compare_addressees

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))


def compared(*texts):
    rows = [("321000", "talent", "supply", "planned", text) for text in texts]
    return compare_addressees(measures_of(*rows), CITIES, documents=ARTICLES)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("支持企业与高校合作", ["firms", "institutes"]),
        ("引进高层次人才", ["talent"]),
        ("加强组织领导", []),
    ],
)
def test_a_clause_counts_for_every_group_it_names(text, groups):
    frame = compared(text)
    assert sorted(frame.filter(n_measures=1)["addressee"]) == groups


def test_shares_are_of_all_measures_of_the_city():
    [row] = compared("支持企业", "加强领导").filter(city="321000", addressee="firms").to_dicts()
    assert (row["n_measures"], row["n_city"], row["share"]) == (1, 2, 0.5)
    assert row["measures"] == ["m000"]


def test_a_city_without_measures_and_one_without_article_are_told_apart():
    firms = {row["city"]: row for row in compared("企业").filter(addressee="firms").to_dicts()}
    assert firms["321100"]["n_measures"] == 0
    assert firms["320682"]["n_measures"] is None


def test_the_title_names_the_group_or_says_that_there_is_none():
    title = addressees_headline(compared("支持企业", "企业和人才"), ARTICLES).title
    assert title == "The group that most measures name: Firms (100% of 2)."
    assert "no measures" in addressees_headline(compared(), ARTICLES).title
