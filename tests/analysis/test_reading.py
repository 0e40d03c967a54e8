"""What was read and repaired: each changed character counted once, each kind with examples."""

from dataclasses import replace

import polars as pl
import pytest
from tests.analysis.target_tables import JIA, YI, cities_of, documents_of, empty, targets_of

from cmp.analysis.reading import (
    corpus_summary,
    count_repairs,
    repair_examples,
    repairs_headline,
    summary_headline,
)
from cmp.corpus import Corpus
from cmp.tables import SCHEMAS

RAW = "鎮(zhèn)江,鎮(zhèn)海"
EDITS = [
    ("pinyin", 1, 7, "(zhèn)", ""),
    ("pinyin", 10, 16, "(zhèn)", ""),
    ("script", 7, 8, "江", "江河"),
    ("script", 0, 7, "鎮", "镇"),
    ("script", 9, 16, "鎮", "镇"),
    ("punctuation", 8, 9, ",", "，"),
]


@pytest.fixture
def read():
    """One repaired article of Jia and one of Yi that needed nothing."""
    repairs = [
        {"doc": f"doc-{JIA}", "kind": kind, "raw_start": s, "raw_end": e, "before": b, "after": a}
        for kind, s, e, b, a in EDITS
    ]
    tables = {name: empty(name) for name in SCHEMAS}
    tables |= {
        "cities": cities_of(),
        "documents": documents_of(c320100=RAW, c320200="好"),
        "repairs": pl.DataFrame(repairs, schema=empty("repairs").schema),
        "targets": targets_of({}, {"status": "actual"}, {"city": YI}),
    }
    return Corpus(**tables, raw_texts={f"doc-{JIA}": RAW, f"doc-{YI}": "好"}, stamp={})


def test_an_article_has_one_row_with_what_was_found_in_it(read):
    rows = corpus_summary(read).select("city_name", "n_repairs", "n_targets", "n_outcomes")
    assert rows.rows() == [("Jia", 6, 1, 1), ("Yi", 0, 1, 0)]


def test_a_character_that_two_edits_touch_is_counted_once(read):
    # The pinyin stands inside the spans of the script edits; only 海 is left as it was.
    first = corpus_summary(read).row(0, named=True)
    assert (first["n_changed"], first["raw_chars"]) == (16, len(RAW))
    assert first["changed_share"] == 16 / len(RAW)


def test_damage_that_stays_is_no_repair(read):
    stays = {"doc": f"doc-{YI}", "kind": "unrestored", "raw_start": 0, "raw_end": 1}
    row = pl.DataFrame([stays | {"before": "好", "after": "好"}], schema=read.repairs.schema)
    yi = corpus_summary(replace(read, repairs=row)).row(1, named=True)
    assert (yi["n_repairs"], yi["n_unrestored"], yi["n_changed"]) == (0, 1, 0)


def test_every_article_has_a_row_for_each_kind(read):
    counted = count_repairs(read)
    assert counted.height == 2 * 3
    assert counted.filter(kind="pinyin")["n_repairs"].to_list() == [2, 0]
    assert counted.filter(kind="pinyin")["n_chars"].to_list() == [12, 0]


def test_examples_are_the_most_frequent_with_the_file_around_them(read):
    pinyin = repair_examples(read).filter(kind="pinyin").row(0, named=True)
    assert (pinyin["before"], pinyin["after"], pinyin["n_alike"]) == ("(zhèn)", "", 2)
    assert repair_examples(read, n=1).filter(kind="script")["before"].to_list() == ["鎮"]
    assert (pinyin["raw_before"], pinyin["raw_after"]) == ("鎮", "江,鎮(zhèn)海")
    assert repair_examples(read, n=0).is_empty()


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", {"pinyin in brackets", "Traditional characters", "half-width marks"}),
        ("zh", {"括注拼音", "繁体字", "半角标点"}),
    ],
)
def test_kinds_have_names(read, language, names):
    assert set(count_repairs(read, language=language)["kind_name"].to_list()) == names


def test_titles_tell_the_most_frequent_kind_and_the_range_of_changes(read):
    assert repairs_headline(count_repairs(read), read.documents).title == (
        "6 repairs in 2 articles; the most frequent kind, Traditional characters, is 50% of them "
        "and occurs in 1 articles."
    )
    assert "between 0% and 94%" in summary_headline(corpus_summary(read), read.documents).title


def test_clean_articles_and_no_articles_give_sentences(read):
    clean = replace(read, repairs=empty("repairs"))
    assert repairs_headline(count_repairs(clean), clean.documents).title == (
        "Nothing had to be repaired in the 2 articles."
    )
    nothing = Corpus(**{name: empty(name) for name in SCHEMAS}, raw_texts={}, stamp={})
    summary = corpus_summary(nothing)
    assert summary_headline(summary, nothing.documents).title == "No article was read."
    assert repair_examples(nothing).is_empty()


def test_every_repair_of_the_five_articles_has_a_name_and_its_place(corpus):
    counted = count_repairs(corpus)
    assert counted["n_repairs"].sum() == corpus.repairs.height
    assert not set(counted["kind_name"].to_list()) & set(counted["kind"].to_list())
    for row in repair_examples(corpus).iter_rows(named=True):
        raw = corpus.raw_texts[row["doc"]]
        assert raw[: row["raw_start"]].endswith(row["raw_before"])
