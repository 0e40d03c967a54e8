"""A table saved as delimited text → its rows by column name, each with its line.

Takes what spreadsheet programs write: commas, semicolons or tabs between the cells, column names in
any case with blanks around them, empty rows below the table.
"""

from __future__ import annotations

import csv
import difflib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cmp.read.refusal import RefusedError

DELIMITERS = ",;\t"


@dataclass(frozen=True)
class SheetRow:
    """One row: the line on which it begins, its cells by column name, cells beyond the header."""

    line: int
    cells: Mapping[str, str]
    surplus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The column names, lower case, and the rows that hold anything."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def parse_sheet(text: str) -> Sheet:
    r"""The rows of a delimited text whose first line names the columns.

    >>> sheet = parse_sheet(" File ;City\na.txt;321100\n;\n")
    >>> sheet.columns, [(row.line, row.cells["city"]) for row in sheet.rows]
    (('file', 'city'), [(2, '321100')])

    Raises:
        RefusedError: there is no header, or a quotation mark is never closed.
    """
    lines = _cells(text.removeprefix("\ufeff"))
    _, header = next(lines, (1, []))
    columns = tuple(cell.strip().lower() for cell in header)
    if not any(columns):
        raise RefusedError("is empty.", "Its first line must name the columns.")
    rows = (_row(line, columns, cells) for line, cells in lines if any(map(str.strip, cells)))
    return Sheet(columns, tuple(rows))


def missing_columns(columns: Iterable[str], required: Iterable[str]) -> tuple[str, ...]:
    """What to say about each required column that is not there, with the likely misspelling.

    >>> missing_columns(["file", "ctiy"], ["file", "city"])
    ("column 'city' is missing (found 'ctiy').",)
    """
    present = list(columns)
    return tuple(
        f"column {column!r} is missing{_misspelt(column, present)}."
        for column in required
        if column not in present
    )


def _misspelt(column: str, present: list[str]) -> str:
    near = difflib.get_close_matches(column, present, n=1)
    return f" (found {near[0]!r})" if near else ""


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> SheetRow:
    padded = cells + [""] * (len(columns) - len(cells))
    surplus = tuple(cell for cell in cells[len(columns) :] if cell.strip())
    return SheetRow(line, dict(zip(columns, padded, strict=False)), surplus)


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row with the line on which it begins."""
    # A whole article may stand in one cell; the csv module's own limit is 128 kB.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"cannot be read as a table: {error}."
        raise RefusedError(what, "Look for a stray quotation mark.", line=line) from None
