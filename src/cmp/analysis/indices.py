"""Measures → Rothwell and Zegveld's table: policy tools by stage of the innovation chain.

Tools and sides are those of Rothwell and Zegveld (1981, 1985); the second dimension, stages of
the innovation chain, is that of Chinese studies (e.g. Du and Chen 2020). Stages and their words
stand in the codebook; each cell lists the clauses behind it.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from cmp.analysis.entries import Entry, any_of, read_entries
from cmp.analysis.headlines import Headline
from cmp.analysis.labels import SIDES, instrument_names, named, side_names
from cmp.analysis.sources import joined, percent, source
from cmp.vocabulary import Vocabulary, load_vocabulary
from cmp.wording import wording

UNSTATED = "unstated"


def rothwell_zegveld(measures: pl.DataFrame, *, language: str = "en") -> pl.DataFrame:
    """One row per instrument and stage of the innovation chain: how many measures are there.

    Columns: side, side_name, instrument, instrument_name, stage (research, transfer, industry,
    market; unstated where a clause has no word of a stage), stage_name, n_measures, share (of all
    measures given), measures (their ids), example (the first clause). The stage is that of most
    of a clause's words, of the first one where two are level. Cells without a measure have 0.
    """
    stages = [_stage(text) for text in measures["text"].to_list()]
    staged = measures.with_columns(pl.Series("stage", stages, dtype=pl.String))
    counts = (
        staged.sort("doc", "start")
        .group_by("instrument", "stage", maintain_order=True)
        .agg(
            pl.len().cast(pl.Int64).alias("n_measures"),
            pl.col("measure").alias("measures"),
            pl.col("text").first().alias("example"),
        )
    )
    frame = _grid().join(counts, on=["instrument", "stage"], how="left", maintain_order="left")
    share = pl.col("n_measures") / max(measures.height, 1)
    frame = frame.with_columns(
        pl.col("n_measures").fill_null(0), pl.col("measures").fill_null([])
    ).with_columns(share.alias("share"))
    frame = named(named(frame, "side", side_names(language)), "stage", stage_names(language))
    return named(frame, "instrument", _by_side(instrument_names(language)))


def rothwell_zegveld_headline(
    table: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """Which side and which stage most measures are on."""
    n = int(table["n_measures"].sum())
    facts = [wording("stages.caption", language, n=n), source(documents, language)]
    if not n:
        none = wording("stages.none", language)
        return Headline(none, joined(facts, language), none)
    side, n_side = _most(table, "side_name")
    stage, n_stage = _most(table.filter(pl.col("stage") != UNSTATED), "stage_name")
    words = wording(
        "stages.title",
        language,
        n=n,
        side=side.lower(),
        side_share=percent(n_side / n),
        stage=stage.lower(),
        stage_share=percent(n_stage / n),
    )
    return Headline(words, joined(facts, language), wording("stages.description", language, n=n))


def stage_names(language: str = "en") -> dict[str, str]:
    """Stage code → name, in the order of the chain; the last one is for clauses without a stage."""
    entries = {entry.code: entry for entry in _stages(load_vocabulary())}
    names = {code: entries[code].name(language) for code in entries}
    return {**names, UNSTATED: wording("stages.unstated", language)}


# The chain's order; a stage that the codebook adds comes behind these.
_CHAIN = ("research", "transfer", "industry", "market")


@cache
def _stages(vocabulary: Vocabulary) -> tuple[Entry, ...]:
    entries = sorted(read_entries(vocabulary.cues["chain_stage"]), key=lambda entry: entry.code)
    return tuple(
        sorted(entries, key=lambda e: _CHAIN.index(e.code) if e.code in _CHAIN else len(_CHAIN))
    )


def _stage(text: str) -> str:
    """The stage that most words of a clause are about."""
    places = {
        entry.code: [match.start() for match in any_of(entry.terms).finditer(text)]
        for entry in _stages(load_vocabulary())
    }
    found = {code: starts for code, starts in places.items() if starts}
    return min(found, key=lambda code: (-len(found[code]), found[code][0]), default=UNSTATED)


def _grid() -> pl.DataFrame:
    known = sorted(load_vocabulary().instruments.values(), key=lambda one: SIDES.index(one.side))
    tools = pl.DataFrame({"side": [k.side for k in known], "instrument": [k.code for k in known]})
    return tools.join(pl.DataFrame({"stage": list(stage_names())}), how="cross")


def _by_side(names: dict[str, str]) -> dict[str, str]:
    known = load_vocabulary().instruments
    return dict(sorted(names.items(), key=lambda item: SIDES.index(known[item[0]].side)))


def _most(table: pl.DataFrame, column: str) -> tuple[str, int]:
    sums = table.group_by(column, maintain_order=True).agg(pl.col("n_measures").sum())
    name, n = sums.sort("n_measures", descending=True, maintain_order=True).row(0)
    return str(name), int(n)
