"""Tables to Parquet files and back, with the raw texts that their places refer to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from cmp.errors import TableError
from cmp.tables.schemas import SCHEMAS
from cmp.tables.staging import replacing
from cmp.tables.validation import validated

RAW_TEXTS = "raw"
STAMP = "build.json"
TABLES_VARIABLE = "POLICYCMP_TABLES"
DEFAULT_TABLES = Path("data/processed")
OURS = ("*.parquet", RAW_TEXTS, STAMP)


def write_tables(
    folder: Path,
    frames: Mapping[str, pl.DataFrame],
    raw_texts: Mapping[str, str],
    stamp: Mapping[str, Any],
) -> None:
    """All tables into a folder, one Parquet file each; the folder changes whole or not at all.

    `raw_texts` (doc → text) is kept beside them, as raw_start and raw_end count its code points;
    `stamp` says of which inputs the tables were made.

    Raises:
        InputError: the folder holds files that are no tables.
        BusyError: another run writes it.
    """
    with replacing(folder, ours=OURS) as fresh:
        for name, frame in frames.items():
            frame.write_parquet(fresh / f"{name}.parquet")
        (fresh / RAW_TEXTS).mkdir()
        for doc, text in raw_texts.items():
            raw_path(fresh, doc).write_bytes(text.encode("utf-8"))
        (fresh / STAMP).write_text(json.dumps(stamp, ensure_ascii=False, indent=1), "utf-8")


def read_tables(folder: Path) -> dict[str, pl.DataFrame]:
    """Table name → validated frame.

    Raises:
        TableError: there are no tables, or they break a rule.
    """
    if not any(folder.glob("*.parquet")):
        raise TableError(f"no tables in {folder}. Run policycmp build first.")
    paths = {name: folder / f"{name}.parquet" for name in SCHEMAS}
    frames = {name: _frame(path) for name, path in paths.items() if path.is_file()}
    return validated(frames)


def _frame(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as error:
        what = f"{path} cannot be read as Parquet: {error}."
        raise TableError(f"{what} Run policycmp build again.") from None


def has_tables(folder: Path) -> bool:
    """Whether a folder holds every table, and the raw text of every article."""
    if not all((folder / f"{name}.parquet").is_file() for name in SCHEMAS):
        return False
    docs = _frame(folder / "documents.parquet")["doc"]
    return all(raw_path(folder, doc).is_file() for doc in docs)


def find_tables() -> Path:
    """The folder of tables meant where none is named.

    That of the environment variable POLICYCMP_TABLES, else data/processed here or in the nearest
    folder above that has one, so that notebooks name no path.
    """
    named = os.environ.get(TABLES_VARIABLE)
    if named:
        return Path(named)
    here = Path.cwd()
    around = (folder / DEFAULT_TABLES for folder in (here, *here.parents))
    return next((folder for folder in around if folder.is_dir()), DEFAULT_TABLES)


class RawTexts(Mapping[str, str]):
    """The raw texts kept beside tables, each read when it is asked for."""

    def __init__(self, folder: Path, docs: Sequence[str]) -> None:
        self._folder = folder
        self._docs = dict.fromkeys(docs)

    def __getitem__(self, doc: str) -> str:
        """The text that raw_start and raw_end are places of.

        Raises:
            KeyError: the tables have no such article.
            TableError: its raw text is gone.
        """
        if doc not in self._docs:
            raise KeyError(doc)
        path = raw_path(self._folder, doc)
        if not path.is_file():
            raise TableError(f"{path} is missing. Run policycmp build again.")
        return path.read_bytes().decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self._docs)

    def __len__(self) -> int:
        return len(self._docs)


def read_stamp(folder: Path) -> dict[str, Any]:
    """Of which inputs the tables in a folder were made; {} where nothing says so."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def raw_path(folder: Path, doc: str) -> Path:
    """Where the raw text of an article is kept."""
    return folder / RAW_TEXTS / f"{doc}.txt"
