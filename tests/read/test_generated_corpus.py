"""Hundreds of generated files come back as written: all formats × encodings × damages."""

import contextlib
import difflib
import itertools
import re

import opencc
import pypinyin
import pytest

from cmp.read import read_source, scan_folder
from cmp.repair import repair_text
from cmp.repair.gbk import damage as shift_bytes

from .test_formats import TEXT
from .test_places import CLEAR
from .written_files import docx_file, html_page, mhtml_page, pdf_file

TEXTS = [TEXT, *(text for text, _ in itertools.islice(CLEAR.values(), 14))]
LEAST_RIGHT = 0.995
CONVERTER_LIST = {
    "負": "fù",
    "鎮": "zhèn",
    "產": "chǎn",
    "長": "zhǎng",
    "網": "wǎng",
    "創": "chuàng",
}


def traditional(text):
    return opencc.OpenCC("s2tw").convert(text)


def with_pinyin(text):
    """Pinyin in brackets behind every character that has a Simplified form."""
    shown = []
    for plain, char in zip(text, traditional(text), strict=True):
        pinyin = pypinyin.pinyin(char)[0][0] if plain != char else ""
        shown.append(f"{char}({pinyin})" if pinyin else char)
    return "".join(shown)


DAMAGES = {
    "none": lambda text: text,
    "Traditional": traditional,
    "bracketed pinyin": with_pinyin,
    "pinyin in the byte stream": lambda text: shift_bytes(traditional(text), CONVERTER_LIST),
    "full-width digits": lambda text: text.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "half-width commas": lambda text: text.replace("，", ","),
    "unseen characters": lambda text: "\u3000\u3000" + re.sub("(，)", "\\1\u200b", text),
}
WRITERS = {
    "a.txt": lambda text: text.encode(),
    "b.txt": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "c.txt": lambda text: text.encode("gb18030"),
    "d.txt": lambda text: text.encode("utf-16"),
    "e.html": lambda text: html_page(text).encode(),
    "f.htm": lambda text: html_page(text, charset="gbk").encode("gb18030"),
    "g.mhtml": lambda text: mhtml_page(html_page(text)),
    "h.docx": docx_file,
    "i.pdf": pdf_file,
    "j.txt": lambda text: text.encode("big5"),
    "k.html": lambda text: html_page(text, charset="big5").encode("big5"),
}


def written(text):
    """The files of a text; Big5 only where it has every character, as with Traditional texts."""
    files = {}
    for name, write in WRITERS.items():
        with contextlib.suppress(UnicodeEncodeError):
            files[name] = write(text)
    return files


@pytest.fixture(scope="module")
def clean(vocabulary):
    return [repair_text(text, vocabulary).clean.text for text in TEXTS]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_generated_files_come_back_as_they_were_written(damage, raw, vocabulary, clean):
    wrong = total = 0
    for text, expected in zip(TEXTS, clean, strict=True):
        damaged = damage(text)
        folder = raw(**written(damaged))
        for path in sorted(folder.iterdir()):
            path.rename(path.with_stem(f"{path.stem}{total}"))
        for source in scan_folder(folder, vocabulary):
            (article,) = read_source(source, vocabulary)
            found = repair_text(article.text, vocabulary).clean.text
            total += len(expected)
            wrong += max(len(expected), len(found)) - matching(expected, found)
            source.path.unlink()
    assert wrong <= (1 - LEAST_RIGHT) * total


def matching(expected, found):
    """Characters of one text that the other has in the same order."""
    matcher = difflib.SequenceMatcher(None, expected, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
