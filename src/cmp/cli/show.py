"""`policycmp show`: one target or measure, and the sentence it stands in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from cmp.analysis.passages import Passage, find_passage
from cmp.cli.places import TABLES
from cmp.corpus import load

# Told by the sentence itself, or of no use to a reader.
_LEFT_OUT = {"doc", "text", "quote", "start", "end"}


@click.command()
@click.argument("row_id", metavar="ID")
@TABLES
def show(row_id: str, tables: Path) -> None:
    """Show a target or measure with its sentence in the source, before and after repair.

    ID is what the columns `target` and `measure` of the tables hold.
    """
    passage = find_passage(load(tables), row_id)
    for line in _lines(passage):
        click.echo(line)


def _lines(passage: Passage) -> Iterator[str]:
    document = passage.document
    title = f"《{document['title']}》" if document["title"] else ""
    yield f"{passage.kind} {passage.row[passage.kind]}"
    yield f"article   {document['doc']} {title} {document['published']}, file {document['file']}"
    for name, value in passage.row.items():
        if name not in _LEFT_OUT and name != passage.kind and value is not None:
            yield f"{name:<16}{value}"
    yield ""
    yield "repaired  " + _marked(passage.clean, *passage.mark)
    yield "printed   " + _marked(passage.raw, *passage.raw_mark)
    start = passage.row["raw_start"]
    yield f"          characters {start}–{passage.row['raw_end']} of {document['file']}"


def _marked(text: str, start: int, end: int) -> str:
    """The text with the row's own part set off: in colour on a terminal, else in 【】."""
    middle = text[start:end]
    shown = click.style(middle, bold=True, fg="cyan") if sys.stdout.isatty() else f"【{middle}】"
    return (text[:start] + shown + text[end:]).replace("\r", "").replace("\n", " ")
