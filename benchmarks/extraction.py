"""Whether extraction grows linearly: an article a hundred times over, and hostile texts ten times.

Run: python benchmarks/extraction.py
"""

import time
from pathlib import Path

from cmp.extract import ArticleFacts, extract_measures, extract_programmes, extract_targets
from cmp.repair import repair_text
from cmp.segment import outline
from cmp.vocabulary import load_vocabulary

CLEAN = Path(__file__).parent.parent / "data" / "gold" / "clean"
FACTS = ArticleFacts("bench", "321100", "2024")
HOSTILE = {
    "digits": "1",
    "open brackets": "（",
    "pairs of brackets": "（）",
    "open book titles": "《",
    "one character": "一",
    "no punctuation": "科技创新发展",
    "units without end": "5家",
    "a list without end": "5家、",
    "phrases without end": "组织对接活动，支持企业创新，",
    "grants without sums": "给予奖励，",
    "years": "2023年",
}
LENGTH = 20_000


def seconds(text: str) -> float:
    words = load_vocabulary()
    start = time.perf_counter()
    parts = outline(repair_text(text, words).clean.text, words)
    extract_targets(parts, FACTS, words)
    extract_measures(parts, FACTS, words)
    extract_programmes(parts, FACTS, words)
    return time.perf_counter() - start


def filled(piece: str, length: int) -> str:
    return (piece * length)[:length]


def main() -> None:
    article = "\n".join(path.read_text("utf-8") for path in sorted(CLEAN.glob("*.txt")))
    seconds(article)
    once = min(seconds(article) for _ in range(5))
    print(f"{'text':<22} {'longer':>7} {'slower':>7}")
    print(f"{'the five articles':<22} {100:>7} {seconds(article * 100) / once:>7.1f}")
    for name, piece in HOSTILE.items():
        short = min(seconds(filled(piece, LENGTH // 10)) for _ in range(3))
        print(f"{name:<22} {10:>7} {seconds(filled(piece, LENGTH)) / short:>7.1f}")


if __name__ == "__main__":
    main()
