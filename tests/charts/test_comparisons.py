"""Charts of measures, programmes, words and indices: their form, their words, their edges."""

from types import SimpleNamespace

import pytest
from tests.charts.reduced_specs import assert_same_spec

from cmp.analysis.addressees import addressees_headline, compare_addressees
from cmp.analysis.alignment import align_programmes, alignment_headline
from cmp.analysis.concordance import concordance, concordance_headline
from cmp.analysis.indices import rothwell_zegveld, rothwell_zegveld_headline
from cmp.analysis.industries import compare_industries, industries_headline
from cmp.analysis.keyness import compare_keyness, keyness_headline
from cmp.analysis.measures import (
    compare_instruments,
    compare_sides,
    instruments_headline,
    list_measures,
    measures_headline,
)
from cmp.analysis.pmc import pmc_headline, pmc_index, pmc_table
from cmp.analysis.programmes import compare_programmes, programmes_headline
from cmp.analysis.reuse import passages_headline, shared_passages
from cmp.analysis.similarity import compare_similarity, similarity_headline
from cmp.charts.addressees import addressees_chart
from cmp.charts.concordance import concordance_chart
from cmp.charts.indices import pmc_chart, rothwell_zegveld_chart
from cmp.charts.keyness import keyness_chart
from cmp.charts.measures import instruments_chart, measures_chart
from cmp.charts.programmes import alignment_chart, industries_chart, programmes_chart
from cmp.charts.reuse import passages_chart
from cmp.charts.similarity import similarity_chart


def instruments(c, language):
    options = {"documents": c.documents, "language": language}
    sides = compare_sides(c.measures, c.cities, **options)
    frame = compare_instruments(c.measures, c.cities, **options)
    headline = instruments_headline(sides, c.documents, language)
    return headline, instruments_chart(frame, sides, headline, language=language)


def measures(c, language):
    frame = list_measures(c.measures, c.cities, c.documents, language=language)
    headline = measures_headline(frame, c.documents, language)
    return headline, measures_chart(frame, headline, language=language)


def addressees(c, language):
    frame = compare_addressees(c.measures, c.cities, documents=c.documents, language=language)
    headline = addressees_headline(frame, c.documents, language)
    return headline, addressees_chart(frame, headline, language=language)


def programmes(c, language):
    frame = compare_programmes(
        c.programmes, c.cities, documents=c.documents, measures=c.measures, language=language
    )
    headline = programmes_headline(frame, c.documents, language)
    return headline, programmes_chart(frame, headline, language=language)


def alignment(c, language):
    frame = align_programmes(c.programmes, c.cities, language=language)
    headline = alignment_headline(frame, c.documents, language)
    return headline, alignment_chart(frame, headline, language=language)


def industries(c, language):
    frame = compare_industries(c.documents, c.programmes, c.cities, language=language)
    headline = industries_headline(frame, c.documents, language)
    return headline, industries_chart(frame, headline, language=language)


def keyness(c, language):
    frame = compare_keyness(c.measures, c.cities, language=language)
    headline = keyness_headline(frame, c.documents, language)
    return headline, keyness_chart(frame, headline, language=language)


def similarity(c, language):
    frame = compare_similarity(c.measures, c.cities, language=language)
    headline = similarity_headline(frame, c.documents, language)
    return headline, similarity_chart(frame, headline, language=language)


def passages(c, language):
    frame = shared_passages(c.documents, c.cities, language=language)
    headline = passages_headline(frame, c.documents, language)
    return headline, passages_chart(frame, headline, language=language)


def concordances(c, language):
    frame = concordance(c.documents, "科技招商 高企", cities=c.cities, language=language)
    headline = concordance_headline(frame, c.documents, "科技招商 高企", language)
    return headline, concordance_chart(frame, headline, language=language)


def stages(c, language):
    frame = rothwell_zegveld(c.measures, language=language)
    headline = rothwell_zegveld_headline(frame, c.documents, language)
    return headline, rothwell_zegveld_chart(frame, headline, language=language)


def pmc(c, language):
    frame = pmc_index(pmc_table(c.tables, language=language), language=language)
    headline = pmc_headline(frame, c.documents, language)
    return headline, pmc_chart(frame, headline, language=language)


CHARTS = [
    instruments,
    measures,
    programmes,
    alignment,
    industries,
    keyness,
    similarity,
    passages,
    concordances,
    stages,
    pmc,
    addressees,
]
every_chart = pytest.mark.parametrize("draw", CHARTS, ids=[draw.__name__ for draw in CHARTS])


def without_rows(corpus, *names):
    tables = {
        name: frame.head(0) if name in names else frame for name, frame in corpus.tables.items()
    }
    return SimpleNamespace(**tables, tables=tables)


def of_city(corpus, city):
    tables = {
        name: frame.filter(city=city) if "city" in frame.columns else frame
        for name, frame in corpus.tables.items()
    }
    return SimpleNamespace(**tables, tables=tables)


@every_chart
def test_the_form_of_the_chart_is_as_reviewed(draw, corpus):
    _, chart = draw(corpus, "en")
    assert_same_spec(chart, draw.__name__)


@every_chart
@pytest.mark.parametrize("language", ["en", "zh"])
def test_title_caption_and_description_are_those_of_the_headline(draw, corpus, language):
    headline, chart = draw(corpus, language)
    spec = chart.to_dict()
    joint = "" if language == "zh" else " "
    assert joint.join(spec["title"]["text"]).replace(" ", "") == headline.title.replace(" ", "")
    printed = "".join(spec["title"]["subtitle"]).replace(" ", "")
    assert printed.startswith(headline.caption.replace(" ", ""))
    assert spec["description"] == headline.description


@every_chart
@pytest.mark.parametrize(
    "missing",
    [
        ("measures", "programmes", "targets"),
        ("measures", "programmes", "targets", "documents"),
        ("measures", "programmes", "targets", "documents", "cities"),
    ],
    ids=["articles without rows", "no article", "no city"],
)
def test_without_rows_there_is_a_chart_with_a_sentence(draw, corpus, missing):
    headline, chart = draw(without_rows(corpus, *missing), "en")
    assert headline.title.endswith((".", ":"))
    assert chart.to_dict()["title"]["text"]


@every_chart
def test_one_city_is_enough(draw, corpus):
    headline, chart = draw(of_city(corpus, "321000"), "en")
    assert headline.title
    assert chart.to_dict()
