"""A table of a notebook's output → the same with what it names linked to where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from cmp.render.display import NAME
from cmp.render.places import Places

_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"(<t[dh]\b)([^>]*)>([^<]*)(</t[dh]>)")
# Great Tables writes the table's own name before that of the column.
_COLUMN = re.compile(rf' (?:headers|id)="(?:{NAME}-)?([^"]*)"')
# The words of a row that stand in the article.
_PRINTED = ("quote", "text", "keyword")
_KEYS = ("target", "measure", "doc", "part")
# Characters from which a cell needs a wide column.
LONG = 24


def linked_table(html: str, places: Places) -> str:
    """The table with links on keys and on the quotes of their rows; other cells as they are.

    Column names in `headers` and `id`, which tables of a page share, are taken out.
    """
    return _ROW.sub(lambda row: _linked(row[0], places), html)


def _linked(row: str, places: Places) -> str:
    cells = {_column(cell[2]): unescape(cell[3]) for cell in _CELL.finditer(row)}
    key = next((key for key in _keys(cells) if places.of(key)), "")
    shown = next((name for name in (*_PRINTED, *_KEYS) if name in cells), "") if key else ""

    def cell(found: re.Match[str]) -> str:
        start, attributes, words, end = found.groups()
        column = _column(attributes)
        target = places.of(key if column == shown else unescape(words) if column in _KEYS else "")
        link = f'<a href="{escape(target[0].href)}">{words}</a>' if target else words
        long = ' class="long"' if len(unescape(words)) > LONG else ""
        return f"{start}{long or _COLUMN.sub('', attributes)}>{link}{end}"

    return _CELL.sub(cell, row)


def _keys(cells: Mapping[str, str]) -> Iterator[str]:
    """What a row may stand at, the narrowest first."""
    ids, wider = _KEYS[:2], _KEYS[2:]
    yield from (cells[name] for name in ids if name in cells)
    if "doc" in cells and "start" in cells:
        yield f"{cells['doc']}:{cells['start']}"
    yield from (cells[name] for name in wider if name in cells)


def _column(attributes: str) -> str:
    found = _COLUMN.search(attributes)
    return unescape(found[1]) if found else ""
