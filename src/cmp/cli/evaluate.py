"""`policycmp evaluate`: tables against hand-coded ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from cmp.analysis.agreement import Agreement, agreement
from cmp.cli.places import TABLES
from cmp.corpus import load
from cmp.tables.gold import read_gold


@click.command()
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@TABLES
@click.option("--misses", is_flag=True, help="List every row on which the two disagree.")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON, for programs.")
def evaluate(gold: Path, tables: Path, misses: bool, as_json: bool) -> None:
    """Compare the tables with hand-coded ones in the folder GOLD.

    Prints precision, recall and F1 of what was found, the share of each field that agrees, and
    Cohen's kappa of the instruments, each with its 95 % interval over rows.
    """
    found = agreement(load(tables).tables, read_gold(gold))
    if as_json:
        click.echo(json.dumps(found.figures.to_dicts(), ensure_ascii=False, indent=1))
        return
    for line in _figures(found):
        click.echo(line)
    if misses:
        for line in _misses(found):
            click.echo(line)


def _figures(found: Agreement) -> Iterator[str]:
    yield f"{'table':<12}{'figure':<20}{'value':>7}  {'95 % interval':<16}{'n':>5}"
    for row in found.figures.iter_rows(named=True):
        known = row["low"] is not None
        interval = f"{row['low']:.3f}–{row['high']:.3f}" if known else ""
        name = f"{row['table']:<12}{row['figure']:<20}"
        yield f"{name}{row['value']:>7.3f}  {interval:<16}{row['n']:>5}"


def _misses(found: Agreement) -> Iterator[str]:
    yield ""
    for row in found.misses.iter_rows(named=True):
        codes = (
            f" {row['field']} coded {row['coded']}, found {row['found']}" if row["field"] else ""
        )
        yield f"{row['kind']:<7}{row['table']} {row['doc']}{codes}: {row['words']}"
