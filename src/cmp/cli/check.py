"""`policycmp check`: every mistake in the data files, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from cmp.cli.places import NOTEBOOKS, RAW, TABLES, context_of
from cmp.corpus import is_current, load
from cmp.errors import CmpError
from cmp.read import scan_folder
from cmp.render import read_plan
from cmp.tables import read_context
from cmp.vocabulary import load_vocabulary
from cmp.wording import load_wording


@click.command()
@RAW
@TABLES
@NOTEBOOKS
@click.pass_context
def check(context: click.Context, raw: Path, tables: Path, notebooks: Path) -> None:
    """Check codebook, wording, articles.csv, context figures, report plan and tables.

    Prints every mistake with its file, line and remedy; exits 1 if there is one.
    """
    messages = list(_mistakes(raw, tables, notebooks))
    for message in messages:
        click.echo(message, err=True)
    if messages:
        context.exit(1)
    click.echo("no mistakes found")
    if any(tables.glob("*.parquet")) and not is_current(tables, raw, context_of(raw)):
        click.echo(f"note: the tables in {tables} are older than their inputs; policycmp build")


def _mistakes(raw: Path, tables: Path, notebooks: Path) -> Iterator[str]:
    checks: list[Callable[[], object]] = [load_vocabulary, load_wording]
    if not any(map(_fails, checks)):
        checks += [
            lambda: scan_folder(raw, load_vocabulary()),
            lambda: read_context(context_of(raw), load_vocabulary()),
            lambda: read_plan(notebooks),
        ]
        if any(tables.glob("*.parquet")):
            checks.append(lambda: load(tables))
    yield from (message for message in map(_message, checks) if message)


def _fails(step: Callable[[], object]) -> bool:
    return bool(_message(step))


def _message(step: Callable[[], object]) -> str:
    """What a step refuses, "" where it passes."""
    try:
        step()
    except CmpError as error:
        return str(error)
    return ""
