"""The tables of each report as it was made, kept beside the site, and how long.

`history/<moment in UTC>/` holds report.json, the tables that changes are told from, and the page
changes.html of that day.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from cmp.analysis.changes import Changes, Tables, compare_tables
from cmp.render.record import Record, read_record

HISTORY = "history"
TABLES = ("cities", "documents", "measures", "targets")
WEEKS, YEARS = 12, 3
RECENT, LONGEST = timedelta(weeks=WEEKS), timedelta(days=366 * YEARS)
# Long, and told by its sha256.
LEFT_OUT = {"documents": ["text"]}


@dataclass(frozen=True)
class Snapshot:
    """One report of the history."""

    folder: Path
    record: Record

    @property
    def made_at(self) -> datetime:
        """When the report was made."""
        return self.record.made_at

    def tables(self) -> dict[str, pl.DataFrame]:
        """Its tables of cities, articles, measures and targets, without the texts."""
        return {name: pl.read_parquet(_path(self.folder, name)) for name in TABLES}


@dataclass(frozen=True, eq=False)
class Comparison:
    """A report and the one before it; where nothing has changed, also the last that changed.

    `before` is None for the first report. `last_change` is (the report before it, the report that
    brought it, what changed).
    """

    made: Snapshot
    before: Snapshot | None = None
    changes: Changes | None = None
    last_change: tuple[Snapshot, Snapshot, Changes] | None = None


def snapshot_name(made_at: datetime) -> str:
    """The name of a snapshot's folder, which sorts by time and which every file system takes.

    >>> snapshot_name(datetime(2026, 11, 23, 6, tzinfo=UTC))
    '2026-11-23T060000Z'
    """
    return f"{made_at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def read_history(site: Path) -> list[Snapshot]:
    """The snapshots of a site, the oldest first; what cannot be read is passed over."""
    folders = sorted((site / HISTORY).glob("*Z"))
    found = ((folder, read_record(folder)) for folder in folders)
    return [
        Snapshot(folder, record)
        for folder, record in found
        if record is not None and all(_is_readable(_path(folder, name)) for name in TABLES)
    ]


def write_snapshot(site: Path, tables: Tables, record: Record) -> Snapshot:
    """Keep the tables of a report; one of the same second is replaced."""
    folder = site / HISTORY / snapshot_name(record.made_at)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in TABLES:
        kept = tables[name].drop(LEFT_OUT.get(name, []), strict=False)
        kept.write_parquet(_path(folder, name))
    slim = replace(record, pages={})
    slim.write(folder)
    return Snapshot(folder, slim)


def compare_with_last(history: Sequence[Snapshot], made: Snapshot) -> Comparison:
    """What a report changes against the last one made before it."""
    earlier = [snapshot for snapshot in history if snapshot.folder.name < made.folder.name]
    if not earlier:
        return Comparison(made)
    changes = compare_tables(earlier[-1].tables(), made.tables())
    pair = _last_change([*earlier, made]) if changes.is_empty else None
    if pair is None:
        return Comparison(made, earlier[-1], changes)
    last = compare_tables(pair[0].tables(), pair[1].tables())
    return Comparison(made, earlier[-1], changes, (*pair, last))


def worth_keeping(history: Sequence[Snapshot], made: Snapshot) -> list[Snapshot]:
    """The snapshots that are kept when one has been made.

    For 12 weeks each that brought a change, and the last of each day; for three years the last of
    each month; always the one just made, and the two of the last change.
    """
    days = {snapshot.made_at.date(): snapshot for snapshot in history}
    months = {_month(snapshot.made_at): snapshot for snapshot in history}
    always = {snapshot.folder for snapshot in (made, *(_last_change(history) or ()))}

    def is_kept(place: int, snapshot: Snapshot) -> bool:
        age = made.made_at - snapshot.made_at
        is_last_of_day = days[snapshot.made_at.date()] is snapshot
        is_last_of_month = months[_month(snapshot.made_at)] is snapshot
        return (
            snapshot.folder in always
            or (age <= RECENT and (is_last_of_day or _brought_change(history, place)))
            or (age <= LONGEST and is_last_of_month)
        )

    return [snapshot for place, snapshot in enumerate(history) if is_kept(place, snapshot)]


def _month(made_at: datetime) -> date:
    return made_at.date().replace(day=1)


def _brought_change(history: Sequence[Snapshot], place: int) -> bool:
    before = history[place - 1] if place else None
    return before is None or before.record.content != history[place].record.content


def _last_change(history: Sequence[Snapshot]) -> tuple[Snapshot, Snapshot] | None:
    """The last two neighbours that differ."""
    for place in range(len(history) - 1, 0, -1):
        if _brought_change(history, place):
            return history[place - 1], history[place]
    return None


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


def _is_readable(path: Path) -> bool:
    try:
        return bool(pl.read_parquet_schema(path))
    except (OSError, pl.exceptions.PolarsError):
        return False
