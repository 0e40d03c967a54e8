"""The codebook folder: every mistake told at once, and each role of a cue read by some rule."""

import ast
import csv
import re
import shutil
from pathlib import Path

import pytest

import cmp
from cmp.errors import CmpError, VocabularyError
from cmp.vocabulary import CODEBOOK, load_vocabulary

SOURCE = Path(cmp.__file__).parent
# What takes roles: Vocabulary.pattern and what passes them on to it.
READERS = {"pattern", "words", "_words"}
# A piece of an f-string that may be part of a role's name.
NAME = re.compile(r"[a-z_]+")


@pytest.fixture
def codebook(tmp_path):
    """A copy of the codebook that a test may break."""
    folder = tmp_path / "codebook"
    shutil.copytree(CODEBOOK, folder)
    return folder


def append(path, *lines):
    """Adds lines below a file and gives the number of the first."""
    text = path.read_text("utf-8-sig").rstrip("\n") + "\n"
    path.write_text(text + "".join(f"{line}\n" for line in lines), "utf-8")
    return text.count("\n") + 1


def problems(folder):
    with pytest.raises(VocabularyError) as raised:
        load_vocabulary(folder)
    return [str(problem) for problem in raised.value.problems]


def test_the_codebook_as_it_stands_has_no_mistake():
    vocabulary = load_vocabulary()
    assert len(vocabulary.indicators) > 50
    assert all(words for words in vocabulary.cues.values())


@pytest.mark.parametrize(
    ("file", "row", "told"),
    [
        ("indicator_terms.csv", "科创苗圃,tech_sme,", "unknown indicator 'tech_sme'. Did you mean"),
        ("instrument_terms.csv", "科创苗圃,fundin,1,", "unknown instrument 'fundin'. Did you mean"),
        ("instrument_terms.csv", "科创苗圃,funding,much,", "weight 'much' is no number. Write it"),
        ("units.csv", "家,count,count,1,", "duplicate '家' (first at line 2). Delete one"),
        ("units.csv", "盏,count,,1,", "base_unit is empty. Fill it or delete the row."),
        ("units.csv", "盏,count,count,two,", "factor 'two' is no number. Write it in digits."),
        ("time_words.csv", "大前年,yaer,-3,", "unknown kind 'yaer'. Did you mean 'year'?"),
        ("boilerplate.csv", "(分享,line,", "pattern does not compile"),
        ("boilerplate.csv", "分享本页,lines,", "unknown kind 'lines'. Did you mean 'line'?"),
        ("instruments.csv", "subsidy,suply,补贴,Subsidies,", "unknown side 'suply'. Did you mean"),
        ("numeral_words.csv", ",", "word is empty. Fill it or delete the row."),
    ],
)
def test_a_mistake_is_told_with_its_file_line_and_remedy(codebook, file, row, told):
    line = append(codebook / file, row)
    (problem,) = problems(codebook)
    assert problem.startswith(f"{file}:{line}: {told}")


def test_an_unknown_role_is_told_with_the_nearest(codebook):
    append(codebook / "cues_targets.csv", "hedeg,力图,")
    (problem,) = problems(codebook)
    assert "cues_targets.csv" in problem
    assert "unknown role 'hedeg'. Did you mean 'hedge'?" in problem


def test_an_unknown_role_is_told_with_its_line(codebook):
    line = append(codebook / "cues_targets.csv", "hedeg,力图,")
    assert problems(codebook)[0].startswith(f"cues_targets.csv:{line}: ")


def test_a_missing_file_is_told_with_the_remedy(codebook):
    (codebook / "units.csv").unlink()
    assert problems(codebook) == ["units.csv: file is missing. Restore it from git."]


def test_a_missing_column_is_told(codebook):
    text = (codebook / "units.csv").read_text("utf-8-sig")
    (codebook / "units.csv").write_text(text.replace("base_unit", "base", 1), "utf-8")
    told = problems(codebook)
    assert told[0] == "units.csv:2: column 'base_unit' is missing. Add it to the first line."


def test_all_mistakes_of_all_files_are_told_at_once(codebook):
    expected = [
        ("indicator_terms.csv", append(codebook / "indicator_terms.csv", "科创苗圃,tech_sme,")),
        ("instrument_terms.csv", append(codebook / "instrument_terms.csv", "科创苗圃,fundin,1,")),
        ("time_words.csv", append(codebook / "time_words.csv", "大前年,yaer,-3,")),
        ("units.csv", append(codebook / "units.csv", "盏,count,count,two,", "家,count,count,1,")),
    ]
    (codebook / "stop_words.csv").unlink()
    append(codebook / "cues_segment.csv", "hedeg,力图,")
    told = problems(codebook)
    assert len(told) == 7
    for file, line in expected:
        assert any(problem.startswith(f"{file}:{line}: ") for problem in told)


def test_the_message_counts_the_problems_and_is_one_of_ours(codebook):
    append(codebook / "units.csv", "盏,count,count,two,", "家,count,count,1,")
    with pytest.raises(CmpError) as raised:
        load_vocabulary(codebook)
    assert str(raised.value).startswith("2 problems in the codebook:\n  units.csv:")


def test_a_byte_order_mark_of_a_spreadsheet_is_no_mistake(codebook):
    path = codebook / "units.csv"
    path.write_text(path.read_text("utf-8-sig"), "utf-8-sig")
    assert load_vocabulary(codebook).units.keys() == load_vocabulary().units.keys()


def test_a_new_word_needs_no_code(codebook):
    append(codebook / "cues_targets.csv", "hedge,力图,")
    append(codebook / "indicator_terms.csv", "科创苗圃,incubators,")
    vocabulary = load_vocabulary(codebook)
    assert "力图" in vocabulary.cues["hedge"]
    assert any(term.term == "科创苗圃" for term in vocabulary.indicator_terms)


def test_words_come_longest_first():
    for words in load_vocabulary().cues.values():
        assert [len(word) for word in words] == sorted(map(len, words), reverse=True)


def test_a_vocabulary_cannot_be_changed():
    with pytest.raises(TypeError):
        load_vocabulary().cues["hedge"] = ()


def listed_roles():
    with (CODEBOOK / "cue_roles.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["role"] for row in csv.DictReader(file)}


def source_trees():
    return [ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))]


def strings(tree):
    """String constants of a module as patterns, the variable parts of an f-string as .* in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            fixed = [value.value for value in node.values if isinstance(value, ast.Constant)]
            if "_" in "".join(fixed) and all(NAME.fullmatch(piece) for piece in fixed):
                parts = (getattr(value, "value", ".*") for value in node.values)
                yield "".join(part if isinstance(part, str) else ".*" for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)


def test_every_role_is_read_by_some_rule():
    read = re.compile("|".join({text for tree in source_trees() for text in strings(tree)}))
    assert {role for role in listed_roles() if not read.fullmatch(role)} == set()


def roles_asked(tree):
    """Literal roles given to what reads them, in calls and in subscripts of `cues`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in READERS:
            if all(isinstance(argument, ast.Constant) for argument in node.args):
                yield from (argument.value for argument in node.args)
        elif is_lookup(node):
            yield node.slice.value


def is_lookup(node):
    """Whether this is cues["some role"]."""
    is_cues = isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "cues"
    return is_cues and isinstance(node.slice, ast.Constant)


def test_every_role_that_a_rule_reads_is_listed():
    asked = {role for tree in source_trees() for role in roles_asked(tree)}
    assert len(asked) > 100
    assert asked - listed_roles() == set()
