"""Time words of a clean text and the period each one means, in CODEBOOK.md's notation.

2024, 2023H1, 2024Q1-Q3, 2024M01-M10, spans 2021-2025. Which numbers a time word governs is
decided in periods.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from cmp.extract.numerals import parse_numeral
from cmp.vocabulary import Vocabulary, longest_first

YEAR = r"(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3}"
# 五年内 is a duration and no 年内.
COUNTED = r"[\d一二两三四五六七八九十几数多]"
SMALL = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
MONTH = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = r"\d{1,2}|[一二三]?十?[一二三四五六七八九]|[二三]?十"
DASH = r"[—–\-~～－至到]{1,2}"
# Five-year plans are numbered by Chinese numerals; the sixth began in 1981.
SIXTH_PLAN = 1981
FIVE_YEAR_PLAN = "(?P<plan>十?[一二三四五六七八九]|十)"
HALF = 6
LONGEST_AGO = 50

YearAt = Callable[[int], int]


@dataclass(frozen=True)
class Years:
    """The year of the article, and the one that 全年 means at a place."""

    article: int
    here: int


Reader = Callable[[re.Match[str], Years], str]


@dataclass(frozen=True)
class TimeWord:
    """A time word at text[start:end].

    `is_year`: it prints a year; `is_loose`: it dates no rule (目前, 上年度); `is_origin`: it dates
    where a movement starts (由去年的364家) and governs nothing behind that number.
    """

    start: int
    end: int
    period: str
    is_year: bool
    is_loose: bool
    is_origin: bool = False


def find_time_words(
    text: str, article_year: int, vocabulary: Vocabulary, year_at: YearAt | None = None
) -> Iterator[TimeWord]:
    """Every time word that tells when a number holds, in order of place.

    `year_at` gives the year that 全年 or a bare 上半年 means at a position (default: that of the
    article). Dates, titles of documents and bases of comparison (比上年) are no time words here.

    >>> from cmp.vocabulary import load_vocabulary
    >>> text = "去年以来新增40家，今年上半年增长5%，比上年快，到2025年达到60家，“十四五”期间新建8个"
    >>> [word.period for word in find_time_words(text, 2023, load_vocabulary())]
    ['2022-2023', '2023H1', '2025', '2021-2025']
    """
    patterns = _patterns(vocabulary)
    end, named, named_end = 0, 0, 0
    for match, read in patterns.matches(text):
        if match.start() < end or patterns.is_base(text, match):
            continue
        # 全年 is told from the year named in its paragraph, 上半年 from that in its sentence.
        is_part = read == patterns.bare_part
        named = (
            0
            if re.search("[。\n]" if is_part else "\n", text[named_end : match.start()])
            else named
        )
        here = named or (year_at(match.start()) if year_at else article_year)
        period = read(match, Years(article_year, here))
        if not period:
            continue
        word = patterns.word(text, match, period)
        yield word
        if patterns.names_year(word, match):
            named = int(period[:4]) if int(period[:4]) <= article_year + 1 else 0
            named_end = match.end()
        end = match.end()


def _with_part(match: re.Match[str], year: int, words: dict[str, str]) -> str:
    """The year, narrowed to the half, quarter or months that the match names."""
    if match["part"]:
        return f"{year}{words[match['part']]}"
    if match["months"]:
        return f"{year}M01-M{int(parse_numeral(match['months'])):02}"
    if match["first_month"]:
        first, last = int(parse_numeral(match["first_month"])), match["last_month"]
        if first == 1 and last and int(parse_numeral(last)) == HALF and not match["closing"]:
            return f"{year}H1"
        if match["closing"]:
            return str(year) if match["deadline"] else _closed(year, first)
        return f"{year}M{first:02}" + (f"-M{int(parse_numeral(last)):02}" if last else "")
    return str(year)


def _closed(year: int, month: int) -> str:
    """The period that ends with a month: 6月底 is the half year, 12月底 the year."""
    return {HALF: f"{year}H1", 12: str(year)}.get(month, f"{year}M{month:02}")


class _Patterns:
    """The time words of one vocabulary as expressions, each with its reader."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.values = {word: value for word, (_, value) in vocabulary.time_words.items()}
        self.readers = [*self._dated(vocabulary), *self._spoken(vocabulary)]
        # 上年 is the year before the one that is spoken of.
        self.of_period = frozenset(vocabulary.cues["relative_to_period"])
        kinds = {word: kind for word, (kind, _) in vocabulary.time_words.items()}
        years = {word for word, kind in kinds.items() if kind in ("year", "now")}
        self.years = frozenset(years) - self.of_period
        self.loose = frozenset(
            [*self.of_period, *vocabulary.cues["case_year"]]
            + [word for word, kind in kinds.items() if kind == "now"]
        )
        # Titles of documents, and words that only hold the characters of a time word (提前两年).
        unfit = vocabulary.pattern("time_word_unfit")
        self.no_time = re.compile(f"《[^》]{{0,200}}》|{unfit}")
        # A day makes it a date of an event, no period of a number.
        self.date = re.compile(rf"(?:{MONTH}|月)?(?:\d|[一二三]?十?[一二三四五六七八九])*[日号]")
        # 高新区1992年11月经国务院批准设立: tells of the thing, not of its numbers.
        self.founded = re.compile(
            rf"(?:经[^，。；：\d]{{0,20}})?(?:{vocabulary.pattern('founded')})(?=[，。；])"
        )
        self.programme = re.compile(
            rf"(?<=年度)[^，。；：\d]{{0,14}}(?:{vocabulary.pattern('programme_of_year')})"
            rf"(?!{vocabulary.pattern('action_verb', 'flow_cue')})"
        )
        self.origin = re.compile(f"(?:{vocabulary.pattern('movement_from')})$")
        bounds = vocabulary.pattern("bound_about_before", "bound_max_before", "bound_min_before")
        self.number = re.compile(rf"[末底]?的?(?:{bounds})?[\d一二三四五六七八九十百千两]")
        after = vocabulary.pattern("time_base_after")
        self.based = re.compile(rf"{self.number.pattern}+[^，。；\d]{{0,6}}?(?:{after})")
        self.base_before = re.compile(f"(?:{vocabulary.pattern('period_base')})$")
        times = "|".join(u.unit for u in vocabulary.units.values() if u.kind == "multiple")
        self.base_after = re.compile(rf"{after}|的?[\d.一二两三四五六七八九十]+(?:{times})")

    def _dated(self, vocabulary: Vocabulary) -> list[tuple[re.Pattern[str], Reader]]:
        """Time words that print a year, a month or a five-year plan."""
        part, since = self._part(vocabulary), vocabulary.pattern("time_since")
        during, last = vocabulary.pattern("time_during"), vocabulary.pattern("time_end")
        towards = vocabulary.pattern("time_towards")
        first, final = vocabulary.pattern("plan_first"), vocabulary.pattern("plan_final")
        until = rf"(?P<last>{last})|(?P<until_now>{since})|{during}"
        year = rf"(?<!\d)(?P<year>{YEAR})年"
        whole = self._words(vocabulary, "reference")
        return [
            (re.compile(rf"(?<!\d)(?P<a>{YEAR})年?{DASH}(?P<b>{YEAR})年"), self.span),
            # 2010年开园以来
            (
                re.compile(rf"{year}(?:{MONTH})?[^，。；：、\d]{{1,12}}?(?P<since>{since})"),
                self.since,
            ),
            (
                re.compile(rf"{year}(?!代)度?(?P<since>{since})?(?:{part})?(?:{whole})?"),
                self.year,
            ),
            (re.compile(rf"(?<![年\d]){part}"), self.bare_part),
            (re.compile(rf"(?<![年\d])(?:{MONTH})月(?:{DAY})[日号]"), self.day),
            (re.compile(rf"[“‘]?{FIVE_YEAR_PLAN}五[”’]?(?:{until})"), self.plan),
            (re.compile(rf"(?:{towards})[“‘]{FIVE_YEAR_PLAN}五[”’](?=，)"), self.whole_plan),
            (re.compile(rf"[“‘]{FIVE_YEAR_PLAN}五[”’](?=是)"), self.plan_over),
            (
                re.compile(
                    rf"[“‘]?{FIVE_YEAR_PLAN}五[”’]?(?:(?P<first>{first})|(?:{final}))"
                    rf"(?P<n>[一二两三四])年"
                ),
                self.plan_part,
            ),
        ]

    def _spoken(self, vocabulary: Vocabulary) -> list[tuple[re.Pattern[str], Reader]]:
        """Time words that are told from the article's year: 去年, 全年, 近三年, 未来五年."""
        part, since = self._part(vocabulary), vocabulary.pattern("time_since")
        relative = self._words(vocabulary, "year", "now")
        reference = self._words(vocabulary, "reference")
        coming, recent = vocabulary.pattern("time_coming"), vocabulary.pattern("time_recent")
        past = vocabulary.pattern("time_past")
        return [
            (
                # 去年全年, 去年年底 are of last year.
                re.compile(
                    rf"(?<!{COUNTED})(?P<word>{relative})(?P<since>{since})?的?"
                    rf"(?:{part})?(?:{reference})?"
                ),
                self.relative,
            ),
            (re.compile(rf"(?<!{COUNTED})(?P<word>{reference})"), self.reference),
            (re.compile(self._words(vocabulary, "century")), self.century),
            (re.compile(self._words(vocabulary, "two_years")), self.both),
            (re.compile(rf"(?:{coming})(?P<n>{SMALL})年"), self.coming),
            (re.compile(rf"(?P<past_years>{recent})(?P<n>{SMALL})年来?"), self.recent),
            (re.compile(rf"(?P<past_years>{past})(?P<n>{SMALL})年"), self.past),
            (re.compile(rf"(?<!{COUNTED})(?P<n>{SMALL})年前"), self.ago),
            (re.compile(rf"(?<!{COUNTED})(?P<n>{SMALL})年半以?来"), self.halves),
        ]

    def _words(self, vocabulary: Vocabulary, *kinds: str) -> str:
        words = (w for w, (kind, _) in vocabulary.time_words.items() if kind in kinds)
        return "|".join(map(re.escape, longest_first(words))) or "(?!)"

    def _part(self, vocabulary: Vocabulary) -> str:
        months = (
            rf"(?P<first_month>{MONTH})(?:月?{DASH}(?P<last_month>{MONTH}))?月份?"
            r"(?P<closing>[底末](?P<deadline>[以之]?前)?)?"
        )
        return (
            rf"(?:(?P<part>{self._words(vocabulary, 'part')})|前(?P<months>{SMALL})个月"
            rf"|(?<!\d){months}(?![\d一二三四五六七八九十]*[日号]))"
        )

    def matches(self, text: str) -> list[tuple[re.Match[str], Reader]]:
        """Matches in order of place, the longest first, none inside what is no time word."""
        no_time = bytearray(len(text) + 1)
        for other in self.no_time.finditer(text):
            no_time[other.start() : other.end()] = b"\x01" * len(other[0])
        found = [
            (match, read)
            for pattern, read in self.readers
            for match in pattern.finditer(text)
            if not no_time[match.start()]
        ]
        return sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end()))

    def word(self, text: str, match: re.Match[str], period: str) -> TimeWord:
        """The time word of a match, with what it says of itself."""
        is_year = re.match(YEAR, match[0]) is not None
        names = {match[0], match[0].rstrip("的")}
        is_loose = bool(names & self.loose) or "past_years" in match.re.groupindex
        return TimeWord(*match.span(), period, is_year, is_loose, self.is_origin(text, match))

    def names_year(self, word: TimeWord, match: re.Match[str]) -> bool:
        """Whether 全年 or 上年 behind the word is told from the year that it names."""
        is_span = re.fullmatch(r"\d{4}-\d{4}", word.period)
        if is_span or word.is_origin:
            return False
        return word.is_year or match.groupdict().get("word", "") in self.years

    def is_base(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is a base of comparison (比2010年), a date (5月8日) or dates a founding."""
        before = text[max(0, match.start() - 4) : match.start()]
        return bool(
            self.base_before.search(before)
            or self.base_after.match(text, match.end())
            or self.date.match(text, match.end())
            or self.founded.match(text, match.end())
            or self.programme.match(text, match.end())
        )

    def is_origin(self, text: str, match: re.Match[str]) -> bool:
        """Whether it dates what something starts from: 由2010年的300家, 在2017年292家的基础上."""
        before = text[max(0, match.start() - 2) : match.start()]
        moved = self.origin.search(before) and self.number.match(text, match.end())
        return bool(moved or self.based.match(text, match.end()))

    def span(self, match: re.Match[str], _years: Years) -> str:
        return f"{_year(match['a'])}-{_year(match['b'])}"

    def since(self, match: re.Match[str], years: Years) -> str:
        start = _year(match["year"])
        return f"{start}-{years.article}" if start < years.article else str(start)

    def year(self, match: re.Match[str], years: Years) -> str:
        return self._since(match, _year(match["year"]), years)

    def relative(self, match: re.Match[str], years: Years) -> str:
        word = match["word"]
        base = years.here if word in self.of_period else years.article
        return self._since(match, base + int(self.values[word]), years)

    def _since(self, match: re.Match[str], start: int, years: Years) -> str:
        if match["since"] and start < years.article:
            return f"{start}-{years.article}"
        return _with_part(match, start, self.values)

    def reference(self, _match: re.Match[str], years: Years) -> str:
        return str(years.here)

    def century(self, _match: re.Match[str], years: Years) -> str:
        return str(-(-years.article // 100) * 100)

    def bare_part(self, match: re.Match[str], years: Years) -> str:
        return _with_part(match, years.here, self.values)

    def day(self, _match: re.Match[str], years: Years) -> str:
        return str(years.here)

    def plan(self, match: re.Match[str], years: Years) -> str:
        start = _first_year(match["plan"])
        if match["until_now"] and start < years.article:
            return f"{start}-{years.article}"
        return str(start + 4) if match["last"] else f"{start}-{start + 4}"

    def whole_plan(self, match: re.Match[str], _years: Years) -> str:
        start = _first_year(match["plan"])
        return f"{start}-{start + 4}"

    def plan_over(self, match: re.Match[str], years: Years) -> str:
        """“九五”是… tells the time only where the plan is over."""
        last = _first_year(match["plan"]) + 4
        return f"{last - 4}-{last}" if last < years.article else ""

    def plan_part(self, match: re.Match[str], _years: Years) -> str:
        """“九五”头两年, “八五”后三年."""
        begin, n = _first_year(match["plan"]), int(parse_numeral(match["n"]))
        first = begin if match["first"] else begin + 5 - n
        return f"{first}-{first + n - 1}" if n > 1 else str(first)

    def both(self, _match: re.Match[str], years: Years) -> str:
        return f"{years.article}-{years.article + 1}"

    def recent(self, match: re.Match[str], years: Years) -> str:
        n = int(parse_numeral(match["n"]))
        return f"{years.article - n + 1}-{years.article}" if n > 1 else str(years.article - 1)

    def coming(self, match: re.Match[str], years: Years) -> str:
        last = years.article + int(parse_numeral(match["n"])) - 1
        return f"{years.article}-{last}" if last > years.article else str(last)

    def ago(self, match: re.Match[str], years: Years) -> str:
        """五年前 is a year; much longer ago is no time of a figure."""
        n = int(parse_numeral(match["n"]))
        return str(years.article - n) if n <= LONGEST_AGO else ""

    def halves(self, match: re.Match[str], years: Years) -> str:
        """两年半来 began with the year that lies as many whole years back."""
        return f"{years.article - int(parse_numeral(match['n']))}-{years.article}"

    def past(self, match: re.Match[str], years: Years) -> str:
        first, last = years.article - int(parse_numeral(match["n"])), years.article - 1
        return str(last) if first == last else f"{first}-{last}"


def _year(text: str) -> int:
    return int(parse_numeral(text.replace("○", "〇")))


def _first_year(plan: str) -> int:
    """The year in which the five-year plan of this number begins."""
    return SIXTH_PLAN + 5 * (int(parse_numeral(plan)) - 6)


def named_years(title: str) -> dict[int, str]:
    """The years that a title names, in digits or in Chinese numerals, each as printed.

    >>> named_years("一九八四年工作计划"), named_years("2024年工作要点")
    ({1984: '一九八四年'}, {2024: '2024年'})
    """
    found = re.finditer(rf"(?<!\d)(?P<year>{YEAR})年", title)
    return {_year(match["year"]): match[0] for match in found}


def planned_spans(title: str) -> list[str]:
    """The spans of years that a title names, by their years or as a five-year plan.

    >>> planned_spans("“十四五”科技创新规划"), planned_spans("三年行动方案（2024—2026年）")
    (['2021-2025'], ['2024-2026'])
    """
    years = re.finditer(rf"(?<!\d)(?P<a>{YEAR})年?{DASH}(?P<b>{YEAR})", title)
    plans = re.finditer(rf"第?{FIVE_YEAR_PLAN}(?:个五年|五(?=[”’规计科]))", title)
    starts = [_first_year(plan["plan"]) for plan in plans]
    return [
        *(f"{_year(span['a'])}-{_year(span['b'])}" for span in years),
        *(f"{start}-{start + 4}" for start in starts),
    ]


@cache
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    return _Patterns(vocabulary)
