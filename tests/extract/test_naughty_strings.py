"""Whatever the text, the rows are well formed and the work comes to an end."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.extract import (
    ArticleFacts,
    count_mismatches,
    extract_measures,
    extract_programmes,
    extract_targets,
)
from cmp.repair import repair_text
from cmp.segment import outline

FACTS = ArticleFacts("naughty", "370100", "2024")

NAUGHTY = {
    "nothing": "",
    "a blank": " ",
    "only line ends": "\n\r\n\u2028",
    "only full stops": "。" * 2000,
    "only opening brackets": "（" * 5000,
    "brackets and no more": "（）" * 3000,
    "nested quotation marks": "“‘" * 2000,
    "closing marks first": "”）》】" * 1000,
    "a run of digits": "9" * 20000,
    "a run of digits with a unit": "9" * 400 + "亿家",
    "a run of zeros": "0" * 400 + "." + "0" * 400 + "家",
    "Chinese digits": "一二三四五六七八九十百千万亿" * 300,
    "万 on 万": "1" + "万" * 500 + "亿" * 500 + "家",
    "separators": "1,234," * 2000,
    "points": "1.2.3.4.5.6.7.8.9家",
    "dashes between numbers": "1-2-3-4-5家，1—2—3家，10～20～30项",
    "a range that falls": "60—50家",
    "percent signs": "%%%%％％‰‰",
    "a date that is none": "2024年13月45日，2024年0月，1—99月增长5%",
    "a year that is none": "0000年9999年，到99999年达到5家",
    "a rank of zero": "位居全省第0位，第00名，前0位",
    "no punctuation": "去年新增高新技术企业50家引进人才30名" * 300,
    "分别 without a list": "分别增长5%、6%、7%、8%",
    "分别 with too many names": "甲、乙、丙、丁、戊、己分别增长5%",
    "hedges only": "力争争取冲刺力求努力有望" * 300,
    "list marks only": "一、（一）1.（1）①一是首先" * 300,
    "headings only": "一、强化平台\n" * 500,
    "turns only": "记者：\n王强：\n" * 300,
    "bars": "甲|乙|丙|丁" * 200,
    "tags": "<" * 3000 + "p>" * 10,
    "entities": "&amp;" * 2000 + "&#99999999;",
    "pinyin only": "(zhèn)" * 500,
    "damage without text": "?fù)" * 200,
    "lost stops without text": "?！" * 200,
    "combining marks": "科\u0301\u0302\u0303技" * 200,
    "right to left": "\u202e新增50家\u202c",
    "emoji": "🚀新增50家👩‍👩‍👧",
    "rare characters": "\U00020000\U0002a6d6新增50家",
    "control characters": "\x00\x01新增\x7f50家",
    "unassigned and private": "\ue000\ufdd0\uffff新增50家",
    "another language": "The city will add 50 firms by 2025. 東京都は50社を追加する。",
}


def rows(text, vocabulary):
    clean = repair_text(text, vocabulary).clean
    parts = outline(clean.text, vocabulary)
    count_mismatches(parts, FACTS, vocabulary)
    extract_programmes(parts, FACTS, vocabulary)
    targets = extract_targets(parts, FACTS, vocabulary)
    return clean, targets, extract_measures(parts, FACTS, vocabulary)


def check(text, vocabulary):
    clean, targets, measures = rows(text, vocabulary)
    for row in (*targets, *measures):
        raw_start, raw_end = clean.raw_span(row.start, row.end)
        assert 0 <= row.start < row.end <= len(clean.text)
        assert 0 <= raw_start < raw_end <= len(text)
    for target in targets:
        assert math.isfinite(target.value)
        assert target.value_high is None or math.isfinite(target.value_high)
        assert target.quote in clean.text
    for measure in measures:
        assert clean.text[measure.start : measure.end] == measure.text


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_a_naughty_text_gives_rows_in_good_order(text, vocabulary):
    check(text, vocabulary)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_any_text_gives_rows_in_good_order(vocabulary, text):
    check(text, vocabulary)


# Words and signs that rules look for, so that random texts come near what they read.
PIECES = (
    *"，。；：、“”（）%％0123456789一二三十百千万亿第前超近约余多",
    *("去年", "今年", "到2025年", "“十四五”末", "1—10月", "一季度", "上半年", "其中", "分别", "均"),
    *("新增", "达到", "力争", "由", "从", "增至", "提高", "下降", "占比", "同比", "增长", "突破"),
    *("高新技术企业", "研发投入占GDP比重", "人才", "项目", "工程", "个方面", "家", "项", "亿元"),
    *("个百分点", "位居全省", "最高奖励", "万人次", "翻一番", "两位数", "一半", "五成", "左右"),
    *("以上", "\n", "一、", "（一）", "一是", "记者：", "市科技局", "将", "实施", "即", "等"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_row_of_words_gives_rows_in_good_order(vocabulary, text):
    check(text, vocabulary)
