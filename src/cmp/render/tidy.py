"""An executed notebook as papermill leaves it → one to share, with nothing of the machine.

Keeps cells, parameters, outputs and their order; what is code or output is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

INJECTED = "injected-parameters"
# Papermill's own notes on a failure, which the command line has already printed.
NOTE = "papermill-error-cell-tag"


def tidied(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook without times, kernel names and log lines.

    >>> output = {"name": "stderr", "text": "/home/me/x.py: a warning"}
    >>> tidied({"cells": [{"metadata": {"papermill": {}}, "outputs": [output]}]})["cells"]
    [{'metadata': {}, 'outputs': []}]
    """
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    cells = [_cell(cell) for cell in notebook["cells"] if NOTE not in _tags(cell)]
    return {**notebook, "metadata": metadata, "cells": cells}


def last_run(notebook: Mapping[str, Any]) -> int:
    """The number that Lab shows beside the last code cell that was begun; 0 if none was."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and cell["source"]]
    # Of a notebook whose kernel has died, papermill marks the cells to come as completed too.
    return sum(bool(cell["metadata"].get("papermill", {}).get("start_time")) for cell in code)


def _tags(cell: Mapping[str, Any]) -> Sequence[str]:
    tags: Sequence[str] = cell["metadata"].get("tags", [])
    return tags


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    tags = _tags(cell)
    shown = {**cell, "metadata": {"tags": tags} if tags else {}}
    if INJECTED in tags:
        shown["id"] = INJECTED  # papermill's is another in each run
    if "outputs" in cell:
        shown["outputs"] = [o for o in cell["outputs"] if o.get("name") != "stderr"]
    return shown
