"""Every column has a label and every code a name, in both languages."""

import csv

import pytest

from cmp.tables import SCHEMAS
from cmp.tables.exports.fields import described
from cmp.vocabulary import load_vocabulary
from cmp.wording import FOLDER, LANGUAGES

# Stata's limit of a variable label, in characters.
LABEL_LIMIT = 80


@pytest.fixture(params=LANGUAGES)
def fields(request, corpus):
    found = described(corpus.tables, request.param)
    return {(table, field.name): field for table in found for field in found[table]}


def test_every_column_of_every_schema_has_a_label_that_stata_takes(fields):
    assert list(fields) == [(t, c) for t, schema in SCHEMAS.items() for c in schema.column_names()]
    assert all(0 < len(field.label) <= LABEL_LIMIT for field in fields.values())


def test_no_two_columns_of_a_table_have_the_same_label(fields):
    labels = [(field.table, field.label) for field in fields.values()]
    assert len(set(labels)) == len(labels)


def test_a_code_without_a_name_is_only_that_of_a_figure_outside_the_codebook(corpus):
    found = described(corpus.tables, "zh")
    codes = {
        (f.table, code, name)
        for table in found.values()
        for f in table
        for code, name in f.codes.items()
    }
    nameless = {(table, code) for table, code, name in codes if code == name}
    listed = set(load_vocabulary().indicators)
    own = set(corpus.context["indicator"]) - listed
    assert nameless == {(table, code) for table in ("context", "targets") for code in own}


def test_columns_of_places_name_their_unit(fields):
    for (_, name), field in fields.items():
        if name.endswith(("start", "end", "_chars")):
            assert field.unit


def test_the_wording_says_nothing_of_columns_that_do_not_exist():
    with (FOLDER / "columns.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    columns = {f"{t}.{c}" for t, schema in SCHEMAS.items() for c in schema.column_names()}
    known = columns | {f"table.{table}" for table in SCHEMAS}
    said = {f"{key}.{what}" for key in known for what in ("about", "unit")}
    assert known <= set(keys) <= known | said
