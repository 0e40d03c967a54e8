"""`policycmp check`: every mistake in the data files, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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

Check = Callable[[], object]
UNCHECKED = "note: articles, context and tables were not checked; mend these, then policycmp check"


@click.command()
@RAW
@TABLES
@NOTEBOOKS
@click.pass_context
def check(context: click.Context, raw: Path, tables: Path, notebooks: Path) -> None:
    """Check codebook, wording, articles.csv, context figures, report plan and tables.

    Prints every mistake with its file, line and remedy; exits 1 if there is one.
    """
    unreadable = _messages([load_vocabulary, load_wording])
    data = [] if unreadable else _of_data(raw, tables)
    messages = [*unreadable, *_messages([lambda: read_plan(notebooks), *data])]
    for message in messages:
        click.echo(message, err=True)
    if unreadable:
        click.echo(UNCHECKED, err=True)
    if messages:
        context.exit(1)
    click.echo("no mistakes found")
    if any(tables.glob("*.parquet")) and not is_current(tables, raw, context_of(raw)):
        click.echo(f"note: the tables in {tables} are older than their inputs; policycmp build")


def _of_data(raw: Path, tables: Path) -> Iterator[Check]:
    """The checks that read words of the codebook."""
    yield lambda: scan_folder(raw, load_vocabulary())
    yield lambda: read_context(context_of(raw), load_vocabulary())
    if any(tables.glob("*.parquet")):
        yield lambda: load(tables)


def _messages(checks: Iterable[Check]) -> list[str]:
    return [message for message in map(_message, checks) if message]


def _message(step: Check) -> str:
    """What a step refuses, "" where it passes."""
    try:
        step()
    except CmpError as error:
        return str(error)
    return ""
