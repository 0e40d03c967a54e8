"""Every exception of the suite, in one tree.

CmpError
├── InputError                  a file the user gave: names the file, the place and the remedy
│   ├── ArticleError            an article that cannot be read
│   └── ManifestError           articles.csv and the folder do not agree
├── VocabularyError             the codebook folder: every mistake at once
├── NumeralError                a text that is no number
├── TableError                  rows that break a declared schema
├── ReportError                 a notebook that did not run, a parameter that does not exist
├── ExportError                 tables that do not fit a format, files that cannot be written
└── BusyError                   another run holds the lock

The command line shows the message and exits 1 (3 for BusyError); developers see the traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class CmpError(Exception):
    """Anything the suite refuses, with a message that can be shown as it is."""


class InputError(CmpError):
    """A file the user gave cannot be used."""


class ArticleError(InputError):
    """An article cannot be read."""


class ManifestError(InputError):
    """articles.csv and the folder do not agree."""


class NumeralError(CmpError):
    """A text is no number."""


class TableError(CmpError):
    """Rows break a declared schema."""


class ReportError(CmpError):
    """A notebook did not run, or was asked for with parameters that it does not have."""


class ExportError(CmpError):
    """Tables do not fit a file format, or the files cannot be written."""


class BusyError(CmpError):
    """Another run is under way."""


@dataclass(frozen=True)
class Problem:
    """One mistake in a file: where, what, and what to do."""

    file: str
    line: int | None
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}" + (f" {self.remedy}" if self.remedy else "")


class VocabularyError(CmpError):
    """The codebook folder has mistakes; all of them are listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problem_list(self.problems, "the codebook"))


def problem_list(problems: Sequence[Problem], where: str) -> str:
    """Problems as the message that users read.

    >>> print(problem_list([Problem("units.csv", 7, "duplicate unit '家'.")], "the codebook"))
    1 problem in the codebook:
      units.csv:7: duplicate unit '家'.
    """
    noun = "problem" if len(problems) == 1 else "problems"
    lines = [f"{len(problems)} {noun} in {where}:", *(f"  {problem}" for problem in problems)]
    return "\n".join(lines)
