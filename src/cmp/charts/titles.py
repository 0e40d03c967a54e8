"""A headline → the title of a chart, its lines broken where a page ends; and a chart of nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import altair as alt
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.charts import theme

TITLE_WIDTH, CAPTION_WIDTH = 84, 112
# A word in Latin letters or one Chinese character, with the marks that belong to it; or spaces.
_OPEN, _CLOSE, _WIDE = "（“‘《「【", "，。、；：！？）”’》」】…—", "\u2e80-\u9fff\uff00-\uffef"
_PIECE = re.compile(
    f"[{_OPEN}]*(?:[^\\s{_OPEN}{_CLOSE}{_WIDE}]+|[^\\s{_OPEN}{_CLOSE}])[{_CLOSE}]*|\\s+|."
)


def title(headline: Headline, note: str = "") -> alt.TitleParams:
    """The finding as title; under it the caption and, in a line of its own, a note."""
    return alt.TitleParams(
        text=list(lines(headline.title, TITLE_WIDTH)),
        subtitle=[*lines(headline.caption, CAPTION_WIDTH), *([note] if note else [])],
        # From the left edge of all, not of the marks: long names leave it little room otherwise.
        frame="bounds",
    )


def lines(text: str, width: int = TITLE_WIDTH) -> Iterator[str]:
    """The text in lines of at most `width` columns; a Chinese character takes two.

    >>> list(lines("no evidence of a difference", 16))
    ['no evidence of a', 'difference']
    >>> list(lines("没有证据表明差异。", 16))
    ['没有证据表明差', '异。']
    >>> list(lines("差异（p = 0.820）。", 11))
    ['差异（p =', '0.820）。']
    """
    line = ""
    for piece in _PIECE.findall(text):
        if columns(line + piece.rstrip()) > width and line.strip():
            yield line.strip()
            line = ""
        line += piece
    yield line.strip()


def columns(text: str) -> int:
    """How many columns a text takes.

    >>> columns("GDP增长")
    7
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def empty_chart(headline: Headline) -> alt.Chart:
    """A chart without marks that says why: its title is the sentence."""
    nothing = pl.DataFrame({"text": [""]})
    chart: alt.Chart = (
        alt.Chart(nothing, title=title(headline), description=headline.description)
        .mark_text(color=theme.FAINT)
        .encode(text="text:N")
        .properties(width=560, height=20)
    )
    return chart
