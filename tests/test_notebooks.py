"""Notebooks in git are prose around public names: a question, parameters, no outputs, no paths."""

import ast
import json
import re

import pytest

import cmp
from cmp.render import read_plan
from cmp.wording import LANGUAGES
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def cells(path, kind, tag=None):
    notebook = json.loads(path.read_text("utf-8"))
    return [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["cell_type"] == kind and (tag is None or tag in cell["metadata"].get("tags", []))
    ]


def code_of(path):
    return ast.parse("\n".join(cells(path, "code")))


def test_there_are_the_five_notebooks():
    assert {path.stem for path in NOTEBOOKS} == {"corpus", "compare", "cluster", "targets", "city"}


def test_the_plan_renders_every_notebook():
    assert {report.notebook.name for report in read_plan(ROOT / "notebooks")} == {
        path.name for path in NOTEBOOKS
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestEachNotebook:
    def test_it_carries_no_outputs(self, path):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None

    def test_it_opens_with_a_question_in_each_language(self, path):
        for language in LANGUAGES:
            first = cells(path, "markdown", f"lang-{language}")[0]
            assert re.match(r"# [^\n]+[?？]", first)

    def test_it_says_the_same_number_of_things_in_each_language(self, path):
        counts = {len(cells(path, "markdown", f"lang-{language}")) for language in LANGUAGES}
        assert len(counts) == 1

    def test_it_has_one_parameters_cell_with_a_language(self, path):
        [parameters] = cells(path, "code", "parameters")
        assert 'language = "en"' in parameters

    def test_it_defines_nothing_and_names_no_path(self, path):
        for node in ast.walk(code_of(path)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "/" not in node.value

    def test_it_uses_public_names_only(self, path):
        used = {
            node.attr
            for node in ast.walk(code_of(path))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "cmp"
        }
        assert used <= set(cmp.__all__)
