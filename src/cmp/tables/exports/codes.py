"""Columns that hold codes → their codes, each with the name that readers see.

Which codes an Enum has is read from its schema; indicators and instruments come from the codebook,
kinds of repair from the wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import dataframely as dy
import polars as pl

from cmp.tables.schemas import SCHEMAS
from cmp.vocabulary import load_vocabulary
from cmp.wording import load_wording, wording

Place = tuple[str, str]

# Lists of codes with another name than their column, and those of columns that are no Enum.
_LISTS = {
    ("context", "indicator"): "indicator",
    ("measures", "instrument"): "instrument",
    ("measures", "status"): "measure_status",
    ("repairs", "kind"): "repair",
    ("targets", "indicator"): "indicator",
}


def codes_of(tables: Mapping[str, pl.DataFrame], language: str) -> dict[Place, dict[str, str]]:
    """(Table, column) → code → name in a language, for each column of codes, in the list's order.

    A code that stands in a table and in no list comes behind the others with itself as its name,
    so that a figure under a name of its own (resident_population) is not lost. Columns of one list
    have the same codes in the same order.
    """
    lists = _lists()
    found: dict[Place, dict[str, str]] = {}
    for (table, name), source in lists.items():
        known = _known(source, SCHEMAS[table].columns()[name], language)
        values = {v for place in lists if lists[place] == source for v in _values(tables, place)}
        unlisted = {code: code for code in sorted(values - known.keys())}
        found[table, name] = _told_apart(known | unlisted)
    return found


def _lists() -> dict[Place, str]:
    """The list that a column's codes come from, of every column that holds codes."""
    named = {
        (table, name): _LISTS.get((table, name), name if isinstance(column, dy.Enum) else "")
        for table, schema in SCHEMAS.items()
        for name, column in schema.columns().items()
    }
    return {place: source for place, source in named.items() if source}


def _known(source: str, column: dy.Column, language: str) -> dict[str, str]:
    if isinstance(column, dy.Enum):
        return _worded(source, column.categories, language)
    vocabulary = load_vocabulary()
    if source == "indicator":
        return {i.code: getattr(i, f"name_{language}") for i in vocabulary.indicators.values()}
    if source == "instrument":
        return {i.code: getattr(i, f"name_{language}") for i in vocabulary.instruments.values()}
    start = f"{source}."
    keys = (key for key in load_wording() if key.startswith(start))
    return _worded(source, (key.removeprefix(start) for key in keys), language)


def _worded(source: str, codes: Iterable[str], language: str) -> dict[str, str]:
    return {code: wording(f"{source}.{code}", language) for code in codes}


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names with the code behind those that two codes have: a value label must be of one."""
    many = Counter(names.values())
    return {code: name if many[name] == 1 else f"{name} ({code})" for code, name in names.items()}


def _values(tables: Mapping[str, pl.DataFrame], place: Place) -> set[str]:
    table, name = place
    return set(tables[table][name].drop_nulls().cast(pl.String).unique())
