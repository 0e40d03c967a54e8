"""Two states of the tables → what is new, changed and withdrawn from the one to the other.

Rows are matched by id. An article that was edited moves the rows behind the edit, whose ids are
made of their places: a row that says the same elsewhere in its article counts as the same row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

Tables = Mapping[str, pl.DataFrame]

KEYS = {"documents": "doc", "targets": "target", "measures": "measure"}
CHANGES = ("new", "changed", "withdrawn")
# What a row says; not where it stands, nor in which measure, which follows from that.
COMPARED = {
    "documents": ("city", "title", "kind", "publisher", "published", "sha256"),
    "targets": (
        *("city", "indicator", "subject", "value", "value_high", "unit"),
        *("base_value", "base_value_high", "base_unit", "bound", "status", "measure_type"),
        *("period", "commitment", "quote"),
    ),
    "measures": ("city", "section", "text", "status", "instrument", "side"),
}
_SAID, _NTH = "_said", "_nth"


@dataclass(frozen=True, eq=False)
class Changes:
    """Rows of three tables that differ, each with `change`: new, changed or withdrawn.

    New and changed rows are as they are now, withdrawn ones as they were. `fields` has a row for
    each field of a changed row: table, id, doc, field, before, after (as text).
    """

    documents: pl.DataFrame
    targets: pl.DataFrame
    measures: pl.DataFrame
    fields: pl.DataFrame

    def rows(self, table: str, change: str) -> pl.DataFrame:
        """The rows of a table that are new, changed or withdrawn."""
        frame: pl.DataFrame = getattr(self, table)
        return frame.filter(pl.col("change") == change)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows by table and change, as n_targets_new."""
        return {f"n_{t}_{c}": self.rows(t, c).height for t in KEYS for c in CHANGES}

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any(self.counts.values())


def compare_tables(before: Tables, after: Tables) -> Changes:
    """What differs between two states of documents, targets and measures.

    Columns that only one state has are not compared, so that tables of an older version can be.
    """
    parts = {table: _compared(before[table], after[table], table) for table in KEYS}
    rows = {table: part[0] for table, part in parts.items()}
    return Changes(**rows, fields=pl.concat([part[1] for part in parts.values()]))


def content_digest(tables: Tables) -> str:
    """One sha256 of all that is compared: equal where nothing is new, changed or withdrawn."""
    lines = [
        "\t".join((table, doc, said))
        for table in KEYS
        for doc, said in _saying(tables[table], COMPARED[table]).select("doc", _SAID).iter_rows()
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8")).hexdigest()


def _compared(
    before: pl.DataFrame, after: pl.DataFrame, table: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of one table that differ, and the fields of those that changed."""
    key = KEYS[table]
    columns = [c for c in COMPARED[table] if c in before.columns and c in after.columns]
    old, new = _without_same(_saying(before, columns), _saying(after, columns), [key, _SAID])
    # Of a sentence that stands twice, the first is the first again.
    old, new = _without_same(_numbered(old), _numbered(new), ["doc", _SAID, _NTH])
    parts = [
        new.join(old, on=key, how="anti").with_columns(change=pl.lit("new")),
        new.join(old, on=key, how="semi").with_columns(change=pl.lit("changed")),
        old.join(new, on=key, how="anti").with_columns(change=pl.lit("withdrawn")),
    ]
    order = [name for name in ("doc", "start") if name in new.columns]
    rows = pl.concat(parts, how="diagonal_relaxed").sort(order, maintain_order=True)
    return rows.drop(_SAID, _NTH), _fields(old, new, table, columns)


def _saying(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """The rows with codes as text, and all that they say in one column."""
    codes = [name for name, dtype in frame.schema.items() if dtype == pl.Enum]
    said = pl.struct(_text(name) for name in columns).struct.json_encode()
    return frame.with_columns(pl.col(codes).cast(pl.String)).with_columns(said.alias(_SAID))


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.strip_suffix(".0")


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    place = [name for name in ("doc", "start") if name in frame.columns]
    nth = pl.int_range(pl.len()).over("doc", _SAID)
    return frame.sort(place, maintain_order=True).with_columns(nth.alias(_NTH))


def _without_same(
    old: pl.DataFrame, new: pl.DataFrame, on: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Both without the rows that the other has too."""
    return old.join(new, on=on, how="anti"), new.join(old, on=on, how="anti")


def _fields(
    old: pl.DataFrame, new: pl.DataFrame, table: str, columns: Sequence[str]
) -> pl.DataFrame:
    """One row per field of a changed row, in the order of the text and of the columns."""
    key = pl.col(KEYS[table]).alias("id")
    long = [
        frame.select(key, "doc", *map(_text, columns))
        .with_row_index("_row")
        .unpivot(columns, index=["_row", "id", "doc"], variable_name="field", value_name=name)
        for frame, name in ((old, "before"), (new, "after"))
    ]
    order = pl.col("field").cast(pl.Enum(columns))
    return (
        long[1]
        .join(long[0].select("id", "field", "before"), on=["id", "field"])
        .filter(pl.col("before").ne_missing(pl.col("after")))
        .sort("_row", order)
        .select(pl.lit(table).alias("table"), "id", "doc", "field", "before", "after")
    )
