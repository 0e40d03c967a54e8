"""The heat map of repairs."""

from dataclasses import replace

from tests.charts.reduced_specs import assert_same_spec

from cmp.analysis.reading import count_repairs, repairs_headline
from cmp.charts.reading import repairs_chart


def drawn(corpus, language="en"):
    counted = count_repairs(corpus, language=language)
    headline = repairs_headline(counted, corpus.documents, language)
    return repairs_chart(counted, headline, language=language)


def test_the_heat_map_is_drawn_as_agreed(corpus):
    assert_same_spec(drawn(corpus), "repairs")


def test_it_has_words_for_those_who_do_not_see_it(corpus):
    assert "5 articles" in drawn(corpus).to_dict()["description"]


def test_clean_articles_give_a_sentence_instead_of_a_chart(corpus):
    spec = drawn(replace(corpus, repairs=corpus.repairs.clear())).to_dict()
    assert spec["title"]["text"] == ["Nothing had to be repaired in the 5 articles."]
