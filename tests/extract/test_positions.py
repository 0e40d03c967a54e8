"""Each row of every case stands where it says, in the clean text and in the raw one."""

import unicodedata

import pytest

from case_files import cases_in
from cmp.extract import ArticleFacts, extract_targets
from cmp.repair import repair_text
from cmp.repair.script import to_simplified
from cmp.segment import outline

ANY = [pytest.param(*case.values, id=case.id) for case in cases_in("targets/*.yaml")]
# What a number is printed with, beside digits.
NUMERALS = set("0123456789〇零一二两三四五六七八九十百千万亿半首榜番")


@pytest.fixture
def read(vocabulary):
    def run(case):
        clean = repair_text(case["raw"], vocabulary).clean
        facts = ArticleFacts("case", "370100", str(case.get("published", "2024")))
        return clean, extract_targets(outline(clean.text, vocabulary), facts, vocabulary)

    return run


def numerals(text):
    simplified = to_simplified(unicodedata.normalize("NFKC", text))
    return [char for char in simplified if char in NUMERALS]


@pytest.mark.parametrize("case", ANY)
def test_the_place_in_the_file_holds_the_number(case, read):
    clean, targets = read(case)
    for target in targets:
        raw_start, raw_end = clean.raw_span(target.start, target.end)
        printed = numerals(clean.text[target.start : target.end])
        assert printed
        assert numerals(case["raw"][raw_start:raw_end]) == printed


@pytest.mark.parametrize("case", ANY)
def test_the_quote_is_in_the_text_and_holds_the_number(case, read):
    clean, targets = read(case)
    for target in targets:
        assert target.quote in clean.text
        assert clean.text[target.start : target.end] in target.quote
