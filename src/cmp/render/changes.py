"""A comparison of two reports → the page that lists what is new, changed and withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import polars as pl

from cmp.analysis.changes import CHANGES, KEYS, Changes
from cmp.analysis.labels import city_names, indicator_names, instrument_names, side_names
from cmp.analysis.statements import described, status_names
from cmp.render.due import changed_inputs
from cmp.render.history import HISTORY, WEEKS, YEARS, Comparison, Snapshot
from cmp.render.page import Page, framed
from cmp.render.places import NOWHERE, Places
from cmp.render.site import CHANGES_PAGE
from cmp.tables.schemas import BOUNDS, COMMITMENTS, MEASURE_STATUSES, MEASURE_TYPES
from cmp.wording import wording

COLUMNS = {
    "documents": ("doc", "title", "city", "published", "kind"),
    "targets": ("id", "city", "indicator", "stated", "status", "period", "quote"),
    "measures": ("id", "city", "instrument", "status", "text"),
}
# What a changed row is known by, beside its id.
WORDS = {"documents": "title", "targets": "quote", "measures": "text"}
MOST_ROWS = 1000
SHORT_HASH = 12
# The columns that need room.
WIDE = {"title", "quote", "text"}

Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Cell:
    """A cell of a table, whether it needs a wide column, and the page it leads to."""

    text: str
    is_long: bool = False
    href: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with its table; `more` is a note under it."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    more: str = ""


def changes_page(
    found: Comparison, page: Page, kept: Sequence[Snapshot] = (), places: Places = NOWHERE
) -> str:
    """The page as HTML; with the snapshots that are kept, a list of earlier reports.

    Rows that have a place lead there.
    """
    heading = "heading" if kept else "heading_then"
    return framed(
        "changes.html.j2",
        page,
        heading=wording(f"changes.{heading}", page.language),
        lines=list(_lines(found, page.language)),
        parts=list(_parts(found, page.language, places)),
        earlier=_earlier(kept, page.language) if kept else None,
    )


def _lines(found: Comparison, language: str) -> Iterator[str]:
    """The sentences on top: compared with what, how much, and what it was made of."""
    if found.before is None or found.changes is None:
        yield wording("changes.first", language)
        return
    date = _date(found.before.made_at)
    if found.changes.is_empty:
        yield wording("changes.same", language, date=date)
    else:
        yield wording("changes.since", language, date=date)
        yield wording("changes.counts", language, **found.changes.counts)
    yield from _inputs(found.before, found.made, language)
    if found.last_change is not None:
        before, brought, changes = found.last_change
        dates = {"date": _date(brought.made_at), "before": _date(before.made_at)}
        yield wording("changes.last", language, **dates)
        yield wording("changes.counts", language, **changes.counts)
        yield from _inputs(before, brought, language)


def _inputs(before: Snapshot, made: Snapshot, language: str) -> Iterator[str]:
    changed = changed_inputs(before.record.inputs, made.record.inputs)
    names = [wording(f"changes.input.{name}", language) for name in changed]
    if names:
        joined = wording("changes.list", language).join(names)
        yield wording("changes.inputs", language, names=joined)


def _parts(found: Comparison, language: str, places: Places) -> Iterator[Part]:
    """A table for each kind of change that there is."""
    if found.last_change is not None:
        before, made, changes = found.last_change
    elif found.before is not None and found.changes is not None:
        before, made, changes = found.before, found.made, found.changes
    else:
        return
    names = _names(_cities((before, made)), language)
    for table in KEYS:
        for change in CHANGES:
            if changes.rows(table, change).height:
                part = _part(changes, (table, change), names, language)
                yield replace(
                    part, rows=[[_linked(cell, places) for cell in row] for row in part.rows]
                )


def _linked(cell: Cell, places: Places) -> Cell:
    found = places.of(cell.text)
    return replace(cell, href=found[0].href) if found else cell


def _part(changes: Changes, which: tuple[str, str], names: Names, language: str) -> Part:
    table, change = which
    rows = changes.rows(table, change)
    if change == "changed":
        columns: Sequence[str] = ("id", WORDS[table], "field", "before", "after")
        frame = _changed(changes, table, names, language)
    else:
        columns = COLUMNS[table]
        frame = _named(_listed(rows, table, language), names)
    hidden = frame.height - MOST_ROWS
    return Part(
        wording(f"changes.{table}.{change}", language, n=rows.height),
        [wording(f"changes.column_{name}", language) for name in columns],
        [
            [Cell(_shown(cell), name in WIDE) for name, cell in zip(columns, row, strict=True)]
            for row in frame.select(columns).head(MOST_ROWS).rows()
        ],
        wording("changes.more", language, n=hidden) if hidden > 0 else "",
    )


def _listed(rows: pl.DataFrame, table: str, language: str) -> pl.DataFrame:
    listed = rows.with_columns(pl.col(KEYS[table]).alias("id"))
    return described(listed, None, language) if table == "targets" else listed


def _named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Codes as names, where they have one."""
    coded = [pl.col(name).replace(of) for name, of in names.items() if name in frame.columns]
    return frame.with_columns(coded)


def _changed(changes: Changes, table: str, names: Names, language: str) -> pl.DataFrame:
    """A row for each field of the changed rows, with the words that they are known by."""
    known = changes.rows(table, "changed").select(pl.col(KEYS[table]).alias("id"), WORDS[table])
    fields = changes.fields.filter(pl.col("table") == table)
    rows = fields.join(known, on="id", how="left", maintain_order="left")
    cells = rows.select("field", "before", "after").iter_rows()
    told = [_told(field, before, after, names) for field, before, after in cells]
    return rows.with_columns(
        pl.Series("before", [before for before, _ in told], dtype=pl.String),
        pl.Series("after", [after for _, after in told], dtype=pl.String),
        pl.Series("field", [wording(f"changes.column_{name}", language) for name in rows["field"]]),
    )


def _told(
    field: str, before: str | None, after: str | None, names: Names
) -> tuple[str | None, str | None]:
    if field == "sha256":
        return (before or "")[:SHORT_HASH], (after or "")[:SHORT_HASH]
    of = names.get(field, {})
    return of.get(before or "", before), of.get(after or "", after)


def _names(cities: pl.DataFrame, language: str) -> Names:
    """Column → code → name."""
    measures = {code: wording(f"measure_status.{code}", language) for code in MEASURE_STATUSES}
    types = {code: wording(f"targets.measure_type.{code}", language) for code in MEASURE_TYPES}
    return {
        "city": city_names(cities, language),
        "indicator": indicator_names(language),
        "instrument": instrument_names(language),
        "side": side_names(language),
        "status": {**status_names(language), **measures},
        "bound": {code: wording(f"bound.{code}", language) for code in BOUNDS},
        "commitment": {code: wording(f"commitment.{code}", language) for code in COMMITMENTS},
        "measure_type": types,
    }


def _cities(snapshots: Iterable[Snapshot]) -> pl.DataFrame:
    """The cities of either report: a withdrawn row's may be gone."""
    names = ("city", "name_zh", "name_en")
    return pl.concat([snapshot.tables()["cities"].select(names) for snapshot in snapshots]).unique(
        "city", keep="last", maintain_order=True
    )


def _earlier(kept: Sequence[Snapshot], language: str) -> Part:
    columns = ("report", "n_documents", "n_targets", "n_measures")
    rows = [
        [
            Cell(_date(snapshot.made_at), href=f"{HISTORY}/{snapshot.folder.name}/{CHANGES_PAGE}"),
            *(Cell(str(snapshot.record.counts.get(name, ""))) for name in columns[1:]),
        ]
        for snapshot in reversed(kept)
    ]
    return Part(
        wording("changes.earlier", language),
        [wording(f"changes.column_{name}", language) for name in columns],
        rows,
        wording("changes.kept", language, weeks=WEEKS, years=YEARS),
    )


def _date(made_at: datetime) -> str:
    return f"{made_at:%Y-%m-%d %H:%M}"


def _shown(value: Any) -> str:  # noqa: ANN401 (any cell)
    return "–" if value is None else str(value)
