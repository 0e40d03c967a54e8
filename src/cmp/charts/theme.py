"""How every chart looks: one Altair theme, applied once, and the colours that names keep.

Colours are told apart with every common colour blindness (Okabe and Ito 2008; Wong 2011).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

# Text first in what the reader's machine has, then in the font that pages and images carry.
FONT = "Inter, Segoe UI, Helvetica Neue, Arial, 'Policycmp Sans', sans-serif"
INK = "#22303c"
FAINT = "#5b6b7a"
GRID = "#dfe5ea"
ACCENT = "#0072b2"
# Okabe and Ito without yellow, which is too pale on white, and black, which is the ink.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7b5ea7", "#8c6d31")
MISSING = "#b6c0c9"
SIDE_COLOURS = {"supply": "#0072b2", "environment": "#009e73", "demand": "#d55e00"}
NAME = "policycmp"


@alt.theme.register(NAME, enable=True)
def theme() -> alt.theme.ThemeConfig:
    """The theme of all charts."""
    config: dict[str, Any] = {
        "config": {
            "font": FONT,
            "background": "transparent",
            "view": {"stroke": None, "continuousWidth": 560, "continuousHeight": 320},
            "axis": {
                "labelColor": INK,
                "titleColor": FAINT,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "titleFontWeight": "normal",
                "labelLimit": 260,
                "gridColor": GRID,
                "domainColor": GRID,
                "tickColor": GRID,
            },
            "legend": {"labelColor": INK, "titleColor": FAINT, "labelFontSize": 12},
            "header": {"labelColor": INK, "titleColor": FAINT, "labelFontSize": 12},
            "title": {
                "anchor": "start",
                "frame": "group",
                "color": INK,
                "fontSize": 16,
                "fontWeight": 600,
                "subtitleColor": FAINT,
                "subtitleFontSize": 12,
                "offset": 14,
            },
            "range": {"category": list(COLOURS)},
        }
    }
    return config  # type: ignore[return-value]


def name_scale(names: pl.Series) -> alt.Scale:
    """The colour of every name a column may hold, the same in each chart of a report.

    The column is an Enum, so that a frame with one city gives it the colour it has among all.
    """
    known = names.dtype.categories.to_list() if isinstance(names.dtype, pl.Enum) else _seen(names)
    return alt.Scale(domain=known, range=[COLOURS[n % len(COLOURS)] for n in range(len(known))])


def _seen(names: pl.Series) -> Sequence[str]:
    return sorted(names.drop_nulls().unique().to_list())
