"""What a plan sets must be a parameter of its notebook; the notebook is read and never run."""

import pytest

from cmp.errors import ReportError
from cmp.render.parameters import notebook_parameters
from cmp.render.plan import read_plan

from .conftest import notebook


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('k = 5\ncity = "321100"', {"k": 5, "city": "321100"}),
        ("k: int = 5", {"k": 5}),
        ("k = -1", {"k": -1}),
        ("# a comment\nk = None", {"k": None}),
        ("k = 2 * 3", {"k": None}),
        ("a = b = 1", {"a": 1, "b": 1}),
        ("print('not a parameter')", {}),
    ],
)
def test_names_and_defaults_of_the_cell_are_found(tmp_path, cell, found):
    notebook(tmp_path / "a.ipynb", ("code", cell, "parameters"), ("code", "later = 1"))
    assert notebook_parameters(tmp_path / "a.ipynb") == found


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', "\ufeff"])
def test_a_file_that_is_no_notebook_is_refused_by_name(tmp_path, text):
    (tmp_path / "a.ipynb").write_text(text, "utf-8")
    with pytest.raises(ReportError, match=r"a\.ipynb cannot be read"):
        notebook_parameters(tmp_path / "a.ipynb")


def test_a_cell_that_is_no_python_is_refused_by_name(tmp_path):
    notebook(tmp_path / "a.ipynb", ("code", "k = = 1", "parameters"))
    with pytest.raises(ReportError, match=r"a\.ipynb cannot be read"):
        notebook_parameters(tmp_path / "a.ipynb")


PLAN = '[[report]]\nname = "{name}"\nnotebook = "all.ipynb"\ntitle = "A"\n{more}\n'


@pytest.mark.parametrize(
    ("name", "more", "message"),
    [
        ("a", "parameters = {wods = 1}", "no parameter 'wods'. Did you mean 'words'?"),
        ("a", 'each = "city"', "no parameter 'city'. There are language, words."),
        ("index", "", "'index' cannot be the name of a page"),
        ("../a", "", "'../a' cannot be the name of a page"),
        ("扬州", "", "'扬州' cannot be the name of a page"),
    ],
)
def test_a_plan_that_could_not_be_rendered_is_refused(notebooks, name, more, message):
    (notebooks / "reports.toml").write_text(PLAN.format(name=name, more=more), "utf-8")
    with pytest.raises(ReportError) as caught:
        read_plan(notebooks)
    assert message in str(caught.value)


def test_every_mistake_of_a_plan_is_told_at_once(notebooks):
    plan = PLAN.format(name="a", more="ech = 1") + PLAN.format(name="a", more="each = 1")
    (notebooks / "reports.toml").write_text(plan, "utf-8")
    with pytest.raises(ReportError, match="3 problems"):
        read_plan(notebooks)
