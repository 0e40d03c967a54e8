"""Every label, caption and sentence that readers see, in each language, from data files.

The CSV files of this folder have a key and a column for each language; `{name}` in a text is
filled in by the caller. Knows nothing of what is said.
"""

from __future__ import annotations

import csv
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from cmp.errors import Problem, VocabularyError

LANGUAGES = ("en", "zh")
FOLDER = Path(__file__).parent


def wording(key: str, language: str = "en", **values: object) -> str:
    """The text of a key in a language, its places filled.

    >>> wording("commitment.firm"), wording("commitment.firm", "zh")
    ('firm', '确定')

    Raises:
        VocabularyError: the files have mistakes.
        KeyError: no file has the key, or the language is none of LANGUAGES.
    """
    return load_wording()[key][language].format(**values)


@cache
def load_wording(folder: Path = FOLDER) -> Mapping[str, Mapping[str, str]]:
    """Key → language → text, from every CSV file of the folder.

    Raises:
        VocabularyError: a text is missing or said twice, or its languages fill other places; the
            message lists every mistake.
    """
    found: dict[str, Mapping[str, str]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            for row in reader:
                texts = {language: row.get(language) or "" for language in LANGUAGES}
                mistakes = [*_mistakes(texts), *(_again(row["key"]) if row["key"] in found else ())]
                problems += [Problem(path.name, reader.line_num, *m) for m in mistakes]
                found[row["key"]] = MappingProxyType(texts)
    if problems:
        raise VocabularyError(problems)
    return MappingProxyType(found)


def _again(key: str) -> Iterator[tuple[str, str]]:
    yield f"key {key!r} stands twice.", "Rename or delete one of the two."


def _mistakes(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for language, text in texts.items():
        if not text:
            yield f"{language} is empty.", "Write the text in this language."
    if len({_places(text) for text in texts.values()}) > 1:
        yield "the languages fill different places.", "Use the same {names} in both."


def _places(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
