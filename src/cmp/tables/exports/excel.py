"""Tables → one workbook: a sheet of notes, the codebook, and a sheet for each table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from cmp.errors import ExportError
from cmp.tables.exports.cells import cell_text, n_cut, with_text
from cmp.tables.exports.fields import Content, Field
from cmp.tables.exports.notes import sections

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WORKBOOK = "policycmp.xlsx"
NOTES, CODEBOOK = "readme", "codebook"
# Rows of a sheet, its header included.
ROW_LIMIT = 1_048_576
# Text stays text: without these, xlsxwriter makes formulas, links and numbers of some.
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# Widths in characters: of the notes, of the codebook's columns, and bounds for those of a table,
# for which the first rows are measured.
_NOTES_WIDTH = 110
_CODEBOOK_WIDTHS = {
    "table": 14,
    "column": 18,
    "label": 34,
    "type": 14,
    "unit": 20,
    "description": 60,
    "code": 26,
    "meaning": 50,
}
_NARROWEST, _WIDEST, _MEASURED = 8, 50, 200


def write_excel(content: Content, folder: Path) -> list[str]:
    """`policycmp.xlsx`; the names of the files.

    Raises:
        ExportError: a table has more rows than a sheet, or the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 (only this format needs it)

    _refuse_long(content.tables)
    mark = content.say("export.cut")
    try:
        with xlsxwriter.Workbook(folder / WORKBOOK, _AS_TEXT) as book:
            _notes_sheet(book, content)
            _codebook_sheet(book, content)
            for table, frame in content.tables.items():
                shown = with_text(frame, lambda text: cell_text(text, mark))
                sheet = _sheet(book, table, shown.columns, shown.iter_rows())
                for place, width in enumerate(_widths(shown)):
                    sheet.set_column(place, place, width)
    except xlsxwriter.exceptions.XlsxWriterException as error:
        what = f"{WORKBOOK} cannot be written: {error}."
        raise ExportError(f"{what} Name a folder on a disk that has room.") from None
    return [WORKBOOK]


def _refuse_long(tables: Mapping[str, pl.DataFrame]) -> None:
    for table, frame in tables.items():
        if frame.height >= ROW_LIMIT:
            what = f"{table} has {frame.height:,} rows, an Excel sheet holds {ROW_LIMIT - 1:,}."
            raise ExportError(f"{what} Export to csv, parquet or dta instead.")


def _notes_sheet(book: Workbook, content: Content) -> None:
    """What the workbook is, and what Excel could not hold of it."""
    sheet = book.add_worksheet(NOTES)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, _NOTES_WIDTH)
    row = 0
    for heading, lines in _notes(content):
        sheet.write(row, 0, heading, bold)
        for line in lines:
            row += 1
            sheet.write(row, 0, line, wrapped)
        row += 2


def _notes(content: Content) -> Iterator[tuple[str, Sequence[str]]]:
    about, *others = sections(content)
    n = sum(map(n_cut, content.tables.values()))
    said = content.say("export.cut_notice", n=n, mark=content.say("export.cut"))
    yield about[0], [*about[1], *([said] if n else ())]
    yield from others


def _codebook_sheet(book: Workbook, content: Content) -> None:
    """A row for each column of each table, and below it one for each code that it may hold."""
    fields = (field for table in content.tables for field in content.fields[table])
    head = [content.say(f"export.codebook.{name}") for name in _CODEBOOK_WIDTHS]
    rows = (row for field in fields for row in _codebook_rows(field, content))
    sheet = _sheet(book, CODEBOOK, head, rows)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(_CODEBOOK_WIDTHS.values()):
        sheet.set_column(place, place, width, wrapped)


def _codebook_rows(field: Field, content: Content) -> Iterator[tuple[str, ...]]:
    kind = content.say(f"export.type.{'code' if field.codes else field.kind}")
    yield field.table, field.name, field.label, kind, field.unit, field.about
    for code, name in field.codes.items():
        texts = (cell_text(text, content.say("export.cut")) for text in (code, name))
        yield (field.table, field.name, *[""] * 4, *texts)


def _sheet(
    book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> Worksheet:
    """A sheet whose header stays in sight and filters its rows."""
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, head, book.add_format({"bold": True, "bottom": 1}))
    last = 0
    for last, row in enumerate(rows, 1):
        sheet.write_row(last, 0, row)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(head) - 1)
    return sheet


def _widths(frame: pl.DataFrame) -> list[int]:
    """A width for each column, by its name and the first rows."""
    return [
        min(_WIDEST, max(_NARROWEST, *(_shown(text) + 2 for text in (name, *_first(frame[name])))))
        for name in frame.columns
    ]


def _first(column: pl.Series) -> Iterator[str]:
    return (str(value) for value in column.head(_MEASURED).drop_nulls())


def _shown(text: str) -> int:
    """Width of a text, in which a Chinese character takes the place of two others."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text[:_WIDEST])
