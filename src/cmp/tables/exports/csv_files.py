"""Tables → CSV files, two of each: one for programs, and one that Excel opens right."""

from __future__ import annotations

from pathlib import Path

from cmp.tables.exports.cells import inert_text, with_text
from cmp.tables.exports.fields import Content


def write_csv(content: Content, folder: Path) -> list[str]:
    """Both files of every table; the names of the files."""
    return [*write_plain(content, folder), *_write_for_excel(content, folder)]


def write_plain(content: Content, folder: Path) -> list[str]:
    """`targets.csv` and so on: UTF-8, an empty text as "", nothing where a value is absent."""
    for table, frame in content.tables.items():
        frame.write_csv(folder / plain_name(table))
    return [plain_name(table) for table in content.tables]


def plain_name(table: str) -> str:
    """The file for programs that a table is written into."""
    return f"{table}.csv"


def _write_for_excel(content: Content, folder: Path) -> list[str]:
    """`targets_excel.csv` and so on: with the mark by which Excel knows UTF-8, and no formulas."""
    mark = content.say("export.cut")
    names = {table: f"{table}_excel.csv" for table in content.tables}
    for table, name in names.items():
        shown = with_text(content.tables[table], lambda text: inert_text(text, mark))
        shown.write_csv(folder / name, include_bom=True, line_terminator="\r\n")
    return list(names.values())
