"""What a number counts: its subject at the shortest full form, and where it is printed.

The thing stands before its number (高新技术企业900家) or behind it (10家企业创新联合体); a number
with neither goes on with the subject of the one before it (700家，力争800家).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from cmp.extract.records import Quantity
from cmp.vocabulary import Vocabulary, longest_first

PHRASE_MARK = re.compile(r"[，。；：！？\n]")
OPENING = "“‘《（("
CLOSING = "”’》）)"
COUNTED = ("count", "structure")
BEFORE, BEHIND = "the noun before the number", "the noun behind the number"
AS_BEFORE = "that of the number before"


# Words further from a number than this do not say what it counts; a text without marks stays
# cheap to read.
LONGEST_PHRASE = 150


def phrase_start(text: str, place: int) -> int:
    """Where the phrase around a place begins: behind the mark before it."""
    nearest = max(0, place - LONGEST_PHRASE)
    while place > nearest and not PHRASE_MARK.match(text[place - 1]):
        place -= 1
    return place


def phrase_end(text: str, place: int) -> int:
    """Where the phrase around a place ends: at the next mark."""
    mark = PHRASE_MARK.search(text, place, place + LONGEST_PHRASE)
    return mark.start() if mark else min(len(text), place + LONGEST_PHRASE)


@dataclass(frozen=True)
class Subject:
    """A subject and its place; text[window_start:window_end] are the words that may name it.

    `start`, `end` are those of the noun; an inherited subject has those of the number before, and
    `own` is the place of the noun that was joined to it. `rule` says how it was found.
    """

    text: str
    start: int
    end: int
    window_start: int
    window_end: int
    is_inherited: bool = False
    is_behind: bool = False
    own: tuple[int, int] | None = None
    rule: str = BEFORE

    def inherited(self, rule: str = AS_BEFORE, window: tuple[int, int] | None = None) -> Subject:
        """The subject for a number that goes on with it; `window` are the words at that number."""
        start, end = window or (self.window_start, self.window_end)
        return replace(self, window_start=start, window_end=end, is_inherited=True, rule=rule)


class Subjects:
    """Finds the subjects of one text's quantities."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.rules = _rules(vocabulary)

    def subject(
        self, quantity: Quantity, before: tuple[Quantity, Subject] | None, limit: int
    ) -> Subject:
        """The subject of a quantity.

        `before` is the quantity before it in the sentence with its subject; `limit` where the next
        quantity's words begin.
        """
        start, end = self._window(quantity, before, limit)
        window = (start, end)
        if before and self._is_second_rank(quantity, before[0]):
            return before[1].inherited(window=window)
        left = self._left(start, quantity.lead, quantity.kind)
        right = self._right(quantity, end)
        if right and (left is None or self._counts_behind(quantity, left, right)):
            return self._behind(right, window)
        if left and right and self._holds(left, quantity):
            return self._behind(right, window)
        if left:
            return self._joined(left, window, before)
        if before is None:
            here = quantity.start
            return Subject("", here, here, *window, rule="no noun stands at the number")
        return before[1].inherited(window=window)

    def _behind(self, noun: tuple[int, int], window: tuple[int, int]) -> Subject:
        return Subject(self.text[slice(*noun)], *noun, *window, is_behind=True, rule=BEHIND)

    def _holds(self, left: tuple[int, int], quantity: Quantity) -> bool:
        """Whether the noun before is a size of the noun behind: 总规模10亿元的基金."""
        is_size = self.rules.attribute.fullmatch(self.text, *left)
        return bool(is_size and self.rules.modifies.match(self.text, quantity.tail))

    def named(
        self, span: tuple[int, int], kind: str, before: tuple[Quantity, Subject] | None
    ) -> Subject | None:
        """The subject that stands in a span, for a number elsewhere; None where there is none.

        `kind` is that of the number; `before` the quantity before it, which a noun that needs a
        holder (增幅) goes on with.
        """
        left = self._left(*span, kind)
        return self._joined(left, span, before) if left else None

    def _is_second_rank(self, quantity: Quantity, before: Quantity) -> bool:
        """位居全省第20位、苏中第一: one thing ranked in two fields."""
        between = self.text[before.end : quantity.start]
        return quantity.kind == before.kind == "rank" and not PHRASE_MARK.search(between)

    def _window(
        self, quantity: Quantity, before: tuple[Quantity, Subject] | None, limit: int
    ) -> tuple[int, int]:
        """The phrase of the quantity without the words of its neighbours."""
        start = phrase_start(self.text, quantity.lead)
        if before:
            known = before[1]
            own = known.end if known.is_behind and known.end <= quantity.lead else 0
            start = max(start, before[0].tail, own)
        end = min(limit, phrase_end(self.text, quantity.tail))
        return min(start, quantity.lead), max(end, quantity.tail)

    def _left(self, start: int, end: int, kind: str) -> tuple[int, int] | None:
        """The noun before the number: behind the last verb, without words that only say 达到."""
        end = self._strip_end(start, end, self.rules.reached)
        end = self._strip_verbs(start, end)
        if kind in {"percent", "growth", "multiple"}:
            end = self._strip_end(start, end, self.rules.growth)
        if kind == "rank":
            end = self._before_rank(start, end)
        begin = self._cut(start, end)
        if self.rules.change.fullmatch(self.text, begin, end):
            return None
        bare_end = self._strip_end(begin, end, self.rules.number_of)
        end = bare_end if bare_end - begin >= 2 else end
        return (begin, end) if end - begin >= 2 else None

    def _before_rank(self, start: int, end: int) -> int:
        """The end of what is ranked: before 在全省, 位居, 排名."""
        match = self.rules.rank_words.search(self.text, start, end)
        return match.start() if match else end

    def _strip_end(self, start: int, end: int, words: re.Pattern[str]) -> int:
        while match := words.search(self.text, start, end):
            end = match.start()
        return end

    def _strip_verbs(self, start: int, end: int) -> int:
        """The end without verbs (今年发放19亿元), but for those that end a term (成果转化)."""
        while match := self.rules.verb_end.search(self.text, start, end):
            terms = self.rules.terms.finditer(self.text, start, end)
            if any(term.start() < match.start() and term.end() == end for term in terms):
                break
            end = self._strip_end(start, match.start(), self.rules.reached)
        return end

    def _cut(self, start: int, end: int) -> int:
        """Where the noun begins: behind the last verb, 等 or 的, and behind opening words."""
        part = self.text[start:end]
        named = [m.span() for m in self.rules.terms.finditer(part)]
        for match in reversed(list(self.rules.verb.finditer(part))):
            inside = any(a <= match.start() and match.end() < b for a, b in named)
            rest = part[match.end() :]
            is_held = match[0] == "的" and self.rules.attribute.fullmatch(rest)  # 占GDP的比重
            names = len(self.rules.lead.sub("", rest)) > 1 and not is_held
            if not inside and names and rest[0] not in CLOSING + OPENING:
                start += match.end()
                break
        while (lead := self.rules.lead.match(self.text, start, end)) and start < end:
            if self.rules.terms.match(self.text, start, end):
                break
            start = lead.end()
        return start

    def _right(self, quantity: Quantity, end: int) -> tuple[int, int] | None:
        """The noun behind the number, or what the things are counted as (作为成员单位)."""
        opening = self.rules.of.match(self.text, quantity.tail, end)
        start = opening.end() if opening else quantity.tail
        while start < end and self.text[start] in OPENING:
            start += 1
        stop = self.rules.after_stop.search(self.text, start, end)
        while stop and self._is_inside_noun(stop, start):
            stop = self.rules.after_stop.search(self.text, stop.start() + 1, end)
        noun_end = stop.start() if stop else end
        while noun_end > start and self.text[noun_end - 1] in OPENING + CLOSING + " ":
            noun_end -= 1
        if noun_end - start < 2 or self.rules.change.fullmatch(self.text, start, noun_end):
            return None
        noun_end = self._strip_end(start, noun_end, self.rules.number_of)
        role = self._role(noun_end, end)
        if role:
            return role, end
        return start, self._part_end(start, noun_end) if quantity.kind == "structure" else noun_end

    def _part_end(self, start: int, end: int) -> int:
        """The end of the noun of parts, without what happens to them (两大核心区建设)."""
        parts = list(self.rules.part_noun.finditer(self.text, start, end))
        return parts[-1].end() if parts else end

    def _role(self, noun_end: int, end: int) -> int:
        """Where the words begin that say what the things count as; 0 where there are none."""
        role = self.rules.role.match(self.text, noun_end, end)
        place = self.rules.place_role.match(self.text, noun_end, end)
        if role and end - role.end() >= 2:
            return role.end()
        if place and self.rules.terms.search(self.text, place.end(), end):
            return place.end()
        return 0

    def _is_inside_noun(self, stop: re.Match[str], start: int) -> bool:
        """Whether a one-character stop opens the noun or stands in a term (在孵企业)."""
        if stop[0] in "、，。；：！？" + OPENING + CLOSING or len(stop[0]) > 1:
            return False
        named = (m.span() for m in self.rules.terms.finditer(self.text, start, stop.end() + 8))
        return stop.start() - start < 1 or any(a <= stop.start() < b for a, b in named)

    def _counts_behind(
        self, quantity: Quantity, left: tuple[int, int], right: tuple[int, int]
    ) -> bool:
        """Whether the noun behind is the counted thing, though one stands before as well."""
        if self.rules.modifies.match(self.text, quantity.lead - 1, quantity.lead):
            return True
        if self.rules.verb_end.search(self.text, left[0], quantity.lead):
            return True
        if quantity.kind not in COUNTED:
            return False
        if self.rules.part.search(self.text[slice(*right)]):
            return True
        names_left = self.rules.terms.search(self.text, *left)
        names_right = self.rules.terms.search(self.text, *right)
        return bool(names_right or not names_left or self.text[left[1] - 1] == "等")

    def _joined(
        self,
        left: tuple[int, int],
        window: tuple[int, int],
        before: tuple[Quantity, Subject] | None,
    ) -> Subject:
        """The noun; behind 增幅 or 总面积, which need a holder, the subject before as well."""
        noun = self.text[slice(*left)]
        if before is None or not self.rules.attribute.fullmatch(noun):
            return Subject(noun, *left, *window)
        known = before[1]
        kept = "" if self.rules.dropped.fullmatch(noun) else noun
        joined = Subject(known.text + kept, known.start, known.end, *window, is_inherited=True)
        return replace(joined, own=left, rule="the noun at the number, of that before")


class _Rules:
    def __init__(self, vocabulary: Vocabulary) -> None:
        def ending(*roles: str) -> re.Pattern[str]:
            return re.compile(f"(?:{vocabulary.pattern(*roles)})(?=$)")

        before = ("bound_exact_before", "hedge", "bound_min_before", "bound_max_before")
        times = "|".join(map(re.escape, longest_first(vocabulary.time_words)))
        origin = rf"(?:{vocabulary.pattern('movement_from')})(?:{times}|\d{{4}}年)?[末底]?的?"
        head = vocabulary.pattern("duration_lead")
        origin += rf"|(?:{head})[\d一二两三四五六七八九十]+年"
        reached = vocabulary.pattern(*before, "bound_about_before")
        self.reached = re.compile(f"(?:{reached}|{origin}|{times}|[（(“‘、，了])$")
        self.growth = ending("growth_cue")
        self.number_of = ending("subject_strip")
        self.verb = re.compile(f"(?:{vocabulary.pattern('subject_stop')})了?|等(?!级)|的")
        leads = vocabulary.pattern("subject_lead", "subject_edge")
        head, tail = vocabulary.pattern("duration_lead"), vocabulary.pattern("duration_tail")
        recent = rf"(?:{head})?[\d一二两三四五六七八九十]+年(?:{tail})?"
        during = vocabulary.pattern("time_during")
        plan = rf"[“‘]?十?[一二三四五六七八九]五[”’]?(?:{during})(?:{tail})?"
        recent = f"(?:{recent}|{plan})"
        base = rf"(?:{vocabulary.pattern('period_base')})(?:{times}|\d{{4}}年)(?:末|底)?"
        word = vocabulary.pattern("subject_word")
        self.lead = re.compile(
            rf"(?!{word})(?:{base}|{times}|{recent}|\d{{4}}年度?|{leads}|[、，”’）“‘])"
        )
        self.rank_words = re.compile(f"在|(?:{vocabulary.pattern('rank_verb')})")
        self.verb_end = ending("subject_stop")
        self.modifies = re.compile(f"(?:{vocabulary.pattern('genitive')})")
        # 比上年减少, 高于全市平均, 占计划: no thing of its own, but something of the one before.
        alone = vocabulary.pattern("growth_cue", "no_subject")
        compared = vocabulary.pattern("growth_comparison", "share_of")
        self.change = re.compile(f"(?:{alone})|(?:{compared})[^，。；]*")
        self.part = ending("structure_noun")
        self.part_noun = re.compile(vocabulary.pattern("structure_noun"))
        where = "(?:在[^，。；：]{1,10})?"
        self.place_role = re.compile(f"{where}(?:{vocabulary.pattern('place_role')})了?")
        self.of = re.compile("(?:左右|以上)?的")
        self.after_stop = re.compile(
            f"(?:{vocabulary.pattern('after_noun_stop', 'as_role')})|[、，。；：！？（(”’“‘]"
        )
        self.role = re.compile(f"(?:{vocabulary.pattern('as_role')})了?")
        self.attribute = re.compile(vocabulary.pattern("attribute", "subject_strip"))
        self.dropped = re.compile(vocabulary.pattern("subject_strip"))
        terms = {
            part for term in vocabulary.indicator_terms for part in [term.term] if "…" not in part
        }
        self.terms = re.compile("|".join(sorted(map(re.escape, terms), key=len, reverse=True)))


@cache
def _rules(vocabulary: Vocabulary) -> _Rules:
    return _Rules(vocabulary)
