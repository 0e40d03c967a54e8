"""Repair as the build calls it."""

import pytest

from cmp.repair import repair_text
from cmp.vocabulary import load_vocabulary


@pytest.fixture(scope="session")
def vocabulary():
    return load_vocabulary()


@pytest.fixture(scope="session")
def repair(vocabulary):
    """Raw text → what repair makes of it."""
    return lambda raw: repair_text(raw, vocabulary)
