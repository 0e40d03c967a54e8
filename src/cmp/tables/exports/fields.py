"""Tables → what an export says of them: each column's label, type, unit, meaning and codes.

Types and rules come from the schemas, words from the wording; neither is written a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import dataframely as dy
import polars as pl

from cmp.tables.exports.codes import codes_of
from cmp.tables.schemas import SCHEMAS
from cmp.wording import load_wording, wording

# What Data Package calls them; loud where a schema uses a type that no format was tried with.
_KINDS = {dy.String: "string", dy.Enum: "string", dy.Int64: "integer", dy.Float64: "number"}


@dataclass(frozen=True)
class Field:
    """A column of a table; `about` and `unit` are "" and `codes` is empty where it has none.

    `codes` maps each code to its name, in the order that numbers it from 1.
    """

    table: str
    name: str
    column: dy.Column
    label: str
    about: str
    unit: str
    codes: Mapping[str, str]

    @property
    def kind(self) -> str:
        """The type of its values: string, integer or number."""
        return _KINDS[type(self.column)]


@dataclass(frozen=True, eq=False)
class Content:
    """What is exported: the tables, what is said of them in one language, and when."""

    tables: Mapping[str, pl.DataFrame]
    fields: Mapping[str, tuple[Field, ...]]
    formats: tuple[str, ...]
    language: str
    made_at: datetime

    def say(self, key: str, **values: object) -> str:
        """The text of a key in the export's language."""
        return wording(key, self.language, **values)

    @property
    def facts(self) -> dict[str, object]:
        """Version, day and counts, for the sentences that name them."""
        documents = self.tables["documents"]
        return {
            "version": version("policycmp"),
            "date": self.made_at.date().isoformat(),
            "n_cities": documents["city"].n_unique(),
            "n_documents": documents.height,
            "n_targets": self.tables["targets"].height,
            "n_measures": self.tables["measures"].height,
        }


def described(tables: Mapping[str, pl.DataFrame], language: str) -> dict[str, tuple[Field, ...]]:
    """Table → its columns with all that is known of them."""
    codes = codes_of(tables, language)
    return {
        table: tuple(
            Field(
                table,
                name,
                column,
                label=wording(f"{table}.{name}", language),
                about=_said(f"{table}.{name}.about", language),
                unit=_said(f"{table}.{name}.unit", language),
                codes=codes.get((table, name), {}),
            )
            for name, column in schema.columns().items()
        )
        for table, schema in SCHEMAS.items()
    }


def _said(key: str, language: str) -> str:
    """The text of a key that need not be there."""
    return wording(key, language) if key in load_wording() else ""
