"""The codebook folder → one frozen Vocabulary; all mistakes in its files reported together.

Knows the columns of each file and how files refer to each other, and no word of any of them.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from cmp.errors import Problem, VocabularyError

CODEBOOK = Path(__file__).parent / "codebook"


@dataclass(frozen=True)
class Indicator:
    """What a target is about."""

    code: str
    name_zh: str
    name_en: str
    theme: str


@dataclass(frozen=True)
class Instrument:
    """A policy instrument after Rothwell and Zegveld; side is supply, environment or demand."""

    code: str
    side: str
    name_zh: str
    name_en: str


@dataclass(frozen=True)
class Unit:
    """A unit as printed; value × factor is in `base_unit`. `kind` says what it counts."""

    unit: str
    kind: str
    base_unit: str
    factor: float


@dataclass(frozen=True)
class IndicatorTerm:
    """A word that names an indicator; `…` stands for up to eight characters.

    `when` limits it to a unit kind (currency), a measure type (growth) or a status (rule).
    """

    term: str
    indicator: str
    when: str


@dataclass(frozen=True)
class IndicatorShare:
    """The code `share` of a share that an indicator's amount has in a `whole` ("" for any)."""

    indicator: str
    whole: str
    share: str


@dataclass(frozen=True)
class CodedPhrase:
    """A phrase whose number was coded; measure_type is stock, flow or "" for another.

    `behind` are the words right behind the number, `before` is the indicator of the number before
    it in its sentence.
    """

    noun: str
    phrase: str
    unit: str
    indicator: str
    measure_type: str
    behind: str = ""
    before: str = ""


@dataclass(frozen=True)
class CodedClause:
    """A clause that was coded: the instrument of a measure, "" for what is none."""

    clause: str
    instrument: str


@dataclass(frozen=True)
class City:
    """A province, prefecture or county by its GB/T 2260 code."""

    city: str
    name_zh: str
    name_en: str
    level: str
    province: str
    parent: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True)
class Boilerplate:
    """A pattern of text that is no part of the article; kind: line, inline or tail (to the end)."""

    pattern: re.Pattern[str]
    kind: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Every word, unit, cue and name the rules read. Tuples of words are longest first.

    Two are the same only if they are one object, so that rules can cache what they compile of it.
    """

    indicators: Mapping[str, Indicator]
    instruments: Mapping[str, Instrument]
    units: Mapping[str, Unit]
    indicator_terms: tuple[IndicatorTerm, ...]
    indicator_shares: tuple[IndicatorShare, ...]
    coded_phrases: tuple[CodedPhrase, ...]
    coded_clauses: tuple[CodedClause, ...]
    instrument_terms: Mapping[str, tuple[str, float]]
    numeral_words: tuple[str, ...]
    time_words: Mapping[str, tuple[str, str]]
    cities: Mapping[str, City]
    boilerplate: tuple[Boilerplate, ...]
    stop_words: frozenset[str]
    dictionary: tuple[str, ...]
    cues: Mapping[str, tuple[str, ...]]

    def pattern(self, *roles: str) -> str:
        """Cues of these roles as one alternation for a regular expression, longest first.

        Roles without a cue match nothing.

        Raises:
            KeyError: a role that cue_roles.csv does not list.
        """
        words = {word for role in roles for word in self.cues[role]}
        return "|".join(re.escape(word) for word in longest_first(words)) or "(?!)"


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Words so ordered that an alternation of them matches the longest.

    >>> longest_first(["高", "最高", "不高于"])
    ('不高于', '最高', '高')
    """
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def load_vocabulary(folder: Path = CODEBOOK) -> Vocabulary:
    """The vocabulary of a codebook folder.

    Raises:
        VocabularyError: any file is missing, lacks a column or has a row that cannot be used; the
            message lists every mistake of every file with its line.
    """
    files = _Files(folder)
    indicators = files.read("indicators.csv", _indicator)
    instruments = files.read("instruments.csv", _instrument)
    units = files.read("units.csv", _unit)
    terms = files.read("indicator_terms.csv", _indicator_term(indicators))
    shares = files.read("indicator_shares.csv", _indicator_share(indicators))
    phrases = files.read("coded_phrases.csv", _coded_phrase(indicators))
    clauses = files.read("coded_clauses.csv", _coded_clause(instruments))
    tools = files.read("instrument_terms.csv", _instrument_term(instruments))
    roles = files.read("cue_roles.csv", lambda row: (row["role"], row["meaning"]))
    vocabulary = Vocabulary(
        indicators=MappingProxyType(indicators),
        instruments=MappingProxyType(instruments),
        units=MappingProxyType(units),
        indicator_terms=tuple(terms.values()),
        indicator_shares=tuple(shares.values()),
        coded_phrases=tuple(phrases.values()),
        coded_clauses=tuple(clauses.values()),
        instrument_terms=MappingProxyType(tools),
        numeral_words=longest_first(files.read("numeral_words.csv", _word)),
        time_words=MappingProxyType(files.read("time_words.csv", _time_word)),
        cities=MappingProxyType(files.read("cities.csv", _city)),
        boilerplate=tuple(files.read("boilerplate.csv", _boilerplate).values()),
        stop_words=frozenset(files.read("stop_words.csv", _word)),
        dictionary=tuple(files.read("dictionary.csv", _word)),
        cues=MappingProxyType(files.cues(roles)),
    )
    files.raise_problems()
    return vocabulary


Row = Mapping[str, str]
T = TypeVar("T")


class _Files:
    """Reads the folder's CSV files and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def read(self, name: str, parse: Callable[[Row], tuple[str, T]]) -> dict[str, T]:
        """Key → value of each row; a row that cannot be parsed becomes a problem."""
        found: dict[str, T] = {}
        first_line: dict[str, int] = {}
        for line, row in self._rows(name):
            try:
                key, value = parse(row)
            except _RowError as error:
                self.problems.append(Problem(name, line, *error.args))
                continue
            if key in found:
                what = f"duplicate {key!r} (first at line {first_line[key]})."
                self.problems.append(Problem(name, line, what, "Delete one of the two."))
                continue
            found[key], first_line[key] = value, line
        return found

    def cues(self, roles: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Role → its words, from every cues_*.csv of the folder."""
        found: dict[str, list[str]] = {role: [] for role in roles}
        for path in sorted(self.folder.glob("cues_*.csv")):
            for role, cue in self.read(path.name, _cue(roles)).values():
                found[role].append(cue)
        return {role: longest_first(words) for role, words in found.items()}

    def _rows(self, name: str) -> Iterator[tuple[int, Row]]:
        path = self.folder / name
        if not path.is_file():
            self.problems.append(Problem(name, None, "file is missing.", "Restore it from git."))
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True, restval="", restkey="")
            for row in reader:
                yield reader.line_num, _Row(row)

    def raise_problems(self) -> None:
        if self.problems:
            raise VocabularyError(self.problems)


class _RowError(Exception):
    """What is wrong with a row, and the remedy."""


class _Row(dict[str, str]):
    """A row whose missing column is a mistake of the file, not of the program."""

    def __missing__(self, column: str) -> str:
        raise _RowError(f"column {column!r} is missing.", "Add it to the first line.")


def _hint(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {near[0]!r}?" if near else ""


def _required(row: Row, column: str) -> str:
    if not row[column].strip():
        raise _RowError(f"{column} is empty.", "Fill it or delete the row.")
    return row[column]


def _known(value: str, known: Iterable[str], noun: str) -> str:
    if value not in known:
        raise _RowError(f"unknown {noun} {value!r}.", _hint(value, known))
    return value


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        raise _RowError(f"{column} {row[column]!r} is no number.", "Write it in digits.") from None


def _cue(roles: Iterable[str]) -> Callable[[Row], tuple[str, tuple[str, str]]]:
    def parse(row: Row) -> tuple[str, tuple[str, str]]:
        role, cue = _known(_required(row, "role"), roles, "role"), _required(row, "cue")
        return f"{role}: {cue}", (role, cue)

    return parse


_TIME_KINDS = ("year", "now", "reference", "century", "two_years", "part")


def _time_word(row: Row) -> tuple[str, tuple[str, str]]:
    kind = _known(row["kind"], _TIME_KINDS, "kind")
    return _required(row, "word"), (kind, _required(row, "value"))


def _word(row: Row) -> tuple[str, None]:
    return _required(row, "word"), None


def _indicator(row: Row) -> tuple[str, Indicator]:
    code = _required(row, "code")
    return code, Indicator(code, row["name_zh"], row["name_en"], row["theme"])


def _instrument(row: Row) -> tuple[str, Instrument]:
    code = _required(row, "code")
    side = _known(row["side"], ("supply", "environment", "demand"), "side")
    return code, Instrument(code, side, row["name_zh"], row["name_en"])


def _unit(row: Row) -> tuple[str, Unit]:
    unit = _required(row, "unit")
    return unit, Unit(unit, row["kind"], _required(row, "base_unit"), _number(row, "factor"))


def _city(row: Row) -> tuple[str, City]:
    code = _required(row, "city")
    level = _known(row["level"], ("province", "prefecture", "county"), "level")
    longitude = _number(row, "longitude") if row["longitude"] else None
    latitude = _number(row, "latitude") if row["latitude"] else None
    names = row["name_zh"], row["name_en"]
    return code, City(code, *names, level, row["province"], row["parent"], longitude, latitude)


def _boilerplate(row: Row) -> tuple[str, Boilerplate]:
    kind = _known(row["kind"], ("line", "inline", "tail"), "kind")
    try:
        pattern = re.compile(_required(row, "pattern"))
    except re.error as error:
        raise _RowError(f"pattern does not compile: {error}.", "Mend the expression.") from None
    return f"{kind}:{pattern.pattern}", Boilerplate(pattern, kind)


def _indicator_term(indicators: Iterable[str]) -> Callable[[Row], tuple[str, IndicatorTerm]]:
    def parse(row: Row) -> tuple[str, IndicatorTerm]:
        code = _known(row["indicator"], indicators, "indicator")
        term = IndicatorTerm(_required(row, "term"), code, row["when"])
        return f"{term.term} {term.when}".strip(), term

    return parse


def _indicator_share(indicators: Iterable[str]) -> Callable[[Row], tuple[str, IndicatorShare]]:
    def parse(row: Row) -> tuple[str, IndicatorShare]:
        amount, share = (_known(row[name], indicators, name) for name in ("indicator", "share"))
        return f"{amount} {row['whole']}".strip(), IndicatorShare(amount, row["whole"], share)

    return parse


def _coded_phrase(indicators: Iterable[str]) -> Callable[[Row], tuple[str, CodedPhrase]]:
    def parse(row: Row) -> tuple[str, CodedPhrase]:
        code = _known(row["indicator"], indicators, "indicator")
        kind = _known(row["measure_type"], ("stock", "flow", ""), "measure type")
        words = (row["noun"], _required(row, "phrase"), row["unit"])
        before = _known(row["before"], ("", *indicators), "indicator")
        phrase = CodedPhrase(*words, code, kind, row["behind"], before)
        return " | ".join((*words, phrase.behind, before)), phrase

    return parse


def _coded_clause(instruments: Iterable[str]) -> Callable[[Row], tuple[str, CodedClause]]:
    def parse(row: Row) -> tuple[str, CodedClause]:
        code = _known(row["instrument"], ("", *instruments), "instrument")
        clause = CodedClause(_required(row, "clause"), code)
        return clause.clause, clause

    return parse


def _instrument_term(instruments: Iterable[str]) -> Callable[[Row], tuple[str, tuple[str, float]]]:
    def parse(row: Row) -> tuple[str, tuple[str, float]]:
        code = _known(row["instrument"], instruments, "instrument")
        return _required(row, "term"), (code, _number(row, "weight"))

    return parse
