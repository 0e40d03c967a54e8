"""Jobs → executed notebooks, side by side, each in a kernel of this very Python."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from cmp.render.plan import Job
from cmp.render.tidy import last_run, tidied
from cmp.tables.storage import TABLES_VARIABLE
from cmp.wording import LANGUAGES

KERNEL = "policycmp-report"
SIDE_BY_SIDE = 2
CELL_TIMEOUT = 900
LONGEST_ERROR = 300
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Failure:
    """Where a notebook failed, and of what.

    `cell` is the number that Lab shows beside the cell; 0 if no cell was begun.
    """

    page: str
    cell: int
    error: str

    def __str__(self) -> str:
        place = f"cell [{self.cell}]" if self.cell else "before its first cell"
        return f"{self.page}: {place}: {self.error}"


@dataclass(frozen=True)
class Outcome:
    """An executed notebook; with a failure it holds the cells up to that one."""

    job: Job
    path: Path
    failure: Failure | None


def execute(
    jobs: Sequence[Job], tables: Path, folder: Path, progress: Progress | None = None
) -> list[Outcome]:
    """Run the jobs and write <page>.ipynb into a folder; failures come back as outcomes.

    Notebooks read the tables of `tables`, without naming the folder.
    """
    outcomes: dict[str, Outcome] = {}
    with _kernel() as kernels, _pool(len(jobs)) as pool:
        waiting = {
            pool.submit(_run, job, folder / f"{job.page}.ipynb", tables.absolute(), kernels): job
            for job in jobs
        }
        for future in as_completed(waiting):
            job = waiting[future]
            outcomes[job.page] = _outcome(future, job, folder)
            if progress:
                progress(job.page, len(outcomes), len(jobs))
    return [outcomes[job.page] for job in jobs]


def _outcome(future: Future[Outcome], job: Job, folder: Path) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        error = "its process was ended from outside, for want of memory perhaps"
        return Outcome(job, folder / f"{job.page}.ipynb", Failure(job.page, 0, error))


@contextmanager
def _pool(n_jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes: a fork of one with Polars' threads may hang."""
    workers = max(1, min(SIDE_BY_SIDE, n_jobs))
    context = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    try:
        yield pool
    finally:
        # After an interrupt, what is still to come is not begun.
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """A run that is killed takes its processes with it, and they their kernels."""
    Thread(target=_wait_for_end_of_parent, daemon=True).start()


def _wait_for_end_of_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _kernel() -> Iterator[Path]:
    """A folder with a kernel of this Python, whatever else is installed on the machine."""
    with tempfile.TemporaryDirectory(prefix="policycmp-") as folder:
        spec = Path(folder) / "kernels" / KERNEL / "kernel.json"
        spec.parent.mkdir(parents=True)
        launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        # Its warning that TCP is not encrypted is true of every kernel, and would fill the logs.
        argv = [*launch, "--log-level=40"]
        spec.write_text(
            json.dumps({"argv": argv, "display_name": KERNEL, "language": "python"}), "utf-8"
        )
        yield Path(folder)


def _run(job: Job, path: Path, tables: Path, kernels: Path) -> Outcome:
    """One job, in a process of the pool."""
    import warnings  # noqa: PLC0415

    os.environ["JUPYTER_PATH"] = str(kernels)
    os.environ[TABLES_VARIABLE] = str(tables)
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as scratch:
        warnings.simplefilter("ignore")  # those of papermill and nbclient are no reader's business
        # The user's own start-up files would make it another report on another machine.
        os.environ["IPYTHONDIR"] = f"{scratch}/ipython"
        failure = _papermill(job, path, scratch)
    return Outcome(job, path, _finish(job, path, failure))


def _papermill(job: Job, path: Path, scratch: str) -> str:
    """Run the notebook; what went wrong, in one line, or nothing."""
    from papermill import PapermillExecutionError, execute_notebook  # noqa: PLC0415 (slow)

    try:
        execute_notebook(
            str(_in_language(job, Path(scratch))),
            str(path),
            parameters=dict(job.parameters),
            kernel_name=KERNEL,
            language="python",
            cwd=scratch,
            progress_bar=False,
            log_output=False,
            execution_timeout=CELL_TIMEOUT,
        )
    except PapermillExecutionError as error:
        return f"{error.ename}: {_first_line(error.evalue)}"
    except Exception as error:  # a dead kernel, a timeout, no valid notebook …
        return f"{type(error).__name__}: {_first_line(error)}"
    return ""


def _in_language(job: Job, scratch: Path) -> Path:
    """The notebook without the cells tagged for another language (lang-en, lang-zh)."""
    notebook: dict[str, Any] = json.loads(job.notebook.read_text("utf-8"))
    others = {f"lang-{name}" for name in LANGUAGES if name != job.language}
    notebook["cells"] = [
        cell for cell in notebook["cells"] if others.isdisjoint(cell["metadata"].get("tags", ()))
    ]
    path = scratch / job.notebook.name
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    return path


def _first_line(error: object) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:LONGEST_ERROR] if lines else "no message"


def _finish(job: Job, path: Path, error: str) -> Failure | None:
    """Tidy what was run, up to the cell that failed."""
    cell = 0
    if path.is_file():
        notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
        cell = last_run(notebook)
        tidy = json.dumps(tidied(notebook), ensure_ascii=False, indent=1)
        path.write_text(tidy + "\n", "utf-8")
    return Failure(job.page, cell, error) if error else None
