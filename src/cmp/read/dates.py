"""When an article was published: dates as people write them, and where a text says its own.

A date is an ISO date, month or year (2023-09-26, 2023-09, 2023), never more exact than its source.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cmp.vocabulary import Vocabulary

FIRST_YEAR, LAST_YEAR = 1949, 2099
# A byline stands on a short line in the first or last lines of an article.
HEAD_LINES, TAIL_LINES, LONGEST_BYLINE = 15, 12, 160
TITLE_LINES, LONGEST_TITLE = 4, 80
_FIGURES = (
    r"(?<![\d.])(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})"
    r"(?:(?P=mark)(?P<day>\d{1,2}))?(?![\d.%])"
)
_COMPACT = r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FILE_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-—–~至]\s*(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"[〔\[(](\d{4})[〕\])]\s*\d{1,4}")


@dataclass(frozen=True)
class Dated:
    """A date and the words that gave it."""

    published: str
    evidence: str


@dataclass(frozen=True)
class _Mention:
    """A date as it stands in a text."""

    iso: str
    start: int
    end: int


def parse_date(cell: str, vocabulary: Vocabulary) -> str | None:
    """A date, month or year as ISO text; None if the cell holds none.

    >>> from cmp.vocabulary import load_vocabulary
    >>> [parse_date(cell, load_vocabulary()) for cell in ("2023/9/26", "2023年9月", "soon")]
    ['2023-09-26', '2023-09', None]
    """
    written = unicodedata.normalize("NFKC", cell).strip()
    if re.fullmatch(r"\d{4}", written):
        return _iso(written, None, None)
    patterns = _DatePatterns.of(vocabulary)
    # Spreadsheets put a time behind a date.
    written = re.sub(r"[ T]\d\d?:\d\d(?::\d\d)?$", "", written)
    found = re.fullmatch(_COMPACT, written) or patterns.date.fullmatch(written)
    return _iso_of(found) if found else None


def infer_date(text: str, file: str, vocabulary: Vocabulary) -> Dated | None:
    """The date a text states itself: byline, then file name, then wording; None without any.

    `text` is Simplified and free of bracketed pinyin.

    >>> from cmp.vocabulary import load_vocabulary
    >>> infer_date("发布时间：2023-09-26 作者：某某", "essay.txt", load_vocabulary())
    Dated(published='2023-09-26', evidence='发布时间:2023-09-26')
    """
    patterns = _DatePatterns.of(vocabulary)
    plain = unicodedata.normalize("NFKC", text)
    return (
        _labelled(plain, patterns)
        or _byline(plain, patterns)
        or _in_file_name(unicodedata.normalize("NFKC", file), patterns)
        or _in_title(plain, patterns)
        or _in_wording(plain, patterns)
    )


def labelled_date(text: str, vocabulary: Vocabulary) -> Dated | None:
    """The first date behind a label; None without one.

    >>> from cmp.vocabulary import load_vocabulary
    >>> labelled_date("2022年起 发布时间：2023-09-26", load_vocabulary())
    Dated(published='2023-09-26', evidence='发布时间:2023-09-26')
    """
    return _labelled(unicodedata.normalize("NFKC", text), _DatePatterns.of(vocabulary))


@dataclass(frozen=True)
class _DatePatterns:
    """What the vocabulary says about dates, compiled."""

    date: re.Pattern[str]
    label: re.Pattern[str]
    byline: re.Pattern[str]
    year: re.Pattern[str]

    @staticmethod
    @lru_cache(maxsize=4)
    def of(vocabulary: Vocabulary) -> _DatePatterns:
        year, month, day = (vocabulary.pattern(f"{part}_mark") for part in ("year", "month", "day"))
        digit = rf"(?:\d|{vocabulary.pattern('date_numeral')})"
        words = (
            rf"(?<!\d)(?P<year_w>{digit}{{4}})\s*(?:{year})"
            rf"(?:\s*(?P<month_w>{digit}{{1,2}})\s*(?:{month})"
            rf"(?:\s*(?P<day_w>{digit}{{1,3}})\s*(?:{day}))?)?"
        )
        return _DatePatterns(
            date=re.compile(f"{_FIGURES}|{words}"),
            label=re.compile(rf"(?:{vocabulary.pattern('date_label')})\s*[:\])】]?\s*$"),
            byline=re.compile(vocabulary.pattern("date_label", "byline_label")),
            year=re.compile(
                rf"(?P<head>{vocabulary.pattern('deadline_head')}|[\d{year}][-—–~])?"
                rf"(?<!\d)(?P<year>\d{{4}})(?P<span>[-—–~])?(?:{year})"
                rf"(?P<tail>{vocabulary.pattern('deadline_tail')})?"
            ),
        )

    def mentions(self, text: str) -> Iterator[_Mention]:
        """Every real date of a text."""
        for found in self.date.finditer(text):
            iso = _iso_of(found)
            if iso:
                yield _Mention(iso, *found.span())


def _labelled(text: str, patterns: _DatePatterns) -> Dated | None:
    for mention in patterns.mentions(text):
        label = patterns.label.search(text, max(0, mention.start - 12), mention.start)
        if label:
            return Dated(mention.iso, text[label.start() : mention.end])
    return None


def _byline(text: str, patterns: _DatePatterns) -> Dated | None:
    """A line that says who published, or a line with nothing but the date."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:HEAD_LINES], *reversed(lines[HEAD_LINES:][-TAIL_LINES:])):
        if len(line) > LONGEST_BYLINE:
            continue
        for mention in patterns.mentions(line):
            rest = line[: mention.start] + line[mention.end :]
            is_alone = not re.search(r"[^\W\d_]", rest)
            if len(mention.iso) > len("2024") and (is_alone or patterns.byline.search(rest)):
                return Dated(mention.iso, line[mention.start : mention.end])
    return None


def _in_file_name(file: str, patterns: _DatePatterns) -> Dated | None:
    exact = re.search(_COMPACT, file)
    candidates = [_iso_of(exact)] if exact else []
    candidates += [mention.iso for mention in patterns.mentions(file)]
    spans = _FILE_SPAN.findall(file)
    years = sorted(_FILE_YEAR.findall(file), reverse=True)
    for iso in (*candidates, *spans, *years):
        if iso and _is_year(iso[:4]):
            return Dated(iso, f"file name {file}")
    return None


def _in_title(text: str, patterns: _DatePatterns) -> Dated | None:
    """The year of a document's number (〔2024〕12号), or of a title that names just one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:TITLE_LINES]
    titles = [line for line in lines if len(line) <= LONGEST_TITLE]
    for title in titles:
        numbered = _NUMBERED.search(title)
        years = {year for year, is_deadline in _years(title, patterns) if not is_deadline}
        if numbered and _is_year(numbered[1]):
            return Dated(numbered[1], numbered[0])
        if len(years) == 1:
            return Dated(years.pop(), f"title {title}")
    return None


def _in_wording(text: str, patterns: _DatePatterns) -> Dated | None:
    """The last year that is named and is nowhere a deadline."""
    years = list(_years(text, patterns))
    deadlines = {year for year, is_deadline in years if is_deadline}
    named = Counter(year for year, is_deadline in years if not is_deadline)
    candidates = sorted(set(named) - deadlines) or sorted(named)
    if not candidates:
        return None
    year = candidates[-1]
    times = "once" if named[year] == 1 else f"{named[year]} times"
    return Dated(year, f"{year} named {times} in the text")


def _years(text: str, patterns: _DatePatterns) -> Iterator[tuple[str, bool]]:
    for found in patterns.year.finditer(text):
        if _is_year(found["year"]):
            yield found["year"], bool(found["head"] or found["tail"])


def _is_year(year: str) -> bool:
    return FIRST_YEAR <= int(year) <= LAST_YEAR


def _iso_of(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    suffix = "_w" if groups.get("year_w") else ""
    return _iso(*(groups.get(part + suffix) for part in ("year", "month", "day")))


def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    """ISO text of a date's parts; None if there is no such day.

    >>> _iso("二〇二三", "九", "二十六"), _iso("2023", "13", None)
    ('2023-09-26', None)
    """
    numbers = [_number(part) for part in (year, month, day) if part]
    try:
        date = datetime.date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        return None
    return date.isoformat()[: (4, 7, 10)[len(numbers) - 1]]


def _number(written: str) -> int:
    """Value of digits or of Chinese numerals below 100, and of a year read digit by digit."""
    values = [int(unicodedata.numeric(char, 0)) for char in written]
    if 10 not in values:
        return int("".join(map(str, values)))
    tens, ones = values[: values.index(10)], values[values.index(10) + 1 :]
    return 10 * (tens[0] if tens else 1) + (ones[0] if ones else 0)
