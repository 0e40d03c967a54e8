"""Charts of targets: what they draw, what a reader learns of one mark, and what of nothing."""

import polars as pl
import pytest
from tests.analysis.target_tables import (
    JIA,
    YI,
    cities_of,
    context_of,
    documents_of,
    empty,
    targets_of,
)
from tests.charts.reduced_specs import assert_same_spec

from cmp.analysis.ambition import ambition_headline, compare_ambition
from cmp.analysis.attainment import attainment_headline, compare_attainment
from cmp.analysis.commitments import (
    commitments_headline,
    compare_commitments,
    compare_schemes,
    schemes_headline,
)
from cmp.analysis.normalising import normalise_targets, normalised_headline
from cmp.analysis.targets import (
    compare_targets,
    list_targets,
    statements_headline,
    targets_headline,
)
from cmp.analysis.timeline import target_timeline, timeline_headline
from cmp.charts.ambition import ambition_chart
from cmp.charts.attainment import attainment_chart
from cmp.charts.commitments import commitments_chart, schemes_chart
from cmp.charts.normalising import normalised_chart
from cmp.charts.targets import MANY_CITIES, statements_chart, targets_chart
from cmp.charts.timeline import timeline_chart

PLACES = cities_of()
ARTICLES = documents_of(c320100="甲", c320200="乙", c320300="丙")
STATED = targets_of(
    {"city": JIA, "value": 2500.0},
    {"city": JIA, "value": 2000.0, "status": "actual", "period": "2023"},
    {"city": YI, "value": 1000.0, "commitment": "aspired", "bound": "min"},
)
CONTEXT = context_of(
    (JIA, 2020, "resident_population", 500.0, "万人"),
    (YI, 2020, "resident_population", 100.0, "万人"),
    (JIA, 2024, "outcome_high_tech_firms", 2600.0, "家"),
)


def targets(rows, language="en", places=PLACES):
    frame = compare_targets(rows, places, ARTICLES, language=language)
    return targets_chart(frame, targets_headline(frame, ARTICLES, language), language=language)


def statements(rows, language="en", places=PLACES):
    frame = list_targets(rows, places, ARTICLES, language=language)
    return statements_chart(
        frame, statements_headline(frame, ARTICLES, language), language=language
    )


def normalised(rows, language="en", places=PLACES):
    compared = compare_targets(rows, places, ARTICLES, language=language)
    frame = normalise_targets(compared, CONTEXT, language=language)
    return normalised_chart(
        frame, normalised_headline(frame, ARTICLES, language), language=language
    )


def ambition(rows, language="en", places=PLACES):
    frame = compare_ambition(rows, places, ARTICLES, language=language)
    return ambition_chart(frame, ambition_headline(frame, ARTICLES, language), language=language)


def attainment(rows, language="en", places=PLACES):
    context = CONTEXT if rows.height else empty("context")
    frame = compare_attainment(rows, context, places, ARTICLES, language=language)
    return attainment_chart(frame, attainment_headline(frame, language), language=language)


def commitments(rows, language="en", places=PLACES):
    frame = compare_commitments(rows, places, ARTICLES, language=language)
    return commitments_chart(
        frame, commitments_headline(frame, ARTICLES, language), language=language
    )


def schemes(rows, language="en", places=PLACES):
    frame = compare_schemes(rows, places, ARTICLES, language=language)
    return schemes_chart(frame, schemes_headline(frame, ARTICLES, language), language=language)


def timeline(rows, language="en", places=PLACES):
    frame = target_timeline(rows, places, ARTICLES, language=language)
    return timeline_chart(frame, timeline_headline(frame, ARTICLES, language), language=language)


CHARTS = [
    targets,
    statements,
    normalised,
    ambition,
    attainment,
    commitments,
    schemes,
    timeline,
]


def marks(spec):
    """The marks of a spec, at any depth."""
    if isinstance(spec, dict):
        if "mark" in spec:
            yield spec
        for part in spec.values():
            yield from marks(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from marks(part)


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_a_chart_is_drawn_as_agreed(draw):
    assert_same_spec(draw(STATED), draw.__name__)


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_a_chart_has_a_finding_a_source_and_words_for_those_who_do_not_see_it(draw):
    spec = draw(STATED).to_dict()
    assert " ".join(spec["title"]["text"]).strip()
    assert " ".join(spec["title"]["subtitle"]).strip()
    assert spec["description"].strip()


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_a_chart_of_nothing_says_why(draw):
    spec = draw(empty("targets")).to_dict()
    assert spec["mark"]["type"] == "text"
    assert " ".join(spec["title"]["text"]).strip()


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_a_chart_of_one_city_is_drawn(draw):
    assert draw(STATED.filter(city=JIA)).to_dict()["description"]


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_every_chart_is_said_in_chinese(draw):
    spec = draw(STATED, "zh").to_dict()
    assert any("\u4e00" <= letter <= "\u9fff" for letter in "".join(spec["title"]["text"]))


@pytest.mark.parametrize(
    "draw", [d for d in CHARTS if d is not commitments], ids=lambda draw: draw.__name__
)
def test_a_mark_shows_the_quote_and_the_article_behind_it(draw):
    shown = [
        {line["field"] for line in mark["encoding"]["tooltip"]}
        for mark in marks(draw(STATED).to_dict())
        if isinstance(mark["encoding"].get("tooltip"), list)
    ]
    assert shown
    assert all({"quote", "title"} <= {f.removeprefix("target_") for f in s} for s in shown)


def test_the_share_of_a_wording_shows_an_example():
    encodings = [mark["encoding"] for mark in marks(commitments(STATED).to_dict())]
    tooltips = [encoding["tooltip"] for encoding in encodings if "tooltip" in encoding]
    assert tooltips
    assert all("example" in {line["field"] for line in tooltip} for tooltip in tooltips)


def test_the_denominator_is_switched_by_radio_buttons():
    params = normalised(STATED).to_dict()["params"]
    switch = next(param for param in params if param["name"] == "basis")
    assert switch["bind"]["input"] == "radio"
    assert switch["bind"]["options"] == [
        "as stated",
        "per 10,000 residents",
        "per 100 million yuan of GDP (亿元)",
    ]


def test_a_city_picked_in_one_panel_is_picked_in_all():
    rows = targets_of({"city": JIA}, {"city": YI}, {"city": JIA, "indicator": "tech_loans"})
    spec = targets(rows).to_dict()
    [city] = [param for param in spec["params"] if param["name"] == "city"]
    views = {mark["name"] for mark in marks(spec) if "name" in mark}
    assert len(views) == len(spec["concat"]) == 2
    assert views <= set(city["views"])


def many_cities(n):
    """A table of n cities and a target of each."""
    codes = [f"{320000 + number}" for number in range(n)]
    place = cities_of(JIA).row(0, named=True)
    rows = [place | {"city": code, "name_zh": code, "name_en": code} for code in codes]
    return pl.DataFrame(rows, schema=PLACES.schema), targets_of(*({"city": c} for c in codes))


@pytest.mark.parametrize("draw", CHARTS, ids=lambda draw: draw.__name__)
def test_two_hundred_cities_give_a_chart_or_a_sentence(draw):
    places, rows = many_cities(200)
    assert " ".join(draw(rows, places=places).to_dict()["title"]["text"]).strip()


def test_with_many_cities_those_that_state_nothing_are_left_out():
    places, rows = many_cities(MANY_CITIES + 5)
    frame = compare_targets(rows.head(2), places)
    spec = targets_chart(frame, targets_headline(frame, ARTICLES)).to_dict()
    [shown] = spec["datasets"].values()
    assert {row["city_name"] for row in shown} == {"320000", "320001"}
