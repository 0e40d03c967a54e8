"""Every part of a text has its place: nothing is lost, nothing stands twice."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmp.segment import outline
from cmp.vocabulary import load_vocabulary

PIECES = (
    *"，。；：！？、“”‘’（）《》\n",
    *("一、", "（一）", "1.", "一是", "首先，", "第一，", "记者：", "王强：", "主持人："),
    *(
        "强化平台支撑",
        "建设实验室",
        "实施人才引育工程",
        "去年有哪些成效",
        "引进研究院3家",
        "“五大工程”",
    ),
    *("科技创新", "市科技局将", "举办大赛", "1", "2", "3"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(texts)
def test_clauses_stand_where_they_say_and_in_order(text):
    clauses = outline(text, load_vocabulary()).clauses
    assert all(text[clause.start : clause.end] == clause.text for clause in clauses)
    assert all(clause.text.strip() for clause in clauses)
    assert all(left.end <= right.start for left, right in pairwise(clauses))


@given(texts)
def test_every_letter_is_in_a_sentence_or_in_a_speakers_label(text):
    parts = outline(text, load_vocabulary())
    inside = {place for span in parts.sentences for place in range(*span)}
    labels = {clause.speaker for clause in parts.clauses}
    for place, char in enumerate(text):
        if char.isalnum() and place not in inside:
            assert any(char in label for label in labels)


@given(texts)
def test_sections_nest_and_lie_within_the_text(text):
    sections = outline(text, load_vocabulary()).sections
    assert all(0 <= section.start < section.end <= len(text) for section in sections)
    assert all(section.level >= 1 for section in sections)
    for left in sections:
        for right in sections:
            apart = left.end <= right.start or right.end <= left.start
            inside = right.start >= left.start and right.end <= left.end
            around = left.start >= right.start and left.end <= right.end
            assert apart or inside or around


@given(texts)
def test_a_clause_names_a_section_that_governs_it(text):
    parts = outline(text, load_vocabulary())
    for clause in parts.clauses:
        titles = {s.title for s in parts.sections if s.start <= clause.start < s.end}
        assert clause.section == "" or clause.section in titles
