"""Clean text comes back as it is: the coded articles, and texts put together of clean sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

SENTENCES = (
    "全市实现地区生产总值2100.5亿元，增长6.2%。",
    "入选国家创新型县（市）名单。",
    "他说：“我们要落实‘八八战略’，推进‘两个先行’。”",
    "发展AI芯片、5G和SaaS软件，对标Silicon Valley。",
    "申报材料请登录https://kjt.example.gov.cn/service?id=12下载。",
    "合格率≥95%，误差≤±0.5℃，满足a+b=c的条件。",
    "“圳”字读zhèn，“深圳（shēn zhèn）”是地名。",
    "研发投入占国内生产总值（GDP）的3.2%左右。",
    "创新从何而来？答案是改革！",
    "根据国发〔2024〕12号文件，印发《办法（试行）》。",
    "从苗圃到孵化器——全链条服务……不断完善。",
    "著名学者的著作《创新之路》获奖。",
    "市长强调，要一以贯之抓好落实；各县（市、区）要细化举措。",
    "联系电话：0791-88591234。",
)


def test_the_coded_articles_are_clean(data, repair):
    for path in sorted((data / "gold" / "clean").glob("*.txt")):
        text = path.read_text("utf-8").rstrip("\n")
        assert repair(text).clean.text == text, path.name


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=5)
)
def test_texts_of_clean_sentences_stay_as_they_are(repair, paragraphs):
    text = "\n".join("".join(sentences) for sentences in paragraphs)
    repaired = repair(text)
    assert repaired.clean.text == text
    assert repaired.clean.edits == ()
    assert repaired.script == "simplified"


# What repairs look for: marks of both widths, letters of readings, tags, list marks, odd spaces.
PIECES = (
    *"，。；：！？、“”‘’（）<>《》％０１２3４一二十第是镇鎮產業市科技著裡a",
    *"\n\r\t \u3000\xa0\u200b\ufeff",
    *("科,", "市.", "技;", "业:", "是?", "好!", "镇(江)", "增长8.6%", "33,212", "10:30"),
    *("鎮(zhèn)", "业（yè）", "落地?fù)P州", "<p>", "</p>", "&nbsp;", "&amp;lt;"),
    *("首页>要闻", "记者 李华", "推进科创走廊建设", "2021年，"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_repair_is_done_after_one_pass(repair, raw):
    once = repair(raw).clean.text
    assert repair(once).clean.text == once


STAYS = pytest.mark.xfail(strict=True, reason="a mark before bracketed pinyin stays at first")


@pytest.mark.parametrize(
    "raw", ["他问，为何??", "真的吗!?", pytest.param("第一!(zhèn)", marks=STAYS)]
)
def test_half_width_marks_in_a_row_are_done_after_one_pass(repair, raw):
    once = repair(raw).clean.text
    assert repair(once).clean.text == once


def test_an_empty_text_has_no_edits(repair):
    assert repair("").clean.edits == ()
