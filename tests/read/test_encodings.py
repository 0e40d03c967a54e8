"""Bytes are read strictly: the text is what the named codec gives, or the file is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.read.encodings import decode
from cmp.read.refusal import RefusedError
from cmp.vocabulary import load_vocabulary

SIMPLIFIED = {
    "a heading": "关于推进科技创新的意见",
    "a sentence": "全市新增高新技术企业120家，增长8.6%。",
    "a sentence with pinyin": "镇(zhèn)江市科技局发布2024年行动计划，培育创新型企业。",
    "English around it": "Press release 2024: 镇江市科技创新行动计划 (draft), see http://example.org/a.",
    "a list": "①企业 ②平台 ③人才 ④成果\n一、总体要求\n（一）指导思想",
    "rare characters": "赴鄠邑、盱眙、歙县、婺源、濮阳调研科技工作，听取汇报。",
}
TRADITIONAL = {
    "a heading": "關於推進科技創新的意見",
    "a sentence": "全縣新增高新技術企業一百二十家，增長百分之八點六。",
    "a list": "一、總體要求\n（一）指導思想\n二、重點任務",
}
WIDE = ("utf-16", "utf-16-le", "utf-16-be")
CASES = [
    *((text, enc) for text in SIMPLIFIED.values() for enc in ("utf-8", "utf-8-sig", "gb18030")),
    *((text, enc) for text in TRADITIONAL.values() for enc in ("utf-8", "gb18030", "big5")),
    *((text, enc) for text in (*SIMPLIFIED.values(), *TRADITIONAL.values()) for enc in WIDE),
]


@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_short_texts_are_read_in_their_encoding(text, encoding, vocabulary):
    data = text.encode(encoding)
    decoded = decode(data, vocabulary)
    assert decoded.text == text
    assert data.decode(decoded.encoding) == decoded.text


@pytest.mark.parametrize("name", ["gbk", "GB2312", "ansi", "gb18030", " GBK "])
def test_the_chinese_encodings_have_many_names(name, vocabulary):
    text = "镕基堃喆"
    assert decode(text.encode("gb18030"), vocabulary, name).text == text


def test_a_declared_encoding_wins_over_the_likelier_one(vocabulary):
    data = "全市新增高新技术企业".encode("gb18030")
    assert decode(data, vocabulary, "latin-1").text == data.decode("latin-1")


def test_undecodable_bytes_are_told_with_their_places_and_line(vocabulary):
    data = "全市新增\n高新技术企业".encode() + b"\xff\xfe" + "一百二十家".encode()
    with pytest.raises(RefusedError) as refused:
        decode(data, vocabulary, "utf-8")
    assert "byte 31 (0xff), byte 32 (0xfe), behind '增\\n高新技术企业'" in refused.value.what
    assert refused.value.line == 2


@pytest.mark.parametrize("name", ["utf-9", "x" * 99, "hex", "é"])
def test_an_encoding_that_does_not_exist_is_refused(name, vocabulary):
    with pytest.raises(RefusedError, match="unknown encoding"):
        decode(b"a", vocabulary, name)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 8, b"\x89PNG\r\n" + b"\0\1\2\xfe" * 99, b"PK\x03\x04" + b"\x9c\x01" * 99],
    ids=["all bytes", "picture", "archive"],
)
def test_what_is_no_text_is_refused(data, vocabulary):
    with pytest.raises(RefusedError) as refused:
        decode(data, vocabulary)
    assert refused.value.remedy


@given(st.binary(max_size=200))
def test_no_byte_is_dropped_or_replaced(data):
    try:
        decoded = decode(data, load_vocabulary())
    except RefusedError:
        return
    assert data.decode(decoded.encoding) == decoded.text


@given(st.text(st.sampled_from("".join(SIMPLIFIED.values())), min_size=30))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_thirty_characters_of_policy_text_suffice(encoding, text):
    assert decode(text.encode(encoding), load_vocabulary()).text == text
