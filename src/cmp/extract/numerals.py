"""Numerals as printed to their value: Arabic, full-width, Chinese and mixed.

Knows the digits of the writing system, which no codebook needs to change; units, bounds and
words that only look like numerals are not its business.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from cmp.errors import NumeralError

DIGITS = dict(zip("〇零一二三四五六七八九", [0, 0, *range(1, 10)], strict=True)) | {"两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}

# Longer runs are no numbers that anybody states, and would cost their square to try.
ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,8})?|\d{1,15}(?:\.\d{1,8})?"
_CHARACTERS = "〇零一二两三四五六七八九十百千"
CHINESE = rf"(?<![{_CHARACTERS}])[{_CHARACTERS}]{{1,15}}(?:点[〇零一二三四五六七八九]{{1,8}})?"
# 三万四千, 二十六亿五千万: a myriad with digits behind it, of which a last one stays with the unit.
_DIGITS = f"[{_CHARACTERS}]{{1,8}}"
MIXED = rf"(?<![{_CHARACTERS}万亿]){_DIGITS}[万亿]{_DIGITS}(?![{_CHARACTERS}])"
FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def parse_numeral(text: str) -> Decimal:
    """Value of a number as stated; 万 and 亿 inside it count, an approximating 余 does not.

    >>> parse_numeral("1,918"), parse_numeral("三十余"), parse_numeral("两百"), parse_numeral("3千")
    (Decimal('1918'), Decimal('30'), Decimal('200'), Decimal('3000'))
    >>> parse_numeral("一亿二千万"), parse_numeral("二〇二三"), parse_numeral("十二点五")
    (Decimal('120000000'), Decimal('2023'), Decimal('12.5'))

    Raises:
        NumeralError: `text` is no number.
    """
    plain = text.translate(FULL_WIDTH).replace(",", "").strip("余多几来")
    arabic = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千]?)([万亿]*)", plain)
    if arabic:
        power = POWERS.get(arabic[2], 1)
        return Decimal(arabic[1]) * power * _product(arabic[3])
    return _chinese(plain)


def parse_fraction(text: str) -> Fraction:
    """Value of 三分之一 or 百分之五, as a part of one.

    >>> parse_fraction("三分之二"), parse_fraction("百分之五")
    (Fraction(2, 3), Fraction(1, 20))

    Raises:
        NumeralError: `text` is no fraction.
    """
    below, bar, above = text.partition("分之")
    if not bar:
        raise NumeralError(f"{text!r} is no fraction")
    denominator = POWERS.get(below) or MYRIADS.get(below) or parse_numeral(below)
    return Fraction(parse_numeral(above)) / Fraction(denominator)


def _product(myriads: str) -> int:
    value = 1
    for character in myriads:
        value *= MYRIADS[character]
    return value


def _chinese(text: str) -> Decimal:
    whole, point, decimals = text.partition("点")
    if not whole or not set(whole) <= {*DIGITS, *POWERS, *MYRIADS}:
        raise NumeralError(f"{text!r} is no number")
    if point:
        if not decimals or not set(decimals) <= set(DIGITS):
            raise NumeralError(f"{text!r} is no number")
        return Decimal(f"{_whole(whole)}." + "".join(str(DIGITS[c]) for c in decimals))
    return Decimal(_whole(whole))


def _whole(text: str) -> int:
    if len(text) > 1 and set(text) <= set(DIGITS):
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in POWERS:
            section += (digit or 1) * POWERS[character]
            digit = 0
        elif character == "亿":
            total = (total + section + digit or 1) * MYRIADS[character]
            section = digit = 0
        else:
            total += (section + digit or 1) * MYRIADS[character]
            section = digit = 0
    return total + section + digit
