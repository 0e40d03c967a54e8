"""Documents are true: the README's commands and code run, the codebook names the columns."""

import re

import pytest

import cmp
from cmp.cli import policycmp
from cmp.tables import SCHEMAS
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
