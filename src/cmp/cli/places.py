"""The folders that commands read and write, as options with the same words everywhere."""

from __future__ import annotations

from pathlib import Path

import click

_FOLDER = click.Path(file_okay=False, path_type=Path)

RAW = click.option(
    "--raw",
    type=_FOLDER,
    default=Path("data/raw"),
    show_default=True,
    help="Folder of articles, with articles.csv.",
)
TABLES = click.option(
    "--tables",
    type=_FOLDER,
    default=Path("data/processed"),
    show_default=True,
    help="Folder of the tables.",
)
NOTEBOOKS = click.option(
    "--notebooks",
    type=_FOLDER,
    default=Path("notebooks"),
    show_default=True,
    help="Folder of the notebooks, with reports.toml.",
)


def context_of(raw: Path) -> Path:
    """Where the figures for normalising stand: `context` beside the articles."""
    return raw.absolute().parent / "context"
