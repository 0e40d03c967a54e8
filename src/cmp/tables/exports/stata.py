"""Tables → Stata files: labelled columns, and codes as numbers with their names as value labels.

Format 118, which every Stata from 14 on reads. The newer 119 is for more than 32,767 variables:
Stata/BE and Stata/SE refuse it, however few there are (Roche/pyreadstat#152).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from cmp.errors import ExportError
from cmp.tables.exports.fields import Content, Field

FORMAT_118 = 14  # as pyreadstat calls it
# Stata's largest long; beyond it lie its codes for missing values.
LONG_MAX = 2_147_483_620


def write_stata(content: Content, folder: Path) -> list[str]:
    """`targets.dta` and so on; the names of the files.

    Raises:
        ExportError: a file cannot be written.
    """
    names = {table: f"{table}.dta" for table in content.tables}
    for table, name in names.items():
        _write(content, table, folder / name)
    return list(names.values())


def _write(content: Content, table: str, path: Path) -> None:
    import pyreadstat  # noqa: PLC0415 (a tenth of a second that only this format needs)

    fields = content.fields[table]
    try:
        pyreadstat.write_dta(
            numbered(content.tables[table], fields),
            path,
            version=FORMAT_118,
            file_label=content.say(f"table.{table}"),
            column_labels={field.name: field.label for field in fields},
            variable_value_labels={
                field.name: dict(enumerate(field.codes.values(), 1)) for field in coded(fields)
            },
        )
    except (pyreadstat.PyreadstatError, pyreadstat.ReadstatError) as error:
        what = f"{path.name} cannot be written as a Stata file: {error}."
        raise ExportError(f"{what} Name a folder on a disk that has room.") from None


def coded(fields: Iterable[Field]) -> Iterator[Field]:
    """The columns that Stata gets as numbers with value labels."""
    return (field for field in fields if field.codes)


def numbered(frame: pl.DataFrame, fields: Iterable[Field]) -> pl.DataFrame:
    """The frame as Stata holds it: codes numbered from 1, absent text as "", whole numbers as long.

    A whole number too large for a long makes its column a double.
    """
    return frame.with_columns(_column(frame, field) for field in fields)


def _column(frame: pl.DataFrame, field: Field) -> pl.Expr:
    column = pl.col(field.name)
    if field.codes:
        numbers = {code: number for number, code in enumerate(field.codes, 1)}
        return column.cast(pl.String).replace_strict(numbers, return_dtype=pl.Int32)
    if field.kind == "string":
        # Stata has no absent text, and its texts end at a NUL.
        return column.fill_null("").str.replace_all("\0", "", literal=True)
    if field.kind == "integer":
        fits = frame[field.name].is_between(-LONG_MAX, LONG_MAX).all()
        return column.cast(pl.Int32 if fits else pl.Float64)
    return column
