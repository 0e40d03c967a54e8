"""When an article was published: never more exact than its source, never a deadline."""

import pytest

from cmp.read.dates import infer_date, parse_date

CELLS = {
    "2024": "2024",
    "2024-03": "2024-03",
    "2024-3-5": "2024-03-05",
    "2024/03/05": "2024-03-05",
    "2024.3.5": "2024-03-05",
    "20240305": "2024-03-05",
    "2024年3月5日": "2024-03-05",
    "2024年3月": "2024-03",
    "2024年": "2024",
    "二〇二四年三月五日": "2024-03-05",
    "二○二四年十二月三十一日": "2024-12-31",
    "２０２４－０３－０５": "2024-03-05",
    "2024-03-05 10:30:00": "2024-03-05",
    "2024-02-30": None,
    "2024-13": None,
    "soon": None,
    "": None,
    "0001": None,
    "45356": None,
}


@pytest.mark.parametrize(("cell", "iso"), CELLS.items(), ids=[cell or "empty" for cell in CELLS])
def test_a_cell_is_read_as_people_write_dates(cell, iso, vocabulary):
    assert parse_date(cell, vocabulary) == iso


TEXTS = {
    "a labelled date": ("题\n发布时间：2024-03-15 10:00\n2025年目标", "a", "2024-03-15"),
    "a byline": ("题\n2024年3月15日 来源：市科技局 浏览次数：9", "a", "2024-03-15"),
    "a date alone below the text": ("题\n正文。\n2024年3月15日", "a", "2024-03-15"),
    "a date in Chinese below the text": ("题\n正文。\n二〇二四年三月十五日", "a", "2024-03-15"),
    "the file's name": ("正文。", "绵阳2023年总结.docx", "2023"),
    "a day in the file's name": ("正文。", "20230926-essay.txt", "2023-09-26"),
    "a document's number": ("绵府发〔2022〕12号\n到2025年增长一倍。", "a", "2022"),
    "a title": ("2021年科技工作要点\n到2025年增长一倍。", "a", "2021"),
    "wording, past a deadline": ("2023年新增企业3家，2024年新增5家。到2027年达90家。", "a", "2024"),
    "a byline before the file's name": ("发布时间：2024-03-15", "2020.txt", "2024-03-15"),
}


@pytest.mark.parametrize(("text", "file", "published"), TEXTS.values(), ids=TEXTS)
def test_the_date_of_a_text_is_found(text, file, published, vocabulary):
    assert infer_date(text, file, vocabulary).published == published


@pytest.mark.parametrize("text", ["", "新增企业3家，总数9000家。", "电话：0816-2024315"])
def test_a_text_without_a_date_has_none(text, vocabulary):
    assert infer_date(text, "a.txt", vocabulary) is None
