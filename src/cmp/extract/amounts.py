"""Numbers with a unit behind them: 900家, 50余万平方米, 60—80家, 近千家, 2.09亿元, 12件/万人.

Units come from units.csv. 万 and 亿 behind the numeral stay with the unit, 十 百 千 go into the
value, as CODEBOOK.md has it. Of a movement whose first number has no unit (由1200增至2000家) both
have that of the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cmp.extract.decisions import Decision
from cmp.extract.numerals import ARABIC, CHINESE, MIXED, MYRIADS, parse_numeral
from cmp.extract.records import EXACT, Quantity
from cmp.vocabulary import Unit, Vocabulary, longest_first

DASH = r"[—–\-~～－]{1,2}"
# A letter, a dot or 第 before a digit makes it a name (G60), a section (3.1) or an ordinal (第12).
FREE = r"(?<![A-Za-z\d.．+\-第])"
LEVEL, NONE = "级", "零"
CLOSE, TENS = re.compile("[，。；、）]|$"), re.compile("[十百千]")
# 增长-2.3%: behind a character a dash before a percentage is its sign.
MINUS = r"(?P<minus>(?<=[\u4e00-\u9fff])[-－−](?=\d+(?:\.\d+)?[%％‰]))"


def find_amounts(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """Every number with a unit, in order of place.

    >>> from cmp.vocabulary import load_vocabulary
    >>> def units(text):
    ...     return [(q.value, q.value_high, q.unit) for q in find_amounts(text, load_vocabulary())]
    >>> units("面积50余万平方米，近千家，1.2万家")
    [(50.0, None, '万平方米'), (1000.0, None, '家'), (1.2, None, '万家')]
    >>> units("培育50—60家，增长5%-6%，进口增长-2.3%")
    [(50.0, 60.0, '家'), (5.0, 6.0, '%'), (-2.3, None, '%')]
    """
    patterns = _patterns(vocabulary)
    for match in patterns.amount.finditer(text):
        unit = vocabulary.units[_counted(match["u"] or match["u2"], vocabulary)]
        if unit.kind == "time" or patterns.is_word(match, text):
            continue
        yield _quantity(match, unit)
    for match in patterns.bare.finditer(text):
        value = float(parse_numeral(match["n"]))
        yield Quantity(*match.span(), value, None, match["m"], "count")
    for match in patterns.round.finditer(text):
        value = float(parse_numeral(match["n"] or "一"))
        kind = vocabulary.units[match["u"]].kind if match["u"] else "count"
        yield Quantity(*match.span("number"), value, None, match["m"] + (match["u"] or ""), kind)
    for match in patterns.origin.finditer(text):
        unit = vocabulary.units[_counted(match["u"], vocabulary)]
        value = float(parse_numeral(match["n"]))
        yield Quantity(*match.span("n"), value, None, match["m"] + match["u"], unit.kind)


def _quantity(match: re.Match[str], unit: Unit) -> Quantity:
    tag = "2" if match["n2"] else "1"
    printed = unit.base_unit if unit.kind == "structure" else match["u"] or match["u2"]
    magnitude = match[f"m{tag}"] or ""
    first = parse_numeral(match["n1"] + (match["t1"] or ""))
    high = parse_numeral(match["n2"] + (match["t2"] or "")) if match["n2"] else None
    if high is None and magnitude and "亿" in match["n1"]:
        # 二十六亿五千万元 is 26.5 亿元: a reader names the highest.
        first, magnitude = parse_numeral(match["n1"] + magnitude) / MYRIADS["亿"], "亿"
    is_same = match["u1"] is not None and match["u1"] == match["u2"]
    if high is not None and is_same and not match["m1"]:
        # 5000元至3万元: the high end in the unit of the low one.
        high, magnitude = high * parse_numeral("1" + magnitude), ""
    elif high is not None and match["m1"]:
        # 8000万—1亿元: the low end is restated in the magnitude of the high one.
        first = first * parse_numeral("1" + match["m1"]) / parse_numeral("1" + magnitude)
    about = match["i" + tag] or match["j" + tag]
    return Quantity(
        *match.span(),
        -float(first) if match["minus"] else float(first),
        None if high is None else float(high),
        magnitude + printed,
        unit.kind,
        Decision("about", "a word within the number", about) if about else EXACT,
    )


def _counted(unit: str, vocabulary: Vocabulary) -> str:
    """The unit of a compound (件/万人) whose kind counts: the one above the line."""
    if unit in vocabulary.units:
        return unit
    return re.split(r"/|每", unit)[0]


class _Patterns:
    def __init__(self, vocabulary: Vocabulary) -> None:
        unit = "|".join(map(re.escape, longest_first(vocabulary.units)))
        whole = rf"(?:{unit})(?:/[十百千万亿]?(?:{unit}))?"
        inside = vocabulary.pattern("bound_about_inside")
        # 百万千瓦 and 598千克 have 千 in the unit.
        of_unit = f"[{''.join(sorted({u[1] for u in vocabulary.units if u[0] == '千'}))}]"

        def number(tag: str) -> str:
            return (
                rf"(?P<n{tag}>{ARABIC}|{MIXED}(?!{of_unit})|{CHINESE}(?:(?<!千)|(?!{of_unit})))"
                rf"(?P<t{tag}>(?<=\d)(?:[十百]|千(?!{of_unit})))?(?P<i{tag}>{inside})?"
                rf"(?P<m{tag}>[万亿]+)?(?P<j{tag}>{inside})?"
            )

        grades = frozenset(vocabulary.cues["ordinal_unit"]) | {LEVEL}
        spoken = [u for u in vocabulary.units if not u[0].isascii() or u == "%"]
        printed = "|".join(map(re.escape, longest_first(set(spoken) - grades)))
        # 占GDP11.3%, 申请PCT90件: a number with its unit right behind an abbreviation.
        abbreviated = rf"(?<=[A-Z]{{2}})(?=\d+(?:\.\d+)?[万亿]*(?:{printed}))"
        last = rf"{number('2')}(?P<u2>{whole})"
        self.amount = re.compile(
            rf"(?:{MINUS}|{FREE}|{abbreviated}){number('1')}(?:(?P<u1>{whole})?(?:{DASH}|至|到){last}|(?P<u>{whole}))"
        )
        moved = f"(?:{vocabulary.pattern('movement_to')})"
        self.origin = re.compile(
            rf"(?:{vocabulary.pattern('movement_from')})[^，。；\d]{{0,6}}(?P<n>{ARABIC})"
            rf"(?={moved}(?:{ARABIC})(?P<m>[万亿]*)(?P<u>{whole}))"
        )
        self.bare, self.round = _without_unit(vocabulary), _round(vocabulary, unit)
        self.ordinal_unit = frozenset(vocabulary.cues["ordinal_unit"])
        self.weak = vocabulary.cues["weak_unit"]
        self.graded = frozenset(vocabulary.cues["graded_unit"])
        self.unfit = re.compile(vocabulary.pattern("unit_unfit"))
        self.net = graded_net(vocabulary)
        self.structure = re.compile(vocabulary.pattern("structure_noun", "structure_head"))
        self.ordinal = re.compile(f"(?:{vocabulary.pattern('ordinal_head')})$")

    def is_word(self, match: re.Match[str], text: str) -> bool:
        """Whether the numeral is part of a word (一部, 两位) or of an ordinal (八届七次全会)."""
        unit = match.start("u" if match["u"] else "u2")
        if self.ordinal.search(text, max(0, match.start() - 4), match.start()):
            return True
        is_spelt = not (match["n1"][0].isdigit() or match["m1"] or match["n2"])
        return bool(self.unfit.match(text, unit)) or (is_spelt and self._is_spelt(match, text))

    def _is_spelt(self, match: re.Match[str], text: str) -> bool:
        """Whether a numeral spelt out is part of a word.

        金牌六枚。 and 培训班三十八期， count what stands before them.
        """
        unit, closes = match["u"], CLOSE.match(text, match.end())
        if match["n1"] == NONE:
            return True
        if unit in self.ordinal_unit:
            return not (closes and TENS.search(match["n1"]))
        if unit not in self.weak or len(match["n1"]) > 1 or (closes and unit not in self.graded):
            return False
        return not (self.structure.match(text, match.end()) or self._is_net(match, text))

    def _is_net(self, match: re.Match[str], text: str) -> bool:
        """Whether so many levels make up a network: 四级农业科技推广网络."""
        return match["u"] == LEVEL and self.net.match(text, match.end()) is not None


def graded_net(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What so many levels make up, right behind them: 四级农业科技推广网络."""
    return re.compile(rf"[^，。；、\d]{{0,10}}?(?:{vocabulary.pattern('graded_net')})")


def _without_unit(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A number of 万 or 亿 without a unit: 7.2万农户, 六十万农村劳动者, 达12亿，."""
    people = vocabulary.pattern("bare_myriad")
    spelt = "[一二两三四五六七八九十][一二三四五六七八九十百千]{1,6}"
    return re.compile(
        rf"{FREE}(?P<n>{ARABIC}|{spelt}(?=[万亿](?:{people})))(?P<m>[万亿])(?=[，。；、）]|{people})"
    )


def _round(vocabulary: Vocabulary, unit: str) -> re.Pattern[str]:
    """A round number without a digit that is reached: 突破万件, 产值过百亿, 迈上千亿台阶."""
    reached, mark = vocabulary.pattern("round_reached"), vocabulary.pattern("round_milestone")
    return re.compile(
        rf"(?:{reached})(?P<number>(?P<n>[十百千])?(?P<m>[万亿])(?P<u>{unit})?)"
        # 首次突破亿元大关，达到1.15亿元 states the number itself.
        rf"(?=(?:{mark})?[，。；、）]|{mark})(?!(?:{mark})?，(?:{reached}))"
    )


@cache
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    return _Patterns(vocabulary)
