"""The command line: what it prints, what it refuses, and with which exit code."""

import json
import re
import shutil
from importlib import import_module

import polars as pl
import pytest

from cmp.errors import InputError
from cmp.tables.staging import exclusive

HEADER = "file,city,published,title,kind,publisher\n"
ARTICLE = "今年，市科技局计划新增高新技术企业120家以上，力争技术合同成交额达到80亿元。\n"


@pytest.fixture
def place(tmp_path):
    """A folder with one article and the project's notebooks."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "suqian.txt").write_text(ARTICLE, "utf-8")
    (raw / "articles.csv").write_text(HEADER + "suqian.txt,321300,2024,,plan,\n", "utf-8")
    return tmp_path


@pytest.fixture
def tables(place, run):
    """The tables of that article."""
    out = place / "tables"
    assert run("build", "--raw", place / "raw", "--out", out)[0] == 0
    return out


def test_build_says_what_it_read_and_where_the_tables_are(place, run):
    code, out, err = run("build", "--raw", place / "raw", "--out", place / "tables")
    assert code == 0
    assert "1 cities: 1 documents" in out
    assert f"tables in {place / 'tables'}" in out
    assert "reading 1/1 suqian.txt" in err
    assert {path.stem for path in (place / "tables").glob("*.parquet")} == {
        "cities",
        "documents",
        "repairs",
        "programmes",
        "measures",
        "targets",
        "context",
    }


def test_a_mistake_in_the_input_exits_1_with_one_message_and_writes_nothing(place, run):
    (place / "raw" / "empty.txt").write_text("", "utf-8")
    code, _, err = run("build", "--raw", place / "raw", "--out", place / "tables")
    assert code == 1
    assert "empty.txt" in err
    assert "Traceback" not in err
    assert not (place / "tables").exists()


def test_a_failed_build_leaves_the_last_good_tables(place, run, tables):
    before = (tables / "targets.parquet").read_bytes()
    (place / "raw" / "articles.csv").write_text(HEADER + "gone.txt,321300,2024,,,\n", "utf-8")
    assert run("build", "--raw", place / "raw", "--out", tables)[0] == 1
    assert (tables / "targets.parquet").read_bytes() == before


def test_wrong_usage_exits_2(run):
    code, _, err = run("build", "--workers", "none")
    assert code == 2
    assert "--workers" in err


def test_a_second_run_at_the_same_time_exits_3(place, run, tables):
    with exclusive(tables):
        code, _, err = run("build", "--raw", place / "raw", "--out", tables)
    assert code == 3
    assert "another run" in err


def test_show_prints_the_sentence_as_printed_and_as_repaired(corpus, run, tmp_path):
    corpus.save(tmp_path / "tables")
    row = corpus.targets.filter(doc="zhenjiang-2024-action-plan").row(0, named=True)
    code, out, _ = run("show", row["target"], "--tables", tmp_path / "tables")
    repaired = next(line for line in out.splitlines() if line.startswith("repaired"))
    printed = next(line for line in out.splitlines() if line.startswith("printed"))
    assert code == 0
    assert "【8个】" in repaired
    assert "新兴產(chǎn)業(yè)" in printed or "(chǎn)" in printed
    assert f"characters {row['raw_start']}–{row['raw_end']}" in out


@pytest.mark.parametrize(
    ("table", "number", "lines"),
    [
        (
            "targets",
            -1,
            {
                "subject": ["技术合同成交额", "the noun before the number", "「技术合同成交额」"],
                "measure_type": ["flow", "flow noun", "「成交额」"],
                "bound": ["exact", "no word at the number bounds it"],
                "period": ["2024", "the time word before it in its sentence", "「今年」"],
                "commitment": ["aspired", "a hedge in the phrase of the number", "「力争」"],
            },
        ),
        (
            "targets",
            0,
            {
                "bound": ["min", "a word behind the number", "「以上」"],
                "status": ["target", "a word of plans before the number", "「计划新增」"],
                "commitment": ["firm", "no hedge governs it"],
            },
        ),
        (
            "measures",
            0,
            {
                "status": ["planned", "a word of plans in the clause", "「力争」"],
            },
        ),
    ],
    ids=["a hedged target", "a planned target", "a measure"],
)  # fmt: skip
def test_show_why_gives_each_field_its_rule_and_words(table, number, lines, run, tables):
    ids = pl.read_parquet(tables / f"{table}.parquet")[table.removesuffix("s")]
    plain = run("show", ids[number], "--tables", tables)[1]
    code, out, _ = run("show", ids[number], "--why", "--tables", tables)
    rows = [line.split(maxsplit=1) for line in out.removeprefix(plain).splitlines()]
    why = {row[0]: re.split(" {2,}", row[1]) for row in rows if len(row) > 1}
    assert code == 0
    assert out.startswith(plain)
    assert {field: why[field] for field in lines} == lines


def test_show_why_of_rows_that_are_extracted_no_more_asks_for_a_build(run, tables):
    path = tables / "targets.parquet"
    stale = pl.read_parquet(path).with_columns(indicator=pl.lit("patents"))
    stale.write_parquet(path)
    code, _, err = run("show", stale["target"][0], "--why", "--tables", tables)
    assert code == 1
    assert "Run policycmp build again" in err


def test_show_of_an_unknown_id_names_near_ones(run, tables):
    code, _, err = run("show", "suqian-t1", "--tables", tables)
    assert code == 1
    assert "Did you mean suqian-" in err


def test_evaluate_prints_what_the_scorer_prints(data, corpus, run, tmp_path):
    corpus.save(tmp_path / "tables")
    code, out, _ = run("evaluate", data / "gold", "--tables", tmp_path / "tables", "--json")
    figures = {(row["table"], row["figure"]): row["value"] for row in json.loads(out)}
    assert code == 0
    assert figures["targets", "f1"] >= 0.985
    assert figures["targets", "whole_row_f1"] >= 0.92
    assert figures["measures", "f1"] >= 0.95
    assert figures["measures", "instrument_kappa"] >= 0.75
    assert figures["programmes", "f1"] >= 0.95
    assert figures["documents", "clean_text_lowest"] >= 0.998


def test_evaluate_claims_no_certainty_where_every_row_agrees(data, corpus, run, tmp_path):
    corpus.save(tmp_path / "tables")
    _, out, _ = run("evaluate", data / "gold", "--tables", tmp_path / "tables", "--json")
    shares = [row for row in json.loads(out) if row["value"] == 1.0 and row["low"] is not None]
    assert shares
    assert all(0.9 < row["low"] < row["high"] for row in shares)


def test_evaluate_lists_a_subject_that_differs(data, corpus, run, tmp_path):
    corpus.save(tmp_path / "tables")
    gold = tmp_path / "gold"
    shutil.copytree(data / "gold", gold)
    coded = pl.read_csv(gold / "targets.csv", infer_schema=False)
    coded.with_columns(subject=pl.lit("完全不同")).write_csv(gold / "targets.csv")
    _, out, _ = run("evaluate", gold, "--tables", tmp_path / "tables", "--misses")
    assert "完全不同" in out


def test_evaluate_lists_every_miss(data, corpus, run, tmp_path):
    corpus.save(tmp_path / "tables")
    gold = tmp_path / "gold"
    shutil.copytree(data / "gold", gold)
    rows = (gold / "targets.csv").read_text("utf-8").splitlines()
    (gold / "targets.csv").write_text(
        "\n".join([rows[0], rows[1].replace(",100,", ",101,")]), "utf-8"
    )
    _, out, _ = run("evaluate", gold, "--tables", tmp_path / "tables", "--misses")
    assert "missed targets zhenjiang-2024-interview" in out
    assert "extra  targets zhenjiang-2024-interview" in out


def test_check_finds_nothing_in_the_project(data, run):
    code, out, err = run("check", "--raw", data / "raw")
    assert (code, err) == (0, "")
    assert "no mistakes found" in out


def test_check_reports_mistakes_of_all_files_at_once(place, run):
    (place / "raw" / "articles.csv").write_text(HEADER + "gone.txt,321300,2024,,,\n", "utf-8")
    (place / "context").mkdir()
    (place / "context" / "a.csv").write_text("city,year\n", "utf-8")
    (place / "notebooks").mkdir()
    code, _, err = run(
        "check", "--raw", place / "raw", "--notebooks", place / "notebooks",
        "--tables", place / "none",
    )  # fmt: skip
    assert code == 1
    assert "gone.txt" in err
    assert "a.csv:1" in err
    assert "reports.toml" in err


def test_check_says_what_a_broken_codebook_leaves_unchecked(place, run, monkeypatch):
    def broken() -> None:
        raise InputError("units.csv:3: no such dimension")

    monkeypatch.setattr(import_module("cmp.cli.check"), "load_vocabulary", broken)
    (place / "notebooks").mkdir()
    code, _, err = run("check", "--raw", place / "raw", "--notebooks", place / "notebooks")
    assert code == 1
    assert "units.csv:3" in err
    assert "reports.toml" in err
    assert "were not checked" in err


def test_an_unknown_parameter_is_refused_before_anything_runs(place, run, tables):
    code, _, err = run(
        "report", "--raw", place / "raw", "--tables", tables,
        "--out", place / "out", "-p", "citty", "321300",
    )  # fmt: skip
    assert code == 1
    assert "no notebook has a parameter 'citty'. Did you mean 'city'?" in err
    assert not (place / "out").exists()


def test_tables_that_lost_a_file_are_built_anew(place, run, tables):
    (tables / "measures.parquet").unlink()
    _, _, err = run(
        "report", "--raw", place / "raw", "--tables", tables,
        "--out", place / "out", "-p", "citty", "321300",
    )  # fmt: skip
    assert "reading 1/1 suqian.txt" in err
    assert (tables / "measures.parquet").is_file()


def test_an_unknown_report_is_refused_with_a_hint(place, run, tables):
    code, _, err = run(
        "report", "--raw", place / "raw", "--tables", tables,
        "--out", place / "out", "--only", "clustr",
    )  # fmt: skip
    assert code == 1
    assert "Did you mean 'cluster'?" in err


def test_export_writes_what_it_is_asked_for_and_says_so_in_a_line(place, run, tables):
    out = place / "out"
    code, said, err = run("export", "--to", "xlsx", "--to", "dta", "--tables", tables, out)
    assert code == 0
    assert said.startswith(f"9 files in {out}: 1 cities, 1 documents, ")
    assert said.endswith("2 targets, 0 context; README.txt says what opens which\n")
    assert len(said.splitlines()) == 1
    assert "exporting 2/2 dta" in err
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".dta", ".txt"}


def test_export_writes_every_format_where_none_is_named(place, run, tables):
    run("export", "--tables", tables, place / "out")
    kinds = {path.suffix for path in (place / "out").iterdir()}
    assert kinds == {".xlsx", ".dta", ".csv", ".parquet", ".json", ".txt"}


def test_export_speaks_the_language_asked_for(place, run, tables):
    run("export", "--to", "csv", "--language", "zh", "--tables", tables, place / "out")
    assert "引用方式" in (place / "out" / "README.txt").read_text("utf-8-sig")


def test_export_refuses_a_folder_with_other_files(place, run, tables):
    code, _, err = run("export", "--tables", tables, place / "raw")
    assert code == 1
    assert "articles.csv" in err
    assert (place / "raw" / "suqian.txt").is_file()


def test_export_without_tables_says_how_to_get_them(place, run):
    code, _, err = run("export", "--tables", place / "none", place / "out")
    assert code == 1
    assert "Run policycmp build first" in err


def test_export_into_a_place_that_cannot_be_written_exits_1_with_one_message(place, run, tables):
    code, _, err = run("export", "--tables", tables, place / "raw" / "suqian.txt" / "out")
    complaint = err.splitlines()[-1]
    assert code == 1
    assert complaint.startswith("policycmp: the export cannot be written into")
    assert "Traceback" not in err


def test_export_to_an_unknown_format_is_wrong_usage(place, run, tables):
    code, _, err = run("export", "--to", "sas", "--tables", tables, place / "out")
    assert code == 2
    assert "'xlsx', 'dta', 'csv', 'parquet', 'datapackage'" in err


def test_every_command_explains_itself(run):
    _, out, _ = run("--help")
    for command in ("build", "report", "schedule", "show", "check", "evaluate", "export", "lab"):
        assert f"  {command} " in out
        code, text, _ = run(command, "--help")
        assert code == 0
        assert len(text.splitlines()) > 6
