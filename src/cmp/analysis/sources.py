"""The words that captions share: where figures come from, and figures as they are printed."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from cmp.wording import wording

# Groups that an alternative text tells one by one: beyond these a listener would give up.
MOST_TOLD = 12


def source(documents: pl.DataFrame, language: str = "en") -> str:
    """The articles that figures come from, in one sentence; empty without articles."""
    if documents.is_empty():
        return ""
    years = documents["year"].drop_nulls()
    return wording(
        "caption.source",
        language,
        n_documents=documents.height,
        n_cities=documents["city"].n_unique(),
        first=years.min(),
        last=years.max(),
    )


def joined(sentences: Iterable[str], language: str = "en") -> str:
    """Sentences as one text; Chinese ones without spaces.

    >>> joined(["One.", "", "Two."])
    'One. Two.'
    """
    return ("" if language == "zh" else " ").join(part for part in sentences if part)


def percent(share: float) -> str:
    """A share as a percentage without decimals.

    >>> percent(0.5714)
    '57%'
    """
    return f"{100 * share:.0f}%"


def printed_p(p_value: float) -> str:
    """A p value as papers print it, with its sign.

    >>> printed_p(0.0412), printed_p(0.00002)
    ('= 0.041', '< 0.001')
    """
    return "< 0.001" if p_value < 0.001 else f"= {p_value:.3f}"
