"""A notebook's `parameters` cell → the names it sets and their defaults; nothing of it is run."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cmp.errors import ReportError

TAG = "parameters"


def notebook_parameters(notebook: Path) -> dict[str, Any]:
    """Names that the cell tagged `parameters` sets, with their defaults.

    A default that only a run could tell is None.

    Raises:
        ReportError: the notebook cannot be read, or its cell is no Python.
    """
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        tagged = [cell for cell in cells if TAG in cell.get("metadata", {}).get("tags", [])]
        source = "\n".join("".join(cell["source"]) for cell in tagged)
        return dict(_assigned(ast.parse(source)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError) as error:
        what = f"{notebook.name} cannot be read: {type(error).__name__}: {error}."
        raise ReportError(f"{what} Open it in JupyterLab and mend it.") from None


def _assigned(cell: ast.Module) -> Iterator[tuple[str, Any]]:
    for statement in cell.body:
        if isinstance(statement, ast.Assign):
            targets: list[ast.expr] = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        default = _default(statement.value)
        yield from ((target.id, default) for target in targets if isinstance(target, ast.Name))


def _default(value: ast.expr | None) -> Any:  # noqa: ANN401 (any literal)
    try:
        return None if value is None else ast.literal_eval(value)
    except ValueError:
        return None
