"""Frames → frames that keep every declared rule, within a table and between tables.

Everything that is wrong is reported together, each with the first rows that break the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from cmp.errors import Problem, TableError, problem_list
from cmp.tables.schemas import SCHEMAS

Frames = Mapping[str, pl.DataFrame]
SHOWN = 3


def validated(frames: Frames) -> dict[str, pl.DataFrame]:
    """The frames with the declared columns and types, once every rule holds.

    Raises:
        TableError: a table or column is missing, or rows break a rule; the message lists every
            broken rule with its first rows.
    """
    problems: list[Problem] = []
    typed: dict[str, pl.DataFrame] = {}
    for name, schema in SCHEMAS.items():
        if name not in frames:
            problems.append(Problem(name, None, "table is missing.", "Run policycmp build."))
            continue
        absent = [column for column in schema.column_names() if column not in frames[name].columns]
        if absent:
            what = f"column {', '.join(absent)} is missing."
            problems.append(Problem(name, None, what, "Run policycmp build."))
            continue
        typed[name] = frames[name].select(schema.column_names())
        problems.extend(_row_problems(name, typed[name]))
    if not problems:
        typed = {name: SCHEMAS[name].cast(frame) for name, frame in typed.items()}
        problems.extend(_cross_problems(typed))
    if problems:
        raise TableError(problem_list(problems, "the tables"))
    return typed


def _row_problems(name: str, frame: pl.DataFrame) -> Iterator[Problem]:
    """Rules that rows of one table break."""
    _, failures = SCHEMAS[name].filter(frame, cast=True)
    broken = failures.details()
    for rule, n in failures.counts().items():
        rows = broken.filter(pl.col(rule) == "invalid")
        yield Problem(name, None, f"{rule} is broken by {n} rows, {_first(rows)}.")


def _cross_problems(frames: Frames) -> Iterator[Problem]:
    for table, rule, find in _CROSS_RULES:
        rows = find(frames)
        if rows.height:
            yield Problem(table, None, f"{rule} is broken by {rows.height} rows, {_first(rows)}.")


def _first(rows: pl.DataFrame) -> str:
    """The first rows by what identifies them."""
    keys = [key for key in ("target", "measure", "doc", "city", "ordinal") if key in rows.columns]
    named = rows.select(keys[:1] or rows.columns[:1]).head(SHOWN).to_series().to_list()
    return "first: " + ", ".join(str(name) for name in named)


def _unknown(table: str, column: str, other: str) -> Callable[[Frames], pl.DataFrame]:
    """Rows of a table whose column names nothing in the other table."""

    def find(frames: Frames) -> pl.DataFrame:
        known = frames[other].select(column)
        return frames[table].filter(pl.col(column).is_not_null()).join(known, on=column, how="anti")

    return find


def _elsewhere(table: str) -> Callable[[Frames], pl.DataFrame]:
    """Rows that give their article another city than the documents table does."""

    def find(frames: Frames) -> pl.DataFrame:
        return frames[table].join(
            frames["documents"].select("doc", "city"), on=["doc", "city"], how="anti"
        )

    return find


def _outside_text(table: str) -> Callable[[Frames], pl.DataFrame]:
    """Rows whose place lies outside the clean text or the raw text of their article."""

    def find(frames: Frames) -> pl.DataFrame:
        lengths = frames["documents"].select("doc", "raw_chars", "clean_chars")
        outside = (pl.col("end") > pl.col("clean_chars")) | (
            pl.col("raw_end") > pl.col("raw_chars")
        )
        return frames[table].join(lengths, on="doc").filter(outside)

    return find


def _not_in_text(table: str, column: str) -> Callable[[Frames], pl.DataFrame]:
    """Rows whose words do not stand in the clean text of their article."""

    def find(frames: Frames) -> pl.DataFrame:
        texts = frames["documents"].select("doc", full=pl.col("text"))
        stands = pl.col("full").str.contains(pl.col(column), literal=True)
        return frames[table].join(texts, on="doc").filter(~stands)

    return find


def _not_in_clause(frames: Frames) -> pl.DataFrame:
    """Targets that stand outside the clause of the measure they name."""
    clauses = frames["measures"].select("measure", since="start", until="end")
    inside = pl.col("start").is_between("since", "until", closed="left")
    return frames["targets"].join(clauses, on="measure").filter(~inside)


_CROSS_RULES: tuple[tuple[str, str, Callable[[Frames], pl.DataFrame]], ...] = (
    ("documents", "city_is_in_cities", _unknown("documents", "city", "cities")),
    ("context", "city_is_in_cities", _unknown("context", "city", "cities")),
    ("repairs", "doc_is_in_documents", _unknown("repairs", "doc", "documents")),
    ("programmes", "city_is_that_of_document", _elsewhere("programmes")),
    ("measures", "city_is_that_of_document", _elsewhere("measures")),
    ("targets", "city_is_that_of_document", _elsewhere("targets")),
    ("targets", "measure_is_in_measures", _unknown("targets", "measure", "measures")),
    ("targets", "target_stands_in_its_measure", _not_in_clause),
    ("measures", "place_is_inside_text", _outside_text("measures")),
    ("targets", "place_is_inside_text", _outside_text("targets")),
    ("measures", "text_stands_in_document", _not_in_text("measures", "text")),
    ("targets", "quote_stands_in_document", _not_in_text("targets", "quote")),
)
