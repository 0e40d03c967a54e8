"""What exports are tested on: the five articles, no article at all, and texts that break files."""

import polars as pl
import pytest

from cmp.tables import SCHEMAS, validated
from cmp.tables.exports import export_tables

LONG = 40_000
# The first four would run in Excel, the fifth would be a link; behind them an absent note and one
# that only Stata's long strings hold.
NOTES = ('=HYPERLINK("http://x")', "＝1+1", "\x00@SUM(A1)", "-5", "http://x.cn", None, "研" * 700)


def table(name, **columns):
    """A table of these columns, null where none is given."""
    empty = SCHEMAS[name].create_empty()
    rows = max(len(values) for values in columns.values())
    absent = {column: [None] * rows for column in empty.columns}
    return pl.DataFrame({**absent, **columns}, schema=empty.schema)


@pytest.fixture(scope="session")
def empty():
    """Tables without a row."""
    return {name: schema.create_empty() for name, schema in SCHEMAS.items()}


@pytest.fixture(scope="session")
def naughty(empty):
    """Formulas, control characters, line ends, empty and absent texts, one longer than a cell."""
    text = "研\r\n𠮷" + "=" * (LONG - 4)
    tables = {
        "cities": _city(),
        "documents": _document(text),
        "repairs": _repairs(),
        "context": _context(),
    }
    return validated(empty | tables)


def _city():
    return table(
        "cities", city=["321100"], name_zh=["镇江市"], name_en=["Zhenjiang"], level=["prefecture"]
    )


def _document(text):
    return table(
        "documents",
        doc=["a"],
        city=["321100"],
        title=['一,“二”"三"'],
        published=["2024-03"],
        year=[2024],
        file=["a.txt"],
        sha256=["0" * 64],
        encoding=["utf-8"],
        script=["simplified"],
        raw_chars=[3_000_000_000],
        clean_chars=[len(text)],
        text=[text],
    )


def _repairs():
    return table(
        "repairs",
        doc=["a"] * 3,
        kind=["spaces", "final_stop", "new_kind"],
        raw_start=[0, 2, 3],
        raw_end=[2, 2, 9],
        before=["\r\n", "", "啊" * 3000],
        after=["", "。", "\n"],
    )


def _context():
    n = len(NOTES)
    return table(
        "context",
        city=["321100"] * n,
        year=range(2000, 2000 + n),
        indicator=["resident_population", "其他", *["gdp"] * (n - 2)],
        value=[-1.5] * n,
        unit=["万人"] * n,
        source=["局"] * n,
        note=NOTES,
    )


@pytest.fixture(scope="session")
def exported(corpus, tmp_path_factory):
    """The five articles in every format."""
    folder = tmp_path_factory.mktemp("exported") / "tables"
    export_tables(corpus.tables, folder)
    return folder


@pytest.fixture(scope="session")
def exported_naughty(naughty, tmp_path_factory):
    """The texts that break files, in every format, in Chinese."""
    folder = tmp_path_factory.mktemp("naughty") / "tables"
    export_tables(naughty, folder, language="zh")
    return folder
