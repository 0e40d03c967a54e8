"""Industries are found by their longest name, and words that only look like one are not."""

import pytest
from tests.analysis.small_tables import CITIES, documents_of, programmes_of

from cmp.analysis.industries import (
    compare_industries,
    find_industries,
    industries_headline,
    is_industry,
)
from cmp.vocabulary import load_vocabulary


@pytest.mark.parametrize(
    ("text", "industries"),
    [
        ("发展新能源（智能网联）汽车", ["新能源汽车"]),
        ("新能源产业", ["新能源"]),
        ("强化工作统筹，优化工程管理", []),
        ("冶金、眼镜、化工等产业", ["冶金", "眼镜", "化工"]),
        ("与南京航空航天大学合作", []),
        ("加强食品安全监管", []),
        ("", []),
    ],
)
def test_industries_are_found_by_their_longest_name(text, industries):
    assert [m.industry for m in find_industries(text, load_vocabulary())] == industries


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("医疗器械与生物医药", True),
        ("冶金", True),
        ("推进冶金产业升级", False),
        ("人才引育", False),
    ],
)
def test_a_part_is_an_industry_only_if_nothing_else_is_in_it(part, answer):
    assert is_industry(part) is answer


ARTICLES = documents_of(
    ("doc-321000", "321000", "围绕生物医药布局。"),
    ("doc-321100", "321100", "培育生物医药、眼镜，再说眼镜。"),
)


def test_cities_are_compared_by_what_they_name():
    programmes = programmes_of(("321100", "三大产业", None, "眼镜"))
    frame = compare_industries(ARTICLES, programmes, CITIES)
    rows = {(row["city"], row["industry"]): row for row in frame.to_dicts()}
    assert rows["321100", "眼镜"]["n_mentions"] == 2
    assert rows["321100", "眼镜"]["is_part"]
    assert rows["321000", "眼镜"]["n_mentions"] == 0
    assert rows["320682", "眼镜"]["n_mentions"] is None
    assert rows["321000", "生物医药"]["n_cities"] == 2
    assert "生物医药" in rows["321000", "生物医药"]["quote"]


def test_the_title_names_what_all_cities_name():
    frame = compare_industries(ARTICLES, programmes_of(), CITIES)
    assert industries_headline(frame, ARTICLES).title.endswith("and by all: Biomedicine.")
    nothing = documents_of(("d", "321000", "没有。"))
    frame = compare_industries(nothing, programmes_of(), CITIES)
    assert "no industry" in industries_headline(frame, nothing).title


def test_every_mention_stands_where_it_says(corpus):
    frame = compare_industries(corpus.documents, corpus.programmes, corpus.cities)
    texts = dict(corpus.documents.select("doc", "text").iter_rows())
    for row in frame.filter(frame["doc"].is_not_null()).to_dicts():
        assert texts[row["doc"]][row["start"] :].startswith(row["terms"][0])
