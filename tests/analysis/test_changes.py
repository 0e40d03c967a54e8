"""Two states of the tables tell exactly what is new, changed and withdrawn."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp.analysis.changes import compare_tables, content_digest


@pytest.fixture(scope="module")
def tables(corpus):
    return corpus.tables


def with_value(frame, target, value):
    is_it = pl.col("target") == target
    return frame.with_columns(value=pl.when(is_it).then(value).otherwise("value"))


def test_nothing_differs_from_itself(tables):
    found = compare_tables(tables, tables)
    assert found.is_empty
    assert found.fields.is_empty()


def test_another_article_brings_its_rows_and_no_others(tables):
    doc = "rugao-2023-essay"
    before = {
        name: frame.filter(pl.col("doc") != doc) if "doc" in frame.columns else frame
        for name, frame in tables.items()
    }
    found = compare_tables(before, tables)
    for table, key in (("documents", "doc"), ("targets", "target"), ("measures", "measure")):
        expected = tables[table].filter(pl.col("doc") == doc)[key].to_list()
        assert found.rows(table, "new")[key].to_list() == expected
        assert found.rows(table, "changed").is_empty()
        assert found.rows(table, "withdrawn").is_empty()
    back = compare_tables(tables, before)
    assert back.counts["n_targets_withdrawn"] == found.counts["n_targets_new"] > 0


def test_a_changed_row_says_which_field_was_what(tables):
    row = tables["targets"].row(3, named=True)
    before = tables | {"targets": with_value(tables["targets"], row["target"], 999.0)}
    found = compare_tables(before, tables)
    assert found.counts["n_targets_changed"] == sum(found.counts.values()) == 1
    assert found.fields.rows(named=True) == [
        {
            "table": "targets",
            "id": row["target"],
            "doc": row["doc"],
            "field": "value",
            "before": "999",
            "after": f"{row['value']:g}",
        }
    ]


def test_a_field_that_becomes_null_is_a_change(tables):
    row = tables["targets"].drop_nulls("period").row(0, named=True)
    is_it = pl.col("target") == row["target"]
    period = pl.when(is_it).then(None).otherwise("period").alias("period")
    after = tables | {"targets": tables["targets"].with_columns(period)}
    [field] = compare_tables(tables, after).fields.rows(named=True)
    assert (field["field"], field["before"], field["after"]) == ("period", row["period"], None)


def test_rows_that_an_edit_above_has_moved_are_the_same_rows(tables):
    moved = {
        table: tables[table].with_columns(
            pl.col("start", "end", "raw_start", "raw_end") + 7, pl.col(key) + "0"
        )
        for table, key in (("targets", "target"), ("measures", "measure"))
    }
    assert compare_tables(tables, tables | moved).is_empty
    assert content_digest(tables | moved) == content_digest(tables)


def test_of_two_equal_sentences_the_one_that_went_is_withdrawn(tables):
    twice = tables["targets"].head(1)
    twice = pl.concat(
        [twice, twice.with_columns(target=pl.lit("later"), start=pl.lit(9_000, pl.Int64))]
    )
    before = tables | {"targets": twice}
    for kept, gone in ((0, "later"), (1, twice["target"][0])):
        found = compare_tables(before, tables | {"targets": twice[kept]})
        assert found.rows("targets", "withdrawn")["target"].to_list() == [gone]


def test_a_sentence_that_stands_once_more_is_new_once(tables):
    once = tables["targets"].head(1)
    moved = [once.with_columns(target=pl.lit(f"m{n}"), start=pl.lit(n, pl.Int64)) for n in (5, 900)]
    found = compare_tables(tables | {"targets": once}, tables | {"targets": pl.concat(moved)})
    assert found.rows("targets", "new")["target"].to_list() == ["m900"]
    assert found.counts["n_targets_withdrawn"] == 0


def test_a_column_that_an_older_version_did_not_have_is_not_compared(tables):
    older = tables | {"targets": tables["targets"].drop("commitment", "measure_type")}
    assert compare_tables(older, tables).is_empty


def test_a_code_that_an_older_version_had_is_withdrawn_as_it_was(tables):
    statuses = pl.Enum(["target", "actual", "structure", "rule", "wish"])
    row = tables["targets"].head(1)
    older = row.with_columns(
        status=pl.lit("wish").cast(statuses), target=pl.lit("old"), quote=pl.lit("x")
    )
    found = compare_tables(tables | {"targets": older}, tables)
    assert found.rows("targets", "withdrawn")["status"].to_list() == ["wish"]


@given(st.sets(st.integers(0, 104)), st.sets(st.integers(0, 104)))
def test_new_and_withdrawn_are_what_one_has_and_the_other_has_not(tables, had, has):
    targets = tables["targets"]
    before = tables | {"targets": targets[sorted(had)]}
    after = tables | {"targets": targets[sorted(has)]}
    found = compare_tables(before, after)
    ids = targets["target"].to_list()
    assert set(found.rows("targets", "new")["target"]) == {ids[n] for n in has - had}
    assert set(found.rows("targets", "withdrawn")["target"]) == {ids[n] for n in had - has}
    assert found.is_empty == (had == has) == (content_digest(before) == content_digest(after))
