"""The id of a target or measure → the sentence it stands in, and why its fields are so.

The sentence as printed and as repaired; the reasons from extracting the article again.
"""

from __future__ import annotations

import difflib
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import polars as pl

from cmp.corpus import Corpus
from cmp.errors import InputError
from cmp.extract import ArticleFacts, Measure, Target, extract_measures, extract_targets
from cmp.extract.decisions import Reason
from cmp.repair import TracedText, repair_text
from cmp.segment import outline
from cmp.vocabulary import load_vocabulary

KINDS = ("target", "measure")
Span = tuple[int, int]


@dataclass(frozen=True)
class Passage:
    """A row of the targets or measures table where it stands.

    clean[slice(*mark)] is the row's own text in its clean sentence, raw[slice(*raw_mark)] the same
    in the raw file; the sentence is at raw_start in that file, which counts code points.
    """

    kind: str
    row: dict[str, Any]
    document: dict[str, Any]
    clean: str
    mark: Span
    raw: str
    raw_mark: Span
    raw_start: int


def find_passage(corpus: Corpus, row_id: str) -> Passage:
    """The passage that a target or measure stands on.

    Raises:
        InputError: no row has this id; the message names the nearest ones.
    """
    kind, row = _row(corpus, row_id)
    [document] = corpus.documents.filter(doc=row["doc"]).to_dicts()
    clean = repair_text(corpus.raw_texts[row["doc"]], load_vocabulary()).clean
    if clean.text != document["text"]:
        what = f"the tables hold another clean text of {row['doc']} than this program makes."
        raise InputError(f"{what} Run policycmp build again.")
    start, end = _sentence(clean.text, row["start"], row["end"])
    raw_start, raw_end = clean.raw_span(start, end)
    return Passage(
        kind=kind,
        row=row,
        document=document,
        clean=clean.text[start:end],
        mark=(row["start"] - start, row["end"] - start),
        raw=corpus.raw_texts[row["doc"]][raw_start:raw_end],
        raw_mark=_raw_mark(clean, row, raw_start),
        raw_start=raw_start,
    )


def find_reasons(passage: Passage) -> tuple[Reason, ...]:
    """Which rule and which words gave each field of a passage's row its value.

    The article is extracted again, so the reasons are those of the code that decides.

    Raises:
        InputError: the row is not what this program extracts.
    """
    row, document = passage.row, passage.document
    facts = ArticleFacts(
        document["doc"],
        document["city"],
        document["published"],
        document["title"] or "",
        document["kind"] or "",
    )
    vocabulary = load_vocabulary()
    extract = extract_targets if passage.kind == "target" else extract_measures
    found = extract(outline(document["text"], vocabulary), facts, vocabulary)
    why = next((known.why for known in found if _is_row(known, row)), None)
    if why is None:
        what = f"the tables hold another {row[passage.kind]} than this program extracts."
        raise InputError(f"{what} Run policycmp build again.")
    return why


def _is_row(found: Target | Measure, row: dict[str, Any]) -> bool:
    """Whether what was extracted is the row: its place, its subject, each field explained."""
    fields = {"start", "end"} | {reason.field for reason in found.why}
    return all((getattr(found, field) or None) == (row[field] or None) for field in fields)


def _row(corpus: Corpus, row_id: str) -> tuple[str, dict[str, Any]]:
    known: list[str] = []
    for kind in KINDS:
        frame: pl.DataFrame = getattr(corpus, f"{kind}s")
        rows = frame.filter(pl.col(kind) == row_id).to_dicts()
        if rows:
            return kind, rows[0]
        known += frame[kind].to_list()
    near = difflib.get_close_matches(row_id, known, n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else "The ids stand in the tables."
    raise InputError(f"no target or measure has the id {row_id!r}. {hint}")


def _sentence(text: str, start: int, end: int) -> Span:
    """The sentence around a place; a place that reaches into the next sentence takes it along."""
    sentences = outline(text, load_vocabulary()).sentences
    begins = [begin for begin, _ in sentences]
    first = sentences[max(bisect_right(begins, start) - 1, 0)]
    last = sentences[max(bisect_right(begins, end - 1) - 1, 0)]
    return min(first[0], start), max(last[1], end)


def _raw_mark(clean: TracedText, row: dict[str, Any], raw_start: int) -> Span:
    start, end = clean.raw_span(row["start"], row["end"])
    return start - raw_start, end - raw_start
