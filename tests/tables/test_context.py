"""Context figures are read with every mistake reported at once."""

import pytest

from cmp.errors import InputError
from cmp.tables import read_context
from cmp.vocabulary import load_vocabulary

HEADER = "city,year,indicator,value,unit,source,note\n"


def test_rows_come_with_numbers_and_without_empty_notes(tmp_path):
    (tmp_path / "a.csv").write_text(HEADER + "321100,2020,gdp,5017.04,亿元,统计局,\n", "utf-8")
    [row] = read_context(tmp_path, load_vocabulary())
    assert (row["year"], row["value"], row["note"]) == (2020, 5017.04, None)


def test_no_folder_is_no_figures(tmp_path):
    assert read_context(tmp_path / "nowhere", load_vocabulary()) == []


def test_every_mistake_is_reported_with_its_line(tmp_path):
    rows = "99,2020,gdp,1,亿元,s,\n321100,soon,gdp,many,亿元,,\n321100,2020,gdp,1,亿元,s,\n" * 1
    (tmp_path / "a.csv").write_text(HEADER + rows + "321100,2020,gdp,2,亿元,s,\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_context(tmp_path, load_vocabulary())
    message = str(caught.value)
    assert "5 problems" in message
    assert "a.csv:2: unknown city '99'." in message
    assert "a.csv:3: year 'soon' is no year." in message
    assert "a.csv:3: value 'many' is no number." in message
    assert "a.csv:5: says again what a.csv:4 says." in message


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "a.csv").write_text("city,year\n321100,2020\n", "utf-8")
    with pytest.raises(InputError, match=r"a\.csv:1: column indicator, value, unit, source, note"):
        read_context(tmp_path, load_vocabulary())
