"""Folders → the sha256 of each of their files: what a build was made of, and if it is stale."""

from __future__ import annotations

import hashlib
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


def digest(folder: Path) -> str:
    """One sha256 for all files of a folder."""
    whole = repr(sorted(fingerprint(folder).items()))
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()


def _is_passed_over(path: Path) -> bool:
    return any(part.startswith(".") or part in _PASSED_OVER for part in path.parts)
