"""Coded phrases name what no term names, and overrule only where they are clear."""

from dataclasses import replace

import pytest

from cmp.extract import ArticleFacts, extract_targets
from cmp.extract.records import Target
from cmp.segment import outline
from cmp.vocabulary import CodedPhrase, Vocabulary, load_vocabulary

VOCABULARY = load_vocabulary()


def targets(text: str, vocabulary: Vocabulary) -> list[Target]:
    facts = ArticleFacts(doc="a", city="321100", published="2024")
    return extract_targets(outline(text, vocabulary), facts, vocabulary)


def first(text: str, vocabulary: Vocabulary = VOCABULARY) -> Target:
    return targets(text, vocabulary)[0]


def last(text: str, vocabulary: Vocabulary) -> Target:
    return targets(text, vocabulary)[-1]


def rule(target: Target, field: str) -> str:
    return next(reason.rule for reason in target.why if reason.field == field)


def with_phrases(*phrases: CodedPhrase) -> Vocabulary:
    return replace(VOCABULARY, coded_phrases=(*VOCABULARY.coded_phrases, *phrases))


def pavilions(kind: str) -> list[CodedPhrase]:
    return [CodedPhrase("琅嬛阁", f"{place}琅嬛阁0家", "家", "other", kind) for place in "东南西北"]


def test_a_row_added_to_the_file_names_a_thing_that_no_term_names():
    text = "去年，新增琅嬛阁5家。"
    row = CodedPhrase("琅嬛阁", "新增琅嬛阁0家", "家", "incubators", "flow")
    assert first(text).indicator != "incubators"
    found = first(text, with_phrases(row))
    assert found.indicator == "incubators"
    assert rule(found, "indicator") == "as coded for the like of 琅嬛阁"


def test_a_term_stands_against_a_single_coded_phrase():
    row = CodedPhrase("高新技术企业", "新增高新技术企业0家", "家", "parks", "flow")
    found = first("去年，新增高新技术企业5家。", with_phrases(row))
    assert found.indicator == "high_tech_firms"
    assert rule(found, "indicator") == "longest term in the subject"


@pytest.mark.parametrize(
    ("before", "behind", "text"),
    [
        ("patents", "", "去年，授权专利10件，东南琅嬛阁5家。"),
        ("", "获奖", "去年，东南琅嬛阁5家获奖。"),
    ],
)
def test_the_number_before_and_the_words_behind_tell_two_of_a_name_apart(
    before: str, behind: str, text: str
):
    rows = [
        CodedPhrase("琅嬛阁", f"{place}琅嬛阁0家", "家", code, "flow", *place_of_it)
        for place in "东南西北中"
        for code, place_of_it in (("parks", ("", "")), ("awards", (behind, before)))
    ]
    vocabulary = with_phrases(*rows)
    assert first("去年，东南琅嬛阁5家。", vocabulary).indicator == "parks"
    assert last(text, vocabulary).indicator == "awards"


@pytest.mark.parametrize("kind", ["stock", "flow"])
def test_stock_or_flow_is_as_coded_where_no_word_decides(kind: str):
    rows = [
        CodedPhrase("琅嬛阁", f"{place}琅嬛阁0家", "家", "other", kind) for place in "东南西北中"
    ]
    found = first("去年，东南琅嬛阁5家。", with_phrases(*rows))
    assert found.measure_type == kind
    assert rule(found, "measure_type") == "as phrases like it were coded"


def test_a_word_of_the_phrase_decides_before_coded_phrases():
    rows = [
        CodedPhrase("琅嬛阁", f"{place}琅嬛阁0家", "家", "other", "stock") for place in "东南西北"
    ]
    assert first("去年，新增琅嬛阁5家。", with_phrases(*rows)).measure_type == "flow"


def test_an_empty_file_leaves_terms_to_decide():
    found = first("去年，高新技术企业5家。", replace(VOCABULARY, coded_phrases=()))
    assert (found.indicator, found.measure_type) == ("high_tech_firms", "stock")
