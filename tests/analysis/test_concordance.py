"""Words are found in the texts with what stands around them."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of

from cmp.analysis.concordance import concordance, concordance_headline, query_terms, search
from cmp.errors import InputError

ARTICLES = documents_of(
    ("a", "321000", "标题\n全面开展科技招商。科技招商落地。"),
    ("b", "321100", "科技招商与科技金融。"),
    ("c", "320682", "没有。"),
)


def test_each_place_comes_with_the_words_around_it():
    lines = concordance(ARTICLES, "科技招商", window=4, cities=CITIES)
    assert lines.select("doc", "start", "left", "keyword", "right").rows() == [
        ("a", 7, "全面开展", "科技招商", "。科技招"),
        ("a", 12, "科技招商。"[1:], "科技招商", "落地。"),
        ("b", 0, "", "科技招商", "与科技金"),
    ]
    assert lines["city_name"].to_list() == ["Yangzhou", "Yangzhou", "Zhenjiang"]


def test_words_around_do_not_reach_over_the_paragraph():
    [first, *_] = concordance(ARTICLES, "科技招商", window=20)["left"].to_list()
    assert first == "全面开展"


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ("科技招商", ["a", "b"]),
        ("科技招商 科技金融", ["b"]),
        ("“开展科技招商”", ["a"]),
        ("量子", []),
        ("招商.科技", []),
    ],
    ids=["word", "both words", "phrase", "nothing", "no pattern"],
)
def test_search_finds_the_articles_with_every_term(query, docs):
    assert search(ARTICLES, query)["doc"].to_list() == docs


def test_search_gives_the_places_of_all_hits():
    [row] = search(ARTICLES, "全面 科技招商").to_dicts()
    assert (row["n_hits"], row["starts"]) == (3, [3, 7, 12])


@pytest.mark.parametrize("query", ["", "  "])
def test_an_empty_query_is_refused_with_the_remedy(query):
    with pytest.raises(InputError, match="Give a word"):
        search(ARTICLES, query)


def test_terms_are_words_and_quoted_phrases():
    assert query_terms('高企 "科技 招商" 高企') == ("高企", "科技 招商")


def test_the_title_counts_places_and_articles():
    lines = concordance(ARTICLES, "科技招商")
    title = concordance_headline(lines, ARTICLES, "科技招商").title
    assert title == "“科技招商” stands in 2 of 3 articles; places: 3."
