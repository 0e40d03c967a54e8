"""Bytes to text, strictly: the encoding is declared, marked, or the one that reads as Chinese.

Never replaces or drops a byte. `data.decode(decoded.encoding) == decoded.text` always holds, so a
byte-order mark of UTF-8 or UTF-16 is part of the encoding and not of the text. Told apart are
UTF-8, UTF-16, GB18030 (with GBK and GB2312) and Big5 (with code page 950 and HKSCS), by the
likelihood that each gives to the same bytes: so texts of thirty characters suffice.
"""

from __future__ import annotations

import codecs
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
# One encoding each, its stricter editions first.
UTF8 = ("utf-8",)
GB18030 = ("gb18030",)
BIG5 = ("big5", "cp950", "big5hkscs")
UTF16 = (("utf-16-le",), ("utf-16-be",))
GUESSED = (UTF8, GB18030, BIG5, *UTF16)
# What people write for an encoding, where Python's own names would be narrower or unknown.
DECLARED = {
    "gb2312": (GB18030,),
    "gbk": (GB18030,),
    "ansi": (GB18030,),
    "big5": (BIG5,),
    "unicode": UTF16,
    "utf-16": UTF16,
}
PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】—…·％%　－～①②③④⑤⑥⑦⑧⑨⑩")
PINYIN_VOWELS = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü")
REPLACED = "\ufffd"
SHOWN = 3

# Natural log of the chance of one character of its class in a Chinese policy text: share of the
# class over its size. Only their order of size matters; 200 nats is one character in doubt in ten.
ASCII_CHANCE = math.log(0.15 / 97)
PUNCTUATION_CHANCE = math.log(0.12 / len(PUNCTUATION))
VOWEL_CHANCE = math.log(0.02 / len(PINYIN_VOWELS))
FREQUENT_CHANCE = math.log(0.50 / 700)
COMMON_CHANCE = math.log(0.18 / 2700)
HAN_CHANCE = math.log(0.02 / 20000)
OTHER_CHANCE = math.log(0.001 / 60000)
IMPOSSIBLE_CHANCE = -30.0
# Strict UTF-8 is hardly ever met by chance.
GUESS_COST = 10.0
LEAST_KNOWN_SHARE = 0.5
SURELY_KNOWN_SHARE = 0.9


@dataclass(frozen=True)
class Decoded:
    """A text and the name of the Python codec that gives exactly this text."""

    text: str
    encoding: str


@dataclass(frozen=True)
class _Reading:
    """The bytes under one encoding: undecodable ones stand as U+FFFD while it is weighed."""

    text: str
    encoding: str
    is_strict: bool
    likelihood: float
    known_share: float


def decode(data: bytes, vocabulary: Vocabulary, declared: str = "") -> Decoded:
    """The text of a file; `declared` wins, then a byte-order mark, then the likeliest reading.

    >>> from cmp.vocabulary import load_vocabulary
    >>> decode("全市科技创新".encode("gbk"), load_vocabulary())
    Decoded(text='全市科技创新', encoding='gb18030')

    Raises:
        RefusedError: bytes that the encoding does not know, with their positions, an encoding that
            does not exist, or bytes that are no text.
    """
    marked = marked_encoding(data)
    candidates = _declared(declared) if declared else GUESSED
    if marked and (not declared or _family(marked) == _family(candidates[0][0])):
        candidates = ((marked,),)
    readings = list(_readings(data, candidates, vocabulary))
    best = max(readings, key=lambda reading: reading.likelihood)
    if not declared and best.known_share < LEAST_KNOWN_SHARE:
        if best.encoding != "utf-8":
            raise RefusedError("reads as Chinese in no encoding.", _declare_it())
        if _is_misread(best.text):
            what = "was saved after it had been opened in the wrong encoding."
            raise RefusedError(what, "Get the file again from where it came.")
    if not best.is_strict:
        raise _undecodable(data, best, bool(declared))
    return Decoded(best.text, best.encoding)


def _is_misread(text: str) -> bool:
    """Whether a text turns into another one that is UTF-8 when its GBK bytes are read so.

    >>> _is_misread("全市科技创新工作".encode().decode("gb18030")), _is_misread("全市科技创新工作")
    (True, False)
    """
    try:
        return text.strip().encode("gb18030").decode("utf-8") != text
    except UnicodeError:
        return False


def marked_encoding(data: bytes) -> str:
    r"""The encoding that the byte-order mark of a file names; "" without one.

    >>> marked_encoding(b"\xef\xbb\xbfabc"), marked_encoding(b"abc")
    ('utf-8-sig', '')
    """
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), "")


def _family(encoding: str) -> str:
    """utf-16 for utf-16-le, utf-8 for utf-8-sig."""
    return "-".join(encoding.split("-")[:2])


def _declared(declared: str) -> tuple[tuple[str, ...], ...]:
    name = declared.strip().lower()
    if name in DECLARED:
        return DECLARED[name]
    try:
        name = codecs.lookup(name).name
        "".encode(name)
    except LookupError:
        remedy = "Write utf-8, gb18030, big5 or utf-16, or leave the cell empty."
        raise RefusedError(f"unknown encoding {declared!r}.", remedy) from None
    return DECLARED.get(name, ((name,),))


def _readings(
    data: bytes, candidates: tuple[tuple[str, ...], ...], vocabulary: Vocabulary
) -> Iterator[_Reading]:
    for editions in candidates:
        readings = [_reading(data, edition, vocabulary) for edition in editions[:1]]
        for edition in editions[1:]:
            if not readings[-1].is_strict:
                readings.append(_reading(data, edition, vocabulary))
        yield readings[-1]
        # Nothing else need be tried on good UTF-8, the common case.
        is_utf8 = editions == UTF8 and readings[-1].is_strict
        if is_utf8 and readings[-1].known_share > SURELY_KNOWN_SHARE:
            return


def _reading(data: bytes, encoding: str, vocabulary: Vocabulary) -> _Reading:
    try:
        text, is_strict = data.decode(encoding), True
    except UnicodeDecodeError:
        text, is_strict = data.decode(encoding, "replace"), False
    chance = _chances(vocabulary)
    total = 0.0
    known = foreign = 0
    for char, times in Counter(text).items():
        nats = chance(char)
        total += times * nats
        if not char.isascii():
            foreign += times
            known += times if nats > HAN_CHANCE else 0
    cost = 0.0 if encoding.startswith("utf-8") else GUESS_COST
    return _Reading(text, encoding, is_strict, total - cost, known / foreign if foreign else 1.0)


@lru_cache(maxsize=4)
def _chances(vocabulary: Vocabulary) -> Callable[[str], float]:
    table = dict.fromkeys("".join(vocabulary.cues["common_character_2"]), COMMON_CHANCE)
    table |= dict.fromkeys("".join(vocabulary.cues["common_character_1"]), FREQUENT_CHANCE)
    table |= dict.fromkeys(PINYIN_VOWELS, VOWEL_CHANCE)
    table |= dict.fromkeys(map(chr, range(0x20, 0x7F)), ASCII_CHANCE)
    table |= dict.fromkeys("\t\r\n", ASCII_CHANCE)
    table |= dict.fromkeys(PUNCTUATION - {"%"}, PUNCTUATION_CHANCE)

    def chance(char: str) -> float:
        known = table.get(char)
        if known is not None:
            return known
        if "\u4e00" <= char <= "\u9fff":
            return HAN_CHANCE
        is_odd = char < " " or char == REPLACED or "\ud800" <= char <= "\uf8ff"
        return IMPOSSIBLE_CHANCE if is_odd else OTHER_CHANCE

    return chance


def _undecodable(data: bytes, best: _Reading, is_declared: bool) -> RefusedError:
    spots = list(_bad_bytes(data, best.encoding))
    shown = ", ".join(f"byte {spot} ({data[spot]:#04x})" for spot in spots[:SHOWN])
    more = " and further ones" if len(spots) > SHOWN else ""
    noun = "declared" if is_declared else "reads as"
    before = data[: spots[0]].decode(best.encoding, "replace")
    behind = f", behind {before[-8:].strip()!r}" if before.strip() else ""
    what = f"{noun} {best.encoding}, which does not know {shown}{more}{behind}."
    return RefusedError(what, _declare_it(), line=before.count("\n") + 1)


def _bad_bytes(data: bytes, encoding: str) -> Iterator[int]:
    """Positions of the undecodable bytes, one more than are shown at most."""
    place = 0
    for _ in range(SHOWN + 1):
        try:
            data[place:].decode(encoding)
        except UnicodeDecodeError as error:
            yield place + error.start
            place += error.end
            if encoding == "utf-16":  # the rest has no mark that tells the order of its bytes
                return
        else:
            return


def _declare_it() -> str:
    return "Mend it in an editor, or write its encoding into the encoding column of articles.csv."
