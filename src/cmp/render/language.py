"""Pages in a Latin script → the same with their Chinese marked, so that readers aloud switch voice.

Text stays as it is; only <span lang> is put around runs of Chinese.
"""

from __future__ import annotations

import re
from html import escape

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u3000-\u303f\uff00-\uffef"
_RUN = re.compile(f"[{_MARKS}]*[{_HAN}][{_HAN}{_MARKS}]*")
_TAG = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^>"'])*>)""")


def chinese_marked(html: str, lang: str) -> str:
    """Well-formed HTML with its Chinese marked, where the page is in another language.

    >>> chinese_marked('<td title="扬州">扬州 600 家</td>', "en")
    '<td title="扬州"><span lang="zh-Hans">扬州</span> 600 <span lang="zh-Hans">家</span></td>'
    """
    if lang.startswith("zh"):
        return html
    parts = _TAG.split(html)
    parts[::2] = [_RUN.sub(r'<span lang="zh-Hans">\g<0></span>', text) for text in parts[::2]]
    return "".join(parts)


def plain_marked(text: object, lang: str) -> str:
    """Plain text as HTML, its Chinese marked.

    >>> plain_marked("<b>", "en")
    '&lt;b&gt;'
    """
    return chinese_marked(escape(str(text)), lang)
