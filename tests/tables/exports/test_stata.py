"""Stata files, read back as Stata would show them."""

import re

import pandas as pd
import pyreadstat
import pytest

from cmp.tables import SCHEMAS
from cmp.tables.exports import export_tables

# `help reserved` in Stata.
RESERVED = {
    *("_all", "_b", "_coef", "_cons", "_n", "_N", "_pi", "_pred", "_rc", "_skip", "byte"),
    *("double", "float", "if", "in", "int", "long", "strL", "using", "with"),
}


def labels(path):
    with pd.read_stata(path, iterator=True) as reader:
        return reader.variable_labels(), reader.value_labels(), reader.data_label


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_every_edition_of_stata_from_14_on_reads_the_file(exported, name):
    head = (exported / f"{name}.dta").read_bytes()[:64]
    assert head.startswith(b"<stata_dta><header><release>118</release>")


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_texts_and_numbers_come_back(corpus, exported, name):
    frame = corpus.tables[name]
    read = pd.read_stata(exported / f"{name}.dta")
    assert list(read.columns) == frame.columns
    for column in read.select_dtypes("str"):
        assert read[column].to_list() == frame[column].fill_null("").to_list()
    for column in read.select_dtypes("number"):
        assert [None if pd.isna(v) else v for v in read[column]] == frame[column].to_list()


def test_the_readme_beside_the_files_lists_the_columns_that_become_labelled_numbers(exported):
    labelled = [
        f"{name}.{column}"
        for name in SCHEMAS
        for column in pd.read_stata(exported / f"{name}.dta").select_dtypes("category")
    ]
    text = (exported / "README.txt").read_text("utf-8-sig")
    assert f"value labels: {', '.join(labelled)}." in text


def test_columns_and_file_are_labelled(exported):
    columns, _, file = labels(exported / "targets.dta")
    assert file == "Targets"
    assert columns["value_high"] == "Upper end of a range"
    assert columns["city"] == "City (GB/T 2260 code)"


def test_codes_are_numbers_with_the_names_that_readers_see(corpus, exported):
    numbers = pd.read_stata(exported / "targets.dta", convert_categoricals=False)
    _, values, _ = labels(exported / "targets.dta")
    names = next(names for names in values.values() if "aspired" in names.values())
    assert numbers["commitment"].map(names).fillna("").to_list() == (
        corpus.targets["commitment"].cast(str).fill_null("").to_list()
    )


def test_labels_speak_chinese(exported_naughty):
    columns, _, file = labels(exported_naughty / "context.dta")
    read = pd.read_stata(exported_naughty / "context.dta")
    assert file == "背景数据"
    assert columns["source"] == "来源"
    assert read["indicator"].to_list()[2:] == ["地区生产总值"] * 5


def test_a_code_that_no_list_has_is_kept(exported_naughty):
    indicators = pd.read_stata(exported_naughty / "context.dta")["indicator"]
    assert indicators.to_list()[:2] == ["resident_population", "其他 (其他)"]
    assert pd.read_stata(exported_naughty / "repairs.dta")["kind"][2] == "new_kind"


def test_one_code_has_one_number_in_every_table(exported_naughty):
    _, context = pyreadstat.read_dta(exported_naughty / "context.dta")
    _, targets = pyreadstat.read_dta(exported_naughty / "targets.dta")
    assert context.variable_value_labels["indicator"] == targets.variable_value_labels["indicator"]


def test_long_empty_and_absent_texts_and_large_numbers_come_back(naughty, exported_naughty):
    notes = pd.read_stata(exported_naughty / "context.dta")["note"].to_list()
    assert notes == [(note or "").replace("\0", "") for note in naughty["context"]["note"]]
    documents = pd.read_stata(exported_naughty / "documents.dta")
    repairs = pd.read_stata(exported_naughty / "repairs.dta")
    assert documents["text"].to_list() == naughty["documents"]["text"].to_list()
    assert documents["raw_chars"].to_list() == [3_000_000_000]
    assert repairs["before"].to_list() == naughty["repairs"]["before"].to_list()
    assert repairs["after"].to_list() == naughty["repairs"]["after"].to_list()


def test_every_column_has_a_name_that_stata_takes():
    for schema in SCHEMAS.values():
        for name in schema.column_names():
            assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,31}", name)
            assert name not in RESERVED
            assert not re.fullmatch(r"str\d+", name)


def test_tables_without_rows_keep_columns_and_labels(empty, tmp_path):
    export_tables(empty, tmp_path / "out", formats=["dta"])
    read = pd.read_stata(tmp_path / "out" / "targets.dta")
    columns, values, _ = labels(tmp_path / "out" / "targets.dta")
    assert list(read.columns) == SCHEMAS["targets"].column_names()
    assert columns["quote"] == "Quote"
    assert len(values) == 5
