"""A folder that is written whole or not at all, by one run at a time.

What a build or a render writes goes into a folder beside the real one and takes its place when
all of it is there; a run that fails or is killed leaves the last good one.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from cmp.errors import BusyError, InputError


@contextmanager
def replacing(folder: Path, *, ours: Collection[str]) -> Iterator[Path]:
    """A fresh folder to write into, which takes the place of `folder` at the end.

    `ours` are glob patterns of what may stand in `folder`: a folder with anything else is not
    replaced, so that no file of the user's is lost.

    Raises:
        InputError: `folder` is a file, or holds something that is not ours.
        BusyError: another run writes this folder.
    """
    folder = folder.absolute()
    _refuse_foreign(folder, ours)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = _beside(folder, "new"), _beside(folder, "old")
    with exclusive(folder):
        _recover(folder, old)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            if folder.exists():
                folder.rename(old)
            fresh.rename(folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            _recover(folder, old)


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """The right to write a folder, held by one run at a time.

    Raises:
        BusyError: another run holds it.
    """
    path = _beside(folder.absolute(), "lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        what = f"another run is writing {folder.name}. Wait until it has ended."
        raise BusyError(what) from None
    try:
        yield
    finally:
        lock.release()


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


def _recover(folder: Path, old: Path) -> None:
    """Puts back what a killed run had moved away; drops what a finished one has replaced."""
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _refuse_foreign(folder: Path, ours: Collection[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(f"{folder} is a file. Name a folder to write into.")
    foreign = [p.name for p in sorted(folder.iterdir()) if not any(map(p.match, ours))]
    if foreign:
        shown = ", ".join(foreign[:3])
        what = f"{folder} holds {shown}, which this command did not write."
        raise InputError(f"{what} Name another folder, or an empty one.")
