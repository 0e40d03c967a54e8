"""How well each number of clusters repeats → the number to use."""

from __future__ import annotations

import polars as pl

# With fewer members in the mean a label rests on too few clauses.
MEAN_MEMBERS = 9
MOST_CLUSTERS = 20


def candidate_ks(n: int) -> list[int]:
    """The numbers of clusters worth trying for n measures.

    >>> candidate_ks(107), candidate_ks(20)
    ([4, 5, 6, 7, 8, 9, 10, 11, 12], [2])
    """
    most = min(max(round(n / MEAN_MEMBERS), 2), MOST_CLUSTERS)
    return list(range(max(most // 3, 2), most + 1))


def choose_k(candidates: pl.DataFrame) -> int:
    """The k with the largest gain, counting half for itself and a quarter for each neighbour.

    The gain (k, gain) is agreement above the null as a share of what the null leaves to be won: a
    small k agrees little and a large one much by chance alone, which it corrects as Cohen's kappa
    does. A k that stands out from both neighbours is an accident of the samples. Of equal ones
    the fewest clusters.

    >>> choose_k(pl.DataFrame({"k": [5, 6, 7, 8, 9], "gain": [0.2, 0.5, 0.2, 0.4, 0.45]}))
    9
    """
    before = pl.col("gain").shift(1).fill_null(pl.col("gain"))
    behind = pl.col("gain").shift(-1).fill_null(pl.col("gain"))
    smoothed = (before + 2 * pl.col("gain") + behind) / 4
    ranked = candidates.sort("k").with_columns(smoothed.alias("smoothed"))
    best = ranked.sort("smoothed", "k", descending=[True, False])
    return int(best["k"].to_list()[0])
