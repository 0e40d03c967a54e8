"""datapackage.json: true of the CSV files beside it, and strict enough to find broken ones."""

import hashlib
import json

import frictionless
import polars as pl
import pytest

from cmp.tables import SCHEMAS
from cmp.tables.exports import export_tables


@pytest.fixture
def folder(corpus, tmp_path):
    """A data package of the five articles, to be broken."""
    export_tables(corpus.tables, tmp_path / "out", formats=["datapackage"])
    return tmp_path / "out"


def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def resource(folder, name):
    return next(r for r in descriptor(folder)["resources"] if r["name"] == name)


def fields(folder, name):
    return {field["name"]: field for field in resource(folder, name)["schema"]["fields"]}


def errors(folder, **options):
    """Kinds of error that a validator finds, by file and column."""
    report = frictionless.validate(str(folder / "datapackage.json"), **options)
    found = report.flatten(["type", "fieldName"])
    return {(kind, column) for kind, column in found}


def changed(folder, name, **columns):
    """Write a table anew with the first row changed, and take back what is said of its bytes."""
    frame = pl.read_csv(folder / f"{name}.csv", infer_schema=False)
    first = frame.head(1).with_columns(pl.lit(v, pl.String).alias(c) for c, v in columns.items())
    pl.concat([first, frame.slice(1)]).write_csv(folder / f"{name}.csv")


@pytest.mark.parametrize("which", ["exported", "exported_naughty"])
def test_a_validator_finds_no_error(which, request):
    assert errors(request.getfixturevalue(which)) == set()


def test_a_validator_finds_no_error_in_tables_without_rows(empty, tmp_path):
    export_tables(empty, tmp_path / "out", formats=["datapackage"])
    assert errors(tmp_path / "out") == set()
    assert "sources" not in descriptor(tmp_path / "out")


@pytest.mark.parametrize(
    ("table", "columns", "expected"),
    [
        ("targets", {"status": "promise"}, ("constraint-error", "status")),
        ("targets", {"value": "many"}, ("type-error", "value")),
        ("targets", {"period": "soon"}, ("constraint-error", "period")),
        ("targets", {"start": "-1"}, ("constraint-error", "start")),
        ("targets", {"doc": "nowhere"}, ("foreign-key", None)),
        ("targets", {"measure": "nowhere"}, ("foreign-key", None)),
        ("documents", {"city": "999999"}, ("foreign-key", None)),
        ("documents", {"city": "3211000"}, ("constraint-error", "city")),
        ("cities", {"name_zh": None}, ("constraint-error", "name_zh")),
        ("cities", {"longitude": "200"}, ("constraint-error", "longitude")),
    ],
)
def test_a_validator_finds_a_broken_row(folder, table, columns, expected):
    changed(folder, table, **columns)
    assert expected in errors(folder, skip_errors=["hash-count", "byte-count"])


def test_a_row_that_stands_twice_is_found(folder):
    path = folder / "targets.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", "utf-8")
    assert ("primary-key", None) in errors(folder, skip_errors=["hash-count", "byte-count"])


def test_hash_and_size_are_those_of_the_file(folder):
    for name in SCHEMAS:
        said, content = resource(folder, name), (folder / f"{name}.csv").read_bytes()
        assert said["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert said["bytes"] == len(content)


def test_columns_are_described_with_title_unit_and_codes(folder):
    targets = fields(folder, "targets")
    assert list(targets) == SCHEMAS["targets"].column_names()
    assert targets["start"]["title"] == "Start of the number in the clean text"
    assert targets["start"]["unit"] == "characters"
    assert targets["commitment"]["categories"][1] == {"value": "aspired", "label": "aspired"}
    assert targets["status"]["constraints"]["enum"] == ["target", "actual", "structure", "rule"]


def test_rows_refer_to_rows_of_other_tables(folder):
    keys = resource(folder, "targets")["schema"]["foreignKeys"]
    assert [(key["fields"], key["reference"]["resource"]) for key in keys] == [
        (["city"], "cities"),
        (["doc"], "documents"),
        (["measure"], "measures"),
    ]


def test_an_empty_text_differs_from_an_absent_one(exported_naughty):
    package = frictionless.Package(str(exported_naughty / "datapackage.json"))
    repairs = package.get_resource("repairs").read_rows()
    documents = package.get_resource("documents").read_rows()
    assert [row["after"] for row in repairs] == ["", "。", "\n"]
    assert documents[0]["publisher"] is None


def test_the_articles_are_the_sources(corpus, folder):
    said = " ".join(source["title"] for source in descriptor(folder)["sources"])
    assert len(descriptor(folder)["sources"]) == corpus.documents.height
    assert all(file in said for file in corpus.documents["file"])
