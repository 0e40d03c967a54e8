"""Coded clauses make and unmake measures, and name instruments, only where they are clear."""

from dataclasses import replace

from cmp.extract import ArticleFacts, extract_measures
from cmp.extract.records import Measure
from cmp.segment import outline
from cmp.vocabulary import CodedClause, Vocabulary, load_vocabulary

VOCABULARY = load_vocabulary()
PLACES = "东南西北"


def measures(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[Measure]:
    facts = ArticleFacts(doc="a", city="321100", published="2024")
    return extract_measures(outline(text, vocabulary), facts, vocabulary)


def with_clauses(*clauses: CodedClause) -> Vocabulary:
    return replace(VOCABULARY, coded_clauses=(*VOCABULARY.coded_clauses, *clauses))


def rules(measure: Measure) -> dict[str, str]:
    return {reason.field: reason.rule for reason in measure.why}


def test_coded_clauses_make_a_measure_of_what_no_word_names():
    text = "琅嬛阁翰墨飘香。"
    rows = [CodedClause(f"{place}琅嬛阁翰墨飘香", "trade") for place in PLACES * 2]
    assert measures(text) == []
    [found] = measures(text, with_clauses(*rows))
    assert found.instrument == "trade"
    assert rules(found)["text"].endswith("琅嬛阁翰墨飘香")


def test_coded_clauses_unmake_a_measure():
    text = "市科技局组建琅嬛阁飞檐斗拱联合会。"
    rows = [CodedClause(f"{place}琅嬛阁飞檐斗拱联合会", "") for place in PLACES * 8]
    assert len(measures(text)) == 1
    assert measures(text, with_clauses(*rows)) == []


def test_words_stand_against_a_single_coded_clause():
    text = "市科技局组织产学研对接活动10场。"
    row = CodedClause("市科技局组织产学研对接活动0场", "tax")
    [found] = measures(text, with_clauses(row))
    assert found.instrument == "cooperation"


def test_an_empty_file_leaves_words_to_decide():
    vocabulary = replace(VOCABULARY, coded_clauses=())
    [found] = measures("市科技局组织产学研对接活动10场。", vocabulary)
    assert found.instrument == "cooperation"
    assert set(rules(found)) == {"status", "instrument"}


def test_clauses_that_are_all_measures_teach_their_instruments_only():
    rows = [known for known in VOCABULARY.coded_clauses if known.instrument]
    vocabulary = replace(VOCABULARY, coded_clauses=tuple(rows))
    assert len(measures("市科技局组织产学研对接活动10场。", vocabulary)) == 1
    assert measures("科技创新是第一动力。", vocabulary) == []
