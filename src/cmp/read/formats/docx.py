"""Word files (.docx) → their paragraphs and table rows as lines.

python-docx opens the package; the text is gathered from its XML here, as the library's paragraphs
leave out accepted insertions and content controls, which office templates are full of. Deleted
text, comments and notes leave nothing. Numbers that Word sets itself are not in the file's text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from cmp.read.formats.extracted import Extracted
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

# A file that unpacks to more than this is no article.
LARGEST = 500_000_000
_RESAVE = "Open it in a word processor and save it again as .docx, or as text."
_TEXT, _PARAGRAPH, _CELL, _ROW = (qn(f"w:{tag}") for tag in ("t", "p", "tc", "tr"))
_MARKS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# A text box is stored twice, the second time for old programs; pinyin stands over its characters.
_SKIPPED = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    *(qn(f"w:{tag}") for tag in ("rt", "pPr", "rPr", "moveFrom", "del")),
}
_TITLE_STYLE = "Title"


def read_docx(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:  # noqa: ARG001
    """The text of a Word file.

    Raises:
        RefusedError: it is no .docx, or holds no text.
    """
    try:
        _refuse_bomb(data)
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError) as error:
        raise RefusedError("cannot be opened as .docx.", _RESAVE) from error
    text = "\n".join(_lines(document.element.body)).strip("\n")
    if not text.strip():
        remedy = "If its pages are pictures, run text recognition and save the text as .txt."
        raise RefusedError("this document holds no text.", remedy)
    titles = (
        p.text.strip() for p in document.paragraphs if p.style and p.style.name == _TITLE_STYLE
    )
    return [Extracted(text, "docx", title=next(filter(None, titles), ""))]


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST:
            raise RefusedError("unpacks to more than 500 MB.", _RESAVE)


def _lines(parent: BaseOxmlElement) -> Iterator[str]:
    """The paragraphs and table rows below an element."""
    for element in parent:
        if element.tag in _SKIPPED:
            continue
        if element.tag == _PARAGRAPH:
            yield "".join(_pieces(element))
            for box in element.iter(qn("w:txbxContent")):
                if not any(above.tag in _SKIPPED for above in box.iterancestors()):
                    yield from _lines(box)
        elif element.tag == _ROW:
            cells = element.iter(_CELL)
            yield "\t".join(" ".join(filter(None, _lines(cell))) for cell in cells)
        else:
            yield from _lines(element)


def _pieces(parent: BaseOxmlElement) -> Iterator[str]:
    """The text of a paragraph; text boxes anchored in it are paragraphs of their own."""
    for element in parent:
        if element.tag in _SKIPPED or element.tag == qn("w:txbxContent"):
            continue
        if element.tag == _TEXT:
            yield element.text or ""
        elif element.tag in _MARKS:
            yield _MARKS[element.tag]
        else:
            yield from _pieces(element)
