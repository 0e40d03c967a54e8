"""Decoding and repairing against OpenCC alone, at growing sizes.

Run: python benchmarks/reading.py [MB …]   (default 1 4 16)
"""

import sys
import time
from itertools import cycle
from pathlib import Path

import opencc

from cmp.read.encodings import decode
from cmp.repair import repair_text
from cmp.vocabulary import load_vocabulary

RAW = Path(__file__).parent.parent / "data" / "raw"


def articles(megabytes: float) -> list[bytes]:
    """The five articles again and again, up to a size."""
    files = [path.read_bytes() for path in sorted(RAW.glob("*.txt"))]
    found: list[bytes] = []
    size = 0.0
    for data in cycle(files):
        if size >= megabytes * 1e6:
            return found
        found.append(data)
        size += len(data)
    return found


def seconds(work) -> float:  # noqa: ANN001
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(sizes: list[float]) -> None:
    vocabulary, converter = load_vocabulary(), opencc.OpenCC("tw2s")
    repair_text(decode(articles(0.01)[0], vocabulary).text, vocabulary)  # loads what is loaded once
    print(f"{'MB':>6} {'MB/s':>7} {'OpenCC MB/s':>12} {'ratio':>7}")
    for size in sizes:
        files = articles(size)
        ours = seconds(
            lambda files=files: [repair_text(decode(f, vocabulary).text, vocabulary) for f in files]
        )
        theirs = seconds(lambda files=files: [converter.convert(f.decode()) for f in files])
        print(f"{size:>6g} {size / ours:>7.2f} {size / theirs:>12.1f} {ours / theirs:>7.1f}")


if __name__ == "__main__":
    main([float(word) for word in sys.argv[1:]] or [1, 4, 16])
