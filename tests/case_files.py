"""The case files of tests/cases → parameters for pytest, one for each case.

A case that says `fails: <reason>` must fail; once mended it is noticed, and the line comes out.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

# The parser in C reads the 1400 cases in a tenth of the time.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

CASES = Path(__file__).parent / "cases"

Case = dict[str, Any]


def cases_in(pattern: str) -> list[Any]:
    """Every case of the files that match, with its file and label as the test's name."""
    return [
        pytest.param(case, id=f"{path.stem}: {case['label']}", marks=_marks(case))
        for path, case in _cases(pattern)
    ]


def _cases(pattern: str) -> Iterator[tuple[Path, Case]]:
    for path in sorted(CASES.glob(pattern)):
        for case in yaml.load(path.read_text("utf-8"), Loader):
            yield path, case


def _marks(case: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []


def rows_as_coded(rows: list[Any], expected: list[Case]) -> list[Case]:
    """Rows reduced to the fields that the coder filled in, absent as None, to be compared.

    >>> from types import SimpleNamespace
    >>> rows_as_coded([SimpleNamespace(value=3.0, unit="家", period="")], [{"period": None}])
    [{'period': None}]
    """
    coded = []
    for number, row in enumerate(rows):
        fields = expected[number] if number < len(expected) else {"value": None, "unit": None}
        coded.append({field: _plain(getattr(row, field)) for field in fields})
    return coded


def _plain(value: object) -> object:
    return None if value == "" else value
