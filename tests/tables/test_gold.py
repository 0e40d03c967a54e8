"""The folder of hand-coded rows, and what is said when it is none."""

import pytest

from cmp.errors import InputError
from cmp.tables.gold import read_gold

HEADER = "doc,indicator,subject,value,value_high,unit,bound,status,measure_type,period,commitment"


def test_only_targets_must_have_been_coded(tmp_path):
    (tmp_path / "targets.csv").write_text(
        f"{HEADER}\na,gdp,总量,5,,亿元,exact,actual,flow,,\n", "utf-8"
    )
    gold = read_gold(tmp_path)
    assert gold.docs == ("a",)
    assert gold.measures is None
    assert gold.clean == {}


def test_articles_coded_as_empty_count_as_coded(tmp_path):
    (tmp_path / "targets.csv").write_text(HEADER + "\n", "utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "articles.csv").write_text("file,city\nb.txt,321100\n", "utf-8")
    assert read_gold(tmp_path).docs == ("b",)


def test_a_folder_without_targets_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no targets\.csv in"):
        read_gold(tmp_path)


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "targets.csv").write_text("doc,value\na,1\n", "utf-8")
    with pytest.raises(InputError, match=r"targets\.csv:1: column 'unit' is missing"):
        read_gold(tmp_path)
