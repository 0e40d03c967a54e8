"""What a render was made of, when and with what, as a record that the next one reads.

`report.json` in the folder of the site; each snapshot of the history has its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cmp.read import digest_of, fingerprint
from cmp.read.manifest import MANIFEST
from cmp.render.plan import PLAN, Job

RECORD = "report.json"


@dataclass(frozen=True)
class PageRecord:
    """What one page was last rendered with; `inputs` is one digest for all of them."""

    made_at: datetime
    language: str
    parameters: Mapping[str, Any]
    inputs: str


@dataclass(frozen=True)
class Record:
    """What a render was made of.

    `inputs` has a digest for each kind of input; `content` is that of the rows in the tables of
    articles, targets and measures; `parameters` are those that the user gave.
    """

    made_at: datetime
    version: str
    language: str
    parameters: Mapping[str, str]
    inputs: Mapping[str, str]
    content: str
    counts: Mapping[str, int]
    pages: Mapping[str, PageRecord] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Into report.json in a folder."""
        text = json.dumps(asdict(self), default=_plain, ensure_ascii=False, indent=1)
        (folder / RECORD).write_text(text + "\n", "utf-8")


def read_record(folder: Path) -> Record | None:
    """The record of a folder; None where there is none, or none of this form."""
    try:
        said = json.loads((folder / RECORD).read_text("utf-8"))
        pages = {name: PageRecord(**_dated(page)) for name, page in said["pages"].items()}
        return Record(**{**_dated(said), "pages": pages})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _dated(said: Mapping[str, Any]) -> dict[str, Any]:
    made_at = datetime.fromisoformat(said["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("a time without a zone")
    return {**said, "made_at": made_at}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def input_digests(made_of: Mapping[str, Any], notebooks: Path) -> dict[str, str]:
    """Kind of input → one digest: what a build is made of, notebooks, plan, and the version.

    `made_of` is what `current_inputs` says, or the stamp of a Corpus.
    """
    articles = dict(made_of.get("articles", {}))
    sheet = articles.pop(MANIFEST, "")
    files = fingerprint(notebooks)
    plan = files.pop(PLAN, "")
    build = {name: str(made_of.get(name, "")) for name in ("context", "codebook", "program")}
    return {
        "articles": digest_of(articles),
        "articles.csv": sheet,
        **build,
        "notebooks": digest_of(files),
        "plan": plan,
        "version": version("policycmp"),
    }


def page_record(job: Job, made_at: datetime, inputs: Mapping[str, str]) -> PageRecord:
    """What the page of a job is rendered with, in the types that JSON has."""
    parameters = json.loads(json.dumps(job.parameters, default=_plain))
    return PageRecord(made_at, job.language, parameters, digest_of(inputs))
