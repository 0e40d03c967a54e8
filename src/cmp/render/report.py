"""A corpus and a plan → a site of pages; the last good site stays until all of it is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from cmp.analysis.changes import content_digest
from cmp.corpus import Corpus
from cmp.errors import ReportError
from cmp.render.changes import changes_page
from cmp.render.clock import now
from cmp.render.execute import Outcome, Progress, execute
from cmp.render.history import (
    HISTORY,
    compare_with_last,
    read_history,
    worth_keeping,
    write_snapshot,
)
from cmp.render.plan import Job, make_jobs, read_plan, select, with_parameters
from cmp.render.record import RECORD, Record, input_digests, page_record, read_record
from cmp.render.site import CHANGES_PAGE, DATA, INDEX, NOTEBOOKS, Site, write_site
from cmp.tables.gold import find_gold
from cmp.tables.staging import exclusive, replacing
from cmp.wording import wording

FAILED = "failed"
# What the pages of the history lead back to.
UP = (INDEX, CHANGES_PAGE)
OURS = ("*.html", NOTEBOOKS, DATA, FAILED, HISTORY, RECORD)


@dataclass(frozen=True)
class ReportOptions:
    """What to render: `only` these reports (all if empty), in a language, with parameters.

    Values of `parameters` are YAML text, as papermill reads them. `now` is the moment that the
    report is dated with; the machine's clock tells it if it is None.
    """

    only: Sequence[str] = ()
    language: str = "en"
    parameters: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None
    now: datetime | None = None


@dataclass(frozen=True)
class _Run:
    """One render: of what, the jobs it runs out of all of the plan, and when."""

    corpus: Corpus
    options: ReportOptions
    jobs: Sequence[Job]
    all_jobs: Sequence[Job]
    inputs: Mapping[str, str]
    made_at: datetime
    tables: Path


def render_reports(
    corpus: Corpus,
    tables: Path,
    notebooks: Path,
    out: Path,
    *,
    options: ReportOptions | None = None,
) -> list[Path]:
    """Run the notebooks of the plan and write the site; the paths of its pages.

    The site changes when every notebook has run; `only` keeps the other pages. After a failure
    the last good site is as it was but for failed/, where the failed notebook is kept. What was
    rendered is recorded in report.json, and its tables are kept in history/.

    Raises:
        ReportError: the plan, a name or a parameter is wrong, or a cell failed.
        InputError: `out` holds files of somebody else.
        BusyError: another run writes `out`.
    """
    wanted = options or ReportOptions()
    run = _Run(
        corpus,
        wanted,
        jobs=plan_jobs(corpus, notebooks, wanted),
        all_jobs=plan_jobs(corpus, notebooks, ReportOptions(language=wanted.language)),
        inputs=input_digests(corpus.stamp.get("inputs", {}), notebooks),
        made_at=_zoned(wanted.now or now()),
        tables=tables,
    )
    try:
        with replacing(out, ours=OURS) as fresh:
            _keep_others(run, out, fresh)
            _execute_all(run, fresh)
            site = _site(run, fresh)
            write_site(site, run.jobs)
            _write_history(run, site, out)
    except _FailedNotebooksError as failed:
        raise failed.kept_in(out) from None
    return sorted(out.glob("*.html"))


def plan_jobs(corpus: Corpus, notebooks: Path, options: ReportOptions) -> list[Job]:
    """The jobs that these options ask for, everything about them checked.

    Raises:
        ReportError: the plan, a name or a parameter is wrong.
    """
    reports = select(read_plan(notebooks), options.only)
    told = corpus.cities.join(corpus.documents, on="city", how="semi")
    given = {name: _value(name, text) for name, text in options.parameters.items()}
    return with_parameters(make_jobs(reports, told, options.language), given)


def _value(name: str, text: str) -> Any:  # noqa: ANN401 (whatever YAML says)
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ReportError(f"parameter {name}: {text!r} is no YAML: {error}.") from None
    # A city's code is text, though it is written in figures.
    return text if isinstance(value, int) and name == "city" else value


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.astimezone()


def _keep_others(run: _Run, out: Path, fresh: Path) -> None:
    """Copy what other reports of the plan have last rendered, and the history."""
    (fresh / NOTEBOOKS).mkdir()
    for page in {job.page for job in run.all_jobs} - {job.page for job in run.jobs}:
        for name in (f"{page}.html", f"{NOTEBOOKS}/{page}.ipynb"):
            if (out / name).is_file():
                shutil.copy2(out / name, fresh / name)
    if (out / HISTORY).is_dir():
        shutil.copytree(out / HISTORY, fresh / HISTORY)


def _execute_all(run: _Run, fresh: Path) -> None:
    outcomes = execute(run.jobs, run.tables, fresh / NOTEBOOKS, run.options.progress)
    failed = [outcome for outcome in outcomes if outcome.failure]
    if failed:
        raise _FailedNotebooksError(failed)


def _site(run: _Run, fresh: Path) -> Site:
    """The site of every report that is there."""
    rendered = {job.page for job in run.jobs}
    there = [j for j in run.all_jobs if j.page in rendered or (fresh / f"{j.page}.html").is_file()]
    gold = find_gold(run.tables)
    return Site(fresh, run.corpus, there, run.options.language, run.made_at, gold)


def _write_history(run: _Run, site: Site, out: Path) -> None:
    """Record the run, keep its tables, and say what they change, here and in the history."""
    record = _record(run, read_record(out), site.folder)
    record.write(site.folder)
    made = write_snapshot(site.folder, run.corpus.tables, record)
    history = read_history(site.folder)
    found = compare_with_last(history, made)
    kept = worth_keeping(history, made)
    for snapshot in history:
        if snapshot not in kept:
            shutil.rmtree(snapshot.folder)
    language = run.options.language
    page = site.own_page(CHANGES_PAGE)
    site.write(page, changes_page(found, page, kept, site.places))
    up = [replace(link, href=f"../../{link.href}") for link in page.links if link.href in UP]
    then = replace(page, href="", title=wording("changes.heading_then", language), links=up)
    (made.folder / CHANGES_PAGE).write_text(changes_page(found, then), "utf-8")


def _record(run: _Run, before: Record | None, fresh: Path) -> Record:
    """What was rendered now, and of kept pages what was recorded of them."""
    kept = before.pages if before else {}
    pages = {page: kept[page] for page in kept if (fresh / f"{page}.html").is_file()}
    pages |= {job.page: page_record(job, run.made_at, run.inputs) for job in run.jobs}
    tables = run.corpus.tables
    counted = ("cities", "documents", "targets", "measures")
    return Record(
        made_at=run.made_at,
        version=version("policycmp"),
        language=run.options.language,
        parameters=run.options.parameters,
        inputs=run.inputs,
        content=content_digest(tables),
        counts={f"n_{name}": tables[name].height for name in counted},
        pages=pages,
    )


class _FailedNotebooksError(Exception):
    """Notebooks failed; their files are read before the staging folder goes."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = outcomes
        self.files = {o.path.name: o.path.read_bytes() for o in outcomes if o.path.is_file()}
        super().__init__()

    def kept_in(self, out: Path) -> ReportError:
        """Write the failed notebooks beside the last good report; what to tell the user."""
        folder = out / FAILED
        with exclusive(out):
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in self.files.items():
                (folder / name).write_bytes(data)
        lines = [f"  {outcome.failure}" for outcome in self.outcomes]
        noun = "notebook" if len(lines) == 1 else "notebooks"
        kept = f"Kept for inspection in {folder}; the last good report is unchanged."
        return ReportError("\n".join([f"{len(lines)} {noun} failed:", *lines, kept]))
