"""An article as extraction gets it: repaired and taken apart."""

import pytest

from cmp.extract import ArticleFacts
from cmp.repair import repair_text
from cmp.segment import outline
from cmp.vocabulary import load_vocabulary


@pytest.fixture(scope="session")
def vocabulary():
    return load_vocabulary()


@pytest.fixture(scope="session")
def extracted(vocabulary):
    """Runs one of the three extractions on a case of tests/cases."""

    def run(extract, case):
        clean = repair_text(case["raw"], vocabulary).clean.text
        published = str(case.get("published", "2024"))
        facts = ArticleFacts(
            "case", "370100", published, case.get("title", ""), case.get("kind", "")
        )
        return extract(outline(clean, vocabulary), facts, vocabulary)

    return run
