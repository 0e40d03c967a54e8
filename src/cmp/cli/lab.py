"""`policycmp lab`: JupyterLab on the notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from cmp.cli.places import NOTEBOOKS, TABLES
from cmp.corpus import load
from cmp.errors import InputError

KERNEL = "policycmp"


@click.command(context_settings={"ignore_unknown_options": True})
@NOTEBOOKS
@TABLES
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def lab(context: click.Context, notebooks: Path, tables: Path, options: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab, with the kernel registered.

    OPTIONS go on to JupyterLab, for instance --no-browser or --port 8890.
    """
    if find_spec("jupyterlab") is None:
        raise InputError("JupyterLab is not installed. Install policycmp with its extra: [lab].")
    if not notebooks.is_dir():
        raise InputError(f"no folder {notebooks}. Go to the project's folder, or name --notebooks.")
    load(tables)  # says now, and not in a cell, that there are no tables
    register_kernel(Path(sys.prefix))
    command = [sys.executable, "-m", "jupyterlab", str(notebooks), *options]
    environment = {**os.environ, "POLICYCMP_TABLES": str(tables.absolute())}
    context.exit(subprocess.call(command, env=environment))


def register_kernel(prefix: Path) -> None:
    """A kernel of this very Python, so that notebooks find the package wherever Lab runs."""
    from ipykernel.kernelspec import install  # noqa: PLC0415 (half a second no other command needs)

    install(prefix=str(prefix), kernel_name=KERNEL, display_name="policycmp")
