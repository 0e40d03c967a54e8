"""Texts taken apart by hand: their clauses, the sections over them, who speaks and who asks."""

import pytest

from case_files import cases_in
from cmp.segment import outline
from cmp.vocabulary import load_vocabulary


@pytest.mark.parametrize("case", cases_in("segmentation.yaml"))
def test_a_text_is_taken_apart_as_by_hand(case):
    clauses = outline(case["raw"], load_vocabulary()).clauses
    found = {
        "clauses": [f"[{c.text}]" if c.is_heading else c.text for c in clauses],
        "sections": [c.section for c in clauses],
        "speakers": [c.speaker for c in clauses],
        "questions": [c.is_question for c in clauses],
        "n_clauses": len(clauses),
    }
    expected = {field: case[field] for field in found if field in case}
    assert {field: found[field] for field in expected} == expected
