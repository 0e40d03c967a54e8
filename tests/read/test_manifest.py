"""articles.csv as people write it, and every mistake in it told at once."""

import pytest

from cmp.read.manifest import ManifestRow, read_manifest

ROW = "a.txt,321100,2024-03-15,标题,news,市科技局"
READ = ManifestRow(2, "a.txt", "321100", "2024-03-15", "标题", "news", "市科技局")


def rows(folder, vocabulary):
    manifest = read_manifest(folder / "articles.csv", vocabulary)
    assert manifest.problems == ()
    return manifest.rows


def problems(folder, vocabulary):
    return [str(problem) for problem in read_manifest(folder / "articles.csv", vocabulary).problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_that_spreadsheets_save_is_read(encoding, manifest, vocabulary):
    assert rows(manifest(ROW, encoding=encoding), vocabulary) == (READ,)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_every_delimiter_that_spreadsheets_save_is_read(delimiter, raw, vocabulary):
    text = f"file,city,published,title,kind,publisher\r\n{ROW}\r\n".replace(",", delimiter)
    assert rows(raw(**{"articles.csv": text}), vocabulary) == (READ,)


def test_header_may_be_written_in_any_case_with_blanks(manifest, vocabulary):
    header = " File ,CITY,Published , title,Kind,publisher"
    assert rows(manifest(ROW, header=header), vocabulary) == (READ,)


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent(manifest, vocabulary):
    folder = manifest("2024,镇江,a.txt", header="published,city,file")
    assert rows(folder, vocabulary) == (ManifestRow(2, "a.txt", "321100", "2024"),)


def test_a_column_of_own_notes_is_passed_over(manifest, vocabulary):
    folder = manifest("a.txt,321100,2024,ask again", header="file,city,published,my notes")
    assert len(rows(folder, vocabulary)) == 1


def test_empty_rows_below_the_table_are_passed_over(manifest, vocabulary):
    assert rows(manifest(ROW, ",,,,,", "", " , ,,,,"), vocabulary) == (READ,)


def test_a_declared_encoding_is_kept(manifest, vocabulary):
    folder = manifest("a.txt,321100,2024,big5", header="file,city,published,encoding")
    assert rows(folder, vocabulary)[0].encoding == "big5"


def test_without_articles_csv_there_are_no_rows_and_no_problems(tmp_path, vocabulary):
    assert rows(tmp_path, vocabulary) == ()


def test_cells_of_city_and_date_may_be_empty(manifest, vocabulary):
    assert rows(manifest("a.txt,,,,,"), vocabulary) == (ManifestRow(2, "a.txt"),)


def test_lines_are_those_of_the_file_also_behind_a_cell_of_two_lines(manifest, vocabulary):
    folder = manifest('a.txt,321100,2024,"two\nlines",,', "b.txt,Atlantis,2024,,,")
    assert problems(folder, vocabulary)[0].startswith("articles.csv:4: unknown city 'Atlantis'.")


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2024/3/15", "2024-03-15"),
        ("2024年3月15日", "2024-03-15"),
        ("2024.3", "2024-03"),
        ("2024-03-15 00:00:00", "2024-03-15"),
        ("20240315", "2024-03-15"),
    ],
)
def test_dates_are_brought_into_one_form(cell, iso, manifest, vocabulary):
    assert rows(manifest(f"a.txt,321100,{cell},,,"), vocabulary)[0].published == iso


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        (
            "a.txt,321199,2024,,,",
            "unknown city '321199'.",
            "Did you mean 321100 (江苏省镇江市)?",
        ),
        (
            "a.txt,镇汪市,2024,,,",
            "unknown city '镇汪市'.",
            "Did you mean 321100 (江苏省镇江市)?",
        ),
        (
            "a.txt,通州区,2024,,,",
            "city '通州区' could be 110112 (北京市通州区) or 320612 (南通市通州区).",
            "Write the code.",
        ),
        (
            "a.txt,321100,soon,,,",
            "published 'soon' is no date.",
            "Write it as 2024-03-15, 2024-03 or 2024.",
        ),
        (
            "a.txt,321100,2024-13,,,",
            "published '2024-13' is no date.",
            "Write it as 2024-03-15, 2024-03 or 2024.",
        ),
        (
            ",321100,2024,,,",
            "file is empty.",
            "Write the file's name or delete the row.",
        ),
        (
            "a.txt,321100,2024,a,b,c,d",
            "more cells than columns: 'd'.",
            "Put cells that hold a comma into quotation marks.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_remedy(line, what, remedy, manifest, vocabulary):
    assert problems(manifest(line), vocabulary) == [f"articles.csv:2: {what} {remedy}"]


def test_a_duplicate_file_names_its_first_line(manifest, vocabulary):
    assert problems(manifest(ROW, ROW), vocabulary) == [
        "articles.csv:3: duplicate file 'a.txt' (first at line 2). Delete one of the two rows."
    ]


def test_missing_columns_are_all_told_with_the_likely_misspelling(manifest, vocabulary):
    found = problems(manifest("a.txt,1", header="file,ctiy"), vocabulary)
    assert [problem.split(" Name it")[0] for problem in found] == [
        "articles.csv:1: column 'city' is missing (found 'ctiy').",
        "articles.csv:1: column 'published' is missing.",
    ]


def test_a_misspelt_optional_column_is_told(manifest, vocabulary):
    folder = manifest("a.txt,321100,2024,gbk", header="file,city,published,encodng")
    assert problems(folder, vocabulary) == [
        "articles.csv:1: unknown column 'encodng'. Did you mean 'encoding'?"
    ]


def test_an_empty_articles_csv_is_told(raw, vocabulary):
    folder = raw(**{"articles.csv": "\n"})
    assert problems(folder, vocabulary) == [
        "articles.csv: is empty. Its first line must name the columns."
    ]


def test_a_quotation_mark_that_is_never_closed_is_told(manifest, vocabulary):
    found = problems(manifest('a.txt,321100,2024,"title,,'), vocabulary)
    assert found == [
        "articles.csv:2: cannot be read as a table: unexpected end of data. "
        "Look for a stray quotation mark."
    ]


def test_all_mistakes_are_told_together(manifest, vocabulary):
    folder = manifest("a.txt,Atlantis,soon,,,", "a.txt,321199,2024,,,")
    assert len(problems(folder, vocabulary)) == 4
