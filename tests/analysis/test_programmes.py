"""Programmes become outlines, one city beside the other."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of, measures_of, programmes_of

from cmp.analysis.programmes import compare_programmes, programmes_headline, stated_instrument

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))
TWO_LEVELS = programmes_of(
    ("321000", "两项计划", None, "人才引育"),
    ("321000", "两项计划", None, "平台建设"),
    ("321000", "平台建设", "两项计划", "重点实验室"),
    ("321000", "平台建设", "两项计划", "孵化器"),
)


def test_parts_stand_under_their_programme_and_parts_of_parts_under_them():
    outline = compare_programmes(TWO_LEVELS, CITIES, documents=ARTICLES).filter(city="321000")
    assert outline.select("row", "depth", "line").rows() == [
        (1, 0, "两项计划"),
        (2, 1, "1 人才引育"),
        (3, 1, "2 平台建设"),
        (4, 2, "1 重点实验室"),
        (5, 2, "2 孵化器"),
    ]


def test_a_programme_whose_parent_is_not_listed_is_not_lost():
    parts = programmes_of(("321000", "甲工程", "乙方案", "人才引育"))
    outline = compare_programmes(parts, CITIES)
    assert outline.filter(city="321000")["line"].to_list() == ["甲工程", "1 人才引育"]


def test_cities_without_programme_and_without_article_are_told_apart():
    outline = compare_programmes(TWO_LEVELS, CITIES, documents=ARTICLES)
    empty = {row["city"]: row for row in outline.to_dicts() if row["line"] is None}
    assert empty["321100"]["has_article"]
    assert not empty["320682"]["has_article"]
    assert (
        "No programme in the articles of Zhenjiang."
        in programmes_headline(outline, ARTICLES).caption
    )


def test_measures_that_stand_under_a_part_are_listed_with_it():
    measures = measures_of(("321000", "talent", "supply", "planned", "引进人才")).with_columns(
        section=CITIES["name_zh"].replace("如皋市", "人才引育").head(1)
    )
    outline = compare_programmes(TWO_LEVELS, CITIES, measures=measures)
    assert outline.filter(part="人才引育")["measures"].to_list() == [["m000"]]
    assert outline.filter(part="孵化器")["n_measures"].to_list() == [0]


@pytest.mark.parametrize(
    ("part", "instrument"),
    [
        ("人才队伍强基固本工程", "talent"),
        ("关键技术攻关工程", "technology"),
        ("冶金", None),
        ("新一代信息技术", None),
    ],
)
def test_a_part_has_the_instrument_its_name_states(part, instrument):
    assert stated_instrument(part) == instrument


def test_without_programmes_the_title_says_so():
    outline = compare_programmes(programmes_of(), CITIES, documents=ARTICLES)
    assert programmes_headline(outline, ARTICLES).title == (
        "The articles name no programme with parts."
    )


def test_every_part_of_the_five_articles_is_in_the_outline(corpus):
    outline = compare_programmes(corpus.programmes, corpus.cities, documents=corpus.documents)
    parts = outline.filter(outline["part"].is_not_null())
    assert sorted(parts["part"]) == sorted(corpus.programmes["part"])
