"""Through every damage at once, a number's place in the raw file is where it is printed."""

import unicodedata
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

# Sentences with one number each; @ is where it stands.
SENTENCES = (
    "全市新增高新技术企业@家。",
    "實施關鍵核心技術攻關項目@項，推動產業升級。",
    "“专精特新”企业达@家；",
    "研发投入增长@%以上，",
    "新能源（智能网联）汽车产量@万辆。",
    "《行动方案》提出，到2025年建成平台@个，",
)
PINYIN = {"術": "shù", "產": "chǎn", "業": "yè", "關": "guān", "鍵": "jiàn", "實": "shí"}
NOISE = ("\u200b", " ", "\u00a0", "<o:p></o:p>", "<b>", "</b>", "　", "\r\n", "\ufeff", "")


def wide(number):
    """１２．５ for 12.5"""
    return "".join(chr(ord(char) + 0xFEE0) if char != "," else char for char in number)


@st.composite
def damaged_articles(draw):
    """A damaged article and its numbers, in order."""
    parts, numbers = [], []
    for number in draw(st.lists(st.integers(10001, 99999), min_size=1, max_size=8, unique=True)):
        sentence = draw(st.sampled_from(SENTENCES))
        printed = draw(st.sampled_from((str(number), wide(str(number)))))
        parts.append(sentence.replace("@", printed))
        parts.append(draw(st.sampled_from(NOISE)))
        numbers.append(str(number))
    marked = draw(st.sets(st.sampled_from(sorted(PINYIN))))
    raw = "".join(parts)
    for char in marked:
        raw = raw.replace(char, f"{char}({PINYIN[char]})")
    return raw, numbers


def digits(text):
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isdigit())


@given(damaged_articles())
def test_the_place_of_a_number_holds_its_digits(repair, article):
    raw, numbers = article
    clean = repair(raw).clean
    for number in numbers:
        assert clean.text.count(number) == 1
        start = clean.text.index(number)
        raw_start, raw_end = clean.raw_span(start, start + len(number))
        assert digits(raw[raw_start:raw_end]) == number


@given(damaged_articles())
def test_places_never_run_backwards(repair, article):
    clean = repair(article[0]).clean
    assert all(left <= right for left, right in pairwise(clean.raw_starts))
    assert all(left <= right for left, right in pairwise(clean.raw_ends))


@given(damaged_articles())
def test_nothing_of_the_damage_is_left(repair, article):
    text = repair(article[0]).clean.text
    assert not any(mark in text for mark in ("o:p", "<b>", "\u200b", "\ufeff", "\u00a0", "術"))
    assert not any(f"({tone})" in text or f"（{tone}）" in text for tone in PINYIN.values())


@given(damaged_articles())
def test_repair_of_repaired_text_changes_nothing(repair, article):
    once = repair(article[0]).clean.text
    assert repair(once).clean.text == once


@given(damaged_articles())
def test_edits_stand_in_the_file_as_they_say(repair, article):
    raw = article[0]
    for edit in repair(raw).clean.edits:
        if edit.kind in {"markup", "pinyin"} and edit.before:
            assert edit.before in raw[edit.raw_start : edit.raw_end]


@given(st.integers(1, 9999))
def test_a_number_beside_a_restored_run_keeps_its_place(repair, number):
    raw = f"創(chuàng)新項目落地?fù)P州{number}個。"
    clean = repair(raw).clean
    assume(str(number) in clean.text)
    start = clean.text.index(str(number))
    raw_start, raw_end = clean.raw_span(start, start + len(str(number)))
    assert str(number) in raw[raw_start:raw_end]
    assert "扬州" in clean.text
