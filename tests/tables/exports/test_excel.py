"""The workbook: what a reader sees in Excel, read back."""

import openpyxl
import pytest

from cmp.errors import ExportError
from cmp.tables import SCHEMAS
from cmp.tables.exports import excel, export_tables
from cmp.tables.exports.cells import CELL_LIMIT


@pytest.fixture(scope="module")
def book(exported):
    return openpyxl.load_workbook(exported / "policycmp.xlsx")


@pytest.fixture(scope="module")
def naughty_book(exported_naughty):
    return openpyxl.load_workbook(exported_naughty / "policycmp.xlsx")


def rows(book, sheet):
    head, *others = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def codes(book, table, column):
    listed = [row for row in rows(book, "codebook") if row["code"]]
    return {r["code"]: r["meaning"] for r in listed if (r["table"], r["column"]) == (table, column)}


def notes(book):
    return "\n".join(str(row[0]) for row in book["readme"].iter_rows(values_only=True) if row[0])


def test_there_is_a_sheet_for_each_table_behind_notes_and_codebook(book):
    assert book.sheetnames == ["readme", "codebook", *SCHEMAS]


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "repairs"])
def test_a_sheet_holds_the_table(corpus, book, name):
    frame = corpus.tables[name]
    assert [tuple(row.values()) for row in rows(book, name)] == frame.rows()


def test_the_header_stays_in_sight_and_filters(book):
    for name in SCHEMAS:
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")


def test_wide_columns_are_wide_and_none_fills_the_screen(book):
    widths = {
        cell.value: book["targets"].column_dimensions[cell.column_letter].width
        for cell in book["targets"][1]
    }
    assert widths["quote"] > widths["value"]
    assert max(widths.values()) <= 51


def test_text_is_text_and_never_a_formula_or_link(naughty_book):
    cells = {c.value: c for row in naughty_book["context"].iter_rows() for c in row}
    formula = cells['=HYPERLINK("http://x")']
    assert (formula.data_type, formula.hyperlink) == ("s", None)
    assert cells["http://x.cn"].hyperlink is None
    assert cells["@SUM(A1)"].data_type == "s"
    assert cells["-5"].data_type == "s"
    assert cells[-1.5].data_type == "n"


def test_text_longer_than_a_cell_is_cut_with_a_mark_and_the_notes_say_so(naughty_book):
    [row] = rows(naughty_book, "documents")
    assert row["text"].startswith("研\n𠮷=")
    assert row["text"].endswith("[此处截断：已达Excel单元格上限]")
    assert len(row["text"].encode("utf-16-le")) == 2 * CELL_LIMIT
    assert "在此处截断的文本：1条" in notes(naughty_book)


def test_notes_say_nothing_of_cuts_where_nothing_is_cut(book):
    assert "32,767" not in notes(book)


def test_notes_say_what_it_is_how_many_rows_and_how_to_cite(corpus, book):
    said = notes(book)
    assert "policycmp 0.1.0" in said
    assert f"targets: {corpus.targets.height} rows." in said
    assert "How to cite\npolicycmp 0.1.0: City programmes compared. Tables of 5 articles" in said


def test_the_codebook_has_a_row_for_every_column(book):
    columns = [row for row in rows(book, "codebook") if row["label"]]
    listed = {(row["table"], row["column"]): row for row in columns}
    assert list(listed) == [(t, c) for t, schema in SCHEMAS.items() for c in schema.column_names()]
    assert listed["targets", "value"]["label"] == "Value as stated"
    assert listed["targets", "value"]["type"] == "number"
    assert listed["targets", "start"]["unit"] == "characters"
    assert listed["targets", "status"]["type"] == "code"


def test_the_codebook_has_a_row_for_every_code(book):
    assert codes(book, "targets", "commitment") == {"firm": "firm", "aspired": "aspired"}
    assert codes(book, "measures", "instrument")["tax"] == "Tax relief"
    assert codes(book, "documents", "kind") == {}


def test_the_codebook_speaks_chinese(naughty_book):
    listed = [tuple(row.values()) for row in rows(naughty_book, "codebook")]
    at = next(n for n, row in enumerate(listed) if row[1] == "commitment")
    assert listed[at][:4] == ("targets", "commitment", "承诺强度", "代码")
    assert [row[-2:] for row in listed[at + 1 : at + 3]] == [("firm", "确定"), ("aspired", "力争")]


def test_long_descriptions_are_wrapped(book):
    assert all(cell.alignment.wrap_text for cell in book["codebook"]["F"][1:] if cell.value)


def test_more_rows_than_a_sheet_has_are_refused(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(excel, "ROW_LIMIT", 100)
    with pytest.raises(ExportError, match=r"repairs has 2,348 rows, an Excel sheet holds 99\."):
        export_tables(corpus.tables, tmp_path / "out", formats=["xlsx"])
    assert not (tmp_path / "out").exists()


def test_tables_without_rows_have_a_header(empty, tmp_path):
    export_tables(empty, tmp_path / "out", formats=["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "out" / "policycmp.xlsx")
    assert [cell.value for cell in book["targets"][1]] == SCHEMAS["targets"].column_names()
    assert book["targets"].max_row == 1
