"""Targets → when each of them falls due, and which name no deadline.

A period is due on its last day: 2024 on 31 December, 2023H1 on 30 June. Knows no words.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.labels import named
from cmp.analysis.sources import joined, source
from cmp.analysis.statements import described, labelled, status_names
from cmp.wording import wording

_PERIOD = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<last>\d{4})|H(?P<half>\d)|Q(?P<quarter>\d)(?:-Q(?P<to_quarter>\d))?"
    r"|M(?P<month>\d\d)(?:-M(?P<to_month>\d\d))?)?"
)


def target_timeline(
    targets: pl.DataFrame,
    cities: pl.DataFrame,
    documents: pl.DataFrame | None = None,
    *,
    language: str = "en",
) -> pl.DataFrame:
    """One row per target with the first and last day of its period; nulls without a period.

    Added to the table of targets: title, stated, names, period_start, period_end (dates),
    deadline (the year of the end as text, or that there is none) and place (1, 2, … within the
    city and deadline).
    """
    kept = targets.filter(pl.col("status").cast(pl.String) == "target")
    rows = labelled(described(kept, documents, language), cities, language)
    spans = [period_span(period) for period in rows["period"]]
    rows = rows.with_columns(
        pl.Series("period_start", [span and span[0] for span in spans], dtype=pl.Date),
        pl.Series("period_end", [span and span[1] for span in spans], dtype=pl.Date),
    )
    none = pl.lit(wording("timeline.no_deadline", language))
    deadline = pl.coalesce(pl.col("period_end").dt.year().cast(pl.String), none)
    place = pl.int_range(1, pl.len() + 1).over("city", "deadline")
    strengths = {code: wording(f"commitment.{code}", language) for code in ("firm", "aspired")}
    rows = named(named(rows, "status", status_names(language)), "commitment", strengths)
    return (
        rows.with_columns(deadline.alias("deadline"))
        .sort("city_name", "period_end", "commitment_name", "start", nulls_last=True)
        .with_columns(place.alias("place"))
    )


def period_span(period: str | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of a period as the targets table writes it.

    >>> period_span("2023H1"), period_span("2021-2025")[1].year
    ((datetime.date(2023, 1, 1), datetime.date(2023, 6, 30)), 2025)
    """
    match = _PERIOD.fullmatch(period or "")
    if match is None:
        return None
    part = {name: int(digits) for name, digits in match.groupdict().items() if digits}
    first, last = 1, 12
    if "half" in part:
        first, last = 6 * part["half"] - 5, 6 * part["half"]
    elif "quarter" in part:
        first, last = 3 * part["quarter"] - 2, 3 * part.get("to_quarter", part["quarter"])
    elif "month" in part:
        first, last = part["month"], part.get("to_month", part["month"])
    year = part.get("last", part["year"])
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return dt.date(part["year"], first, 1), end


def timeline_headline(
    timeline: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many targets name a deadline, and when most of them fall due."""
    years = timeline["period_end"].dt.year().drop_nulls()
    counts = years.value_counts(sort=True)
    values: dict[str, object] = {"n": timeline.height, "n_dated": years.len()}
    if years.len():
        most = counts.row(0, named=True)
        values |= {"first": years.min(), "last": years.max()}
        values |= {"most": most["period_end"], "n_most": most["count"]}
    key = "none" if timeline.is_empty() else "undated" if not years.len() else "title"
    key = "single" if counts.height == 1 else key
    undated = timeline.height - years.len()
    facts = wording("timeline.caption", language, n=timeline.height, n_undated=undated)
    return Headline(
        title=wording(f"timeline.{key}", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("timeline.description", language, n=timeline.height),
    )
