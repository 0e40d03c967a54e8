"""HTML that notebooks put out → what a page may show: words, tables, headings; nothing acts."""

from __future__ import annotations

_WORDS = "a abbr b br cite code del em i ins kbd mark q s samp small span strong sub sup u"
_BLOCKS = "blockquote div dd dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre ul"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
TAGS = frozenset(f"{_WORDS} {_BLOCKS} {_TABLES} details summary".split())
ATTRIBUTES = {
    "*": {"class", "id", "lang", "title"},
    "td": {"colspan", "headers", "rowspan"},
    "a": {"href"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
}
# With their words, which are code and no text.
DROPPED = frozenset({"script", "style", "template", "noscript", "title"})


def clean_html(html: str) -> str:
    """The HTML without scripts, styles, forms, frames and handlers.

    >>> clean_html("<h2 onclick='x()'>目标</h2><script>alert(1)</script><img src=x onerror=y>")
    '<h2>目标</h2>'
    """
    import nh3  # noqa: PLC0415 (only where pages are made)

    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        clean_content_tags=set(DROPPED),
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    )
