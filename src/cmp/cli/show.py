"""`policycmp show`: one target or measure, and the sentence it stands in."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click

from cmp.analysis.passages import Passage, find_passage, find_reasons
from cmp.cli.places import TABLES
from cmp.corpus import load

# Told by the sentence itself, or of no use to a reader.
_LEFT_OUT = {"doc", "text", "quote", "start", "end"}


# Columns of the reasons, in cells of a terminal.
_FIELD, _VALUE, _RULE = 16, 24, 52


@click.command()
@click.argument("row_id", metavar="ID")
@click.option(
    "--why",
    is_flag=True,
    help="Also show which rule and which words gave each field its value.",
)
@TABLES
def show(row_id: str, why: bool, tables: Path) -> None:
    """Show a target or measure with its sentence in the source, before and after repair.

    ID is what the columns `target` and `measure` of the tables hold.
    """
    passage = find_passage(load(tables), row_id)
    for line in (*_lines(passage), *(_reasons(passage) if why else ())):
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
    is_plain = Path(document["file"]).suffix == ".txt"
    where = document["file"] if is_plain else f"the text taken from {document['file']}"
    yield f"          characters {start}–{passage.row['raw_end']} of {where}"


def _reasons(passage: Passage) -> Iterator[str]:
    """One line a field: its value, the rule that gave it, and the words 「…」 it read."""
    yield ""
    yield "why"
    for reason in find_reasons(passage):
        value = passage.row[reason.field]
        shown = _padded("–" if value is None else str(value), _VALUE)
        rule = f"{reason.rule:<{_RULE}}「{reason.words}」" if reason.words else reason.rule
        yield f"{reason.field:<{_FIELD}}{shown}{rule}".replace("\n", " ")


def _padded(text: str, width: int) -> str:
    """The text and spaces to a width in cells, of which a Chinese character fills two."""
    cells = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(1, width - cells)


def _marked(text: str, start: int, end: int) -> str:
    """The text with the row's own part set off: in colour on a terminal, else in 【】."""
    middle = text[start:end]
    shown = click.style(middle, bold=True, fg="cyan") if sys.stdout.isatty() else f"【{middle}】"
    return (text[:start] + shown + text[end:]).replace("\r", "").replace("\n", " ")
