"""Saved web pages → the article in them: its paragraphs, list items and table rows as lines.

Which part of the page is the article says trafilatura; where it takes less than most of the page's
prose, all visible text counts. Title, publisher and date come from the page's head, where the pages
of Chinese authorities must state them.
"""

from __future__ import annotations

import re

from lxml import etree, html
from trafilatura import bare_extraction

from cmp.read.dates import LONGEST_BYLINE, labelled_date
from cmp.read.encodings import Decoded, decode
from cmp.read.formats.extracted import Extracted
from cmp.read.formats.markup_lines import lines_of_markup
from cmp.read.formats.page_parts import drop_unread
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_TITLE_NAMES = ("articletitle", "og:title")
_PUBLISHER_NAMES = ("contentsource", "og:site_name", "sitename")
_DATE_NAMES = ("pubdate", "article:published_time", "publishdate")
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
# The name of the site stands behind the page's title.
_SITE_NAME = re.compile(r"\s*[|_]\s*.*|\s+[-–—]+\s+.*", re.S)
_PROSE = re.compile(r"[^\n]{20,}")
_PROSE_MARK = re.compile("[，。；]")
_LEAST_SHARE = 0.6
# What trafilatura finds shorter than this it replaces by a guess that has no lines.
_SHORTEST = 250


def read_html(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:
    """The article of a web page.

    >>> from cmp.vocabulary import load_vocabulary
    >>> page = "<title>通知</title><p>新增高新技术企业3家。</p><script>var a</script>".encode()
    >>> read_html(page, load_vocabulary())[0].text
    '新增高新技术企业3家。'

    Raises:
        RefusedError: the bytes are no text, or the page shows none.
    """
    decoded = _decoded(data, vocabulary, declared)
    page = _parsed(decoded.text)
    stated = _stated(page)
    title = _title(page, stated)
    drop_unread(page)
    everything = lines_of_markup(page)
    text = _article_text(page, everything)
    if not text:
        raise _no_text()
    published, evidence = _published(stated, everything, vocabulary)
    return [
        Extracted(
            text,
            decoded.encoding,
            title=title,
            publisher=_first(stated, _PUBLISHER_NAMES),
            published=published,
            inferred=evidence,
        )
    ]


def _no_text() -> RefusedError:
    remedy = "Save the page when it has loaded, or copy its text into a .txt file."
    return RefusedError("this page shows no text.", remedy)


def _decoded(data: bytes, vocabulary: Vocabulary, declared: str) -> Decoded:
    """The page's text; its own charset is asked only where the bytes leave a doubt.

    Servers and editors state charsets that are not the file's, so the bytes speak first.
    """
    try:
        return decode(data, vocabulary, declared)
    except RefusedError:
        stated = _CHARSET.search(data)
        if declared or not stated:
            raise
    return decode(data, vocabulary, stated[1].decode("ascii", "replace"))


def _parsed(text: str) -> html.HtmlElement:
    # Bytes, as lxml refuses a str that states an encoding; NUL would end the document.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        page = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        raise _no_text() from None
    etree.strip_tags(page, etree.Comment, etree.ProcessingInstruction)
    return page


def _stated(page: html.HtmlElement) -> dict[str, str]:
    """What the page's head states, by lower-case name; its title under ""."""
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    titles = page.xpath("//head/title")
    found[""] = " ".join(titles[0].text_content().split()) if titles else ""
    return found


def _first(stated: dict[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name] for name in names if name in stated), "")


def _title(page: html.HtmlElement, stated: dict[str, str]) -> str:
    """As stated for machines, else the only main heading, else the window's title."""
    headings = [" ".join(heading.text_content().split()) for heading in page.iter("h1")]
    heading = headings[0] if len(headings) == 1 else ""
    window = _SITE_NAME.sub("", stated[""]) or stated[""]
    return _first(stated, _TITLE_NAMES) or heading or window


def _published(stated: dict[str, str], everything: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """The date that the page's head or a line around its article states, and where it stands.

    Such lines are asked here, as they may be left out of the article.
    """
    found = _DATE.match(_first(stated, _DATE_NAMES))
    if found:
        return "-".join(part.zfill(2) for part in found.groups()), "date from the page's head"
    label = re.compile(vocabulary.pattern("date_label"))
    for line in everything.split("\n"):
        if len(line) <= LONGEST_BYLINE and label.search(line):
            dated = labelled_date(line, vocabulary)
            if dated:
                return dated.published, f"date from {dated.evidence}"
    return "", ""


def _article_text(page: html.HtmlElement, everything: str) -> str:
    # It changes the tree that it is given.
    found = bare_extraction(page, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    article = lines_of_markup(body) if body is not None else ""
    is_most = _prose(article) >= _LEAST_SHARE * _prose(everything)
    return article if is_most and len(article) >= _SHORTEST else everything


def _prose(text: str) -> int:
    """Characters in lines that read as sentences and not as links."""
    return sum(len(line) for line in _PROSE.findall(text) if _PROSE_MARK.search(line))
