"""Which period a number has: the scope of time words, as CODEBOOK.md sets it.

A time word governs its sentence behind it, past ；. One that opens a paragraph, a section or the
article governs that block, the innermost block winning. What opens the article holds where no
inner block is opened, until a later paragraph or section names another time. Years gone by
(“九五”以来) hold for the paragraph that they open, also where that is a heading: what is told
behind it is mostly of one year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cmp.extract.decisions import Decision
from cmp.extract.durations import TitleYears, durations, meant_years, title_years, years_in
from cmp.extract.outlook import LONGEST_COURTESY, announcement
from cmp.extract.records import ArticleFacts
from cmp.extract.time_words import MONTH, TimeWord, find_time_words
from cmp.segment import Outline
from cmp.vocabulary import Vocabulary

# What may stand before an opening time word: quotation marks, a list numeral, a speaker's label.
LABEL, OPENING = r"(?:[^，。；：！？\n]{1,12}：)?[“‘（(]*", r"(?:[^，。；：！？\n]{0,8}?)"

# Characters of a line with place, speaker or office and a date, which states nothing.
DATELINE = 48
NEXT = 4  # characters between a time word and the number right behind it
STATEMENT = re.compile("[。！？；]")
PHRASE_END = re.compile("[，。；！？]")
PART_END = "；"
OF_MONTH = re.compile(f"(?:{MONTH})月")

YEARLY = "年度"
# Words before a time word, and not the mark of a list only.
ACT = re.compile(r"[^\W\d一二三四五六七八九十第]{2}")

UNDATED = Decision("", "no time word governs it")


CLOSING = ("底", "末")
ONE_MONTH = re.compile(r"(\d{4})M(\d\d)")


@dataclass(frozen=True)
class Block:
    """A stretch that a time word at one of its leads governs; `is_article`: all of the text."""

    start: int
    end: int
    leads: tuple[int, ...]
    is_article: bool = False


class Calendar:
    """The time words of one article, asked for the period at a place."""

    def __init__(self, outline: Outline, facts: ArticleFacts, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.year = facts.year
        self.sentence_starts = [start for start, _ in outline.sentences]
        self.goes_on = re.compile(f"[“‘]?(?:{vocabulary.pattern('inherit_head')})")
        self.lead = _lead(vocabulary)
        words = find_time_words(facts.title, self.year, vocabulary)
        self.titled = {word.period for word in words if years_in(word.period) == 1}
        blocks = _blocks(outline, vocabulary)
        blocks += _announced(outline, announcement(vocabulary))
        words = find_time_words(outline.text, self.year, vocabulary)
        self._open(blocks, [word for word in words if word.is_year])
        self.words = list(find_time_words(outline.text, self.year, vocabulary, self.year_at))
        self._open(blocks, self.words)
        headline = next((c.text for c in outline.clauses[:1] if c.is_heading), "")
        title = title_years(f"{facts.title}；{headline}", vocabulary)
        self.words = sorted(
            [*self.words, *self._durations(title, facts, vocabulary)], key=lambda w: w.start
        )
        self.word_starts = [word.start for word in self.words]

    def _durations(
        self, title: TitleYears, facts: ArticleFacts, vocabulary: Vocabulary
    ) -> Iterator[TimeWord]:
        """The bare numbers of years (五年新增) of which it is told which years they are."""
        for match in durations(vocabulary).finditer(self.outline.text):
            opener = self._opener(match.start())
            period = meant_years(match, opener.period if opener else "", title, facts)
            if period:
                yield TimeWord(*match.span(), period, is_year=False, is_loose=True)

    def _openers(self, blocks: Sequence[Block], words: Sequence[TimeWord]) -> dict[Block, TimeWord]:
        """The words that open blocks, but for dates that say when something was told or held.

        Nor for the base of a movement (由去年的80家).
        """
        found = _openers(blocks, words, self.outline.text, self.lead)
        return {
            block: word
            for block, word in found.items()
            if not (word.is_origin or self._is_event(block, word))
        }

    def _is_event(self, block: Block, word: TimeWord) -> bool:
        """Whether the word dates the text itself, or the event that the article tells of.

        9月18日，我市召开大会 governs its own paragraph and no other.
        """
        text = self.outline.text
        names_month = OF_MONTH.search(text, word.start, word.end) or OF_MONTH.match(text, word.end)
        return bool(names_month) and (block.is_article or self._is_dateline(word))

    def _is_dateline(self, word: TimeWord) -> bool:
        """Whether the word stands in a line that says nothing else."""
        text = self.outline.text
        start, end = text.rfind("\n", 0, word.start) + 1, text.find("\n", word.end)
        line = text[start : end if end >= 0 else len(text)]
        return len(line) <= DATELINE and not STATEMENT.search(line)

    def _open(self, blocks: Sequence[Block], words: Sequence[TimeWord]) -> None:
        asked = dict(_asked(self.outline, words))
        self.answers = {word: block.leads[0] for block, word in asked.items()}
        openers = asked | self._openers(blocks, words)
        stretches = list(_stretches(openers, self.titled))
        self.stretch_starts = [start for start, _ in stretches]
        self.stretches = [word for _, word in stretches]

    def year_at(self, position: int) -> int:
        """The year that 全年 means here: that of the opener, else the article's.

        A deadline beyond the next year (到2030年) gives 全年 no year.
        """
        opener = self._opener(position)
        if opener is None:
            return self.year
        last = opener.period[-4:] if years_in(opener.period) > 1 else opener.period[:4]
        return int(last) if int(last) <= self.year + 1 else self.year

    def in_sentence(self, position: int) -> Decision:
        """The period of the last time word before this place in its own sentence, if any."""
        start = self.outline.sentences[self._sentence(position)][0]
        return self._decided(self._last(start, position), "the time word before it in its sentence")

    def named_in_sentence(self, position: int, *, in_part: bool = False) -> Decision:
        """What a structure or a rule is dated by: as in_sentence, but not by 目前 or 上年度.

        `in_part`: only by what its own part of the sentence names, behind the last ；.
        """
        start = self.outline.sentences[self._sentence(position)][0]
        if in_part:
            start = max(start, self.outline.text.rfind(PART_END, start, position))
        named = [word for word in self._between(start, position) if not word.is_loose]
        return self._decided(named[-1] if named else None, "the time that its sentence names")

    def period_between(self, start: int, end: int) -> Decision:
        """The last period named between two places, also of a movement's start, if any."""
        inside = self._between(start, end)
        return self._decided(inside[-1] if inside else None, "the time named within the movement")

    def since_origin(self, position: int) -> Decision:
        """The years that a movement of this sentence took: 由1995年的3家增加到2000年的8家."""
        start = self.outline.sentences[self._sentence(position)][0]
        years = [w for w in self._between(start, position) if w.period.isdecimal()]
        origins = [n for n, word in enumerate(years) if word.is_origin]
        if not origins or origins[-1] + 1 >= len(years):
            return UNDATED
        origin, reached = years[origins[-1]], years[-1]
        span = f"{int(origin.period) + 1}-{reached.period}"
        words = self.outline.text[origin.start : reached.end]
        return Decision(span, "the years of the movement that it is the average of", words)

    def in_reach(self, position: int) -> Decision:
        """As in_sentence, and of the sentences before that this one goes on with (其中，…)."""
        index = self._sentence(position)
        period = self.in_sentence(position)
        while not period.value and index > 0 and self._continues(index):
            index -= 1
            last = self._last(*self.outline.sentences[index])
            period = self._decided(last, "the time word of the sentence that it goes on with")
        return period

    def opening(self, position: int) -> Decision:
        """The period that the sentence at this place names, for a part that goes on with it."""
        end = self.outline.sentences[self._sentence(position)][1]
        first = next(iter(self._between(position, end)), None)
        # A deadline (到2002年) holds for what its own sentence says.
        near = (str(self.year), str(self.year + 1))
        is_near = first is not None and first.period[:4] in near and years_in(first.period) == 1
        return self._decided(
            first if is_near else None, "the time word where its part of plans begins"
        )

    def period_at(self, position: int) -> Decision:
        """The period of a number printed here; UNDATED where no time word governs it."""
        period = self.in_reach(position)
        if period.value:
            return period
        opener = self._opener(position)
        if opener and self._is_past(opener, position):
            return UNDATED
        return self._decided(opener, "the time word that opens its part")

    def _is_past(self, opener: TimeWord, position: int) -> bool:
        """Whether years gone by (“九五”以来) opened an earlier paragraph and so hold no longer."""
        begin = self.answers.get(opener, opener.end)
        is_over = years_in(opener.period) > 1 and int(opener.period[-4:]) <= self.year
        return is_over and "\n" in self.outline.text[begin:position]

    def _decided(self, word: TimeWord | None, rule: str) -> Decision:
        if word is None:
            return UNDATED
        return Decision(word.period, rule, self.outline.text[word.start : word.end])

    def _continues(self, sentence: int) -> bool:
        """Whether the sentence goes on with the one before it in the paragraph (其中，…)."""
        start, end = self.outline.sentences[sentence]
        before = self.outline.sentences[sentence - 1][1]
        same_paragraph = "\n" not in self.outline.text[before:start]
        return same_paragraph and bool(self.goes_on.match(self.outline.text, start, end))

    def _sentence(self, position: int) -> int:
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def _last(self, start: int, end: int) -> TimeWord | None:
        """The time word that holds at the end; what something started from holds right there."""
        named = self._between(start, end)
        if named and named[-1].is_origin and end - named[-1].end <= NEXT:
            return named[-1]
        inside = [word for word in named if not word.is_origin]
        if len(inside) > 1 and self._goes_back(inside[-2], inside[-1]):
            return inside[-2]
        return inside[-1] if inside else None

    def _goes_back(self, closing: TimeWord, year: TimeWord) -> bool:
        """Whether a year only says of which year the months were: 截至10月末，今年累计放贷1亿元."""
        is_closing = self.outline.text.endswith(CLOSING, closing.start, closing.end)
        return is_closing and closing.period.startswith(f"{year.period}M")

    def _between(self, start: int, end: int) -> list[TimeWord]:
        first = bisect_left(self.word_starts, start)
        last = bisect_left(self.word_starts, end)
        return [word for word in self.words[first:last] if word.end <= end]

    def _opener(self, position: int) -> TimeWord | None:
        """The word that opens the innermost block here.

        The article's own gives way to the last one before this place.
        """
        stretch = bisect_right(self.stretch_starts, position) - 1
        return self.stretches[stretch] if stretch >= 0 else None


def is_closing(period: Decision) -> bool:
    """Whether it is told by the end of a month (截至10月底), at which a total stands."""
    return period.words.endswith(CLOSING) and not period.value.isdecimal()


def up_to(period: Decision, measure_type: str, previous: str) -> Decision:
    """The months up to the one that closes (截至10月底) for an amount that flowed in them.

    What measures such an amount (户均, 占) has the period of the number before it.
    """
    month = ONE_MONTH.fullmatch(period.value)
    if month is None or not is_closing(period):
        return period
    months = f"{month[1]}M01-M{month[2]}"
    is_of_amount = measure_type not in {"flow", "stock"} and previous == months
    if measure_type != "flow" and not is_of_amount:
        return period
    return Decision(months, "the months up to the one that closes", period.words)


def _lead(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What may stand before an opening time word: a label, a frame, who says it, a few words."""
    framed = rf"(?:{vocabulary.pattern('frame_opener')})[^，。；：！？\n]{{1,16}}，"
    said = rf"[^，。；：！？\n]{{0,12}}(?:{vocabulary.pattern('say_verb')})[，：]"
    return re.compile(rf"{LABEL}(?:{framed}|{said})?{OPENING}")


def _blocks(outline: Outline, vocabulary: Vocabulary) -> list[Block]:
    """Paragraphs, sections and the whole article; a heading's next sentence leads it as well."""
    blocks = list(_paragraphs(outline, vocabulary))
    starts = [start for start, _ in outline.sentences]
    for section in outline.sections:
        index = bisect_right(starts, section.start)
        following = starts[index : index + 1]
        blocks.append(Block(section.start, section.end, (section.start, *following)))
    leads = tuple(start for start, _ in outline.paragraphs[:2])
    return [*blocks, Block(0, len(outline.text), leads, is_article=True)]


def _announced(outline: Outline, announcement: re.Pattern[str]) -> Iterator[Block]:
    """From a sentence that announces the paragraphs behind it to the end of the text."""
    for start, end in outline.sentences:
        closes = outline.text[end : end + 1] in ("", "\n")
        if closes and announcement.search(outline.text[start:end]):
            yield Block(start, len(outline.text), (start,))


def _asked(outline: Outline, words: Sequence[TimeWord]) -> Iterator[tuple[Block, TimeWord]]:
    """From a question of some time (今年有什么打算？) to the next one, with its time word.

    The last phrase names it; what stands before is only the occasion.
    """
    paragraphs = {clause.paragraph for clause in outline.clauses if clause.is_question}
    questions = [span for n, span in enumerate(outline.paragraphs) if n in paragraphs]
    closed = [*questions, (len(outline.text), len(outline.text))]
    starts = [word.start for word in words]
    for (start, asked), (end, _) in pairwise(closed):
        marks = list(PHRASE_END.finditer(outline.text, start, asked - 1))
        begin = marks[-1].end() if marks else start
        last = bisect_left(starts, asked) - 1
        if last >= 0 and words[last].start >= begin and not words[last].is_loose:
            yield Block(start, end, (asked + 1,)), words[last]


def _paragraphs(outline: Outline, vocabulary: Vocabulary) -> Iterator[Block]:
    """Each paragraph to the end of the list that it opens (一是, 二是).

    The sentence behind a courtesy (谢谢您的提问。), or behind one that only says that figures
    follow (先看一组数据。), leads it as well.
    """
    listing = re.compile(vocabulary.pattern("listing_opener"))
    courtesy = re.compile(vocabulary.pattern("ceremony", "salutation", "figures_follow"))
    ends = [end for _, end in outline.sentences]
    reach = 0
    for start, end in reversed(outline.paragraphs):
        reach = max(reach, end)
        index = bisect_right(ends, start)
        told = ends[index] if index < len(ends) else end
        is_courtesy = told - start <= LONGEST_COURTESY and courtesy.search(
            outline.text, start, told
        )
        yield Block(start, reach, (start, told) if is_courtesy else (start,))
        if not listing.match(outline.text, start, end):
            reach = 0


def _openers(
    blocks: Sequence[Block], words: Sequence[TimeWord], text: str, lead: re.Pattern[str]
) -> dict[Block, TimeWord]:
    """The time word that opens each block, of those that have one."""
    starts = [word.start for word in words]
    found: dict[Block, TimeWord] = {}
    for block in blocks:
        for place in block.leads:
            index = bisect_right(starts, place - 1)
            if index < len(words) and words[index].start < block.end:
                word = words[index]
                if block not in found and _opens(text, place, word, lead):
                    found[block] = word
    return found


def _opens(text: str, place: int, word: TimeWord, lead: re.Pattern[str]) -> bool:
    """Whether the word opens what begins at a place: 兑现2024年度奖补资金 is of that money only."""
    is_attribute = text[word.end - 2 : word.end] == YEARLY and bool(
        ACT.search(text, place, word.start)
    )
    return bool(lead.fullmatch(text, place, word.start)) and not is_attribute


def _stretches(
    openers: dict[Block, TimeWord], titled: Collection[str]
) -> Iterator[tuple[int, TimeWord | None]]:
    """Where the governing word changes along the text, and to which, in order of place."""
    stack: list[Block] = []
    last: TimeWord | None = None
    blocks = sorted(openers, key=lambda block: (block.start, -block.end, not block.is_article))
    places = sorted({place for block in blocks for place in (block.start, block.end)})
    waiting = iter([*blocks, None])
    block = next(waiting)
    for place in places:
        while stack and stack[-1].end <= place:
            stack.pop()
        while block is not None and block.start <= place:
            stack.append(block)
            # A part of a year that the title does not name, or a span of years, holds no longer
            # than its block.
            period = openers[block].period
            last = openers[block] if period.isdecimal() or period in titled else last
            block = next(waiting)
        own = openers[stack[-1]] if stack else None
        yield place, (last if stack and stack[-1].is_article else own)
