"""notebooks/reports.toml → the jobs of a render: which notebook, with which parameters.

Everything that can be refused is refused here, before any notebook runs.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from cmp.errors import Problem, ReportError, problem_list
from cmp.render.parameters import notebook_parameters

PLAN = "reports.toml"
EACH = ("city",)
# Names become file names, and these are the site's own pages.
_OWN = ("index", "changes", "methods", "data")
_NAME = re.compile(rf"(?!(?:{'|'.join(_OWN)})$|source-)[a-z0-9][a-z0-9_-]*")
_KNOWN = {"name", "notebook", "title", "title_zh", "each", "parameters"}


@dataclass(frozen=True)
class Report:
    """A row of the plan; `each` names a column of the cities table to render once per value."""

    name: str
    notebook: Path
    titles: Mapping[str, str]
    each: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One notebook to run. `page` is the name of its page and of its executed notebook."""

    page: str
    report: str
    title: str
    notebook: Path
    parameters: Mapping[str, Any]
    language: str = "en"
    is_of_city: bool = False


def read_plan(folder: Path) -> list[Report]:
    """The reports that a folder of notebooks declares.

    Raises:
        ReportError: there is no plan, or it has mistakes; all of them are listed.
    """
    path = folder / PLAN
    if not path.is_file():
        raise ReportError(f"no {PLAN} in {folder}. Name the folder of the notebooks.")
    try:
        rows = _rows(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReportError(f"{path}: {error}. Mend it in an editor.") from None
    problems = list(_problems(rows, folder))
    if problems:
        raise ReportError(problem_list(problems, str(path)))
    return [_report(row, folder) for row in rows]


def _rows(plan: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = plan.get("report", [])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _problems(rows: Sequence[Mapping[str, Any]], folder: Path) -> Iterator[Problem]:
    if not rows:
        yield Problem(PLAN, None, "declares no [[report]].", "Declare one.")
    names = [row.get("name", "") for row in rows]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Problem(PLAN, None, f"report {name!r} stands twice.", "Rename one.")
    for row in rows:
        yield from _row_problems(row, folder)


def _row_problems(row: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    name = row.get("name", "")
    for key in ("name", "notebook", "title"):
        if not row.get(key):
            yield Problem(PLAN, None, f"report {name!r} has no {key}.", "Add it.")
    for key in sorted(set(row) - _KNOWN):
        yield Problem(PLAN, None, f"report {name!r}: unknown key {key!r}.", _hint(key, _KNOWN))
    if name and not _NAME.fullmatch(name):
        own = ", ".join(_OWN)
        remedy = f"Use small letters, digits, - and _, and not {own} or source-…."
        yield Problem(PLAN, None, f"report {name!r} cannot be the name of a page.", remedy)
    if row.get("each", "city") not in EACH:
        yield Problem(PLAN, None, f"report {name!r}: each must be city.", "Mend or drop it.")
    notebook = row.get("notebook")
    if notebook and not (folder / notebook).is_file():
        known = [path.name for path in folder.glob("*.ipynb")]
        yield Problem(PLAN, None, f"no notebook {notebook}.", _hint(notebook, known))
    elif notebook:
        yield from _parameter_problems(row, folder / notebook)


def _parameter_problems(row: Mapping[str, Any], notebook: Path) -> Iterator[Problem]:
    try:
        known = notebook_parameters(notebook)
    except ReportError as error:
        yield Problem(PLAN, None, str(error))
        return
    wanted = [*row.get("parameters", {}), *([row["each"]] if row.get("each") in EACH else [])]
    for name in wanted:
        if name not in known:
            what = f"report {row.get('name', '')!r}: {notebook.name} has no parameter {name!r}."
            yield Problem(PLAN, None, what, _hint(name, known))


def _report(row: Mapping[str, Any], folder: Path) -> Report:
    titles = {"en": row["title"], "zh": row.get("title_zh") or row["title"]}
    return Report(
        name=row["name"],
        notebook=folder / row["notebook"],
        titles=titles,
        each=row.get("each", ""),
        parameters=row.get("parameters", {}),
    )


def make_jobs(reports: Sequence[Report], cities: pl.DataFrame, language: str) -> list[Job]:
    """The jobs of the reports, in their order; `cities` are those that have an article.

    Every notebook that has a parameter `language` is given the language.
    """
    jobs: list[Job] = []
    for report in reports:
        title = report.titles[language]
        names = report.name, report.name
        job = Job(*names, title, report.notebook, report.parameters, language)
        if "language" in notebook_parameters(report.notebook):
            job = replace(job, parameters={"language": language, **job.parameters})
        jobs += _per_city(job, cities, language) if report.each else [job]
    return jobs


def _per_city(job: Job, cities: pl.DataFrame, language: str) -> list[Job]:
    name = f"name_{language}"
    return [
        replace(
            job,
            page=f"{job.report}-{row['city']}",
            title=f"{job.title}: {row[name]}" if language == "en" else f"{job.title}：{row[name]}",
            parameters={**job.parameters, "city": row["city"]},
            is_of_city=True,
        )
        for row in cities.iter_rows(named=True)
    ]


def select(reports: Sequence[Report], only: Collection[str]) -> list[Report]:
    """The reports of these names; all where none is named.

    Raises:
        ReportError: the plan has no report of a name.
    """
    known = [report.name for report in reports]
    for name in only:
        if name not in known:
            raise ReportError(f"no report {name!r}. {_hint(name, known)}")
    return [report for report in reports if not only or report.name in only]


def with_parameters(jobs: Sequence[Job], given: Mapping[str, Any]) -> list[Job]:
    """The jobs with parameters that the user has given, in each notebook that has them.

    A given `city` also picks the city's own page.

    Raises:
        ReportError: no notebook of these jobs has a parameter of that name, or a value is of
            another type than its default.
    """
    known = {job.notebook: notebook_parameters(job.notebook) for job in jobs}
    for name in given:
        if not any(name in parameters for parameters in known.values()):
            names = sorted({name for parameters in known.values() for name in parameters})
            raise ReportError(f"no notebook has a parameter {name!r}. {_hint(name, names)}")
    for parameters in known.values():
        for name, value in _own(given, parameters).items():
            _refuse_other_type(name, value, parameters[name])
    cities = [str(job.parameters["city"]) for job in jobs if job.is_of_city]
    if cities and "city" in given and str(given["city"]) not in cities:
        there = ", ".join(cities)
        raise ReportError(f"no article of city {given['city']!r}. There are {there}.")
    chosen = [job for job in jobs if _is_chosen(job, given)]
    return [
        replace(job, parameters={**job.parameters, **_own(given, known[job.notebook])})
        for job in chosen
    ]


def _refuse_other_type(name: str, value: object, default: object) -> None:
    """Say before any notebook runs what would fail inside of one."""
    if isinstance(default, list) and not isinstance(value, list):
        raise ReportError(f"parameter {name} takes a list. Write it as -p {name} '[{value}]'.")
    if isinstance(default, int) and not isinstance(value, int):
        raise ReportError(f"parameter {name} takes a whole number, not {value!r}.")


def _is_chosen(job: Job, given: Mapping[str, Any]) -> bool:
    if not job.is_of_city or "city" not in given:
        return True
    return str(given["city"]) == str(job.parameters["city"])


def _own(given: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in known}


def _hint(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"There are {', '.join(sorted(names))}." if names else "It has none."
