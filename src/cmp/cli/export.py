"""`policycmp export`: tables → files for Excel, Stata, R and Python."""

from __future__ import annotations

from pathlib import Path

import click

from cmp.cli.places import TABLES
from cmp.cli.progress import progress
from cmp.corpus import load
from cmp.tables.exports import FORMATS, export_tables
from cmp.wording import LANGUAGES


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--to",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="A format to write, may be given several times; every format where none is given.",
)
@TABLES
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of labels, names of codes and notes.",
)
def export(folder: Path, formats: tuple[str, ...], tables: Path, language: str) -> None:
    """Write the tables into the folder DIR for Excel, Stata, R and Python.

    \b
    xlsx         one workbook: a sheet for each table, with codebook and notes
    dta          Stata files with labelled columns and codes
    csv          two files a table: one for programs, one that opens right in Excel
    parquet      typed files for Python and R
    datapackage  plain CSV files with datapackage.json, which describes and checks them

    README.txt in DIR says which file is for which program. An earlier export in DIR is replaced; a
    folder that holds anything else is refused.
    """  # noqa: D301 (click takes the sign before a list that keeps its lines from the docstring)
    corpus = load(tables)
    with progress("exporting") as step:
        files = export_tables(
            corpus.tables, folder, formats=formats or FORMATS, language=language, progress=step
        )
    counts = ", ".join(f"{frame.height} {name}" for name, frame in corpus.tables.items())
    click.echo(f"{len(files)} files in {folder}: {counts}; README.txt says what opens which")
