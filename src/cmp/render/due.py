"""A record and what is asked for now → the reasons to render again; none, and nothing is due.

Reads no clock and runs no notebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from cmp.render.plan import Job
from cmp.render.record import Record, page_record

NAMED = {"daily": 1, "weekly": 7, "monthly": 31}
# Names in messages of the inputs that records know.
INPUTS = {
    "articles": "the articles",
    "articles.csv": "articles.csv",
    "context": "the context figures",
    "codebook": "the codebook",
    "program": "the program",
    "notebooks": "the notebooks",
    "plan": "the report plan",
    "version": "the version of policycmp",
}
MOST_NAMED = 3


@dataclass(frozen=True)
class Every:
    """How often a report is made anew though nothing has changed.

    daily, weekly and monthly are periods of the calendar: a run on time is never too early, as it
    would be if the hours since the last were counted. A number counts days from date to date.
    """

    name: str = ""
    days: int = 0

    def __str__(self) -> str:
        return f"every {self.days} days" if self.name.isdigit() else self.name

    def has_passed(self, made_at: datetime, now: datetime) -> bool:
        """Whether a report made then is due now; one that was made in the future is."""
        if not self.days:
            return False
        today, made_on = now.date(), made_at.astimezone(now.tzinfo).date()
        return not made_on <= today < self.next(made_on)

    def next(self, made_on: date) -> date:
        """The first day on which a report made on that day is due.

        >>> Every("weekly", 7).next(date(2026, 11, 25))  # a Wednesday
        datetime.date(2026, 11, 30)
        """
        if self.name == "weekly":
            return made_on + timedelta(days=7 - made_on.weekday())
        if self.name == "monthly":
            return (made_on.replace(day=1) + timedelta(days=31)).replace(day=1)
        return made_on + timedelta(days=self.days)


def parse_every(text: str) -> Every | None:
    """daily, weekly, monthly or a number of days; None if it is none of them.

    >>> parse_every("14")
    Every(name='14', days=14)
    """
    days = NAMED.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)
    return Every(text, days) if 0 < days <= 3660 else None


def changed_inputs(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Kinds of input that differ, in the order in which they are told."""
    return [name for name in INPUTS if before.get(name) != now.get(name)]


def due_by_inputs(record: Record | None, inputs: Mapping[str, str]) -> list[str]:
    """The reasons that a look at the inputs gives, before anything is built."""
    if record is None:
        return ["no report has been made here"]
    since = f"{record.made_at:%Y-%m-%d %H:%M}"
    changed = [INPUTS[name] for name in changed_inputs(record.inputs, inputs)]
    return [f"changed since {since}: {', '.join(changed)}"] if changed else []


def due_by_pages(record: Record, jobs: Sequence[Job], out: Path) -> list[str]:
    """The reasons that the pages give: one is missing, or was made of or with something else."""
    reasons: dict[str, list[str]] = {}
    for job in jobs:
        if why := _why_stale(record, job, out):
            reasons.setdefault(why, []).append(job.page)
    return [f"{why}: {_some(pages)}" for why, pages in reasons.items()]


def _why_stale(record: Record, job: Job, out: Path) -> str:
    made = record.pages.get(job.page)
    wanted = page_record(job, record.made_at, record.inputs)
    if made is None or not (out / f"{job.page}.html").is_file():
        return "missing"
    if made.inputs != wanted.inputs:
        return "made of older inputs"
    if (made.language, made.parameters) != (wanted.language, wanted.parameters):
        return "made in another language or with other parameters"
    return ""


def oldest(record: Record, jobs: Sequence[Job]) -> datetime:
    """When the oldest of these pages was made."""
    return min(record.pages[job.page].made_at for job in jobs)


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
