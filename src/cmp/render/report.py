"""A corpus and a plan → a site of pages; the last good site stays until all of it is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from cmp.corpus import Corpus
from cmp.errors import ReportError
from cmp.render.execute import Outcome, Progress, execute
from cmp.render.plan import Job, make_jobs, read_plan, select, with_parameters
from cmp.render.site import DATA, NOTEBOOKS, Site, write_site
from cmp.tables.staging import exclusive, replacing

FAILED = "failed"
OURS = ("*.html", NOTEBOOKS, DATA, FAILED)


@dataclass(frozen=True)
class ReportOptions:
    """What to render: `only` these reports (all if empty), in a language, with parameters.

    Values of `parameters` are YAML text, as papermill reads them.
    """

    only: Sequence[str] = ()
    language: str = "en"
    parameters: Mapping[str, str] = field(default_factory=dict)
    progress: Progress | None = None


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
    the last good site is as it was but for failed/, where the failed notebook is kept.

    Raises:
        ReportError: the plan, a name or a parameter is wrong, or a cell failed.
        InputError: `out` holds files of somebody else.
        BusyError: another run writes `out`.
    """
    wanted = options or ReportOptions()
    jobs = plan_jobs(corpus, notebooks, wanted)
    all_jobs = plan_jobs(corpus, notebooks, ReportOptions(language=wanted.language))
    try:
        with replacing(out, ours=OURS) as fresh:
            _keep_others(out, fresh, jobs, all_jobs)
            _render(corpus, jobs, all_jobs, fresh, (tables, wanted))
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


def _keep_others(out: Path, fresh: Path, jobs: Sequence[Job], all_jobs: Sequence[Job]) -> None:
    """Copy what other reports of the plan have last rendered."""
    (fresh / NOTEBOOKS).mkdir()
    for page in {job.page for job in all_jobs} - {job.page for job in jobs}:
        for name in (f"{page}.html", f"{NOTEBOOKS}/{page}.ipynb"):
            if (out / name).is_file():
                shutil.copy2(out / name, fresh / name)


def _render(
    corpus: Corpus,
    jobs: Sequence[Job],
    all_jobs: Sequence[Job],
    fresh: Path,
    how: tuple[Path, ReportOptions],
) -> None:
    tables, options = how
    outcomes = execute(jobs, tables, fresh / NOTEBOOKS, options.progress)
    failed = [outcome for outcome in outcomes if outcome.failure]
    if failed:
        raise _FailedNotebooksError(failed)
    rendered = {job.page for job in jobs}
    there = [j for j in all_jobs if j.page in rendered or (fresh / f"{j.page}.html").is_file()]
    made_at = datetime.now().astimezone()
    write_site(Site(fresh, corpus, there, options.language, made_at), jobs)


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
