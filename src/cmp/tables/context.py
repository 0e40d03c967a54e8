"""data/context/*.csv → rows of the context table: figures for normalising, known outcomes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cmp.errors import InputError, Problem, problem_list
from cmp.vocabulary import Vocabulary

COLUMNS = ("city", "year", "indicator", "value", "unit", "source", "note")


def read_context(folder: Path, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Rows of every CSV file of a folder; none where there is no folder.

    Raises:
        InputError: a column is missing or a cell cannot be used; all mistakes are listed.
    """
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    seen: dict[tuple[Any, ...], str] = {}
    for path in sorted(folder.glob("*.csv")):
        for line, cells in _cells(path, problems):
            found = list(_mistakes(cells, vocabulary))
            place = f"{path.name}:{line}"
            key = cells["city"], cells["year"], cells["indicator"]
            if key in seen:
                found.append((f"says again what {seen[key]} says.", "Delete one of the two."))
            seen.setdefault(key, place)
            problems += [Problem(path.name, line, *mistake) for mistake in found]
            if not found:
                rows.append(_row(cells))
    if problems:
        raise InputError(problem_list(problems, "the context figures"))
    return rows


def _cells(path: Path, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if absent:
            what = f"column {', '.join(absent)} is missing."
            problems.append(Problem(path.name, 1, what, "Add it to the first line."))
            return
        for row in reader:
            yield reader.line_num, {name: (row[name] or "").strip() for name in COLUMNS}


def _mistakes(cells: Mapping[str, str], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    if cells["city"] not in vocabulary.cities:
        yield f"unknown city {cells['city']!r}.", "Write its six-figure GB/T 2260 code."
    if not (cells["year"].isdigit() and len(cells["year"]) == 4):
        yield f"year {cells['year']!r} is no year.", "Write it in four digits."
    if _number(cells["value"]) is None:
        yield f"value {cells['value']!r} is no number.", "Write it in digits."
    for name in ("indicator", "unit", "source"):
        if not cells[name]:
            yield f"{name} is empty.", "Fill it or delete the row."


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _row(cells: Mapping[str, str]) -> dict[str, Any]:
    return {
        **cells,
        "year": int(cells["year"]),
        "value": float(cells["value"]),
        "note": cells["note"] or None,
    }
