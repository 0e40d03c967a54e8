"""One city's page: its own counts, figures, programmes, and what others state beside it."""

from dataclasses import replace

import pytest

from cmp.analysis.profiles import city_profile, profile_headline
from cmp.errors import InputError


def test_a_profile_counts_what_the_city_s_articles_hold(corpus):
    city = corpus.documents["city"][0]
    profile = city_profile(corpus, city)
    assert profile.counts["n_measures"] == corpus.measures.filter(city=city).height
    assert profile.counts["n_targets"] == corpus.targets.filter(city=city, status="target").height
    assert set(profile.figures["city"]) == set(profile.articles["city"]) == {city}


@pytest.mark.parametrize("name", ["321000", "扬州市", "Yangzhou"])
def test_a_city_goes_by_its_code_or_either_name(corpus, name):
    assert city_profile(corpus, name).city == "321000"


def test_an_unknown_city_is_refused_with_the_nearest_name(corpus):
    with pytest.raises(InputError, match=r"no city 'Yangzou'\. Did you mean 'Yangzhou'"):
        city_profile(corpus, "Yangzou")


def test_key_targets_are_the_city_s_main_figures_targets_first(corpus):
    rows = city_profile(corpus, "Yangzhou").key_targets
    assert set(rows["city"]) == {"321000"}
    assert rows["is_main"].all()
    assert rows["is_target"].to_list() == sorted(rows["is_target"].to_list(), reverse=True)


def test_other_cities_stand_beside_the_city_s_indicators_only(corpus):
    profile = city_profile(corpus, "Yangzhou")
    own = set(corpus.targets.filter(city="321000")["indicator"])
    assert set(profile.compared["indicator"]) <= own
    assert set(profile.compared["city"]) == set(corpus.cities["city"])


@pytest.mark.parametrize(("language", "name"), [("en", "Yangzhou:"), ("zh", "扬州市：")])
def test_the_title_says_what_there_is(corpus, language, name):
    profile = city_profile(corpus, "Yangzhou", language=language)
    assert profile_headline(profile, corpus.documents, language).title.startswith(name)


def test_a_city_without_article_has_an_empty_profile_that_says_so(corpus):
    without = replace(
        corpus,
        documents=corpus.documents.filter(corpus.documents["city"] != "321000"),
        targets=corpus.targets.filter(corpus.targets["city"] != "321000"),
        measures=corpus.measures.filter(corpus.measures["city"] != "321000"),
        programmes=corpus.programmes.filter(corpus.programmes["city"] != "321000"),
    )
    profile = city_profile(without, "321000")
    assert set(profile.counts.values()) == {0}
    assert profile.key_targets.is_empty()
    title = profile_headline(profile, without.documents).title
    assert title == "There is no article of Yangzhou."
