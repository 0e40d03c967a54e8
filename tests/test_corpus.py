"""A folder of articles becomes a Corpus, and the same Corpus comes back from its files."""

import hashlib
import shutil

import polars as pl
import pytest

import cmp
from cmp.corpus import is_current
from cmp.errors import ArticleError, InputError, ManifestError, TableError
from cmp.extract.numerals import DIGITS, POWERS
from cmp.repair.script import to_simplified

HEADER = "file,city,published,title,kind,publisher\n"
ARTICLE = (
    "宿迁市2024年科技创新工作要点\n"
    "今年，市科技局计划新增高新技术企业120家以上，力争技术合同成交额达到80亿元。"
    "组织产学研对接活动30场；建设重点实验室5家。\n"
)


@pytest.fixture
def folder(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "suqian-2024.txt").write_text(ARTICLE, "utf-8")
    (raw / "articles.csv").write_text(HEADER + "suqian-2024.txt,321300,2024,,plan,\n", "utf-8")
    return raw


def test_the_five_articles_are_kept_byte_for_byte(data):
    passport = dict(
        line.split()[::-1] for line in (data / "raw.sha256").read_text("utf-8").splitlines()
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (data / "raw").iterdir()
        if path.name in passport
    }
    assert found == passport
    assert sum(name.endswith(".txt") for name in passport) == 5


def test_every_value_is_printed_where_the_row_says(corpus):
    numerals = set("0123456789０１２３４５６７８９首半成番倍") | set(DIGITS) | set(POWERS)
    for row in corpus.targets.iter_rows(named=True):
        raw = corpus.raw_texts[row["doc"]]
        printed = to_simplified(raw[row["raw_start"] : row["raw_end"]])
        assert numerals & set(printed), (row["target"], printed)
        digits = "".join(filter(str.isdigit, printed.replace("，", "").replace(",", "")))
        if digits.isascii() and digits:
            stated = f"{abs(row['value']):.15g}".replace(".", "").rstrip("0")
            assert digits.startswith(stated) or stated.lstrip("0") in digits, (row, printed)


def test_every_clean_character_range_holds_the_quoted_number(corpus):
    texts = dict(corpus.documents.select("doc", "text").iter_rows())
    for row in corpus.targets.iter_rows(named=True):
        number = texts[row["doc"]][row["start"] : row["end"]]
        assert number in row["quote"]


def test_a_saved_corpus_loads_as_it_was(corpus, tmp_path):
    corpus.save(tmp_path / "tables")
    again = cmp.load(tmp_path / "tables")
    for name, frame in corpus.tables.items():
        assert again.tables[name].equals(frame), name
    assert dict(again.raw_texts) == dict(corpus.raw_texts)


def test_two_processes_find_what_one_finds(corpus, data):
    again = cmp.build(data / "raw", workers=2)
    for name, frame in corpus.tables.items():
        assert again.tables[name].equals(frame), name


def test_another_city_is_a_file_and_a_row(folder):
    corpus = cmp.build(folder)
    assert corpus.cities["name_en"].to_list() == ["Suqian"]
    found = corpus.targets.select("indicator", "value", "commitment").rows()
    assert ("high_tech_firms", 120.0, "firm") in found
    assert ("tech_contracts", 80.0, "aspired") in found


def test_ids_do_not_change_when_another_article_is_added(folder, data):
    before = cmp.build(folder).targets
    name = "rugao-2023-essay.txt"
    shutil.copy(data / "raw" / name, folder / name)
    with (folder / "articles.csv").open("a", encoding="utf-8") as file:
        file.write(f"{name},320682,2023,,essay,\n")
    after = cmp.build(folder).targets
    assert after.filter(pl.col("doc") == "suqian-2024").equals(before)


def test_a_file_without_its_row_is_read_and_marked(folder):
    (folder / "articles.csv").unlink()
    [row] = cmp.build(folder).documents.to_dicts()
    assert (row["city"], row["published"]) == ("321300", "2024")
    assert "宿迁" in row["inferred"]
    assert "2024" in row["inferred"]


def test_the_title_comes_from_the_text_where_articles_csv_has_none(folder):
    assert cmp.build(folder).documents["title"].to_list() == ["宿迁市2024年科技创新工作要点"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda raw: (raw / "suqian-2024.txt").write_text("", "utf-8"), "is empty"),
        (
            lambda raw: (raw / "suqian-2024.txt").write_bytes(bytes(range(256)) * 40),
            "suqian-2024.txt",
        ),
        (lambda raw: (raw / "suqian-2024.txt").unlink(), "suqian-2024.txt"),
        (
            lambda raw: (raw / "articles.csv").write_text(
                HEADER + "suqian-2024.txt,321399,2024,,,\n", "utf-8"
            ),
            "articles.csv:2",
        ),
    ],
)
def test_what_cannot_be_read_is_named(folder, spoil, message):
    spoil(folder)
    with pytest.raises((ArticleError, ManifestError), match=message):
        cmp.build(folder)


def test_a_copy_of_an_article_is_not_counted_twice(folder):
    shutil.copy(folder / "suqian-2024.txt", folder / "copy of suqian.txt")
    with pytest.raises(ArticleError, match="has the text of 'copy of suqian', which would count"):
        cmp.build(folder)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ManifestError, match="no article"):
        cmp.build(tmp_path)


@pytest.mark.parametrize("named", ["321100", "镇江市", "镇江", "Zhenjiang", 321100])
def test_a_part_of_the_corpus_holds_the_named_city_only(corpus, named):
    part = corpus.only([named])
    for name in ("cities", "documents", "programmes", "measures", "targets", "context"):
        assert set(part.tables[name]["city"]) == {"321100"}, name
    assert set(part.repairs["doc"]) == set(part.documents["doc"])


def test_a_city_that_is_not_there_is_refused_with_those_that_are(corpus):
    with pytest.raises(InputError, match=r"no city '南京'.*321100 \(Zhenjiang\)"):
        corpus.only(["南京"])


def test_tables_are_current_until_an_input_changes(folder, tmp_path):
    out = tmp_path / "tables"
    context = tmp_path / "context"
    cmp.build(folder, context_dir=context).save(out)
    assert is_current(out, folder, context)
    (folder / "suqian-2024.txt").write_text(ARTICLE + "新增专利10件。\n", "utf-8")
    assert not is_current(out, folder, context)


def test_loading_without_tables_says_what_to_do(tmp_path):
    with pytest.raises(TableError, match="Run policycmp build"):
        cmp.load(tmp_path)


def test_notebooks_find_the_tables_in_a_folder_above(corpus, tmp_path, monkeypatch):
    corpus.save(tmp_path / "data" / "processed")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.delenv("POLICYCMP_TABLES", raising=False)
    assert cmp.load().targets.height == corpus.targets.height
