"""Remnants of markup out of the text: tags, comments, scripts, character entities.

A < that opens no tag of HTML or of a word processor (<5%) stays.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cmp.repair.traced import Replacement, TracedText

_BLOCK = (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol p pre section table "
    "tbody td tfoot th thead title tr ul"
)
_INLINE = (
    "a abbr acronym b base basefont bdo big button cite code col colgroup del dfn em embed font i "
    "iframe img input ins kbd label legend link map mark meta noscript object option param q s "
    "samp script select small span strike strong style sub sup svg textarea tt u var video xml"
)
_TAG = re.compile(
    r"</?(?:[a-z][a-z0-9]{0,9}:[a-z][\w-]{0,20}|(?P<block>"
    + "|".join(_BLOCK.split())
    + ")|"
    + "|".join(_INLINE.split())
    + r")(?:[\s/][^<>]{0,400})?>|<[!?](?:doctype|xml|\[)[^<>]{0,400}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_ENCLOSED = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b[^<>]{0,400}>", re.I), re.compile(r"</script\s*>", re.I)),
    (re.compile(r"<style\b[^<>]{0,400}>", re.I), re.compile(r"</style\s*>", re.I)),
)


def strip_markup(text: TracedText) -> TracedText:
    r"""Tags and comments removed, a block tag leaving a line break; entities as their characters.

    >>> strip_markup(TracedText.from_raw("卡脖子&ldquo;技术&rdquo;<o:p></o:p><br/>增长<5%")).text
    '卡脖子“技术”\n增长<5%'
    """
    if "<" in text.text:
        text = text.replace("markup", list(_enclosed(text.text)))
        text = text.replace("markup", list(_tags(text.text)))
    if "&" in text.text:
        text = text.replace("markup", list(_entities(text.text)))
    return text


def _enclosed(text: str) -> Iterator[Replacement]:
    done = 0
    spans = sorted(
        span for opening, closing in _ENCLOSED for span in _spans(text, opening, closing)
    )
    for start, end in spans:
        if start >= done:
            yield Replacement(start, end, "")
            done = end


def _spans(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """From each opening to its closing; what is never closed stays."""
    place = 0
    while begin := opening.search(text, place):
        end = closing.search(text, begin.end())
        if end is None:
            return
        yield begin.start(), end.end()
        place = end.end()


def _tags(text: str) -> Iterator[Replacement]:
    for match in _TAG.finditer(text):
        yield Replacement(match.start(), match.end(), "\n" if match["block"] else "")


def _entities(text: str) -> Iterator[Replacement]:
    for match in _ENTITY.finditer(text):
        after = html.unescape(match[0].replace("&amp;", "&", 1) if match[0] != "&amp;" else "&amp;")
        if after != match[0] and len(after) <= 2:
            yield Replacement(match.start(), match.end(), after)
