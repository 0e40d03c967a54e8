"""What takes seconds to make and depends on nothing of the user's, kept for the next run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from platformdirs import user_cache_path


def cached(name: str, make: Callable[[], bytes]) -> Path:
    """A file of the user's cache; made if it is not there. Several runs may make it at once."""
    path = _folder() / name
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        data = make()
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    return path


@cache
def _folder() -> Path:
    """The user's cache, or a folder of this run where that cannot be written."""
    try:
        folder = user_cache_path("policycmp", ensure_exists=True)
        with NamedTemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(_run_folder().name)


@cache
def _run_folder() -> TemporaryDirectory[str]:
    """Goes when the run ends: the cache of functions holds it until then."""
    return TemporaryDirectory(prefix="policycmp-", ignore_cleanup_errors=True)
