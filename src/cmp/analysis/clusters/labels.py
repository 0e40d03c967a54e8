"""Clusters of clauses → the words that tell each from the others, and how well those cohere.

Distinctiveness is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and
Quinn 2008), coherence the normalised pointwise mutual information of the words over clauses
(Bouma 2009). A clause counts a word once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from cmp.analysis.clusters.kmeans import Labels

Flags = np.ndarray[Any, np.dtype[np.bool_]]
N_TERMS = 6
N_LABEL = 3
# Words of the prior in all; each word has its share of them in the whole corpus.
PRIOR = 100.0
FEWEST_CLAUSES = 2
# A word is at home in a cluster if a fifth of its clauses have it.
AT_HOME = 0.2
ORDINARY = 0.6


def distinctive_terms(
    documents: Sequence[Sequence[str]], labels: Labels, terms: Collection[str] = ()
) -> list[list[str]]:
    """Of each cluster, in order, up to N_TERMS words of its own clauses that tell it apart.

    An ordinary word has to tell more than one of `terms`, which name something by themselves.
    Not among them: words at home in more than half of the clusters, words not at home in this
    one, and words that hold or are held by a better one; unless no other word is left.

    >>> found = [["基金", "融资"], ["基金", "融资"], ["人才", "飞地"], ["人才", "飞地"]]
    >>> distinctive_terms(found, np.array([1, 1, 2, 2]))
    [['基金', '融资'], ['人才', '飞地']]
    """
    clusters = range(1, int(labels.max()) + 1) if len(labels) else range(0)
    sizes = [int((labels == cluster).sum()) for cluster in clusters]
    counts = [_clause_counts(documents, labels == cluster) for cluster in clusters]
    total: Counter[str] = sum(counts, Counter())
    everywhere = _everywhere(counts, sizes)
    chosen = []
    for count, size in zip(counts, sizes, strict=True):
        odds = log_odds(count, total)
        enough = max(FEWEST_CLAUSES, AT_HOME * size)
        shared = [word for word in odds if count[word] >= enough and word not in everywhere]
        weighed = {word: odds[word] * _share(word, odds[word], terms) for word in shared or odds}
        ranked = sorted(weighed, key=lambda word: (-weighed[word], word))
        chosen.append(_unnested(ranked)[:N_TERMS])
    return chosen


def log_odds(counts: Counter[str], total: Counter[str]) -> dict[str, float]:
    """z-score of each counted word: its log-odds here against elsewhere, over its standard error.

    >>> scores = log_odds(Counter({"基金": 4, "企业": 4}), Counter({"基金": 4, "企业": 20}))
    >>> scores["基金"] > 0 > scores["企业"]
    True
    """
    everything, here = total.total(), counts.total()
    scores = {}
    for word, count in counts.items():
        prior = PRIOR * total[word] / everything
        ours, theirs = count + prior, total[word] - count + prior
        ours_left = max(here + PRIOR - ours, 1e-9)
        theirs_left = max(everything - here + PRIOR - theirs, 1e-9)
        ratio = np.log(ours / ours_left) - np.log(theirs / theirs_left)
        scores[word] = float(ratio / np.sqrt(1 / ours + 1 / theirs))
    return scores


def coherence(documents: Sequence[Sequence[str]], terms: Sequence[Sequence[str]]) -> float | None:
    """Mean NPMI of all pairs of a cluster's terms, in the mean of the clusters; -1 to 1.

    >>> coherence([["a", "b"], ["a", "b"], ["c"], ["d"]], [["a", "b"]])
    1.0
    """
    sets = [frozenset(document) for document in documents]
    scores = [np.mean(pairs) for words in terms if (pairs := _npmi_of_pairs(sets, words))]
    return float(np.mean(scores)) if scores else None


def _npmi_of_pairs(sets: Sequence[frozenset[str]], words: Sequence[str]) -> list[float]:
    has: dict[str, Flags] = {word: np.array([word in found for found in sets]) for word in words}
    return [_npmi(has[one], has[other]) for one, other in combinations(words, 2)]


def _npmi(one: Flags, other: Flags) -> float:
    both = float(np.mean(one & other))
    if both in (0.0, 1.0):
        return 2 * both - 1
    return float(np.log(both / (one.mean() * other.mean())) / -np.log(both))


def _clause_counts(documents: Sequence[Sequence[str]], members: Flags) -> Counter[str]:
    own = (set(words) for words, inside in zip(documents, members, strict=True) if inside)
    return Counter(word for words in own for word in sorted(words))


def _everywhere(counts: Sequence[Counter[str]], sizes: Sequence[int]) -> set[str]:
    homes: Counter[str] = Counter()
    for count, size in zip(counts, sizes, strict=True):
        homes.update(word for word, n in count.items() if n >= AT_HOME * size)
    return {word for word, n in homes.items() if 2 * n > len(counts)}


def _share(word: str, odds: float, terms: Collection[str]) -> float:
    return ORDINARY if odds > 0 and word not in terms else 1.0


def _unnested(ranked: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in ranked:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return kept
