"""Shared passages are found where they stand, and national slogans are set aside."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of

from cmp.analysis.reuse import passages_headline, shared_passages


def shared(one, two, **options):
    articles = documents_of(("a", "321000", one), ("b", "321100", two))
    return shared_passages(articles, CITIES, **options)


@pytest.mark.parametrize(
    ("one", "two", "passages"),
    [
        ("我们锚定目标、笃行实干往前走", "要锚定目标笃行实干。", ["锚定目标笃行实干"]),
        ("锚定目标笃行", "锚定目标笃行", []),
        ("锚定目标。笃行实干", "锚定目标。笃行实干", []),
        ("完全不同的一段文字内容", "毫无关系的另外几个句子", []),
        ("深入实施创新驱动发展战略", "深入实施创新驱动发展战略", ["深入实施创新驱动发展战略"]),
    ],
    ids=["marks do not matter", "too short", "not across sentences", "nothing", "slogan"],
)
def test_passages_are_the_longest_common_runs(one, two, passages):
    assert shared(one, two)["passage"].unique().to_list() == passages


@pytest.mark.parametrize(
    ("passage", "is_slogan"),
    [
        ("深入实施创新驱动发展战略", True),
        ("创新驱动发展战略", True),
        ("全市深入实施创新驱动发展战略", True),
        ("锚定目标笃行实干促发展", False),
        ("深入实施创新驱动发展战略锚定目标笃行实干", False),
    ],
)
def test_slogans_are_told_from_the_cities_own_words(passage, is_slogan):
    assert shared(passage, passage)["is_slogan"].unique().to_list() == [is_slogan]


def test_a_passage_stands_where_it_says():
    frame = shared("我们锚定目标、笃行实干往前走", "要锚定目标笃行实干。")
    rows = frame.select("doc", "start", "end", "quote").rows()
    assert rows == [("a", 2, 11, "锚定目标、笃行实干"), ("b", 1, 9, "锚定目标笃行实干")]


def test_articles_of_one_city_are_not_compared_with_each_other():
    articles = documents_of(
        ("a", "321000", "锚定目标笃行实干"), ("b", "321000", "锚定目标笃行实干")
    )
    frame = shared_passages(articles, CITIES)
    assert frame.is_empty()
    assert "no articles of two cities" in passages_headline(frame, articles).title


def test_the_title_counts_own_passages_and_slogans():
    text = "锚定目标笃行实干。深入实施创新驱动发展战略"
    articles = documents_of(("a", "321000", text), ("b", "321100", text))
    title = passages_headline(shared_passages(articles, CITIES), articles).title
    assert title.startswith(
        "Passages that articles of different cities share: 1, besides 1 national"
    )


def test_every_passage_of_the_five_articles_stands_where_it_says(corpus):
    frame = shared_passages(corpus.documents, corpus.cities)
    texts = dict(corpus.documents.select("doc", "text").iter_rows())
    for row in frame.to_dicts():
        assert texts[row["doc"]][row["start"] : row["end"]] == row["quote"]
    assert "深入实施创新驱动发展战略" in frame.filter("is_slogan")["passage"].to_list()
