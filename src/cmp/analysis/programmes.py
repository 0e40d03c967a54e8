"""Programmes → their parts side by side, city by city, each with its instrument and its measures.

A part is given the instrument that its own name states, by the term list that codes measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import polars as pl

from cmp.analysis.headlines import Headline
from cmp.analysis.industries import is_industry
from cmp.analysis.labels import city_names, has_article, instrument_names, named, side_names
from cmp.analysis.matching import bare
from cmp.analysis.sources import MOST_TOLD, joined, source
from cmp.extract.instruments import InstrumentRules
from cmp.vocabulary import load_vocabulary
from cmp.wording import wording

Row = Mapping[str, Any]
COLUMNS = pl.Schema(
    {
        "city": pl.String(),
        "doc": pl.String(),
        "programme": pl.String(),
        "parent": pl.String(),
        "part": pl.String(),
        "ordinal": pl.Int64(),
        "depth": pl.Int64(),
        "line": pl.String(),
        "row": pl.Int64(),
        "instrument": pl.String(),
        "side": pl.String(),
    }
)


def compare_programmes(
    programmes: pl.DataFrame,
    cities: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    measures: pl.DataFrame | None = None,
    language: str = "en",
) -> pl.DataFrame:
    """The programmes of each city as an outline: one row per line, in reading order.

    depth 0 is a programme's name (part is null), 1 one of its parts, 2 a part of a part; `row` is
    the line's place in its city. Further columns: city_name, has_article, doc, title, programme,
    parent, ordinal, part, line (what is printed), instrument and side that the part's name states
    (null where it states none), their names, and `measures`, the ids of the clauses that stand
    under the part. A city whose articles name no programme has one row without a line.
    """
    stated = programmes if documents is None else documents
    rows = [row for group in _by_city(programmes) for row in _outline(group)]
    frame = pl.DataFrame(rows, schema=COLUMNS)
    frame = (
        cities.select("city")
        .with_columns(has_article(stated))
        .join(frame, on="city", how="left", maintain_order="left_right")
    )
    frame = _with_measures(frame, measures).join(
        _titles(documents), on="doc", how="left", maintain_order="left"
    )
    frame = named(frame, "city", city_names(cities, language))
    return named(
        named(frame, "instrument", instrument_names(language)), "side", side_names(language)
    )


def programmes_headline(
    outline: pl.DataFrame, documents: pl.DataFrame, language: str = "en"
) -> Headline:
    """How many programmes and parts a frame of compare_programmes holds, and for which cities."""
    lines = outline.filter(pl.col("depth").is_not_null())
    values = {
        "n_programmes": lines.filter(pl.col("depth") == 0).height,
        "n_parts": lines.filter(pl.col("depth") > 0).height,
        "n_cities": lines["city"].n_unique(),
        "city": next(iter(lines["city_name"].to_list()), ""),
    }
    key = {0: "none", 1: "one_city"}.get(lines["city"].n_unique(), "title")
    facts = wording("programmes.caption", language, **values)
    told = wording("programmes.description", language, programmes=_listed(lines, language))
    return Headline(
        title=wording(f"programmes.{key}", language, **values),
        caption=joined([facts, _without(outline, language), source(documents, language)], language),
        description=told,
    )


def _without(outline: pl.DataFrame, language: str) -> str:
    """Which cities' articles name no programme, in a sentence."""
    without = outline.filter(pl.col("has_article"), pl.col("depth").is_null())
    cities = wording("list.comma", language).join(without["city_name"].to_list())
    return wording("programmes.without", language, cities=cities) if cities else ""


def _by_city(programmes: pl.DataFrame) -> Iterator[Sequence[Row]]:
    for group in programmes.partition_by("city", maintain_order=True):
        yield group.to_dicts()


def _outline(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The lines of one city's programmes, numbered."""
    named_parts = {(row["doc"], row["programme"], row["part"]) for row in rows}
    tree: dict[tuple[str, str, str | None], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["doc"], row["ordinal"])):
        is_inner = (row["doc"], row["parent"], row["programme"]) in named_parts
        tree[row["doc"], row["programme"], row["parent"] if is_inner else None].append(row)
    tops = dict.fromkeys((row["doc"], row["programme"]) for row in rows)
    number = 0
    for doc, programme in tops:
        parts = tree.get((doc, programme, None), [])
        if not parts:
            continue
        for line in (_title_line(parts[0]), *_part_lines(parts, tree)):
            number += 1
            yield {**line, "row": number}


def _title_line(row: Row) -> dict[str, Any]:
    return {
        "city": row["city"],
        "doc": row["doc"],
        "programme": row["programme"],
        "parent": row["parent"],
        "part": None,
        "ordinal": None,
        "depth": 0,
        "line": row["programme"],
        "instrument": None,
        "side": None,
    }


def _part_lines(
    parts: list[Row], tree: Mapping[tuple[str, str, str | None], list[Row]]
) -> Iterator[dict[str, Any]]:
    for row in parts:
        yield _part_line(row, 1)
        inner = tree.get((row["doc"], row["part"], row["programme"]), [])
        yield from (_part_line(one, 2) for one in inner)


def _part_line(row: Row, depth: int) -> dict[str, Any]:
    code = stated_instrument(row["part"])
    side = load_vocabulary().instruments[code].side if code else None
    kept = {name: row[name] for name in ("city", "doc", "programme", "parent", "part", "ordinal")}
    return {
        **kept,
        "depth": depth,
        "line": f"{row['ordinal']} {row['part']}",
        "instrument": code,
        "side": side,
    }


@cache
def _rules() -> InstrumentRules:
    return InstrumentRules(load_vocabulary())


@lru_cache(maxsize=100_000)
def stated_instrument(part: str) -> str | None:
    """The instrument that a part's name states, by instrument_terms.csv; None if it states none.

    An industry states none, whatever words its name has (新一代信息技术).

    >>> stated_instrument("人才队伍强基固本工程"), stated_instrument("冶金")
    ('talent', None)
    """
    if is_industry(part):
        return None
    return _rules().choose(part).instrument or None


def _with_measures(frame: pl.DataFrame, measures: pl.DataFrame | None) -> pl.DataFrame:
    """The ids of the measures whose section is the part."""
    under: dict[tuple[str, str], list[str]] = defaultdict(list)
    if measures is not None:
        for row in measures.sort("doc", "start").iter_rows(named=True):
            under[row["doc"], bare(row["section"])].append(row["measure"])
    found = [
        under.get((doc, bare(part)), []) if part else []
        for doc, part in frame.select("doc", "part").iter_rows()
    ]
    ids = pl.Series("measures", found, dtype=pl.List(pl.String))
    return frame.with_columns(ids, ids.list.len().cast(pl.Int64).alias("n_measures"))


def _titles(documents: pl.DataFrame | None) -> pl.DataFrame:
    if documents is None:
        return pl.DataFrame(schema={"doc": pl.String, "title": pl.String})
    return documents.select("doc", "title")


def _listed(lines: pl.DataFrame, language: str) -> str:
    """Every programme with its parts of the first level, for those who do not see the chart."""
    sentences = []
    for group in lines.partition_by("city", "doc", "programme", maintain_order=True)[:MOST_TOLD]:
        parts = group.filter(pl.col("depth") == 1)["part"].to_list()
        if parts:
            sentences.append(
                wording(
                    "programmes.one",
                    language,
                    city=group["city_name"][0],
                    programme=group["programme"][0],
                    parts=wording("list.comma", language).join(parts),
                )
            )
    return joined(sentences, language)
