"""Parts of programmes find the parts of other cities that answer to them."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of, programmes_of

from cmp.analysis.alignment import align_programmes, alignment_headline

ARTICLES = documents_of(("doc-321000", "321000", "…"), ("doc-321100", "321100", "…"))
PARTS = programmes_of(
    ("321000", "五大工程", None, "产业创新关键技术攻关工程"),
    ("321000", "五大工程", None, "人才队伍强基固本工程"),
    ("321000", "五大工程", None, "科技金融服务优化工程"),
    ("321000", "五大工程", None, "知识产权保护工程"),
    ("321000", "五大工程", None, "平台载体提质增效工程"),
    ("321100", "四项行动", None, "关键技术攻关行动"),
    ("321100", "四项行动", None, "建设高质量人才队伍"),
    ("321100", "四项行动", None, "农产品质量安全"),
    ("321100", "四项行动", None, "孵化器建设行动"),
)


@pytest.fixture(scope="module")
def aligned():
    return align_programmes(PARTS, CITIES)


@pytest.mark.parametrize(
    ("part", "counterpart", "basis"),
    [
        ("产业创新关键技术攻关工程", "关键技术攻关行动", "words"),
        ("人才队伍强基固本工程", "建设高质量人才队伍", "instrument"),
        ("平台载体提质增效工程", "孵化器建设行动", "instrument"),
        ("知识产权保护工程", None, None),
        ("农产品质量安全", None, None),
    ],
)
def test_a_part_answers_by_words_by_instrument_or_not_at_all(aligned, part, counterpart, basis):
    [row] = aligned.filter(part=part).to_dicts()
    assert (row["counterpart"], row["basis"]) == (counterpart, basis)


def test_what_two_parts_have_in_common_is_shown(aligned):
    [row] = aligned.filter(part="人才队伍强基固本工程").to_dicts()
    assert "人才队伍" in row["shared_terms"]


def test_only_a_likeness_beyond_the_threshold_counts_as_words(aligned):
    beyond = aligned.filter(aligned["similarity"] > aligned["threshold"])
    assert beyond["basis"].unique().to_list() == ["words"]
    assert beyond.height == 2


def test_parts_without_counterpart_are_counted_in_the_title(aligned):
    headline = alignment_headline(aligned, ARTICLES)
    assert headline.title.startswith("Of 9 programme parts 2 have a counterpart")
    assert "Zhenjiang 农产品质量安全" in headline.description


def test_a_part_listed_twice_in_a_city_is_one_and_industries_are_left_out():
    parts = programmes_of(
        ("321000", "甲", None, "人才引育"),
        ("321000", "乙", None, "人才引育工程"),
        ("321000", "丙", None, "冶金"),
        ("321100", "丁", None, "人才引育"),
    )
    aligned = align_programmes(parts, CITIES).filter(city="321000")
    assert aligned["part"].to_list() == ["人才引育工程"]
    assert aligned["programmes"].to_list() == [["甲", "乙"]]


def test_the_order_of_rows_does_not_change_the_counterparts(aligned):
    mixed = align_programmes(PARTS.sample(fraction=1, shuffle=True, seed=2), CITIES)
    keys = ["part", "counterpart", "threshold"]
    assert mixed.select(keys).sort("part").equals(aligned.select(keys).sort("part"))


@pytest.mark.parametrize("parts", [PARTS.head(0), PARTS.filter(city="321000")])
def test_with_less_than_two_cities_the_title_says_so(parts):
    aligned = align_programmes(parts, CITIES)
    assert aligned.is_empty()
    assert "no two cities" in alignment_headline(aligned, ARTICLES).title
