"""Broken rows are reported together, each rule by its name, with the rows to look at."""

import polars as pl
import pytest

from cmp.errors import TableError
from cmp.tables import validated


def with_row(tables, name, **changes):
    """The tables with the first row of one of them changed."""
    frame = tables[name]
    first = frame.head(1).with_columns(
        pl.lit(value).cast(frame.schema[column], strict=False).alias(column)
        if not isinstance(frame.schema[column], pl.Enum)
        else pl.lit(value, pl.String).alias(column)
        for column, value in changes.items()
    )
    rest = frame.slice(1).with_columns(pl.col(c).cast(first.schema[c]) for c in changes)
    return {**tables, name: pl.concat([first, rest])}


@pytest.mark.parametrize(
    ("table", "changes", "rule"),
    [
        ("targets", {"commitment": None, "status": "target"}, "only_targets_commit"),
        ("targets", {"period": "next year"}, "period|regex"),
        ("targets", {"bound": "at least"}, "bound"),
        ("targets", {"measure": "nowhere-m1"}, "measure_is_in_measures"),
        ("targets", {"quote": "not in the text"}, "quote_stands_in_document"),
        ("targets", {"raw_end": 10_000_000}, "place_is_inside_text"),
        ("targets", {"city": "110000"}, "city_is_that_of_document"),
        ("measures", {"side": "sideways"}, "side"),
        ("measures", {"doc": "nowhere"}, "city_is_that_of_document"),
        ("documents", {"published": "soon"}, "published|regex"),
        ("documents", {"city": "999999"}, "city_is_in_cities"),
        ("repairs", {"raw_start": 9_999_999}, "span_runs_forward"),
        ("programmes", {"ordinal": 0}, "ordinal|min"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_it(corpus, table, changes, rule):
    with pytest.raises(TableError) as caught:
        validated(with_row(corpus.tables, table, **changes))
    assert f"{table}: " in str(caught.value)
    assert rule in str(caught.value)
    assert "first: " in str(caught.value)


def test_all_broken_rules_are_reported_at_once(corpus):
    tables = with_row(corpus.tables, "targets", period="soon")
    tables = with_row(tables, "repairs", raw_start=9_999_999)
    with pytest.raises(TableError, match="2 problems in the tables"):
        validated(tables)


def test_a_missing_table_and_a_missing_column_are_named(corpus):
    tables = dict(corpus.tables)
    del tables["context"]
    tables["targets"] = tables["targets"].drop("quote")
    with pytest.raises(TableError) as caught:
        validated(tables)
    assert "context: table is missing." in str(caught.value)
    assert "targets: column quote is missing." in str(caught.value)


def test_two_rows_of_one_id_are_refused(corpus):
    targets = corpus.targets
    twice = {**corpus.tables, "targets": pl.concat([targets, targets.head(1)])}
    with pytest.raises(TableError, match="primary_key"):
        validated(twice)
