"""Text → text that a spreadsheet shows as it is: whole where it fits a cell, and never run."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

# Characters in a cell, counted as Excel does: in UTF-16 units.
CELL_LIMIT = 32_767
# What makes a spreadsheet run a cell of a CSV file, as OWASP lists it under CSV injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Unicode's control characters but for tab and line ends, and the two that XML cannot hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")


def cell_text(text: str, mark: str) -> str:
    r"""The text as a cell can hold it; `mark` stands at the end of what is cut.

    Control characters are dropped and line ends become the spreadsheet's.

    >>> cell_text("a\x00b\r\nc", "[cut]")
    'ab\nc'
    """
    return _cut(_clean(text), mark)


def inert_text(text: str, mark: str) -> str:
    r"""The text for a CSV file that Excel opens: a ' stands before what it would run as a formula.

    >>> inert_text("=1+1", "[cut]"), inert_text("\x00＝1+1", "[cut]"), inert_text("600家", "[cut]")
    ("'=1+1", "'＝1+1", '600家')
    """
    clean = _clean(text)
    return _cut("'" + clean if clean.startswith(FORMULA_STARTS) else clean, mark)


def with_text(frame: pl.DataFrame, fit: Callable[[str], str]) -> pl.DataFrame:
    """The frame with every text fitted; numbers, codes and nulls stay as they are."""
    return frame.with_columns(
        pl.Series(column.name, [None if text is None else fit(text) for text in column], pl.String)
        for column in _texts(frame)
    )


def n_cut(frame: pl.DataFrame) -> int:
    """How many texts of a frame are longer than a cell."""
    texts = (text for column in _texts(frame) for text in column.drop_nulls())
    return sum(_units(_clean(text)) > CELL_LIMIT for text in texts)


def _texts(frame: pl.DataFrame) -> list[pl.Series]:
    return frame.select(pl.col(pl.String)).get_columns()


def _clean(text: str) -> str:
    return _LINE_END.sub("\n", _CONTROLS.sub("", text))


def _cut(text: str, mark: str) -> str:
    if _units(text) <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - _units(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    """Length in UTF-16 units, which is 1 for most characters and 2 for rare ones."""
    return len(text) if len(text) * 2 <= CELL_LIMIT else len(text.encode("utf-16-le")) // 2
