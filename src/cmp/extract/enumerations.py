"""Lists with a stated count: 甲、乙、丙等三项工程, “三项工程”，即实施甲工程；实施乙工程；….

Finds the count, the list before or behind it, and what the first item's introduction is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cmp.errors import NumeralError
from cmp.extract.numerals import CHINESE, parse_numeral
from cmp.extract.phrases import PhraseRules, comma_parts
from cmp.segment.spans import QUOTES
from cmp.vocabulary import Vocabulary

LEAST_PARTS = 2
MOST_PARTS = 40
LONGEST_ITEM = 40
LONGEST_FIELD = 10
LONGEST_LIST = MOST_PARTS * LONGEST_ITEM
_MARKS = "“”‘’「」『』"
# No list mark only (第一，).
_STEP = re.compile(r"(?!第?[一二三四五六七八九十]+[是，、])[^，。；：\d]{2,30}")
_OPEN = "（《" + "".join(QUOTES)
_CLOSE = "）》" + "".join(QUOTES.values())


@dataclass(frozen=True)
class Bundle:
    """A named or counted set at a place of a text; `parts` is empty where none are listed."""

    name: str
    count: int
    noun: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


class EnumerationRules:
    """The vocabulary's cues for lists as expressions, compiled once per article."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases = PhraseRules(vocabulary)
        self._words = self._phrases.words

    def bundles(self, text: str) -> Iterator[Bundle]:
        """Counted sets of a clause with the list that stands before the count.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = EnumerationRules(load_vocabulary())
        >>> [found] = rules.bundles("实施了科技改革攻坚、平台建设、人才引育等三项科技创新工程")
        >>> found.name, found.count, found.parts
        ('三项科技创新工程', 3, ('科技改革攻坚', '平台建设', '人才引育'))
        """
        for found in self._counted.finditer(text):
            count = _value(found["number"])
            if not LEAST_PARTS <= count <= MOST_PARTS:
                continue
            bundle = Bundle(found.group(), count, found["noun"], found.start(), found.end())
            before = text[max(0, found.start() - LONGEST_LIST) : found.start()]
            yield replace(bundle, parts=self._list_before(before, count))

    def named(self, text: str) -> Iterator[Bundle]:
        """Sets with a name in quotation marks and their list directly before it.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = EnumerationRules(load_vocabulary())
        >>> [found] = rules.named("加快实施新兴产业壮大、未来产业培育“86”创新引领工程")
        >>> found.name, found.parts
        ('86创新引领工程', ('新兴产业壮大', '未来产业培育'))
        """
        for found in self._named.finditer(text):
            if self._counted.search(found.group()):
                continue
            before = text[: found.start()]
            parts = self._list_before(before, 0)
            parts = parts or self.list_behind(text[found.end() :], 0)
            name = re.sub(f"[{_MARKS}]", "", found.group())
            yield Bundle(name, len(parts), found["noun"], found.start(), found.end(), parts)

    def counted_parts(self, text: str) -> Bundle | None:
        """Parts with their own counts that add up: 甲8个、乙7个，共15个方向.

        The bundle's name is empty; the name of each part comes first, then its count.

        >>> from cmp.vocabulary import load_vocabulary
        >>> rules = EnumerationRules(load_vocabulary())
        >>> rules.counted_parts("明确了新兴产业8个、未来产业7个，共15个重点产业方向").parts
        ('新兴产业 8', '未来产业 7')
        """
        found = self._sums.search(text)
        if not found:
            return None
        items = [self._counted_item.search(item) for item in found["items"].split("、")]
        pairs = [(self._bare_first(i["name"], ()), _value(i["number"])) for i in items if i]
        if sum(count for _, count in pairs) != _value(found["total"]):
            return None
        parts = tuple(f"{name} {count}" for name, count in pairs)
        return Bundle("", len(parts), "", found.start(), found.end(), parts)

    def list_behind(self, text: str, count: int) -> tuple[str, ...]:
        """The list that follows a count: ，即甲、乙、丙; count 0 where none is stated.

        >>> from cmp.vocabulary import load_vocabulary
        >>> EnumerationRules(load_vocabulary()).list_behind("，即强链、补链、延链，推动升级", 3)
        ('强链', '补链', '延链')
        """
        opening = self._follow.match(text)
        if not opening:
            return ()
        items = self._items(comma_parts(text[opening.end() :])[:1], count)
        is_list = len(items) == count if count else len(items) > LEAST_PARTS
        return items if is_list else ()

    def steps(self, texts: Sequence[str], count: int) -> tuple[str, ...]:
        """What the clauses behind a count say one by one, each up to its first comma or number.

        办好两件实事：实施项目30项；开发新产品45个. () if they are not as many.
        """
        if len(texts) != count or not texts[0].startswith("："):
            return ()
        steps = [_STEP.match(text.lstrip("：")) for text in texts]
        return tuple(_plain(step[0]) for step in steps if step) if all(steps) else ()

    def fields(self, texts: Sequence[str], count: int) -> tuple[str, ...]:
        """The fields that a bundle is about: 五大专项。围绕甲、乙、丙、丁、戊五个领域，…."""
        for part in (part for text in texts for part in comma_parts(text)):
            told = self._field.match(part)
            named = self._field_end.split(part[told.end() :], maxsplit=1)[0] if told else ""
            items = self._list_before(named, count)
            if len(items) == count and max(map(len, items)) <= LONGEST_FIELD:
                return items
        return ()

    @cached_property
    def _field_end(self) -> re.Pattern[str]:
        """Behind the list of fields: 等领域, 五个领域, or what is done in them."""
        count = f"(?:{CHINESE}|\\d+){self._words('bundle_classifier', 'counted_classifier')}"
        return re.compile(f"等|{count}|{self._words('project_verb')}")

    @cached_property
    def _field(self) -> re.Pattern[str]:
        return re.compile(self._words("bundle_field"))

    def _list_before(self, before: str, count: int) -> tuple[str, ...]:
        """The items right before a count, () where no list ends there."""
        agencies = [found.end() for found in self._agencies.finditer(before)]
        lead = self._list_end.sub("", before[agencies[-1] if agencies else 0 :])
        quoted = self._quoted.search(lead)
        items = self._items([quoted["list"]] if quoted else comma_parts(lead)[-1:], count)
        # 甲、乙5个方面提出22项措施: the list is that of another count.
        is_other = bool(items) and self._counted.search(items[-1])
        if lead.endswith(("，", "：")) or len(items) < LEAST_PARTS or is_other:
            return ()
        return items

    def _items(self, parts: list[str], count: int) -> tuple[str, ...]:
        """Items of a list, marks and introduction off; the last one parted at 和 if one lacks."""
        items = [item for part in parts for item in split_items(part)]
        if items and count and len(items) == count - 1:
            items = [*items[:-1], *self._parted(items[-1])]
        if not items or max(map(len, items)) > LONGEST_ITEM:
            return ()
        bare = [self._bare_first(items[0], items[1:]), *items[1:]]
        return tuple(_plain(item) for item in bare if _plain(item))

    def _parted(self, item: str) -> list[str]:
        joined = list(self._and.finditer(item))
        if not joined:
            return [item]
        last = joined[-1]
        return [item[: last.start()], item[last.end() :]]

    def _bare_first(self, item: str, others: list[str] | tuple[str, ...]) -> str:
        """The first item without what introduces the list.

        Where the other items open with a verb, the first keeps its own.
        """
        verbal = sum(self._phrases.opens_with_verb(_plain(other)) for other in others)
        keeps_verb = bool(others) and verbal * 2 > len(others)
        opening = self._intro if keeps_verb else self._intro_with_verb
        bare = item
        while True:
            found = opening.match(bare)
            if not found or not found.group() or len(bare) - found.end() < 2:
                return bare
            bare = bare[found.end() :]

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        number = f"(?P<number>{CHINESE}|\\d{{1,2}})"
        classifier = self._words("bundle_classifier", "counted_classifier")
        middle = "[^，。；：、“”‘’《》（）0-9]{0,8}?"
        noun = f"(?P<noun>{self._words('bundle_strong', 'bundle_weak', 'bundle_industry')})"
        ordinal = self._words("not_count")
        return re.compile(f"(?<![0-9.至到—-])(?<!{ordinal}){number}{classifier}{middle}{noun}")

    @cached_property
    def _named(self) -> re.Pattern[str]:
        noun = f"(?P<noun>{self._words('project_suffix')})"
        return re.compile(f"[“‘][^“”‘’，。；]{{1,12}}[”’][^，。；：、“”‘’《》]{{0,8}}?{noun}")

    @cached_property
    def _sums(self) -> re.Pattern[str]:
        item = self._counted_item.pattern.replace("?P<name>", "?:").replace("?P<number>", "?:")
        classifier = self._words("counted_classifier")
        total = f"{self._words('total_word')}(?P<total>{CHINESE}|\\d{{1,3}}){classifier}"
        return re.compile(f"(?P<items>{item}(?:、{item})+)，?{total}")

    @cached_property
    def _counted_item(self) -> re.Pattern[str]:
        number = f"(?P<number>{CHINESE}|\\d{{1,3}})"
        return re.compile(
            f"(?P<name>[^，。；：、0-9]{{2,16}}?){number}{self._words('counted_classifier')}"
        )

    @cached_property
    def _agencies(self) -> re.Pattern[str]:
        """市委、市政府, which is no list; nor is what stands before it."""
        return re.compile(self._words("agency_pair"))

    @cached_property
    def _quoted(self) -> re.Pattern[str]:
        """A whole list in quotation marks: 实施“大数据、大健康”五大专项."""
        return re.compile("[“‘](?P<list>[^“”‘’]+、[^“”‘’]+)[”’]$")

    @cached_property
    def _list_end(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._words('list_end')})+$")

    @cached_property
    def _and(self) -> re.Pattern[str]:
        return re.compile(self._words("list_and"))

    @cached_property
    def _follow(self) -> re.Pattern[str]:
        return re.compile(f"[{_MARKS}]*[，：]?(?:{self._words('list_follow')}[：，]?|(?<=：))")

    @cached_property
    def _intro(self) -> re.Pattern[str]:
        return self._opening("list_intro")

    @cached_property
    def _intro_with_verb(self) -> re.Pattern[str]:
        return self._opening("list_intro", "action_verb")

    def _opening(self, *roles: str) -> re.Pattern[str]:
        """Adverbs and a word of these roles, or 以…引领, or the agency."""
        noun, leads = self._words("verb_like_noun"), self._words("lead_word", "future")
        by = f"{self._words('theme_open')}[^、]{{1,6}}?{self._words('intro_behind')}"
        word = f"(?!{noun}){self._words(*roles)}{self._words('perfective')}?"
        return re.compile(f"(?:{leads})*(?:{by}|{word}|{self._words('agency')})")


def split_items(text: str) -> list[str]:
    """The text split at 、 outside brackets and quotation marks, and between quotations.

    >>> split_items("甲（乙、丙）、丁"), split_items("推进“戊”“己”")
    (['甲（乙、丙）', '丁'], ['推进“戊”', '“己”'])
    """
    items, depth, start = [], 0, 0
    for place, mark in enumerate(text):
        if mark in _OPEN:
            if not depth and place > start and text[place - 1] in _CLOSE:
                items.append(text[start:place])
                start = place
            depth += 1
        elif mark in _CLOSE:
            depth = max(depth - 1, 0)
        elif mark == "、" and not depth:
            items.append(text[start:place])
            start = place + 1
    return [*items, text[start:]]


def _plain(item: str) -> str:
    """Without quotation marks and space at its ends."""
    return re.sub(f"[{_MARKS}]", "", item).strip()


def _value(numeral: str) -> int:
    """The numeral's value, 0 where it is none."""
    try:
        return int(parse_numeral(numeral))
    except NumeralError:
        return 0
