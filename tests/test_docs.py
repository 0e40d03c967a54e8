"""Documents are true: the README's commands and code run, the codebook names the columns."""

import re
import shlex

import pytest

import cmp
from cmp.cli import policycmp
from cmp.tables import SCHEMAS
from cmp.tables.exports.codes import codes_of
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CODEBOOK = (ROOT / "src/cmp/codebook/CODEBOOK.md").read_text("utf-8")


def test_the_readmes_python_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "亿元" in capsys.readouterr().out


def test_the_readmes_commands_exist():
    named = set(re.findall(r"`policycmp ([a-z]+)", README))
    assert named == set(policycmp.commands)


def test_the_readmes_exports_run(corpus, monkeypatch, tmp_path):
    commands = re.findall(r"^policycmp (export .*?) *#", README, re.MULTILINE)
    monkeypatch.chdir(tmp_path)
    corpus.save("data/processed")
    for command in commands:
        policycmp(shlex.split(command), standalone_mode=False)
    assert len(commands) == 4
    assert (tmp_path / "exports" / "datapackage.json").is_file()


def test_the_readme_lists_the_columns_that_stata_gets_as_numbers(corpus):
    [section] = re.findall(r"^## Exporting.*?(?=^## )", README, re.DOTALL | re.MULTILINE)
    named = re.findall(r"`([a-z]+)\.([a-z_]+)`", section)
    columns = [place for place in named if place[1] in SCHEMAS[place[0]].column_names()]
    assert columns == list(codes_of(corpus.tables, "en"))


def test_the_readmes_make_targets_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)(?:`|  )", README)) <= targets


def test_the_readmes_tables_are_the_corpus_tables():
    assert re.findall(r"^\| `([a-z]+)` \|", README, re.MULTILINE) == list(SCHEMAS)


def test_the_readmes_links_lead_somewhere():
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("table", ["targets", "measures"])
def test_the_codebooks_fields_are_columns(table):
    section = re.search(rf"^## {table}.*?(?=^## )", CODEBOOK, re.DOTALL | re.MULTILINE)
    rows = re.findall(r"^\| ([a-z_, ]+) \|", section[0], re.MULTILINE)
    fields = {name.strip() for row in rows for name in row.split(",")} - {"field"}
    assert fields <= set(SCHEMAS[table].column_names())


def test_every_public_name_is_there_and_documented():
    for name in cmp.__all__:
        assert getattr(cmp, name).__doc__, name
