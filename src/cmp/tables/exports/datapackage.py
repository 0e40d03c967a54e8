"""Tables → plain CSV files and datapackage.json, which says of each column what it may hold.

Follows Data Package 2.0 (https://datapackage.org). Types, rules and keys are those of the schemas.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from cmp.tables.exports.csv_files import plain_name, write_plain
from cmp.tables.exports.fields import Content, Field
from cmp.tables.exports.notes import README
from cmp.tables.schemas import SCHEMAS

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

Json = dict[str, Any]

# A rule of a schema's column → the constraint that says the same.
_CONSTRAINTS = {
    "min": "minimum",
    "min_exclusive": "exclusiveMinimum",
    "max": "maximum",
    "max_exclusive": "exclusiveMaximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "categories": "enum",
}


def write_datapackage(content: Content, folder: Path) -> list[str]:
    """The plain CSV files and their description; the names of the files."""
    files = write_plain(content, folder)
    text = json.dumps(_package(content, folder), ensure_ascii=False, indent=1)
    (folder / DESCRIPTOR).write_text(text + "\n", "utf-8")
    return [*files, DESCRIPTOR]


def _package(content: Content, folder: Path) -> Json:
    facts = content.facts
    sources = list(_sources(content.tables["documents"]))
    return {
        "$schema": PROFILE,
        "name": "policycmp",
        "version": facts["version"],
        "title": content.say("export.title", **facts),
        "description": content.say("site.summary", **facts),
        "created": content.made_at.isoformat(timespec="seconds"),
        "licenses": [{"path": README, "title": content.say("export.rights")}],
        **({"sources": sources} if sources else {}),
        "resources": [_resource(content, table, folder) for table in content.tables],
    }


def _sources(documents: pl.DataFrame) -> Iterator[Json]:
    """An entry for each article: title, publisher, date and file."""
    for row in documents.sort("doc").iter_rows(named=True):
        named = (row["title"], row["publisher"], row["published"], row["file"])
        yield {"title": ", ".join(text for text in named if text)}


def _resource(content: Content, table: str, folder: Path) -> Json:
    path = folder / plain_name(table)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table,
        "title": content.say(f"table.{table}"),
        "description": content.say(f"table.{table}.about"),
        "type": "table",
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, content.fields[table]),
    }


def _schema(table: str, fields: tuple[Field, ...]) -> Json:
    keys = SCHEMAS[table].primary_key()
    refer = list(_foreign_keys(table))
    return {
        "fields": [_field(field) for field in fields],
        **({"primaryKey": keys} if keys else {}),
        **({"foreignKeys": refer} if refer else {}),
        "missingValues": [""],
    }


def _foreign_keys(table: str) -> Iterator[Json]:
    """A column named as the only key of another table refers to a row of it."""
    for other, schema in SCHEMAS.items():
        keys = schema.primary_key()
        if other != table and len(keys) == 1 and keys[0] in SCHEMAS[table].column_names():
            yield {"fields": keys, "reference": {"resource": other, "fields": keys}}


def _field(field: Field) -> Json:
    described = {"title": field.label, "description": field.about, "unit": field.unit}
    codes = [{"value": code, "label": name} for code, name in field.codes.items()]
    return {
        "name": field.name,
        "type": field.kind,
        **{key: text for key, text in described.items() if text},
        **({"categories": codes} if codes else {}),
        **({"missingValues": []} if _may_be_empty(field.column) else {}),
        "constraints": _constraints(field.column),
    }


def _constraints(column: dy.Column) -> Json:
    declared = {name: getattr(column, rule, None) for rule, name in _CONSTRAINTS.items()}
    regex = getattr(column, "regex", None)
    if regex:
        # Data Package anchors a pattern at both ends by itself.
        declared["pattern"] = regex.removeprefix("^").removesuffix("$")
    flags = {"required": not column.nullable, "unique": column.unique}
    return {
        **{name: True for name, is_set in flags.items() if is_set},
        **{name: value for name, value in declared.items() if value is not None},
    }


def _may_be_empty(column: dy.Column) -> bool:
    """Whether an empty cell of a CSV file is the text "", and not an absent value."""
    is_free = isinstance(column, dy.String) and not (column.min_length or column.regex)
    return is_free and not column.nullable
