"""Words that set a city apart are told from words that only seem to."""

import numpy as np
import pytest
from tests.analysis.small_tables import CITIES, documents_of, measures_of

from cmp.analysis.keyness import compare_keyness, keyness_headline, log_odds
from cmp.vocabulary import load_vocabulary

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))


def clauses(city, *texts):
    return [(city, "talent", "supply", "planned", text) for text in texts]


def test_log_odds_agree_with_the_papers_formula():
    # Two cities, two words; prior of city and rest: half of all counts.
    odds, error = log_odds(np.array([[6.0, 4.0], [2.0, 8.0]]))
    first = np.log((6 + 4) / (4 + 6)) - np.log((2 + 4) / (8 + 6))
    assert odds[0, 0] == pytest.approx(first)
    assert error[0, 0] == pytest.approx((1 / (6 + 4) + 1 / (2 + 4)) ** 0.5)


def test_a_word_that_only_one_city_uses_often_is_key():
    table = measures_of(
        *clauses("321000", *["孵化器 活动"] * 20),
        *clauses("321100", *["专利 活动"] * 20),
    )
    keyness = compare_keyness(table, CITIES)
    keys = keyness.filter("is_key", keyness["z"] > 0).select("city", "word").rows()
    assert keys == [("321000", "孵化器"), ("321100", "专利")]
    assert "孵化器 (Yangzhou)" in keyness_headline(keyness, ARTICLES).title


def test_counts_and_clauses_behind_a_word_are_listed():
    table = measures_of(
        *clauses("321000", "孵化器 孵化器", "孵化器"), *clauses("321100", "孵化器 专利")
    )
    [row] = compare_keyness(table, CITIES, least=1).filter(city="321000", word="孵化器").to_dicts()
    assert (row["n_city"], row["n_rest"]) == (3, 1)
    assert (row["words_city"], row["words_rest"]) == (3, 2)
    assert row["measures"] == ["m000", "m001"]
    assert row["low"] < row["log_odds"] < row["high"]


def test_words_dealt_at_random_set_no_city_apart():
    rng = np.random.default_rng(9)
    words = [word for word in load_vocabulary().dictionary if len(word) == 4][:60]
    texts = [" ".join(rng.choice(words, size=8)) for _ in range(80)]
    table = measures_of(*clauses("321000", *texts[:20]), *clauses("321100", *texts[20:]))
    keyness = compare_keyness(table, CITIES)
    # Of so many words one looks striking on its own.
    assert (keyness["p_value"] < 0.05).any()
    assert not keyness["is_key"].any()
    assert "none sets one of the 2 cities apart" in keyness_headline(keyness, ARTICLES).title


def test_a_place_name_is_no_key_word():
    table = measures_of(
        *clauses("321000", *["扬州 孵化器 专利"] * 9), *clauses("321100", *["镇江 孵化器 专利"] * 9)
    )
    assert compare_keyness(table, CITIES)["word"].unique().sort().to_list() == ["专利", "孵化器"]


def test_the_order_of_rows_changes_nothing():
    table = measures_of(
        *clauses("321000", *["招商引资 活动"] * 5), *clauses("321100", *["科普宣传 活动"] * 5)
    )
    mixed = table.sample(fraction=1, shuffle=True, seed=1)
    assert compare_keyness(table, CITIES).equals(compare_keyness(mixed, CITIES))


@pytest.mark.parametrize("n", [0, 1], ids=["no measure", "one city"])
def test_without_a_second_city_the_title_says_so(n):
    keyness = compare_keyness(measures_of(*clauses("321000", "孵化器")[:n]), CITIES)
    assert keyness.is_empty()
    assert "not enough words" in keyness_headline(keyness, ARTICLES).title
