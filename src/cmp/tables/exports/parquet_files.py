"""Tables → Parquet files with the types of the tables."""

from __future__ import annotations

from pathlib import Path

from cmp.tables.exports.fields import Content


def write_parquet(content: Content, folder: Path) -> list[str]:
    """`targets.parquet` and so on; the names of the files."""
    names = {table: f"{table}.parquet" for table in content.tables}
    for table, name in names.items():
        content.tables[table].write_parquet(folder / name)
    return list(names.values())
