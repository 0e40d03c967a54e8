"""A shared notebook says nothing of the machine that ran it, and is the same after each run."""

import json

from cmp.render.tidy import last_run, tidied


def code(source="1", start="2024-01-01", tags=(), outputs=()):
    papermill = {"status": "completed", "start_time": start, "duration": 1}
    metadata = {"papermill": papermill, "tags": list(tags), "execution": {"iopub": "x"}}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": list(outputs)}


def executed(*cells):
    metadata = {
        "papermill": {"input_path": "/home/me/a.ipynb"},
        "kernelspec": {"name": "policycmp-report", "display_name": "x"},
        "language_info": {"name": "python", "version": "3.11.7"},
    }
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def test_paths_times_and_versions_go_and_tags_stay():
    tidy = tidied(executed(code(tags=["parameters"])))
    text = json.dumps(tidy)
    for word in ("/home/me", "2024", "papermill", "3.11.7", "policycmp-report", "iopub"):
        assert word not in text
    assert tidy["cells"][0]["metadata"] == {"tags": ["parameters"]}


def test_log_lines_go_and_what_the_notebook_says_stays():
    said = {"output_type": "stream", "name": "stdout", "text": "said"}
    warned = {"output_type": "stream", "name": "stderr", "text": "/x/y.py:1: warned"}
    [cell] = tidied(executed(code(outputs=[warned, said])))["cells"]
    assert cell["outputs"] == [said]


def test_the_cell_of_given_parameters_has_the_same_id_in_each_run():
    first, second = (
        tidied(executed({**code(tags=["injected-parameters"]), "id": random}))["cells"][0]["id"]
        for random in ("a1b2", "c3d4")
    )
    assert first == second


def test_the_notebook_given_is_not_changed():
    notebook = executed(code())
    before = json.dumps(notebook)
    tidied(notebook)
    assert json.dumps(notebook) == before


def test_the_cell_begun_last_has_the_number_that_lab_shows():
    cells = [code(), code(source=""), code(), code(start=None)]
    words = {"cell_type": "markdown", "source": "x", "metadata": {}}
    assert last_run(executed(words, *cells)) == 2
    assert last_run(executed(words)) == 0
