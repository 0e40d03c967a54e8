"""Files of every format, written from a text: what the readers are tried on."""

from __future__ import annotations

import html
import io
import json
import quopri
import re
import zipfile
from collections.abc import Iterator

import polars as pl

_DOCX = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
LATIN = "\u00c0-\u024f"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def html_page(text: str, title: str = "", charset: str = "utf-8", head: str = "") -> str:
    """A page with navigation, a footer and one paragraph per line."""
    body = "".join(f"<p>　　{html.escape(line)}</p>\n" for line in text.splitlines())
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{html.escape(title)}</title>'
        f"{head}<style>.k {{color: red}} .gone {{display: none}}</style>"
        "<script>var SCRIPTED = 1;</script></head><body>"
        '<nav><a href="/">主站</a> <a href="/k">科技</a></nav>'
        f'<div class="article">{body}</div><footer>公告</footer></body></html>'
    )


def mhtml_page(page: str, charset: str = "utf-8") -> bytes:
    """A page saved as a single file by a browser."""
    encoded = quopri.encodestring(page.encode(charset)).replace(b"\n", b"\r\n")
    head = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--edge"\r\n\r\n'
        "----edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    tail = "\r\n----edge\r\nContent-Type: text/css\r\n\r\n.k {color: red}\r\n----edge--\r\n"
    return head.encode() + encoded + tail.encode()


def docx_file(text: str) -> bytes:
    """A Word file with one paragraph per line."""
    runs = (f"<w:r><w:t>{html.escape(line)}</w:t></w:r>" for line in text.splitlines())
    return docx_of("".join(f"<w:p>{run}</w:p>" for run in runs))


def docx_of(body: str) -> bytes:
    """A Word file with this body of WordprocessingML."""
    document = (
        f'<w:document xmlns:w="{_WORD}" xmlns:mc="{_COMPATIBLE}"><w:body>{body}</w:body>'
        "</w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in (*_DOCX.items(), ("word/document.xml", document)):
            package.writestr(name, part)
    return file.getvalue()


def pdf_file(text: str, per_line: int = 30, per_page: int = 20, numbered: bool = False) -> bytes:
    """A PDF with a text layer: paragraphs indented by two characters and set in lines.

    A tab parts the cells of a row. At most 34 lines have room on a page.
    """
    lines = [line for paragraph in text.splitlines() for line in _set(paragraph, per_line)]
    pages = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
    contents = [_page(page, number if numbered else 0) for number, page in enumerate(pages, 1)]
    return _pdf(contents, sorted(set(text + "— 0123456789")))


def _set(paragraph: str, per_line: int) -> Iterator[tuple[int, str]]:
    """A paragraph as lines with their indent; no line ends within a Latin word."""
    indent, line, room = 2, "", per_line - 2.0
    for word in re.findall(rf"[A-Za-z{LATIN}]+|.", paragraph):
        width = sum(0.5 if char < "\u0250" else 1 for char in word)
        if width > room and line:
            yield indent, line
            indent, line, room = 0, "", float(per_line)
        line, room = line + word, room - width
    yield indent, line


def scanned_pdf(pages: int = 1, cover: str = "") -> bytes:
    """A PDF whose pages are pictures, behind a cover that is none."""
    picture = b"q 400 0 0 600 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    covers = [_page([(0, cover)], 0)] if cover else []
    return _pdf([*covers, *[picture] * pages], sorted(set(cover + "0")))


def _page(lines: list[tuple[int, str]], number: int) -> bytes:
    shown = [
        f"BT /F 12 Tf {72 + 12 * indent + 150 * column} {760 - 20 * row} Td <{_hex(cell)}> Tj ET"
        for row, (indent, line) in enumerate(lines)
        for column, cell in enumerate(line.split("\t"))
        if cell
    ]
    if number:
        shown.append(f"BT /F 12 Tf 280 60 Td <{_hex(f'— {number} —')}> Tj ET")
    return "\n".join(shown).encode()


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _pdf(contents: list[bytes], chars: list[str]) -> bytes:
    names = "".join(f"<{_hex(char)}> <{_hex(char)}>\n" for char in chars)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /N def "
        "/CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{names}endbfchar endcmap end end"
    ).encode()
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H"
        b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/W[32 591 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80/ItalicAngle 0/FontBBox[0 -120 1000 880]>>>>",
        _stream(cmap),
    ]
    for number, content in enumerate(contents):
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        objects += [f"{page}/Contents {7 + 2 * number} 0 R>>".encode(), _stream(content)]
    return _numbered(objects)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _numbered(objects: list[bytes]) -> bytes:
    file, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(file),
    )
    return file + head + table + trailer


def table_file(rows: list[dict[str, str]], ending: str) -> bytes:
    """A table of articles as .csv, .jsonl or .parquet."""
    frame = pl.DataFrame(rows)
    if ending == ".csv":
        return frame.write_csv().encode()
    if ending == ".jsonl":
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()
