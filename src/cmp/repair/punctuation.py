"""Half-width and full-width forms to one: digits, letters, % half-width, Chinese marks full-width.

A mark between numbers, in an address, in a formula or in English stays as it is. Knows no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cmp.repair.traced import Replacement, TracedText

_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff〇"
_MARKS = "，。、；：！？（）《》〈〉“”‘’【】…—％"

# Full-width forms of what is half-width in a clean text; ，：；！？（）｜～ are full-width in it.
_WIDE = "".join(
    chr(code) for code in range(0xFF01, 0xFF5E) if chr(code) not in "！（），．：；？｜"
)
_WIDE_RUN = re.compile(f"[{re.escape(_WIDE)}﹪]+")
_NARROW = str.maketrans(_WIDE + "﹪", "".join(chr(ord(c) - 0xFEE0) for c in _WIDE) + "%")
# Other code points of Chinese marks: small forms, half-width forms, vertical forms, corner quotes.
_VARIANTS = dict(
    zip(
        "﹐﹑﹔﹕﹖﹗﹙﹚｡､｢｣︰︵︶「」『』﹃﹄﹁﹂〝〞・･‧",
        "，、；：？！（）。、“”：（）“”‘’‘’“”“”···",
        strict=True,
    )
)
_VARIANT = re.compile(f"[{''.join(_VARIANTS)}]")
# A thousands separator, a decimal point, a time of day, the point behind a list number.
_IN_NUMBER = re.compile(
    r"(?<![\d.])(?P<thousands>\d{1,3}(?:，\d{3})+)(?!\d)"
    r"|(?<=\d)(?P<point>．)(?=\d)"
    r"|(?<![\d：:])(?P<time>(?:[01]?\d|2[0-4])：[0-5]\d)(?![\d：年])"
    r"|(?m:^)\d{1,3}(?P<list>．)"
)
_PROTECTED = (
    rf"(?:(?:https?|ftp)://|www\.)[^\s(){_CHINESE}{_MARKS}]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,64}|[A-Za-z]\w{0,20}\([\x21-\x7e]{0,40}?\)"
)
_HALF = re.compile(rf"(?P<kept>{_PROTECTED})|[,:;!?|]|\.{{3,}}|-{{2,}}|─{{2,}}", re.ASCII)
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "|": "｜"}
_FULL_ENDS = {"(": "（", ")": "）"}
_IS_CHINESE = re.compile(f"[{_CHINESE}{_MARKS}]")
_HAS_CHINESE = re.compile(f"[{_CHINESE}]")
# Passed over in search of the word that a mark belongs to.
_PASSED = frozenset(" 0123456789.%‰+-~～,:;!?\"'()[]“”‘’（）")
_FARTHEST = 24


def narrow_forms(text: TracedText) -> TracedText:
    """Full-width digits, letters, % and signs made half-width; variant marks made usual ones.

    >>> narrow_forms(TracedText.from_raw("增加３３，２１２家，增长８．６％")).text
    '增加33,212家，增长8.6%'
    """
    wide = [
        Replacement(*match.span(), match[0].translate(_NARROW))
        for match in _WIDE_RUN.finditer(text.text)
    ]
    variants = [
        Replacement(*match.span(), _VARIANTS[match[0]]) for match in _VARIANT.finditer(text.text)
    ]
    text = text.replace("width", wide + variants)
    return text.replace("width", list(_in_numbers(text.text)))


def _in_numbers(text: str) -> Iterator[Replacement]:
    for match in _IN_NUMBER.finditer(text):
        name = str(match.lastgroup)
        half = match[name].replace("，", ",").replace("．", ".").replace("：", ":")
        yield Replacement(match.start(name), match.end(name), half)


def widen_punctuation(text: TracedText) -> TracedText:
    """Half-width marks of Chinese sentences made full-width, quotation marks paired.

    What is recorded as unrestored keeps its question marks.

    >>> widen_punctuation(TracedText.from_raw('时间10:30,"人才飞地"(见https://a.cn/?q=1)建成.')).text
    '时间10:30，“人才飞地”（见https://a.cn/?q=1）建成。'
    """
    kept = _unrestored(text)
    found = [*_marks(text.text), *_brackets(text.text), *_quotes(text.text), *_stops(text.text)]
    return text.replace("punctuation", [r for r in found if r.start not in kept])


def _unrestored(text: TracedText) -> frozenset[int]:
    spans = {(e.raw_start, e.raw_end) for e in text.edits if e.kind == "unrestored"}
    if not spans:
        return frozenset()
    starts = {start for start, _ in spans}
    return frozenset(
        match.start()
        for match in re.finditer(r"\?", text.text)
        if text.raw_starts[match.start()] in starts
    )


def _marks(text: str) -> Iterator[Replacement]:
    for match in _HALF.finditer(text):
        mark, start, end = match[0], match.start(), match.end()
        if match["kept"] or _is_between_numbers(text, start, end):
            continue
        if mark in _FULL:
            if _is_in_chinese(text, start, end) and not (mark == "|" and _has_blank(text, start)):
                yield Replacement(start, end, _FULL[mark])
        elif _IS_CHINESE.match(text, start - 1) or _IS_CHINESE.match(text, end):
            yield Replacement(start, end, "……" if mark[0] == "." else "——")


def _is_between_numbers(text: str, start: int, end: int) -> bool:
    """Whether a mark stands in 33,212 or 10:30 or 1:2; not the colon of 方案1:2025年."""
    if not (text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()):
        return False
    return not re.compile(r":(?:19|20)\d\d年").match(text, start)


def _has_blank(text: str, place: int) -> bool:
    return " " in (text[place - 1 : place], text[place + 1 : place + 2])


def _is_in_chinese(text: str, start: int, end: int) -> bool:
    """Whether the nearest word on either side is Chinese."""
    left = start - 1
    while left > start - _FARTHEST and left >= 0 and text[left] in _PASSED:
        left -= 1
    right = end
    while right < min(len(text), end + _FARTHEST) and text[right] in _PASSED:
        right += 1
    return any(0 <= place < len(text) and _IS_CHINESE.match(text[place]) for place in (left, right))


def _brackets(text: str) -> Iterator[Replacement]:
    """Pairs of brackets within a line; a bracket without its other half goes by its neighbours."""
    waiting: list[int] = []
    closed: set[int] = set()
    places = list(re.finditer(rf"(?P<kept>{_PROTECTED})|[()（）\n]", text, re.ASCII))
    for match in places:
        if match["kept"]:
            continue
        if match[0] == "\n":
            waiting.clear()
        elif match[0] in "(（":
            waiting.append(match.start())
        elif waiting:
            start, end = waiting.pop(), match.start()
            closed |= {start, end}
            if _is_chinese_pair(text, start, end):
                yield from (_full_end(text, place) for place in (start, end) if text[place] in "()")
    for match in places:
        place = match.start()
        alone = not match["kept"] and match[0] in "()" and place not in closed
        if alone and _is_in_chinese(text, place, place + 1):
            yield _full_end(text, place)


def _full_end(text: str, place: int) -> Replacement:
    return Replacement(place, place + 1, _FULL_ENDS[text[place]])


def _is_chinese_pair(text: str, start: int, end: int) -> bool:
    if text[start] == "（" or text[end] == "）":
        return True
    if _HAS_CHINESE.search(text, start, end):
        return True
    before, behind = text[start - 1 : start], text[end + 1 : end + 2]
    if before in ("", "\n", " "):
        return bool(_IS_CHINESE.match(behind))
    return bool(_IS_CHINESE.match(before))


def _quotes(text: str) -> Iterator[Replacement]:
    """Straight quotation marks paired in lines of Chinese; an odd one leaves its line as it is."""
    if '"' not in text and "'" not in text:
        return
    for line in re.finditer(r"(?m)^.*[\"'].*$", text):
        if not _HAS_CHINESE.search(line[0]):
            continue
        doubles = [m.start() for m in re.finditer('"', line[0])]
        if len(doubles) % 2 == 0:
            for n, place in enumerate(doubles):
                at = line.start() + place
                yield Replacement(at, at + 1, "“”"[n % 2])
        for match in re.finditer(r"(?<![A-Za-z])'([^'\n]{1,60})'", line[0]):
            if _HAS_CHINESE.search(match[1]):
                start, end = line.start() + match.start(), line.start() + match.end()
                yield Replacement(start, start + 1, "‘")
                yield Replacement(end - 1, end, "’")


def _stops(text: str) -> Iterator[Replacement]:
    """A half-width full stop behind Chinese: at the end of a line, or throughout a text of them."""
    inside = re.compile(rf"(?<=[{_CHINESE}）”])\.(?=[{_CHINESE}“])")
    if "。" not in text and len(inside.findall(text)) >= 3:
        yield from (Replacement(m.start(), m.end(), "。") for m in inside.finditer(text))
    for match in re.finditer(rf"(?m)(?<=[{_CHINESE}）”%])\.(?=[\"”]?$)", text):
        yield Replacement(match.start(), match.end(), "。")
