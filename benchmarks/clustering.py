"""Time and memory of clustering many measures, against the 107 of the five articles.

Run: python benchmarks/clustering.py [N]   (default 10000)
"""

import random
import resource
import sys
import time
from pathlib import Path

import polars as pl

import cmp
from cmp.segment.spans import SPLIT

RAW = Path(__file__).parent.parent / "data" / "raw"


def many(measures: pl.DataFrame, n: int) -> pl.DataFrame:
    """N measures made of the parts of real ones, so that their words are those of policy."""
    chance = random.Random(0)
    parts = [part for text in measures["text"] for part in text.replace(SPLIT[0], "，").split("，")]
    rows = measures.sample(n, with_replacement=True, seed=0)
    texts = ["，".join(chance.sample(parts, 3)) for _ in range(n)]
    ids = [f"made-m{number}" for number in range(n)]
    return rows.with_columns(pl.Series("text", texts), pl.Series("measure", ids))


def timed(measures: pl.DataFrame) -> tuple[float, str]:
    start = time.perf_counter()
    clusters = cmp.cluster_measures(measures)
    return time.perf_counter() - start, clusters.note


def main(n: int) -> None:
    measures = cmp.build(RAW).measures
    base, _ = timed(measures)
    longer, note = timed(many(measures, n))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{measures.height} measures: 1.0; {n} measures: {longer / base:.1f} times as long")
    print(f"peak memory {peak:.0f} MiB; {note}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
