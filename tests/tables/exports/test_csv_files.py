"""CSV files: programs get every character back, and nothing in them runs in Excel."""

import csv

import polars as pl
import pytest
from hypothesis import given
from hypothesis.strategies import text

from cmp.tables import SCHEMAS
from cmp.tables.exports import export_tables
from cmp.tables.exports.cells import CELL_LIMIT, FORMULA_STARTS, inert_text


def plain(folder, name):
    return pl.read_csv(folder / f"{name}.csv", schema=SCHEMAS[name].create_empty().schema)


def excel_rows(folder, name):
    with (folder / f"{name}_excel.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_programs_read_back_the_very_tables(corpus, exported, name):
    assert plain(exported, name).equals(corpus.tables[name])


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_programs_read_back_line_ends_quotes_and_empty_texts(naughty, exported_naughty, name):
    assert plain(exported_naughty, name).equals(naughty[name])


def test_the_file_for_excel_says_that_it_is_utf8(exported):
    assert (exported / "targets_excel.csv").read_bytes().startswith(b"\xef\xbb\xbftarget,")
    assert (exported / "targets.csv").read_bytes().startswith(b"target,")


def test_excel_gets_no_formula(exported_naughty):
    notes = [row["note"] for row in excel_rows(exported_naughty, "context")]
    assert notes[:5] == ['\'=HYPERLINK("http://x")', "'＝1+1", "'@SUM(A1)", "'-5", "http://x.cn"]


def test_negative_numbers_stay_numbers(exported_naughty):
    assert {row["value"] for row in excel_rows(exported_naughty, "context")} == {"-1.5"}


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_formula_hides_behind_what_is_dropped(start):
    assert inert_text(f"\x00{start}1+1", "[cut]").startswith("'")


@given(text())
def test_no_text_whatever_runs_in_excel(written):
    shown = inert_text(written, "[cut]")
    assert not shown.startswith(FORMULA_STARTS)
    assert inert_text(shown, "[cut]") == shown


def test_text_longer_than_a_cell_is_cut_with_a_mark(exported_naughty):
    [row] = excel_rows(exported_naughty, "documents")
    assert row["text"].endswith("[此处截断：已达Excel单元格上限]")
    assert len(row["text"].encode("utf-16-le")) == 2 * CELL_LIMIT


def test_the_file_for_excel_has_all_rows_and_columns(corpus, exported):
    for name, frame in corpus.tables.items():
        rows = excel_rows(exported, name)
        assert len(rows) == frame.height
        assert list(rows[0]) == frame.columns


def test_tables_without_rows_have_a_header(empty, tmp_path):
    export_tables(empty, tmp_path / "out", formats=["csv"])
    assert plain(tmp_path / "out", "targets").equals(empty["targets"])
