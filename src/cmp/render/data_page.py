"""The page of data to download: the tables in every format, and the data behind each chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from cmp.render.figures import Figure
from cmp.render.page import Page, framed
from cmp.tables.exports import FORMATS
from cmp.wording import wording

# How the names of a format's files end, where not as the format is called.
_ENDS = {"datapackage": ".json"}


def data_page(files: Iterable[Path], figures: Sequence[Figure], folder: Path, page: Page) -> str:
    """The page as HTML; `files` are those of the tables, all in `folder` of the site."""
    listed = sorted(files)
    groups = [_group(name, listed, folder, page.language) for name in FORMATS]
    charts = [
        (wanted, [(figure.data_file, f"{figure.number}. {figure.title}") for figure in found])
        for wanted, found in groupby(figures, key=lambda figure: figure.page)
    ]
    titles = {link.href.removesuffix(".html"): link.title for link in page.links}
    return framed(
        "data.html.j2",
        page,
        said={name: wording(f"data.{name}", page.language) for name in _SAID},
        groups=[group for group in groups if group["files"]],
        charts=[(titles.get(name, name), found) for name, found in charts],
    )


_SAID = ("heading", "lead", "tables", "charts", "charts_about")


def _group(name: str, files: Sequence[Path], folder: Path, language: str) -> dict[str, Any]:
    own = [path for path in files if path.suffix == _ENDS.get(name, f".{name}")]
    return {
        "title": wording(f"export.format.{name}", language),
        "use": wording(f"export.format.{name}.use", language),
        "files": [(path.relative_to(folder).as_posix(), path.name, _size(path)) for path in own],
    }


def _size(path: Path) -> str:
    return f"{max(path.stat().st_size / 1000, 1):,.0f} kB"
