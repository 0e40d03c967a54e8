"""One table of many articles (.csv, .jsonl, .parquet) → a text per row.

Columns doc, city, published, title, text; kind and publisher if there are. Their cells are brought
into one form like those of articles.csv, and all mistakes of a file are reported together.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cmp.read.dates import parse_date
from cmp.read.encodings import decode
from cmp.read.formats.extracted import Extracted
from cmp.read.gazetteer import resolve_city
from cmp.read.refusal import RefusedError
from cmp.read.sheet import missing_columns, parse_sheet
from cmp.vocabulary import Vocabulary

REQUIRED = ("doc", "text")
COLUMNS = ("doc", "city", "published", "title", "text", "kind", "publisher")
SHOWN = 20
_COLUMNS_ARE = f"The columns are {', '.join(COLUMNS)}."
# A doc names files and stands in ids.
_UNSAFE_DOC = re.compile(r"[/\\:*?\"<>|\x00-\x1f]|^\.|^\s|\s$|\.$")
_LONGEST_DOC = 60

_Row = tuple[int, Mapping[str, object]]


def read_csv(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:
    """The articles of a CSV file, one per row.

    Raises:
        RefusedError: it is no such table; the message lists all mistakes of its rows.
    """
    decoded = decode(data, vocabulary, declared)
    sheet = parse_sheet(decoded.text)
    _require(sheet.columns)
    return _texts(((row.line, row.cells) for row in sheet.rows), decoded.encoding, vocabulary)


def read_jsonl(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:
    """The articles of a JSON Lines file, one object per line.

    Raises:
        RefusedError: it is no such table; the message lists all mistakes of its rows.
    """
    decoded = decode(data, vocabulary, declared)
    rows = list(_json_rows(decoded.text))
    _require({column for _, row in rows for column in row})
    return _texts(rows, decoded.encoding, vocabulary)


def read_parquet(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:  # noqa: ARG001
    """The articles of a Parquet file, one per row.

    Raises:
        RefusedError: it is no such table; the message lists all mistakes of its rows.
    """
    import polars as pl  # noqa: PLC0415 - the other tables do without

    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise RefusedError("cannot be opened as Parquet.", "Write it again.") from error
    frame = frame.rename(lambda column: column.strip().lower())
    _require(frame.columns)
    rows = enumerate(
        frame.select(pl.col(*set(COLUMNS) & set(frame.columns))).iter_rows(named=True), 1
    )
    return _texts(rows, "parquet", vocabulary)


def _require(columns: Iterable[str]) -> None:
    missing = missing_columns(columns, REQUIRED)
    if missing:
        raise RefusedError(" ".join(missing), _COLUMNS_ARE, line=1)


def _json_rows(text: str) -> Iterator[_Row]:
    # Not splitlines: a string may hold a line separator of Unicode.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            what = f"cannot be read as JSON: {error}."
            raise RefusedError(what, "Each line must be one object.", line=number) from None
        if not isinstance(row, dict):
            raise RefusedError("is no JSON object.", "Each line must be one object.", line=number)
        yield number, {str(key).strip().lower(): value for key, value in row.items()}


def _texts(rows: Iterable[_Row], encoding: str, vocabulary: Vocabulary) -> list[Extracted]:
    texts: list[Extracted] = []
    wrong: list[str] = []
    first: dict[str, int] = {}
    for line, row in rows:
        cells = {column: _cell(row.get(column)) for column in COLUMNS}
        # An article keeps its white space, as its places are counted in it.
        text = Extracted(**_stripped(cells), encoding=encoding)
        try:
            texts.append(_checked(text, vocabulary))
        except RefusedError as error:
            wrong.append(f"row {line}: {error}")
        twin = first.setdefault(text.doc.casefold(), line)
        if text.doc and twin != line:
            wrong.append(f"row {line}: duplicate doc {text.doc!r} (first in row {twin}).")
    if not texts and not wrong:
        raise RefusedError("this table holds no article.", "Add rows or delete the file.")
    if wrong:
        more = [f"… and {len(wrong) - SHOWN} more."] if len(wrong) > SHOWN else []
        raise RefusedError("; ".join([*wrong[:SHOWN], *more]), "Mend these rows.")
    return texts


def _checked(text: Extracted, vocabulary: Vocabulary) -> Extracted:
    """A row with its city as a code and its date as ISO text."""
    if not text.doc or _UNSAFE_DOC.search(text.doc) or len(text.doc) > _LONGEST_DOC:
        what = f"doc {text.doc!r} cannot name a file." if text.doc else "doc is empty."
        raise RefusedError(what, "Give each article a short name of letters, digits and hyphens.")
    if not text.text.strip():
        raise RefusedError("text is empty.")
    published = parse_date(text.published, vocabulary) if text.published else ""
    if published is None:
        raise RefusedError(f"published {text.published!r} is no date.")
    city = resolve_city(text.city, vocabulary) if text.city else ""
    return replace(text, published=published, city=city)


def _stripped(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cell if name == "text" else cell.strip() for name, cell in cells.items()}


def _cell(value: object) -> str:
    """A cell as text; a whole number that a spreadsheet made a fraction of is whole again."""
    if value is None or value != value:  # noqa: PLR0124 - the missing number of pandas
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
