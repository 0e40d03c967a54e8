"""City and date that articles.csv leaves open: from the text with the evidence, or not at all."""

import pytest

from cmp.read import RawArticle, RefusedError, identify

TEXT = "绵阳市科技工作会议召开\n发布时间：2024-03-15\n绵阳市新增高企120家，绵阳全市投入9亿元。"


def article(**fields):
    given = {"doc": "a", "file": "a.txt", "text": "", "encoding": "utf-8", "sha256": "0"}
    return RawArticle(**{**given, "city": "", "published": "", **fields})


def test_city_and_date_are_taken_from_the_text_with_their_evidence(vocabulary):
    found = identify(article(), TEXT, vocabulary)
    assert (found.city, found.published) == ("510700", "2024-03-15")
    assert found.inferred == "city from 3 mentions of 绵阳, date from 发布时间:2024-03-15"


def test_what_articles_csv_says_is_never_replaced(vocabulary):
    found = identify(article(city="321100", published="2020"), TEXT, vocabulary)
    assert (found.city, found.published, found.inferred) == ("321100", "2020", "")


def test_only_what_is_missing_is_inferred(vocabulary):
    found = identify(article(city="321100"), TEXT, vocabulary)
    assert (found.city, found.inferred) == ("321100", "date from 发布时间:2024-03-15")


def test_what_the_file_said_itself_stays_in_the_evidence(vocabulary):
    given = article(published="2024-03-15", inferred="date from the page's head")
    found = identify(given, TEXT, vocabulary)
    assert found.inferred == "date from the page's head, city from 3 mentions of 绵阳"


def test_file_name_and_title_are_evidence_too(vocabulary):
    given = article(file="2022年工作要点.docx", title="遂宁市科技局工作要点")
    found = identify(given, "全市新增高企20家。", vocabulary)
    assert (found.city, found.published) == ("510900", "2022")


def test_a_place_in_doubt_is_asked_about(vocabulary):
    text = "鼓楼区科技工作\n2024年，江苏省支持鼓楼区。鼓楼区新增高企30家。"
    with pytest.raises(RefusedError) as refused:
        identify(article(), text, vocabulary)
    assert str(refused.value) == (
        "its city could be 320106 (南京市鼓楼区) or 320302 (徐州市鼓楼区). "
        "Write the code into the city column of articles.csv."
    )


def test_a_text_without_a_place_is_refused_with_the_remedy(vocabulary):
    with pytest.raises(RefusedError, match="no city is named") as refused:
        identify(article(), "2024年，新增高企30家。", vocabulary)
    assert "city column of articles.csv" in refused.value.remedy


def test_a_text_without_a_date_is_refused_with_the_remedy(vocabulary):
    with pytest.raises(RefusedError, match="when it was published") as refused:
        identify(article(city="321100"), "新增高企30家。", vocabulary)
    assert "published column of articles.csv" in refused.value.remedy


def test_of_a_table_the_refused_article_is_named(vocabulary):
    with pytest.raises(RefusedError, match="article 'row-7'"):
        identify(article(doc="row-7", file="many.csv"), "新增高企30家。", vocabulary)
