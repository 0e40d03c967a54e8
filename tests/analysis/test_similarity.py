"""Cities' words are alike or not, against measures dealt at random."""

import numpy as np
import pytest
from tests.analysis.small_tables import CITIES, documents_of, measures_of

from cmp.analysis.similarity import compare_similarity, similarity_headline

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))


def clauses(city, *texts):
    return [(city, "talent", "supply", "planned", text) for text in texts]


def test_cities_that_share_no_word_are_less_alike_than_chance():
    table = measures_of(
        *clauses("321000", *["招商引资 园区"] * 10), *clauses("321100", *["科普宣传 专利"] * 10)
    )
    [row] = compare_similarity(table, CITIES).to_dicts()
    assert row["similarity"] == 0
    assert row["reading"] == "less_alike"
    assert row["similarity"] < row["null_low"]


def test_words_dealt_at_random_are_as_alike_as_chance():
    rng = np.random.default_rng(8)
    words = ["孵化器", "专利", "人才", "贷款", "园区", "高校", "基金", "招商引资"]
    texts = [" ".join(rng.choice(words, size=3)) for _ in range(60)]
    table = measures_of(*clauses("321000", *texts[:30]), *clauses("321100", *texts[30:]))
    similarity = compare_similarity(table, CITIES)
    assert similarity["reading"].to_list() == ["as_alike"]
    assert "No pair of cities" in similarity_headline(similarity, ARTICLES).title


def test_equal_words_have_similarity_one_and_are_named():
    table = measures_of(*clauses("321000", "孵化器 专利"), *clauses("321100", "孵化器 专利"))
    [row] = compare_similarity(table, CITIES).to_dicts()
    assert row["similarity"] == pytest.approx(1)
    assert sorted(row["shared_words"]) == ["专利", "孵化器"]


def test_the_order_of_rows_changes_nothing():
    table = measures_of(
        *clauses("321000", "孵化器 专利", "人才"), *clauses("321100", "孵化器", "人才 贷款")
    )
    mixed = table.sample(fraction=1, shuffle=True, seed=1)
    assert compare_similarity(table, CITIES).equals(compare_similarity(mixed, CITIES))


@pytest.mark.parametrize("n", [0, 1], ids=["no measure", "one city"])
def test_without_a_second_city_the_title_says_so(n):
    similarity = compare_similarity(measures_of(*clauses("321000", "孵化器")[:n]), CITIES)
    assert "not two cities" in similarity_headline(similarity, ARTICLES).title
