"""Targets → the same rows with what decides whether two can be compared, and as they are printed.

Added: the words around a number, whether it counts applications, the grade of its subject, the
kind of its period. Words come from the codebook; the number itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import polars as pl

from cmp.analysis.labels import city_names, indicator_names, named
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

GRADES = ("provincial_up", "national", "provincial", "municipal")
STATUSES = ("target", "actual", "structure", "rule")
# Periods as the targets table writes them, and the kind of each.
_KINDS = {
    r"^\d{4}$": "year",
    r"H[12]$": "half",
    r"Q[1-4]$": "quarter",
    r"M\d{2}$": "months",
    r"^\d{4}-\d{4}$": "span",
}
_MARK = "，；。！？：\n"
_BEFORE, _AFTER = re.compile(f"[^{_MARK}]*$"), re.compile(f"[^{_MARK}]*")


def in_periods(targets: pl.DataFrame, periods: Iterable[str | int] | None) -> pl.DataFrame:
    """The targets of these periods, or of any part of these years; all of them without periods.

    >>> rows = pl.DataFrame({"period": ["2023H1", "2024", None]})
    >>> in_periods(rows, [2023]).get_column("period").to_list()
    ['2023H1']
    """
    wanted = [str(period) for period in periods or ()]
    if not wanted:
        return targets
    period = pl.col("period")
    return targets.filter(period.is_in(wanted) | period.str.head(4).is_in(wanted))


def described(
    targets: pl.DataFrame, documents: pl.DataFrame | None = None, language: str = "en"
) -> pl.DataFrame:
    """The targets with title, clause, stage, grade, period_kind, year and stated behind them.

    `stage` is applied where the words count applications, certified where they say so, else null;
    `stated` is the figure as it is printed. Without documents the quote stands for the clause.
    """
    titled = _titled(targets, documents)
    clauses = _clauses(titled, documents)
    return titled.with_columns(
        pl.Series("clause", [before + after for before, after in clauses], dtype=pl.String),
        pl.Series("stage", [_stage(*clause) for clause in clauses], dtype=pl.String),
        pl.Series("grade", [_grade(text) for text in titled["subject"]], dtype=pl.String),
        pl.Series("stated", list(_stated(titled, language)), dtype=pl.String),
        period_kind().alias("period_kind"),
        last_year().alias("year"),
    )


def labelled(frame: pl.DataFrame, cities: pl.DataFrame, language: str = "en") -> pl.DataFrame:
    """The rows of these cities with city_name, level, indicator_name, theme and theme_name."""
    known = load_vocabulary().indicators
    themes = {code: indicator.theme for code, indicator in known.items()}
    order = dict.fromkeys(themes.values())
    theme = pl.col("indicator").replace_strict(themes, default="other", return_dtype=pl.String)
    levels = cities.select("city", pl.col("level").cast(pl.String))
    rows = frame.join(levels, on="city", how="inner", maintain_order="left")
    rows = named(rows.with_columns(theme.alias("theme")), "city", city_names(cities, language))
    rows = named(rows, "indicator", indicator_names(language))
    return named(rows, "theme", {code: wording(f"theme.{code}", language) for code in order})


def status_names(language: str = "en") -> dict[str, str]:
    """Status code → name: target, actual, structure, rule."""
    return {code: wording(f"status.{code}", language) for code in STATUSES}


def figure(value: float) -> str:
    """A value without the decimals that it does not need.

    >>> figure(2000.0), figure(2.09)
    ('2000', '2.09')
    """
    return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"


def period_kind() -> pl.Expr:
    """Kind of `period`: year, half, quarter, months, span, none; of a stock only date or none."""
    kind = pl.lit("none")
    for pattern, name in _KINDS.items():
        kind = pl.when(pl.col("period").str.contains(pattern)).then(pl.lit(name)).otherwise(kind)
    is_dated_stock = (pl.col("measure_type").cast(pl.String) == "stock") & (kind != "none")
    return pl.when(is_dated_stock).then(pl.lit("date")).otherwise(kind)


def last_year() -> pl.Expr:
    """The year in which `period` ends.

    >>> periods = pl.DataFrame({"period": ["2021-2025", "2023H1", None]})
    >>> periods.select(last_year()).to_series().to_list()
    [2025, 2023, None]
    """
    span = pl.col("period").str.extract(r"^\d{4}-(\d{4})$")
    return pl.coalesce(span, pl.col("period").str.head(4)).cast(pl.Int64)


def _titled(targets: pl.DataFrame, documents: pl.DataFrame | None) -> pl.DataFrame:
    if documents is None:
        return targets.with_columns(pl.lit(None, dtype=pl.String).alias("title"))
    titles = documents.select("doc", "title")
    return targets.join(titles, on="doc", how="left", maintain_order="left")


def _clauses(targets: pl.DataFrame, documents: pl.DataFrame | None) -> list[tuple[str, str]]:
    """The words before and behind each number, up to the nearest mark."""
    texts = {} if documents is None else dict(documents.select("doc", "text").iter_rows())
    places = targets.select("doc", "start", "end", "quote").iter_rows()
    return [_around(texts.get(doc), start, end, quote) for doc, start, end, quote in places]


def _around(text: str | None, start: int, end: int, quote: str) -> tuple[str, str]:
    if text is None:
        return quote, ""
    before = _BEFORE.search(text, 0, start)
    after = _AFTER.match(text, end)
    return (before[0] if before else "") + text[start:end], after[0] if after else ""


def _stage(before: str, after: str) -> str | None:
    """Applied or certified by the last such word before the number, else by the first behind."""
    spoken = [*_stage_words().finditer(before)][-1:] or [*_stage_words().finditer(after)][:1]
    return spoken[0].lastgroup if spoken else None


@cache
def _stage_words() -> re.Pattern[str]:
    known = load_vocabulary()
    roles = (f"(?P<{role}>{known.pattern(f'stage_{role}')})" for role in ("applied", "certified"))
    return re.compile("|".join(roles))


def _grade(subject: str | None) -> str | None:
    cues = load_vocabulary().cues
    found = (
        grade for grade in GRADES for word in cues[f"grade_{grade}"] if word in (subject or "")
    )
    return next(found, None)


def _stated(targets: pl.DataFrame, language: str) -> Iterable[str]:
    columns = ("value", "value_high", "unit", "bound")
    for value, high, unit, bound in targets.select(columns).iter_rows():
        shown = figure(value)
        if high is not None:
            shown = wording("targets.stated.range", language, low=shown, high=figure(high))
        yield wording(f"targets.stated.{bound}", language, figure=shown, unit=unit)
