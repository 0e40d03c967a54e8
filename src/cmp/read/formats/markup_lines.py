"""A tree of markup → its text as lines: a paragraph, heading, list item or table row each.

The cells of a row are parted by tabs. Knows the tags of HTML and of trafilatura's trees.
"""

from __future__ import annotations

import re

from lxml import etree

CELLS = ("td", "th", "cell")
_ROWS = ("tr", "row")
_BREAKS = ("br", "lb")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd div dl dt fieldset figcaption
        figure footer form h1 h2 h3 h4 h5 h6 head header hr html item li list main nav ol p pre
        quote section table tbody tfoot thead ul""",
    )
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_EDGES = re.compile(r" *([\t\n]) *")
_ROW_END = re.compile(r"\t*\n[\t\n]*")


def lines_of_markup(tree: etree._Element) -> str:
    r"""The text of a tree, its blocks as lines.

    >>> from lxml import html
    >>> lines_of_markup(html.fromstring(
    ...     "<div><p>一、<b>目标</b></p><table><tr><td>企业<td>3家</table>附注</div>"))
    '一、目标\n企业\t3家\n附注'
    """
    pieces: list[str] = []
    cells = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        if element.tag in CELLS:
            cells += 1 if is_start else -1
        pieces.append(_border(element.tag, is_start, cells > 0))
        text = element.text if is_start else element.tail
        if text and (is_start or element is not tree):
            pieces.append(_WHITE.sub(_blank, text))
    joined = _EDGES.sub(r"\1", re.sub(" {2,}", " ", "".join(pieces)))
    return _ROW_END.sub("\n", joined).strip(" \t\n")


def _blank(white: re.Match[str]) -> str:
    """What white space shows as; Chinese has no blank where its source breaks a line."""
    start, end = white.span()
    around = white.string[max(0, start - 1) : start] + white.string[end : end + 1]
    is_wrap = "\n" in white[0] or "\r" in white[0]
    return "" if is_wrap and _CHINESE.search(around) else " "


def _border(tag: str, is_start: bool, is_in_cell: bool) -> str:
    """What stands in a text where an element begins or ends."""
    if tag in CELLS:
        return "" if is_start else "\t"
    if tag in _ROWS:
        return "\n"
    if tag in _BREAKS:
        return "" if is_start else " " if is_in_cell else "\n"
    if tag in _BLOCKS:
        return " " if is_in_cell else "\n"
    return ""
