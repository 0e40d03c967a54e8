"""Characters to how they are read: asks pypinyin, and knows how pinyin is written in scrapes."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
LETTERS = "a-zêüɑɡ" + TONED
# Scrapes write ɑ and ɡ (the shapes of GBK's pinyin row) where pypinyin has a and g.
_PLAIN = str.maketrans("ɑɡ", "ag")

# What may stand in a pinyin bracket: one syllable, in either width of bracket.
BRACKET = re.compile(rf"[(（]([{LETTERS}]{{1,7}})[)）]")


def can_be_read(char: str, pinyin: str) -> bool:
    """Whether a character has this reading, tone included; no tone mark is the neutral tone.

    >>> can_be_read("鎮", "zhèn"), can_be_read("江", "zhèn"), can_be_read("長", "zhǎng")
    (True, False, True)
    """
    return pinyin.translate(_PLAIN) in readings(char)


@cache
def readings(char: str) -> frozenset[str]:
    """All readings of a character; empty for anything that is no Chinese character.

    >>> sorted(readings("長")), readings("P")
    (['cháng', 'zhàng', 'zhǎng'], frozenset())
    """
    if not is_chinese(char):
        return frozenset()
    # Loading the dictionary takes 0.1 s, which texts without any bracketed pinyin do not pay.
    pypinyin = import_module("pypinyin")
    found = pypinyin.pinyin(char, style=pypinyin.Style.TONE, heteronym=True)
    return frozenset(found[0]) - {char}


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one of any plane.

    >>> is_chinese("鎮"), is_chinese("P"), is_chinese("。")
    (True, False, False)
    """
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\U00020000" <= char <= "\U0003ffff"
        or char == "〇"
    )
