"""Figures of one indicator → which of them can be compared, and why the others cannot.

Of the forms in which cities state an indicator, the one that most of them share is the yardstick;
a figure in another form says in words where it differs. Knows no words itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from cmp.analysis.statements import figure
from cmp.wording import wording

# Two figures compare only where all of these agree.
DIMENSIONS = ("measure_type", "base_unit", "stage", "grade", "period_kind", "level", "status")
_UNSTATED = {"stage": "certified", "grade": "none"}


def with_reasons(rows: pl.DataFrame, language: str = "en") -> pl.DataFrame:
    """The rows with group, is_comparable, why_not and caution behind them.

    Takes rows of statements.described with their city's level. `why_not` lists every difference
    from the yardstick, or where no two cities share a form from the nearest form of another city;
    `caution` says what a reader has to weigh although the forms agree.
    """
    forms = with_forms(rows)
    known = _forms(forms)
    reasons, groups = [], []
    for row in forms.iter_rows(named=True):
        reasons.append(_why_not(row, known[row["indicator"]], language))
        groups.append(" · ".join(str(row[name]) for name in ("indicator", *DIMENSIONS)))
    compared = rows.with_columns(
        pl.Series("group", groups, dtype=pl.String),
        pl.Series("why_not", reasons, dtype=pl.String),
    ).with_columns(pl.col("why_not").is_null().alias("is_comparable"))
    return _with_cautions(compared, language)


def _form(name: str) -> pl.Expr:
    """A dimension as text; what is not said counts as the usual form."""
    code = pl.col(name).cast(pl.String)
    usual = _UNSTATED.get(name)
    return (code if usual is None else code.fill_null(usual)).alias(name)


def _forms(rows: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Indicator → its forms: first what most cities share, then targets, then later ones."""
    counted = (
        rows.group_by("indicator", *DIMENSIONS)
        .agg(pl.col("city").unique().alias("cities"), pl.col("year").max())
        .with_columns(
            pl.col("cities").list.len().alias("n_cities"),
            (pl.col("status") == "target").alias("is_target"),
        )
        .sort(
            ["n_cities", "is_target", "year", *DIMENSIONS],
            descending=[True, True, True, *(False for _ in DIMENSIONS)],
            nulls_last=True,
        )
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in counted.iter_rows(named=True):
        found.setdefault(row["indicator"], []).append(row)
    return found


def _why_not(
    row: Mapping[str, Any], forms: Sequence[Mapping[str, Any]], language: str
) -> str | None:
    """How a row differs from the yardstick, in words; None where it does not."""
    shared = [form for form in forms if form["n_cities"] > 1][:1]
    others = shared or [form for form in forms if form["cities"] != [row["city"]]]
    if not others:
        return wording("targets.why.lonely", language)
    nearest = min(others, key=lambda form: sum(row[name] != form[name] for name in DIMENSIONS))
    return differences(row, nearest, language)


def with_forms(rows: pl.DataFrame, names: Sequence[str] = DIMENSIONS) -> pl.DataFrame:
    """The rows with these dimensions as text; what is not said counts as the usual form."""
    return rows.with_columns(*(_form(name) for name in names))


def differences(
    row: Mapping[str, Any],
    other: Mapping[str, Any],
    language: str = "en",
    names: Sequence[str] = DIMENSIONS,
) -> str | None:
    """How two rows of with_forms differ, in words; None where they do not.

    >>> flow, stock = {"measure_type": "flow"}, {"measure_type": "stock"}
    >>> differences(flow, stock, "en", ["measure_type"])
    'an amount in a period (flow), not a total (stock)'
    """
    said = (
        wording(
            f"targets.why.{name}",
            language,
            own=_said(name, row[name], language),
            other=_said(name, other[name], language),
        )
        for name in names
        if row[name] != other[name]
    )
    return listed(said, language)


def _said(name: str, code: str, language: str) -> str:
    if name == "base_unit":
        return code
    return wording(f"targets.{name}.{code}", language)


def listed(parts: Iterable[str], language: str) -> str | None:
    """Reasons as one text; None without any."""
    return wording("targets.list.and", language).join(parts) or None


def _with_cautions(rows: pl.DataFrame, language: str) -> pl.DataFrame:
    """What is left to weigh among comparable rows: other years, other words for the subject."""
    cautions: dict[str, str | None] = {}
    for group in rows.filter("is_comparable").partition_by("group"):
        for row in group.iter_rows(named=True):
            cautions[row["target"]] = listed(_cautions(row, group, language), language)
    caution = pl.col("target").replace_strict(cautions, default=None, return_dtype=pl.String)
    return rows.with_columns(caution.alias("caution"))


def _cautions(row: Mapping[str, Any], group: pl.DataFrame, language: str) -> Iterator[str]:
    others = group.filter(pl.col("city") != row["city"])
    years = others.filter(pl.col("year") != row["year"])["year"].unique().sort().to_list()
    if years and row["year"] not in others["year"].to_list():
        yield wording("targets.caution.year", language, own=row["year"], other=years[-1])
    subjects = [text for text in others["subject"].to_list() if text]
    own = row["subject"] or ""
    if subjects and not any(own in text or text in own for text in subjects):
        yield wording("targets.caution.subject", language, own=own or figure(row["value"]))
