"""Records to validated tables, and tables to files; nothing here reads a Chinese word."""

from cmp.tables.context import read_context
from cmp.tables.rows import Findings, Row, article_rows, city_row
from cmp.tables.schemas import SCHEMAS
from cmp.tables.storage import (
    RawTexts,
    find_tables,
    has_tables,
    read_stamp,
    read_tables,
    write_tables,
)
from cmp.tables.validation import validated

__all__ = [
    "SCHEMAS",
    "Findings",
    "RawTexts",
    "Row",
    "article_rows",
    "city_row",
    "find_tables",
    "has_tables",
    "read_context",
    "read_stamp",
    "read_tables",
    "validated",
    "write_tables",
]
