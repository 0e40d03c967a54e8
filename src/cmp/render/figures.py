"""A chart's specification → its title, the rows it draws and the table of its data.

Reads specifications as Altair writes them, data by name; draws nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from cmp.render.display import CHART_TYPE

Spec = Mapping[str, Any]
Row = Mapping[str, Any]
# Columns that lead to a place, the narrowest first; a value may be a list.
IDS = ("target", "measure", "targets", "measures", "target_id", "actual_id")
PARTS = ("part", "counterpart")
ARTICLES = ("doc", "docs")
CITIES = ("city", "other")
_PARTS = ("layer", "hconcat", "vconcat", "concat")


@dataclass(frozen=True)
class Figure:
    """The n-th chart of a page, counted from 1."""

    page: str
    number: int
    spec: Spec

    @property
    def anchor(self) -> str:
        """The name of its place in the page."""
        return f"chart-{self.number}"

    @property
    def href(self) -> str:
        """Its address in the site."""
        return f"{self.page}.html#{self.anchor}"

    @property
    def data_file(self) -> str:
        """The file of its data, from the site's folder."""
        return f"data/charts/{self.page}-{self.number}.csv"

    @property
    def title(self) -> str:
        """The finding that it states."""
        title = self.spec.get("title") or self.spec.get("description") or ""
        text = title.get("text", "") if isinstance(title, Mapping) else title
        return " ".join(text) if isinstance(text, list) else str(text)

    @property
    def datasets(self) -> list[str]:
        """The names of its data, those of the first view first."""
        data = (view.get("data") for view in _views(self.spec))
        names = (str(given.get("name")) for given in data if isinstance(given, Mapping))
        there = self.spec.get("datasets", {})
        return list(dict.fromkeys(name for name in names if name in there))

    @property
    def rows(self) -> list[Row]:
        """The rows of all its data."""
        return [row for name in self.datasets for row in self.spec["datasets"][name]]

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Columns of a reader's table, (name, title): what its tooltips say, each column once."""
        found: dict[str, str] = {}
        there = {name for row in self.rows for name in row}
        for tip in _tooltips(self.spec):
            name = str(tip.get("field", "")).partition(":")[0]
            if name in there:
                found.setdefault(name, str(tip.get("title") or name))
        return list(found.items())

    @property
    def held(self) -> set[str]:
        """The keys of places that its rows hold."""
        return {key for row in self.rows for key in row_keys(row)}


def row_keys(row: Row) -> list[str]:
    """The keys of places that a row holds, of the narrowest kind: rows, a sentence, parts, texts.

    >>> row_keys({"doc": "a", "measures": ["a-m1", "a-m2"]})
    ['a-m1', 'a-m2']
    >>> row_keys({"doc": "a", "start": 12})
    ['a:12']
    """
    place = [f"{row['doc']}:{row['start']}"] if isinstance(row.get("start"), int) else []
    kinds = (_held(row, IDS), place, _held(row, PARTS), _held(row, ARTICLES), _held(row, CITIES))
    return next(filter(None, kinds), [])


def _held(row: Row, columns: Sequence[str]) -> list[str]:
    values = (row.get(column) for column in columns)
    listed = (value if isinstance(value, list) else [value] for value in values)
    return list(dict.fromkeys(text for texts in listed for text in texts if isinstance(text, str)))


def figures_of(notebook: Mapping[str, Any], page: str) -> list[Figure]:
    """The charts of an executed notebook, in the order of its page."""
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", ()))
    specs = (output.get("data", {}).get(CHART_TYPE) for output in outputs)
    return [Figure(page, n, spec) for n, spec in enumerate(filter(None, specs), 1)]


def uses(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Key → the charts whose rows hold it."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        for key in figure.held:
            found.setdefault(key, []).append(figure)
    return found


def write_data(figures: Sequence[Figure], folder: Path) -> None:
    """The rows of each chart as CSV, under their names in the site's folder."""
    for figure in figures:
        path = folder / figure.data_file
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = pl.DataFrame([_flat(row) for row in figure.rows], infer_schema_length=None)
        path.write_bytes(frame.write_csv().encode("utf-8"))


def _flat(row: Row) -> dict[str, Any]:
    return {k: " ".join(map(str, v)) if isinstance(v, list) else v for k, v in row.items()}


def _views(spec: Any) -> Iterator[Spec]:  # noqa: ANN401 (JSON)
    """A specification and the specifications in it, outer ones first."""
    if not isinstance(spec, Mapping):
        return
    yield spec
    for part in (*(p for name in _PARTS for p in spec.get(name) or ()), spec.get("spec")):
        yield from _views(part)


def _tooltips(spec: Spec) -> Iterator[Mapping[str, Any]]:
    for view in _views(spec):
        encoding = view.get("encoding")
        tips = encoding.get("tooltip") if isinstance(encoding, Mapping) else None
        yield from (tip for tip in tips or () if isinstance(tip, Mapping))
