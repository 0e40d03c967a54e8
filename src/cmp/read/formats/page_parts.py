"""The tree of a web page → the same tree without what nobody reads as its article.

What a browser does not show leaves nothing: scripts, styles, hidden elements, and the small print
over characters (ruby). Nor do navigation and lists of links to other articles, whose headlines
would be taken for the city's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from cmp.read.formats.markup_lines import CELLS

# Not shown, or shown around the article; rt is where pinyin stands.
_UNREAD = frozenset(
    re.findall(
        r"\w+",
        """script style noscript template iframe object svg math title select textarea button input
        dialog rt rp nav footer aside""",
    )
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0(?![.\d])", re.I
)
_STYLE_NOTE = re.compile(r"/\*.*?\*/", re.S)
# Rules for print or small screens do not hide what the saved page shows.
_STYLE_MEDIA = re.compile(r"@media[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.I)
_STYLE_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIMPLE_SELECTOR = re.compile(r"\w*([.#])([\w-]+)")
_LONGEST_CELL = 120
_LISTS = frozenset(("ul", "ol", "dl", "div", "section", "table", "header", "p"))
_FEWEST_LINKS, _LINK_SHARE = 2, 0.5


def drop_unread(page: html.HtmlElement) -> None:
    """Take out of a page what is not shown and what only leads elsewhere; tables of layout open."""
    hidden = _hidden_names(page)
    for element in list(page.iter()):
        if element.getparent() is not None and _is_unseen(element, hidden):
            element.drop_tree()
    for element in _link_lists(page):
        element.drop_tree()
    for table in list(page.iter("table")):
        if _is_layout(table):
            for part in (table, *table.iterdescendants("tbody", "tr", "td", "th")):
                part.tag = "div"


def _hidden_names(page: html.HtmlElement) -> set[str]:
    """Classes (.name) and ids (#name) that the page's own style sheets hide."""
    found: set[str] = set()
    for style in page.iter("style"):
        sheet = _STYLE_MEDIA.sub("", _STYLE_NOTE.sub("", style.text or ""))
        for selectors, rules in _STYLE_RULE.findall(sheet):
            if _HIDING.search(rules):
                simple = (_SIMPLE_SELECTOR.fullmatch(part.strip()) for part in selectors.split(","))
                found.update(match[1] + match[2] for match in simple if match)
    return found


def _is_unseen(element: html.HtmlElement, hidden: set[str]) -> bool:
    return (
        element.tag in _UNREAD
        or element.get("hidden") is not None
        or bool(_HIDING.search(element.get("style") or ""))
        or f"#{element.get('id')}" in hidden
        or any(f".{name}" in hidden for name in (element.get("class") or "").split())
    )


def _is_layout(table: html.HtmlElement) -> bool:
    """Whether a table holds running text and no figures: another table, or a long cell."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return any(len(cell.text_content()) > _LONGEST_CELL for cell in table.iter(*CELLS))


@dataclass
class _Content:
    """What an element holds: characters, those in links, links, whole sentences."""

    chars: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0

    def add(self, inner: _Content) -> None:
        """Count what an element within holds as well."""
        self.chars += inner.chars
        self.linked += inner.linked
        self.links += inner.links
        self.sentences += inner.sentences

    @property
    def is_list_of_links(self) -> bool:
        """Whether there is little but links, and no prose."""
        is_linked = self.linked >= _LINK_SHARE * self.chars
        return self.links >= _FEWEST_LINKS and is_linked and not self.sentences


def _link_lists(page: html.HtmlElement) -> list[html.HtmlElement]:
    """The outermost elements that hold little but links."""
    contents = dict(_contents(page))
    found: list[html.HtmlElement] = []
    last = None  # the end of the walk through the list found last
    for element in page.iter():
        if last is not None:
            last = None if element is last else last
            continue
        content = contents[element]
        if element.tag in _LISTS and content.is_list_of_links:
            found.append(element)
            inner = list(element.iterdescendants())
            last = inner[-1] if inner else None
    return found


def _contents(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, _Content]]:
    """Each element with what it holds, found in one walk."""
    stack: list[_Content] = []
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            stack.append(_counted(element.text))
            continue
        content = stack.pop()
        if element.tag == "a" and content.chars:
            content.links, content.linked = 1, content.chars
        yield element, content
        if stack:
            stack[-1].add(content)
            stack[-1].add(_counted(element.tail))


def _counted(text: str | None) -> _Content:
    words = "".join((text or "").split())
    return _Content(chars=len(words), sentences=words.count("。"))
