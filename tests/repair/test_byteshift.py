"""The cause of byte-shift damage and its inverse, tested against each other.

`damage` puts pinyin into the bytes of a right text; repair has to give the text back, or to say
where it could not. The texts and lists are drawn anew for each example.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from cmp.repair.gbk import damage
from cmp.repair.script import to_simplified

SENTENCES = (
    "全市科技創新大會召開，部署今年的重點任務。",
    "項目落地揚州，帶動產業升級。",
    "創新創業大賽成績取得歷史性突破。",
    "“這是科技部門的主責主業。”市科技局局長表示，要抓好落實。",
    "實施“五大工程”。",
    "“要全面實施人才強市戰略。”上述負責人介紹。",
    "實施產業創新技術攻關工程，推動關鍵核心技術突破。",
    "聯合高校建設新型研發機構，引進高層次人才團隊。",
    "去年全市新增高新技術企業799家，增長12.5%。",
    "深化校企合作，促進創新成果加速轉化。",
    "鼓勵企業加大研發投入，發放科技貸款20億元。",
    "優化營商環境，提升服務效能；完善政策體系。",
    "《行動方案》明確九個方面三十項舉措。",
)
LISTED = (
    "負內開關車長門問間閱頁項順須頭題額顏類風飛馬魚鳥麥黃點齊龍龜東見貝買賣貨費貿資賞賽贊軍輕輪輸"
    "轉農運過達遠適選還際陽陰隊階隨險雜雙離難雲電霧靈靜韻響頂預領頻養餘館驗驚體鬆鮮產業務術實揚"
)


def tone(char):
    return pinyin(char, style=Style.TONE)[0][0]


texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("".join)
lists = st.sets(st.sampled_from(LISTED), min_size=1, max_size=40)


def ending_stops(text):
    """The 。 before a closing quotation mark."""
    return [n for n, char in enumerate(text[:-1]) if char == "。" and text[n + 1] == "”"]


@settings(max_examples=400)
@given(texts, lists)
def test_the_inverse_gives_the_right_text_or_says_where_not(repair, text, listed):
    shown = damage(text, {char: tone(char) for char in listed}, lost_stops=ending_stops(text))
    repaired = repair(shown).clean
    is_reported = any(edit.kind == "unrestored" for edit in repaired.edits)
    assert repaired.text == to_simplified(text) or is_reported


@settings(max_examples=200)
@given(texts, lists)
def test_nothing_is_reported_where_no_byte_was_lost(repair, text, listed):
    shown = damage(text, {char: tone(char) for char in listed})
    if "?" not in shown:
        assert all(edit.kind != "unrestored" for edit in repair(shown).clean.edits)


@given(texts)
def test_a_text_without_damage_is_not_touched_by_it(repair, text):
    kinds = {edit.kind for edit in repair(text).clean.edits}
    assert not kinds & {"byte_shift", "unrestored", "pinyin"}


@pytest.mark.parametrize(
    ("right", "shown"),
    [
        ("題。”市科技局局長肖", "題?！笔锌萍季志珠L肖"),
        ("。”上述負責", "?！鄙鲜鲐?fù)責"),
        ("成績取得歷史性", "成績?nèi)〉脷v史性"),
        ("落地揚州", "落地?fù)P州"),
    ],
)
def test_the_model_makes_the_damage_seen_in_articles(right, shown):
    stops = ending_stops(right)
    assert damage(right, {"負": "fù", "內": "nèi"}, lost_stops=stops) == shown


@pytest.mark.parametrize(
    ("sentence", "char"),
    [
        ("推動產業升級。市科技局作了介紹。", "市"),
        ("推動產業升級。上述負責人作了介紹。", "上"),
        ("“推動產業升級。”市科技局作了介紹。", "”"),
    ],
)
def test_a_stop_that_lost_its_first_byte_is_put_back(repair, sentence, char):
    shown = damage(sentence, {}, lost_stops=[sentence.index(f"。{char}")])
    assert repair(shown).clean.text == to_simplified(sentence)


@pytest.mark.parametrize(
    "raw", ["成?fù)功地完成了任務。", "產業?zhèn)发展，技術?yè)升級。", "項目落地?fù)"]
)
def test_what_cannot_be_restored_is_left_and_reported(repair, raw):
    repaired = repair(raw).clean
    left = [raw[e.raw_start : e.raw_end] for e in repaired.edits if e.kind == "unrestored"]
    assert len(left) == raw.count("?")
    assert all(text.startswith("?") and text.endswith(")") for text in left)
    assert repaired.text.count("?") == raw.count("?")
