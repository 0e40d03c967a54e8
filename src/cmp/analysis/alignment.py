"""Programme parts of several cities → which part of one city answers to which of another.

Two parts are alike by the words of their names: half the cosine of their character n-grams under
TF-IDF (Salton and Buckley 1988), half that of what the codebook's terms make of them, instruments
and indicators. How alike parts are by chance is measured: words are dealt anew to all parts, and
the threshold is the 95 % quantile of the best likeness a part then finds in another city. Below it
a part may still answer to one whose name states the same instrument; that is told apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.industries import is_industry
from cmp.analysis.intervals import Floats
from cmp.analysis.labels import city_names, named
from cmp.analysis.matching import bare
from cmp.analysis.programmes import stated_instrument
from cmp.analysis.sources import joined, percent, source
from cmp.analysis.words import words
from cmp.extract.instruments import InstrumentRules
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

NGRAMS = (2, 3)
QUANTILE = 0.95
PERMUTATIONS = 199
# Above this many parts a permutation takes seconds, and fewer fix the quantile well enough.
MANY_PARTS, FEW_PERMUTATIONS = 400, 19
BASES = ("words", "instrument")
SCHEMA = pl.Schema(
    {
        "city": pl.String(),
        "part": pl.String(),
        "other": pl.String(),
        "counterpart": pl.String(),
        "nearest": pl.String(),
        "similarity": pl.Float64(),
        "threshold": pl.Float64(),
        "basis": pl.Enum(BASES),
        "shared_terms": pl.List(pl.String),
    }
)


Places = np.ndarray[Any, np.dtype[np.intp]]
Cities = np.ndarray[Any, np.dtype[np.str_]]


@dataclass(frozen=True)
class _Part:
    """A part's name in one city, and the programmes and articles that list it."""

    city: str
    name: str
    programmes: tuple[str, ...]
    docs: tuple[str, ...]

    @cached_property
    def instrument(self) -> str | None:
        return stated_instrument(self.name)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(words(_core(self.name), load_vocabulary()))

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Instrument or indicator → the longest term in the name that means it."""
        terms = sorted(_terms("".join(self.words)).items(), key=lambda term: len(term[0]))
        return {code: word for word, code in terms}


def align_programmes(
    programmes: pl.DataFrame, cities: pl.DataFrame, *, seed: int = 0, language: str = "en"
) -> pl.DataFrame:
    """One row per part and other city: the part there that answers to it, if one does.

    Columns: city, city_name, part, programmes and docs (that list it), other, other_name (the
    other city), nearest (its most similar part), similarity (0–1), threshold, counterpart, basis,
    basis_name and shared_terms. The counterpart is the nearest part where it is above the
    threshold (basis "words"), else the nearest of those that state the same instrument (basis
    "instrument"), else null. Parts that are industries are left out; a part listed twice in a
    city (…, …工程) is one.
    """
    listed = _parts(programmes)
    # Computed in an order of its own, so that the order of the rows decides no tie and no draw.
    parts = sorted(listed, key=lambda part: (part.city, part.name))
    place = {part: number for number, part in enumerate(parts)}
    likeness = _likeness([part.words for part in parts])
    owners = np.array([part.city for part in parts])
    threshold = _threshold(parts, owners, seed)
    rows = [
        _row(parts, likeness[number], np.flatnonzero(owners == other), (number, threshold))
        for number, part in ((place[part], part) for part in listed)
        for other in dict.fromkeys(owners.tolist())
        if other != part.city
    ]
    # Column by column: for 200 cities ten times as fast as row by row.
    columns = {name: [row[name] for row in rows] for name in SCHEMA}
    frame = pl.DataFrame(columns, schema=SCHEMA).join(
        _listings(parts), on=["city", "part"], how="left", maintain_order="left"
    )
    bases = {code: wording(f"alignment.basis.{code}", language) for code in BASES}
    cities_named = city_names(cities, language)
    return named(named(named(frame, "city", cities_named), "other", cities_named), "basis", bases)


def alignment_headline(
    aligned: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many parts have a counterpart in another city, and which have none."""
    parts = aligned.group_by("city", "city_name", "part", maintain_order=True).agg(
        (pl.col("basis") == "words").any().alias("by_words"),
        pl.col("basis").is_not_null().any().alias("at_all"),
    )
    alone = parts.filter(~pl.col("at_all"))
    n, n_words = parts.height, parts["by_words"].sum()
    values = {
        "n": n,
        "n_words": n_words,
        "n_instrument": n - n_words - alone.height,
        "n_alone": alone.height,
        "n_cities": parts["city"].n_unique(),
    }
    threshold = next(iter(aligned["threshold"].to_list()), None)
    facts = wording(
        "alignment.caption", language, threshold=_printed(threshold), chance=percent(1 - QUANTILE)
    )
    comma = wording("list.comma", language)
    named_alone = comma.join(
        f"{c} {p}" for c, p in alone.select("city_name", "part").head(40).iter_rows()
    )
    return Headline(
        title=wording("alignment.title" if n else "alignment.none", language, **values),
        caption=joined([facts, source(documents, language)], language),
        description=wording("alignment.description", language, alone=named_alone),
    )


def _printed(threshold: float | None) -> str:
    return "–" if threshold is None else f"{threshold:.2f}"


@cache
def _noun_end(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(f"(?:{vocabulary.pattern('bundle_strong')})$")


def _core(name: str) -> str:
    """The name without marks and without the noun that all parts end in (工程, 行动)."""
    plain = bare(name)
    return _noun_end(load_vocabulary()).sub("", plain) or plain


def _parts(programmes: pl.DataFrame) -> list[_Part]:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in programmes.sort("city", maintain_order=True).iter_rows(named=True):
        if not is_industry(row["part"]):
            groups[row["city"], _core(row["part"])].append(row)
    return [
        _Part(
            city,
            max((row["part"] for row in rows), key=lambda name: (len(name), name)),
            tuple(dict.fromkeys(row["programme"] for row in rows)),
            tuple(dict.fromkeys(row["doc"] for row in rows)),
        )
        for (city, _), rows in groups.items()
    ]


def _listings(parts: Sequence[_Part]) -> pl.DataFrame:
    """Which programmes and articles list each part."""
    names = ("city", "part", "programmes", "docs")
    rows = [(p.city, p.name, list(p.programmes), list(p.docs)) for p in parts]
    kinds = (pl.String(), pl.String(), pl.List(pl.String), pl.List(pl.String))
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row").unique(
        ["city", "part"], maintain_order=True
    )


def _row(
    parts: Sequence[_Part], likeness: Floats, others: Places, at: tuple[int, float]
) -> dict[str, Any]:
    number, threshold = at
    part = parts[number]
    nearest = _most_like(likeness, others)
    found, basis = _counterpart(parts, likeness, others, at)
    return {
        "city": part.city,
        "part": part.name,
        "other": parts[nearest].city,
        "counterpart": parts[found].name if basis else None,
        "nearest": parts[nearest].name,
        "similarity": float(likeness[found]),
        "threshold": threshold,
        "basis": basis,
        "shared_terms": _shared(part, parts[found]) if basis else [],
    }


def _counterpart(
    parts: Sequence[_Part], likeness: Floats, others: Places, at: tuple[int, float]
) -> tuple[int, str | None]:
    """The place of the counterpart and its basis; without one, of the nearest part."""
    number, threshold = at
    nearest = _most_like(likeness, others)
    if likeness[nearest] > threshold:
        return nearest, "words"
    instrument = parts[number].instrument
    same = others[[parts[n].instrument == instrument for n in others]]
    if instrument is None or not same.size:
        return nearest, None
    return _most_like(likeness, same), "instrument"


def _most_like(likeness: Floats, places: Places) -> int:
    return int(places[np.argmax(likeness[places])])


def _shared(part: _Part, other: _Part) -> list[str]:
    """Words in both names; of each instrument or indicator that both mean, a term of either."""
    both = [word for word in dict.fromkeys(part.words) if word in other.words]
    mine, theirs = part.by_code, other.by_code
    pairs = [(word, theirs[code]) for code, word in mine.items() if code in theirs]
    alike = [one if one == twin else f"{one}≈{twin}" for one, twin in pairs]
    return list(dict.fromkeys([*both, *alike]))


@cache
def _rules() -> InstrumentRules:
    return InstrumentRules(load_vocabulary())


@cache
def _indicator_terms() -> dict[str, str]:
    return {t.term: t.indicator for t in load_vocabulary().indicator_terms if "…" not in t.term}


@cache
def _terms(name: str) -> dict[str, str]:
    """Terms of the codebook in a name, and the instrument or indicator that each stands for."""
    found = {word: code for word, code, _ in _rules().terms(name)}
    known = _indicator_terms()
    pieces = {name[i:j] for i in range(len(name)) for j in range(i + 2, len(name) + 1)}
    return {**{piece: known[piece] for piece in sorted(pieces) if piece in known}, **found}


def _likeness(texts: Sequence[Sequence[str]]) -> Floats:
    """Parts × parts: the mean of the two cosines; of n-grams alone where a part has no term."""
    names = ["".join(text) for text in texts]
    grams = _cosine([_ngrams(name) for name in names])
    codes = [Counter(_terms(name).values()) for name in names]
    known = np.array([bool(code) for code in codes])
    both = np.outer(known, known) if len(known) else np.zeros((0, 0), dtype=bool)
    result: Floats = np.where(both, (grams + _cosine(codes)) / 2, grams)
    return result


def _ngrams(name: str) -> Counter[str]:
    return Counter(name[i : i + n] for n in NGRAMS for i in range(len(name) - n + 1))


def _cosine(counts: Sequence[Counter[str]]) -> Floats:
    """Cosines of the rows under TF-IDF with smoothed idf, as scikit-learn's."""
    places = {gram: n for n, gram in enumerate(sorted({g for count in counts for g in count}))}
    table = np.zeros((len(counts), len(places)))
    for row, count in enumerate(counts):
        for gram, times in count.items():
            table[row, places[gram]] = times
    idf = np.log((1 + len(counts)) / (1 + (table > 0).sum(axis=0))) + 1
    weighted = table * idf
    lengths = np.linalg.norm(weighted, axis=1, keepdims=True)
    unit = np.divide(weighted, lengths, out=np.zeros_like(weighted), where=lengths > 0)
    result: Floats = unit @ unit.T
    return result


def _threshold(parts: Sequence[_Part], owners: Cities, seed: int) -> float:
    """The likeness that a part's best match in another city exceeds by chance in one of twenty."""
    rounds = PERMUTATIONS if len(parts) <= MANY_PARTS else FEW_PERMUTATIONS
    texts = [part.words for part in parts]
    # Sorted, so that the order of the rows does not change what a seed deals.
    pool = sorted(word for text in texts for word in text)
    rng = np.random.default_rng(seed)
    best = [_best(_likeness(_dealt(pool, texts, rng)), owners) for _ in range(rounds)]
    values = np.concatenate(best) if best else np.zeros(0)
    return float(np.quantile(values, QUANTILE)) if values.size else 1.0


def _dealt(
    pool: Sequence[str], texts: Sequence[Sequence[str]], rng: np.random.Generator
) -> list[list[str]]:
    """All words dealt anew, each part as many as it had."""
    order = iter(rng.permutation(len(pool)).tolist())
    return [[pool[next(order)] for _ in text] for text in texts]


def _best(likeness: Floats, owners: Cities) -> Floats:
    """Each part's best likeness in each other city."""
    found: Iterable[Floats] = (
        likeness[np.ix_(owners != other, owners == other)].max(axis=1)
        for other in dict.fromkeys(owners.tolist())
        if (owners != other).any()
    )
    return np.concatenate([np.zeros(0), *found])
