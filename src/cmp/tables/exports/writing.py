"""Tables → a folder of files in the formats asked for, written whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import polars as pl

from cmp.errors import ExportError
from cmp.tables.exports.csv_files import write_csv
from cmp.tables.exports.datapackage import DESCRIPTOR, write_datapackage
from cmp.tables.exports.excel import WORKBOOK, write_excel
from cmp.tables.exports.fields import Content, described
from cmp.tables.exports.notes import README, write_readme
from cmp.tables.exports.parquet_files import write_parquet
from cmp.tables.exports.stata import write_stata
from cmp.tables.schemas import SCHEMAS
from cmp.tables.staging import replacing
from cmp.tables.validation import validated
from cmp.wording import LANGUAGES

Progress = Callable[[str, int, int], None]

_WRITERS: dict[str, Callable[[Content, Path], list[str]]] = {
    "xlsx": write_excel,
    "dta": write_stata,
    "csv": write_csv,
    "parquet": write_parquet,
    "datapackage": write_datapackage,
}
FORMATS = tuple(_WRITERS)
# Every file that an export can write: what else a folder holds is somebody's.
_OURS = (
    *(f"{table}{end}" for table in SCHEMAS for end in (".csv", "_excel.csv", ".parquet", ".dta")),
    WORKBOOK,
    DESCRIPTOR,
    README,
)


def export_tables(
    tables: Mapping[str, pl.DataFrame],
    folder: str | Path,
    *,
    formats: Collection[str] = FORMATS,
    language: str = "en",
    progress: Progress | None = None,
) -> list[Path]:
    """Write tables into a folder for other programs; the files, the README last.

    The folder changes whole or not at all; what an earlier export left there goes. `language` is
    that of labels, names of codes and notes. `progress` hears (format, done, total) after each.

    Raises:
        TableError: a table is missing or breaks a rule.
        ExportError: there is no such format or language, a format cannot hold the tables, or the
            folder cannot be written.
        InputError: the folder holds files that no export has written.
        BusyError: another run writes it.
    """
    place = Path(folder)
    content = _content(tables, formats, language)
    with _refusals(place), replacing(place, ours=_OURS) as fresh:
        names = _write(content, fresh, progress)
    return [place / name for name in names]


def write_files(
    tables: Mapping[str, pl.DataFrame],
    folder: Path,
    *,
    formats: Collection[str] = FORMATS,
    language: str = "en",
) -> list[Path]:
    """The same into a folder that is there, for callers that stage it themselves.

    Raises:
        TableError: a table is missing or breaks a rule.
        ExportError: as `export_tables`.
    """
    content = _content(tables, formats, language)
    with _refusals(folder):
        return [folder / name for name in _write(content, folder, None)]


def _content(
    tables: Mapping[str, pl.DataFrame], formats: Collection[str], language: str
) -> Content:
    named = _chosen(formats, FORMATS, "format")
    _chosen([language], LANGUAGES, "language")
    typed = validated(tables)
    made_at = datetime.now().astimezone()
    return Content(typed, described(typed, language), named, language, made_at)


def _write(content: Content, folder: Path, progress: Progress | None) -> list[str]:
    """The names of the files, each once: two formats share the plain CSV files."""
    written: dict[str, None] = {}
    for done, name in enumerate(content.formats, 1):
        written |= dict.fromkeys(_WRITERS[name](content, folder))
        if progress:
            progress(name, done, len(content.formats))
    return [*written, *write_readme(content, folder)]


def _chosen(names: Collection[str], known: Collection[str], noun: str) -> tuple[str, ...]:
    """The names, each once, in the order in which they are known.

    Raises:
        ExportError: one of them is not known.
    """
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}."
            raise ExportError(f"no {noun} {name!r} to export in. {hint}")
    return tuple(name for name in known if name in names)


@contextmanager
def _refusals(folder: Path) -> Iterator[None]:
    """What the disk refuses, said once and clearly."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        what = getattr(error, "strerror", None) or error
        raise ExportError(
            f"the export cannot be written into {folder}: {what}. "
            "Name a folder that you may write, on a disk that has room."
        ) from None
