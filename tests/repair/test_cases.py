"""One file of cases for each kind of damage: the text as it came, and as it should read."""

import pytest

from case_files import cases_in

DAMAGED = [case for case in cases_in("repair/*.yaml") if "clean_texts" not in case.id]
CLEAN = cases_in("repair/clean_texts.yaml")
# Holds of every text, also of one that is not yet repaired in full.
ANY = [pytest.param(*case.values, id=case.id) for case in DAMAGED]


@pytest.mark.parametrize("case", DAMAGED)
def test_damage_is_repaired(case, repair):
    text = repair(case["raw"]).clean.text
    assert text == case.get("clean", text)
    assert [part for part in case.get("clean_contains", []) if part not in text] == []


@pytest.mark.parametrize("case", ANY)
def test_each_edit_names_what_stands_in_the_file(case, repair):
    edits = repair(case["raw"]).clean.edits
    assert all(0 <= edit.raw_start <= edit.raw_end <= len(case["raw"]) for edit in edits)


@pytest.mark.parametrize("case", ANY)
def test_what_was_repaired_stays_as_it_is(case, repair):
    once = repair(case["raw"]).clean.text
    assert repair(once).clean.text == once


@pytest.mark.parametrize("case", CLEAN)
def test_clean_text_comes_back_unchanged(case, repair):
    repaired = repair(case["raw"]).clean
    assert repaired.text == case["raw"]
    assert repaired.edits == ()
