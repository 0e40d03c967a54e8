"""Texts coded by hand from the codebook, and the rows that extraction gives for them."""

import pytest

from case_files import cases_in, rows_as_coded
from cmp.extract import extract_measures, extract_programmes, extract_targets


@pytest.mark.parametrize("case", cases_in("targets/*.yaml"))
def test_targets_are_as_coded_by_hand(case, extracted):
    targets = extracted(extract_targets, case)
    assert rows_as_coded(targets, case["expected"]) == case["expected"]


@pytest.mark.parametrize("case", cases_in("measures.yaml"))
def test_measures_are_as_coded_by_hand(case, extracted):
    measures = extracted(extract_measures, case)
    expected = [
        {"text": measures[n].text, **row} if n < len(measures) else row
        for n, row in enumerate(case["expected"])
    ]
    assert rows_as_coded(measures, expected) == expected


@pytest.mark.parametrize("case", cases_in("programmes.yaml"))
def test_programmes_are_as_coded_by_hand(case, extracted):
    found, parents = {}, {}
    for row in extracted(extract_programmes, case):
        found.setdefault(row.programme, []).append(row.part)
        if row.parent:
            parents[row.programme] = row.parent
    assert found == case["expected"]
    assert parents == case.get("parents", {})
