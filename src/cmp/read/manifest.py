"""articles.csv → its rows, each with its line; every mistake in it reported together.

Cells are brought into one form (a city to its code, a date to ISO) and never filled in.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cmp.errors import Problem
from cmp.read.dates import parse_date
from cmp.read.encodings import decode
from cmp.read.gazetteer import resolve_city
from cmp.read.refusal import RefusedError
from cmp.read.sheet import Sheet, SheetRow, missing_columns, parse_sheet
from cmp.vocabulary import Vocabulary

MANIFEST = "articles.csv"
REQUIRED = ("file", "city", "published")
OPTIONAL = ("title", "kind", "publisher", "encoding")
_ADD_COLUMN = f"Name it in the first line: {', '.join((*REQUIRED, *OPTIONAL))}."
_WRITE_DATE = "Write it as 2024-03-15, 2024-03 or 2024."


@dataclass(frozen=True)
class ManifestRow:
    """What articles.csv says of one file; "" where it says nothing.

    `city` is a GB/T 2260 code, `published` an ISO date, month or year.
    """

    line: int
    file: str
    city: str = ""
    published: str = ""
    title: str = ""
    kind: str = ""
    publisher: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class Manifest:
    """The rows that can be used, and what is wrong with the others."""

    rows: tuple[ManifestRow, ...]
    problems: tuple[Problem, ...]


def read_manifest(path: Path, vocabulary: Vocabulary) -> Manifest:
    """The rows of an articles.csv, as UTF-8 or as Excel saves it; without the file none."""
    if not path.is_file():
        return Manifest((), ())
    try:
        sheet = parse_sheet(decode(path.read_bytes(), vocabulary).text)
    except RefusedError as error:
        return Manifest((), (error.problem(path.name),))
    rows: list[ManifestRow] = []
    problems = list(_header_problems(sheet, path.name))
    if "file" not in sheet.columns:
        return Manifest((), tuple(problems))
    for row in sheet.rows:
        used, wrong = _parse_row(row, vocabulary)
        rows.append(used)
        problems += [Problem(path.name, row.line, *what) for what in wrong]
    problems += _duplicates(rows, path.name)
    return Manifest(tuple(rows), tuple(problems))


def _header_problems(sheet: Sheet, name: str) -> Iterator[Problem]:
    for what in missing_columns(sheet.columns, REQUIRED):
        yield Problem(name, 1, what, _ADD_COLUMN)
    # Other columns are the reader's own notes, unless one is an optional column misspelt.
    known = (*REQUIRED, *OPTIONAL)
    for column in sheet.columns:
        near = difflib.get_close_matches(column, set(OPTIONAL) - set(sheet.columns), n=1)
        if column not in known and near:
            yield Problem(name, 1, f"unknown column {column!r}.", f"Did you mean {near[0]!r}?")
        if column and sheet.columns.count(column) > 1:
            yield Problem(name, 1, f"column {column!r} stands twice.", "Delete one of the two.")


_Wrong = tuple[str, str]


def _parse_row(row: SheetRow, vocabulary: Vocabulary) -> tuple[ManifestRow, list[_Wrong]]:
    cells = {column: row.cells.get(column, "").strip() for column in (*REQUIRED, *OPTIONAL)}
    wrong: list[_Wrong] = []
    if not cells["file"]:
        wrong.append(("file is empty.", "Write the file's name or delete the row."))
    if row.surplus:
        what = f"more cells than columns: {row.surplus[0]!r}."
        wrong.append((what, "Put cells that hold a comma into quotation marks."))
    if cells["city"]:
        try:
            cells["city"] = resolve_city(cells["city"], vocabulary)
        except RefusedError as error:
            wrong.append((error.what, error.remedy))
    if cells["published"]:
        iso = parse_date(cells["published"], vocabulary)
        if not iso:
            wrong.append((f"published {cells['published']!r} is no date.", _WRITE_DATE))
        cells["published"] = iso or ""
    return ManifestRow(row.line, **cells), wrong


def _duplicates(rows: list[ManifestRow], name: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        if row.file and row.file in first:
            what = f"duplicate file {row.file!r} (first at line {first[row.file]})."
            yield Problem(name, row.line, what, "Delete one of the two rows.")
        first.setdefault(row.file, row.line)
