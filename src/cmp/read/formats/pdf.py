"""PDF files with a text layer → their paragraphs as lines.

A printed line goes on in the next one when the next word had no room in it and is not indented;
what stands side by side on one line is parted by tabs, as the cells of a table are. Page numbers
and running heads are left out. Pages that are pictures are refused: what they say only text
recognition could tell.

pdfminer.six, as it needs no fonts: PDFium drops characters of fonts that are neither in the file
nor on the machine, as in old Chinese documents.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTAnno, LTComponent, LTContainer, LTImage, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect

from cmp.read.formats.extracted import Extracted
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary

# A page with less text than this and a picture on it is a picture.
_LEAST_TEXT = 30
_LEAST_LEGIBLE = 0.9
_FEWEST_REPEATS = 3
# In heights of a line: how far from the left margin a paragraph begins, and what may be left of a
# full line beside the word that did not fit into it.
_INDENT, _DEEPEST_INDENT, _SLACK = 1.2, 3.5, 1.2
# What is never broken: a Latin word or a number, and the marks that must not end or open a line.
_UNBROKEN = re.compile(
    r"[（(“《]*(?:[0-9A-Za-z\u00c0-\u024f.,%-]+|.)(?:[（(][0-9A-Za-z\u00c0-\u024f]+)?[)）”》，。、；：]*"
)
_LAST_NARROW = "\u024f"
_PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*")
_ILLEGIBLE = re.compile("\\(cid:\\d+\\)|[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_SENTENCE_END = tuple("。！？；：")
_RECOGNISE = "Run text recognition on it and save the text as .txt."
_PRINT = "Print it into a new PDF, or copy its text into a .txt file."


@dataclass(frozen=True)
class _Line:
    """A printed line and where it stands, in points."""

    text: str
    left: float
    right: float
    base: float
    height: float


@dataclass(frozen=True)
class _Page:
    """The lines of a page from top to bottom, and whether there is a picture on it."""

    lines: list[_Line]
    has_picture: bool

    @property
    def is_picture(self) -> bool:
        """Whether it was scanned."""
        return self.has_picture and sum(len(line.text) for line in self.lines) < _LEAST_TEXT


def read_pdf(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:  # noqa: ARG001
    """The text of a PDF file.

    Raises:
        RefusedError: it is no PDF, asks for a password, or has no text layer that can be read.
    """
    pages = _pages(data)
    text = "\n".join(_paragraphs(_without_furniture([page.lines for page in pages])))
    scanned = sum(page.is_picture for page in pages)
    if not text.strip() or scanned * 2 > len(pages):
        raise RefusedError("its pages are pictures: there is no text layer.", _RECOGNISE)
    if sum(map(len, _ILLEGIBLE.findall(text))) > (1 - _LEAST_LEGIBLE) * len(text):
        raise RefusedError("its text layer names no characters.", _RECOGNISE)
    return [Extracted(text, "pdf")]


def _pages(data: bytes) -> list[_Page]:
    # It warns of every liberty that a file takes with the standard.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        layouts = extract_pages(
            io.BytesIO(data), laparams=LAParams(boxes_flow=None, all_texts=True)
        )
        pages = [_page(layout) for layout in layouts]
    except PDFPasswordIncorrect as error:
        raise RefusedError("asks for a password.", _PRINT) from error
    except Exception as error:  # a damaged file can raise anything in its parser
        raise RefusedError("cannot be opened as PDF.", _PRINT) from error
    if not pages:
        raise RefusedError("cannot be opened as PDF.", _PRINT)
    return pages


def _page(layout: LTComponent) -> _Page:
    parts = list(_parts(layout))
    pieces = [_placed(part) for part in parts if isinstance(part, LTTextLine)]
    has_picture = any(isinstance(part, LTImage) for part in parts)
    return _Page(_rows([piece for piece in pieces if piece.text]), has_picture)


def _parts(part: LTComponent) -> Iterator[LTComponent]:
    """The text lines and pictures of a page, whatever they stand in."""
    if isinstance(part, LTTextLine | LTImage):
        yield part
    elif isinstance(part, LTContainer):
        for inner in part:
            yield from _parts(inner)


def _placed(line: LTTextLine) -> _Line:
    chars = [(char.get_text(), isinstance(char, LTAnno)) for char in line]
    text = ""
    for (char, is_guess), (following, _) in itertools.pairwise([*chars, ("", True)]):
        # Blanks are guessed from gaps, and justified Chinese is full of gaps.
        is_kept = text[-1:].isascii() and following.isascii()
        text += char if is_kept or not is_guess else ""
    return _Line(text.strip(), line.x0, line.x1, line.y0, line.height)


def _rows(pieces: Iterable[_Line]) -> list[_Line]:
    """Lines from top to bottom; pieces that stand on one line are one line."""
    rows: list[_Line] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        row = rows[-1] if rows else None
        if row and row.base - piece.base < row.height / 2:
            first, second = sorted((row, piece), key=lambda part: part.left)
            text, right = f"{first.text}\t{second.text}", max(row.right, piece.right)
            rows[-1] = _Line(text, first.left, right, row.base, row.height)
        else:
            rows.append(piece)
    return rows


def _without_furniture(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """Pages without their numbers, and without first and last lines that most pages share."""
    edges = Counter(_shape(page[at]) for page in pages if page for at in {0, len(page) - 1})
    fewest = max(_FEWEST_REPEATS, len(pages) / 2)
    repeated = {shape for shape, times in edges.items() if times >= fewest}
    return [_without_edges(page, repeated) for page in pages]


def _without_edges(page: list[_Line], repeated: set[str]) -> list[_Line]:
    kept = list(page)
    for at in (0, -1):
        while kept and (_shape(kept[at]) in repeated or _PAGE_NUMBER.fullmatch(kept[at].text)):
            del kept[at]
    return kept


def _shape(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text)


@dataclass(frozen=True)
class _Margins:
    """Where lines begin and end, and whether paragraphs begin indented."""

    left: float
    right: float
    has_indents: bool

    def joins(self, line: _Line, following: _Line) -> bool:
        """Whether a line goes on in the one behind it."""
        is_row = "\t" in line.text or "\t" in following.text
        is_same_print = abs(line.height - following.height) < line.height / 5
        if is_row or not is_same_print or following.left > self.left + _INDENT * line.height:
            return False
        is_full = line.right + (_width(following.text) + _SLACK) * line.height >= self.right
        return is_full and (self.has_indents or not line.text.endswith(_SENTENCE_END))


def _paragraphs(pages: Iterable[list[_Line]]) -> list[str]:
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    left = min(line.left for line in lines)
    indents = ((line.left - left) / line.height for line in lines if line.height)
    has_indents = any(_INDENT < indent < _DEEPEST_INDENT for indent in indents)
    margins = _Margins(left, max(line.right for line in lines), has_indents)
    paragraphs = [lines[0].text]
    for line, following in itertools.pairwise(lines):
        if margins.joins(line, following):
            paragraphs[-1] += _joint(line.text, following.text) + following.text
        else:
            paragraphs.append(following.text)
    return paragraphs


def _width(text: str) -> float:
    """How wide the first word of a line is, in heights: Latin letters are half as wide as high."""
    word = _UNBROKEN.match(text)
    return sum(0.5 if char <= _LAST_NARROW else 1 for char in word[0]) if word else 0


def _joint(text: str, following: str) -> str:
    """A blank between Latin words that a line end parted; a number it parted is one again."""
    edges = text[-1] + following[0]
    return " " if edges.isascii() and edges.isalnum() and not edges.isdigit() else ""
