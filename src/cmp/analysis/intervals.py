"""Counts → shares with intervals that hold for small n, and p values that hold for many tests.

The interval is Wilson's (1927) score interval, which Brown, Cai and DasGupta (2001) recommend for
small n; the correction is Benjamini and Hochberg's (1995).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

Floats = np.ndarray[Any, np.dtype[np.float64]]
Z95 = 1.959963984540054


def wilson(hits: pl.Expr, n: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Lower and upper end of the 95 % Wilson interval of hits / n; null where n is 0.

    >>> low, high = wilson(pl.lit(8), pl.lit(10))
    >>> pl.select(low=low.round(3), high=high.round(3)).row(0)
    (0.49, 0.943)
    """
    number = pl.when(n > 0).then(n.cast(pl.Float64))
    share = hits / number
    centre = share + Z95**2 / (2 * number)
    spread = Z95 * (share * (1 - share) / number + Z95**2 / (4 * number**2)).sqrt()
    scale = 1 + Z95**2 / number
    return ((centre - spread) / scale).clip(0, 1), ((centre + spread) / scale).clip(0, 1)


def false_discovery(p_values: Sequence[float] | Floats) -> Floats:
    """Adjusted p values: the false-discovery rate at which each test would just pass.

    >>> [round(float(q), 3) for q in false_discovery([0.01, 0.04, 0.03])]
    [0.03, 0.04, 0.04]
    """
    values = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(values)
    steps = values[order] * len(values) / np.arange(1, len(values) + 1)
    passed = np.minimum.accumulate(steps[::-1])[::-1]
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(passed, 1.0)
    return adjusted
