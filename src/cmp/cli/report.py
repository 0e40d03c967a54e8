"""`policycmp report`: tables → executed notebooks → HTML site."""

from __future__ import annotations

from pathlib import Path

import click

from cmp.cli.build import build_tables, summary
from cmp.cli.places import NOTEBOOKS, RAW, TABLES, context_of
from cmp.cli.progress import progress
from cmp.corpus import Corpus, is_current, load
from cmp.render import ReportOptions, read_plan, render_reports, select
from cmp.wording import LANGUAGES


@click.command()
@RAW
@TABLES
@NOTEBOOKS
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("reports"),
    show_default=True,
    help="Folder to write the site into.",
)
@click.option(
    "--only", multiple=True, metavar="NAME", help="Render these reports, keep the others."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    nargs=2,
    multiple=True,
    metavar="NAME VALUE",
    help="Set a notebook parameter; VALUE is read as YAML, as papermill does.",
)
@click.argument("more", nargs=-1, metavar="")
def report(
    raw: Path,
    tables: Path,
    notebooks: Path,
    out: Path,
    only: tuple[str, ...],
    language: str,
    parameters: tuple[tuple[str, str], ...],
    more: tuple[str, ...],
) -> None:
    """Build the tables if needed, run the notebooks, and write the HTML site.

    A notebook that fails leaves the last good report in place; the failed notebook is kept for
    inspection.
    """
    if more and not only:
        raise click.UsageError(f"unexpected {more[0]!r}. Name reports behind --only.")
    select(read_plan(notebooks), (*only, *more))  # says now, and not after the build, what is wrong
    corpus = _tables(raw, tables)
    with progress("rendering") as step:
        options = ReportOptions(
            only=(*only, *more), language=language, parameters=dict(parameters), progress=step
        )
        pages = render_reports(corpus, tables, notebooks, out, options=options)
    click.echo(f"{len(pages)} pages; open {out / 'index.html'}")


def _tables(raw: Path, tables: Path) -> Corpus:
    """The tables of these articles, built anew where an input has changed since the last build."""
    if is_current(tables, raw, context_of(raw)):
        click.echo(f"tables in {tables} are up to date", err=True)
        return load(tables)
    corpus = build_tables(raw, tables)
    for line in summary(corpus):
        click.echo(line, err=True)
    return corpus
