"""An export is written whole or not at all, says what it holds, and refuses what it cannot do."""

import os
import re
from pathlib import Path

import polars as pl
import pytest

from cmp.errors import BusyError, ExportError, InputError, TableError
from cmp.tables import SCHEMAS
from cmp.tables.exports import FORMATS, export_tables, stata, write_files
from cmp.tables.staging import exclusive

ENDINGS = {
    "xlsx": {".xlsx"},
    "dta": {".dta"},
    "csv": {".csv"},
    "parquet": {".parquet"},
    "datapackage": {".csv", ".json"},
}


def names(folder):
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_format_writes_its_files_and_a_readme(corpus, tmp_path, kind):
    files = export_tables(corpus.tables, tmp_path / "out", formats=[kind])
    assert {file.name for file in files} == names(tmp_path / "out")
    assert files[-1].name == "README.txt"
    assert {file.suffix for file in files[:-1]} == ENDINGS[kind]


def test_every_format_together_writes_no_file_twice(exported):
    assert len(names(exported)) == 4 * len(SCHEMAS) + 3


def test_parquet_holds_the_very_tables(corpus, exported):
    for name, frame in corpus.tables.items():
        read = pl.read_parquet(exported / f"{name}.parquet")
        assert read.equals(frame)
        assert read.schema == frame.schema


def test_an_earlier_export_is_replaced(corpus, tmp_path):
    export_tables(corpus.tables, tmp_path / "out", formats=["dta"])
    export_tables(corpus.tables, tmp_path / "out", formats=["xlsx"])
    assert names(tmp_path / "out") == {"policycmp.xlsx", "README.txt"}


def test_an_export_that_fails_leaves_the_last_one(corpus, tmp_path, monkeypatch):
    export_tables(corpus.tables, tmp_path / "out", formats=["xlsx"])
    monkeypatch.setattr(stata, "FORMAT_118", 7)  # no such format: the writer refuses it
    with pytest.raises(ExportError, match=r"cities\.dta cannot be written as a Stata file"):
        export_tables(corpus.tables, tmp_path / "out", formats=["xlsx", "dta"])
    assert names(tmp_path / "out") == {"policycmp.xlsx", "README.txt"}
    assert names(tmp_path) <= {"out", ".out.lock"}


def test_a_full_disk_is_said_once_and_leaves_the_last_export(corpus, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    export_tables(corpus.tables, tmp_path / "out", formats=["csv"])
    before = names(tmp_path / "out")
    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(ExportError, match=r"into .*/out: No space left on device\. Name a folder"):
        export_tables(corpus.tables, tmp_path / "out", formats=["parquet"])
    assert names(tmp_path / "out") == before


def test_a_folder_that_cannot_be_made_is_said_clearly(corpus, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ExportError, match=r"cannot be written into .*/file/out: "):
        export_tables(corpus.tables, tmp_path / "file" / "out")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said_clearly(corpus, tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(ExportError, match="Permission denied"):
        export_tables(corpus.tables, tmp_path / "out")


@pytest.mark.parametrize("file", ["thesis.docx", "articles.csv", "my_targets.csv", "build.json"])
def test_a_folder_with_other_files_is_not_replaced(corpus, tmp_path, file):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / file).write_text("years of work")
    with pytest.raises(InputError, match=re.escape(file)):
        export_tables(corpus.tables, tmp_path / "out")
    assert names(tmp_path / "out") == {file}


def test_the_folder_of_the_tables_themselves_is_not_replaced(corpus, tmp_path):
    corpus.save(tmp_path / "tables")
    before = names(tmp_path / "tables")
    with pytest.raises(InputError, match="which this command did not write"):
        export_tables(corpus.tables, tmp_path / "tables")
    assert names(tmp_path / "tables") == before


def test_a_second_run_at_the_same_time_is_told_so(corpus, tmp_path):
    with exclusive(tmp_path / "out"), pytest.raises(BusyError):
        export_tables(corpus.tables, tmp_path / "out")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"formats": ["xls"]}, "no format 'xls' to export in. Did you mean 'xlsx'?"),
        ({"formats": ["sas"]}, "There are xlsx, dta, csv, parquet, datapackage."),
        ({"language": "de"}, "no language 'de' to export in."),
    ],
)
def test_an_unknown_format_or_language_is_refused_with_a_hint(corpus, tmp_path, options, hint):
    with pytest.raises(ExportError, match=re.escape(hint)):
        export_tables(corpus.tables, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_a_missing_table_is_refused(corpus, tmp_path):
    tables = {name: frame for name, frame in corpus.tables.items() if name != "context"}
    with pytest.raises(TableError, match="context: table is missing"):
        export_tables(tables, tmp_path / "out")


def test_a_page_that_stages_its_own_folder_gets_the_files_and_no_lock(corpus, tmp_path):
    files = write_files(corpus.tables, tmp_path, formats=["xlsx", "datapackage"])
    assert {file.name for file in files} == names(tmp_path)


def test_progress_hears_of_each_format(corpus, tmp_path):
    heard = []

    def step(*said):
        heard.append(said)

    export_tables(corpus.tables, tmp_path / "out", formats=["parquet", "csv"], progress=step)
    assert heard == [("csv", 1, 2), ("parquet", 2, 2)]


def test_the_readmes_lines_of_python_run(exported, monkeypatch):
    monkeypatch.chdir(exported)
    text = Path("README.txt").read_text("utf-8-sig")
    lines = re.findall(r"^Python: (.*)$", text, re.MULTILINE)
    assert len(lines) == len(FORMATS)
    for line in lines:
        module = line.split(".")[0]
        eval(line, {module: __import__(module)})


def test_the_readme_names_only_what_was_written_and_speaks_the_language(corpus, tmp_path):
    export_tables(corpus.tables, tmp_path / "out", formats=["dta"], language="zh")
    text = (tmp_path / "out" / "README.txt").read_text("utf-8-sig")
    assert "haven::read_dta" in text
    assert "policycmp.xlsx" not in text
    assert "代码列为带值标签的数字：cities.level" in text
