"""`policycmp report`: tables → executed notebooks → HTML site."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import click

from cmp.cli.build import build_tables, summary
from cmp.cli.places import NOTEBOOKS, RAW, TABLES, context_of
from cmp.cli.progress import progress
from cmp.corpus import Corpus, current_inputs, is_current, load
from cmp.render import ReportOptions, plan_jobs, read_plan, render_reports, select
from cmp.render.clock import now
from cmp.render.due import Every, due_by_inputs, due_by_pages, oldest, parse_every
from cmp.render.record import input_digests, read_record
from cmp.wording import LANGUAGES


class Places(NamedTuple):
    """The folders that a report reads and writes."""

    raw: Path
    tables: Path
    notebooks: Path
    out: Path


def _every(_context: click.Context, _option: click.Parameter, value: str | None) -> Every | None:
    """The interval that a word or a number of days names."""
    every = parse_every(value) if value else None
    if value and every is None:
        raise click.BadParameter(f"{value!r} is none of daily, weekly, monthly, 1 to 3660.")
    return every


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
@click.option(
    "--due",
    is_flag=True,
    help="Render only if an input, a parameter, the language or --every says so; for schedules.",
)
@click.option(
    "--every",
    metavar="DAYS|daily|weekly|monthly",
    callback=_every,
    help="With --due: also when this has passed since the last report, though nothing has "
    "changed. weekly is once a calendar week, from Monday; a number counts days.",
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
    due: bool,
    every: Every | None,
    more: tuple[str, ...],
) -> None:
    """Build the tables if needed, run the notebooks, and write the HTML site.

    A notebook that fails leaves the last good report in place; the failed notebook is kept for
    inspection. changes.html lists what is new, changed and withdrawn since the last report.

    With --due, a run that has nothing to do says why and when it next has, and exits 0. Where the
    output is no terminal, a line with the time comes first.
    """
    if more and not only:
        raise click.UsageError(f"unexpected {more[0]!r}. Name reports behind --only.")
    if every and not due:
        raise click.UsageError("--every is of use with --due only.")
    select(read_plan(notebooks), (*only, *more))  # says now, and not after the build, what is wrong
    options = ReportOptions((*only, *more), language, dict(parameters), now=now())
    if due and not _is_due(Places(raw, tables, notebooks, out), options, every or Every()):
        return
    corpus = _tables(raw, tables)
    with progress("rendering") as step:
        wanted = replace(options, progress=step)
        pages = render_reports(corpus, tables, notebooks, out, options=wanted)
    click.echo(f"{len(pages)} pages; open {out / 'index.html'}")


def _is_due(places: Places, options: ReportOptions, every: Every) -> bool:
    """Whether to render; says why, or why not."""
    moment = options.now or now()
    if not sys.stderr.isatty():
        click.echo(f"{moment.isoformat(timespec='seconds')} policycmp report --due", err=True)
    record = read_record(places.out)
    made_of = current_inputs(places.raw, context_of(places.raw))
    reasons = due_by_inputs(record, input_digests(made_of, places.notebooks))
    if record and not reasons:
        corpus = _tables(places.raw, places.tables, quiet=True)
        jobs = plan_jobs(corpus, places.notebooks, options)
        reasons = due_by_pages(record, jobs, places.out)
        made_at = moment if reasons else oldest(record, jobs)
        if every.has_passed(made_at, moment):
            reasons = [f"{every}, and the last report is of {made_at:%Y-%m-%d %H:%M}"]
        elif not reasons:
            click.echo(_nothing_due(made_at.astimezone(moment.tzinfo), every))
    for reason in reasons:
        click.echo(f"due: {reason}", err=True)
    return bool(reasons)


def _nothing_due(made_at: datetime, every: Every) -> str:
    same = "articles, figures, codebook, notebooks and parameters are those of the last report"
    then = "when one of them changes"
    if every.days:
        then = f"on {every.next(made_at.date())}, or {then}"
    return f"nothing due: {same}, {made_at:%Y-%m-%d %H:%M}; next {then}"


def _tables(raw: Path, tables: Path, *, quiet: bool = False) -> Corpus:
    """The tables of these articles, built anew where an input has changed since the last build."""
    if is_current(tables, raw, context_of(raw)):
        if not quiet:
            click.echo(f"tables in {tables} are up to date", err=True)
        return load(tables)
    corpus = build_tables(raw, tables)
    for line in summary(corpus):
        click.echo(line, err=True)
    return corpus
