"""A folder of hand-coded rows → frames: what extraction is measured against."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from cmp.errors import InputError, Problem, problem_list
from cmp.tables.storage import find_tables

TARGET_FIELDS = ("indicator", "bound", "status", "measure_type", "period", "commitment")
COLUMNS = {
    "targets": ("doc", "subject", "value", "value_high", "unit", *TARGET_FIELDS),
    "measures": ("doc", "section", "text", "status", "instrument"),
    "programmes": ("doc", "programme", "part"),
}


@dataclass(frozen=True, eq=False)
class Gold:
    """Hand-coded rows, all cells text; absent is "". A table that was not coded is None.

    `docs` are the coded articles, with or without a row; `clean` maps a doc to its clean text.
    """

    docs: tuple[str, ...]
    targets: pl.DataFrame
    measures: pl.DataFrame | None
    programmes: pl.DataFrame | None
    clean: Mapping[str, str]

    def only(self, docs: Collection[str]) -> Gold:
        """The coding of some of the articles."""
        held = pl.col("doc").is_in(list(docs))
        return Gold(
            docs=tuple(doc for doc in self.docs if doc in docs),
            targets=self.targets.filter(held),
            measures=None if self.measures is None else self.measures.filter(held),
            programmes=None if self.programmes is None else self.programmes.filter(held),
            clean={doc: text for doc, text in self.clean.items() if doc in docs},
        )


def find_gold(tables: Path | None = None) -> Gold | None:
    """The hand-coded rows in `gold` beside the tables, by default those that load() reads.

    None where there are none.
    """
    folder = (tables or find_tables()).absolute().parent / "gold"
    return read_gold(folder) if (folder / "targets.csv").is_file() else None


def read_gold(folder: str | Path) -> Gold:
    """Hand-coded rows from targets.csv and, where they exist, the other files of a folder.

    measures.csv, programmes.csv, clean/<doc>.txt, and articles/articles.csv, which lists articles
    that were coded though they may hold no row.

    Raises:
        InputError: there is no targets.csv, or a file lacks a column.
    """
    root = Path(folder)
    if not (root / "targets.csv").is_file():
        raise InputError(f"no targets.csv in {root}. Name the folder of the hand-coded tables.")
    tables = {name: _table(root / f"{name}.csv") for name in COLUMNS}
    _check(tables)
    targets = tables["targets"]
    assert targets is not None
    listed = _table(root / "articles" / "articles.csv")
    docs = targets["doc"].to_list()
    if listed is not None:
        docs += [Path(file).stem for file in listed["file"]]
    return Gold(
        docs=tuple(dict.fromkeys(docs)),
        targets=targets,
        measures=tables["measures"],
        programmes=tables["programmes"],
        clean={p.stem: p.read_text("utf-8") for p in sorted((root / "clean").glob("*.txt"))},
    )


def _table(path: Path) -> pl.DataFrame | None:
    if not path.is_file():
        return None
    return pl.read_csv(path, infer_schema=False).fill_null("")


def _check(tables: Mapping[str, pl.DataFrame | None]) -> None:
    problems = [
        Problem(f"{name}.csv", 1, f"column {column!r} is missing.", "Add it to the first line.")
        for name, table in tables.items()
        if table is not None
        for column in COLUMNS[name]
        if column not in table.columns
    ]
    if problems:
        raise InputError(problem_list(problems, "the hand-coded tables"))
