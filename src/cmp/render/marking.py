"""A text and the places in it → HTML whose words are the text, character for character.

Sentences and marks become elements around the text; nothing is added to it, so that positions
can be counted in the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from cmp.repair import TracedText


@dataclass(frozen=True)
class Mark:
    """text[start:end] as an element of a class, with its name in the page; a link if it has one."""

    start: int
    end: int
    style: str
    anchor: str = ""
    href: str = ""


def marked_text(text: str, sentences: Sequence[Mark], marks: Sequence[Mark]) -> str:
    """The text with its sentences and, within them, the marks; marks may overlap.

    A mark that others cut into pieces has its name on the first.

    >>> marked_text("共3家", [Mark(0, 3, "s", "s0")], [Mark(1, 3, "target", "t1", "#row-t1")])
    '<span class="s" id="s0">共<a class="target" id="t1" href="#row-t1">3家</a></span>'
    """
    edges = {0, len(text), *_edges(sentences), *_edges(marks)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    out: list[str] = []
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    for start, end in pairwise(cuts):
        out += [_opened(s) for s in sentences if s.start == start]
        here = [mark for mark in ordered if mark.start <= start and end <= mark.end]
        out.append(_piece(escape(text[start:end]), start, here))
        out += ["</span>" for s in sentences if s.end == end]
    return "".join(out)


def repairs_marked(raw: str, clean: TracedText) -> str:
    """The raw text with what was taken out in <del> and what stands for it in <ins>.

    >>> raw = TracedText.from_raw("鎮(zhèn)江")
    >>> from cmp.repair.traced import Replacement
    >>> repairs_marked(raw.text, raw.replace("pinyin", [Replacement(1, 7, "")]))
    '鎮<del>(zhèn)</del>江'
    """
    out: list[str] = []
    for is_same, run in groupby(_pieces(raw, clean), key=lambda piece: piece[0] == piece[1]):
        pieces = list(run)
        before, after = ("".join(side) for side in zip(*pieces, strict=True))
        if is_same:
            out.append(escape(before))
            continue
        out.append(f"<del>{escape(before)}</del>" if before else "")
        out.append(f"<ins>{escape(after)}</ins>" if after else "")
    return "".join(out)


def _pieces(raw: str, clean: TracedText) -> Iterator[tuple[str, str]]:
    """Each stretch of the raw text and what stands for it, in order: equal, changed or gone."""
    done = 0
    for start, end, char in zip(clean.raw_starts, clean.raw_ends, clean.text, strict=True):
        if start > done:
            yield raw[done:start], ""
            done = start
        yield raw[done:end] if end > done else "", char
        done = max(done, end)
    if done < len(raw):
        yield raw[done:], ""


def _edges(marks: Iterable[Mark]) -> Iterator[int]:
    for mark in marks:
        yield from (mark.start, mark.end)


def _opened(sentence: Mark) -> str:
    return f'<span class="{sentence.style}" id="{escape(sentence.anchor)}">'


def _piece(html: str, start: int, marks: Sequence[Mark]) -> str:
    """A piece in the elements of its marks, the longest outside; links are never nested."""
    links = [mark for mark in marks if mark.href]
    for mark in reversed(marks):
        name = f' id="{escape(mark.anchor)}"' if mark.anchor and mark.start == start else ""
        if links and mark is links[-1]:
            html = f'<a class="{mark.style}"{name} href="{escape(mark.href)}">{html}</a>'
        elif name or not mark.href:
            html = f'<span class="{mark.style}"{name}>{html}</span>'
    return html
