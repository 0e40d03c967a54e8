"""Codes of cities, instruments and sides → the names that readers see, in one language.

A name column is an Enum over all the names there are, so that charts give a name the same colour
and the same place whatever rows a frame holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from cmp.vocabulary import load_vocabulary
from cmp.wording import load_wording, wording

SIDES = ("supply", "environment", "demand")


def city_names(cities: pl.DataFrame, language: str = "en") -> dict[str, str]:
    """City code → name, in the order of the table; cities of one name get their code behind it.

    >>> table = pl.DataFrame({"city": ["320106", "320302"], "name_zh": ["鼓楼区", "鼓楼区"],
    ...                       "name_en": ["Gulou", "Gulou"]})
    >>> city_names(table, "zh")
    {'320106': '鼓楼区 (320106)', '320302': '鼓楼区 (320302)'}
    """
    name = pl.coalesce(pl.col(f"name_{language}").replace("", None), "name_zh")
    names = dict(cities.select("city", name.alias("name")).iter_rows())
    many = Counter(names.values())
    return {code: text if many[text] == 1 else f"{text} ({code})" for code, text in names.items()}


def instrument_names(language: str = "en") -> dict[str, str]:
    """Instrument code → name, in the order of the codebook."""
    known = load_vocabulary().instruments.values()
    return {known.code: getattr(known, f"name_{language}") for known in known}


def indicator_names(language: str = "en") -> dict[str, str]:
    """Indicator code → name, in the order of the codebook."""
    known = load_vocabulary().indicators.values()
    return {known.code: getattr(known, f"name_{language}") for known in known}


def side_names(language: str = "en") -> dict[str, str]:
    """Side code → name: supply, environment, demand."""
    return {side: wording(f"side.{side}", language) for side in SIDES}


def code_name(group: str, code: str | None, language: str = "en") -> str | None:
    """The name of a code in its group, such as the kinds of article; itself where it has none.

    >>> code_name("kind", "essay", "zh"), code_name("kind", "letter", "zh")
    ('署名文章', 'letter')
    """
    key = f"{group}.{code}"
    return wording(key, language) if key in load_wording() else code


def named(frame: pl.DataFrame, column: str, names: Mapping[str, str]) -> pl.DataFrame:
    """The frame with `<column>_name` behind it: an Enum over all names; null for unknown codes."""
    kind = pl.Enum(list(dict.fromkeys(names.values())))
    code = pl.col(column).cast(pl.String)
    name = code.replace_strict(names, default=None, return_dtype=pl.String).cast(kind)
    return frame.with_columns(name.alias(f"{column}_name"))


def has_article(documents: pl.DataFrame) -> pl.Expr:
    """Whether the row's city has an article, as the documents table says."""
    return pl.col("city").is_in(documents["city"].unique().to_list()).alias("has_article")
