"""How the byte-shift damage comes about: the right text in, the damaged text out.

A converter put pinyin into the GBK *bytes* of a text, wherever two neighbouring bytes spelled a
character of its list, also across the border of two characters, and lost the byte A1 of some 。.
Nothing of the product calls `damage`; it states the cause that byteshift.py inverts, and the two
are tested against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

LOST = "?"
LOST_STOP = 0xA1


def damage(text: str, pinyin: Mapping[str, str], *, lost_stops: Collection[int] = ()) -> str:
    """What a reader sees of `text` after the converter.

    `pinyin` is the converter's list, character to pinyin; `lost_stops` are the positions of the
    。 that lose their first byte, for which a "?" is shown.

    >>> damage("落地揚州", {"負": "fù"}), damage("鎮江", {"鎮": "zhèn"})
    ('落地?fù)P州', '鎮(zhèn)江')
    >>> damage("題。”市科技局局長肖", {}, lost_stops=[1])
    '題?！笔锌萍季志珠L肖'
    """
    pairs = {char.encode("gbk"): f"({tone})".encode("gbk") for char, tone in pinyin.items()}
    shown = bytearray()
    before = b""
    for place, char in enumerate(text):
        data = char.encode("gbk")
        if char == "。" and place in lost_stops:
            shown += LOST.encode()
            data = data[1:]
            before = b""
        for byte in data:
            shown.append(byte)
            shown += pairs.get(before + bytes([byte]), b"")
            before = bytes([byte])
    return decode(bytes(shown))


def decode(data: bytes) -> str:
    """GBK as a careless reader decodes it: a pair that is no character is shown as one "?".

    >>> decode("江".encode("gbk") + bytes([0xC8]) + b"(n")
    '江?n'
    """
    chars: list[str] = []
    place = 0
    while place < len(data):
        width = 1 if data[place] < 0x80 else 2
        chars.append(character(data[place : place + width]))
        place += width
    return "".join(chars)


def character(data: bytes) -> str:
    """The character of one byte below 80 or of a pair; "?" for what is none."""
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return LOST
