"""Folders → the sha256 of each of their files: what a build was made of, and if it is stale."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

_PASSED_OVER = {"__pycache__"}


def fingerprint(folder: Path) -> dict[str, str]:
    """Relative path → sha256 of each file below a folder; hidden and compiled files left out.

    {} where there is no folder.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_passed_over(path.relative_to(folder))
    }


def digest(folder: Path, *, without: str = "") -> str:
    """One sha256 for all files of a folder; `without` a folder in it."""
    found = fingerprint(folder).items()
    return digest_of({name: of for name, of in found if name.partition("/")[0] != without})


def digest_of(files: Mapping[str, str]) -> str:
    """One sha256 for the names of files and the sha256 of each."""
    return hashlib.sha256(repr(sorted(files.items())).encode("utf-8")).hexdigest()


def _is_passed_over(path: Path) -> bool:
    return any(part.startswith(".") or part in _PASSED_OVER for part in path.parts)
