"""How far a run is: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Step = Callable[[str, int, int], None]


@contextmanager
def progress(doing: str) -> Iterator[Step]:
    """A function that is told (what was done, how many are, of how many)."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, done, total: console.print(
            f"{doing} {done}/{total} {name}", highlight=False, soft_wrap=True
        )
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda name, done, total: bar.update(
            task, completed=done, total=total, description=f"{doing} {name}"
        )
