"""Plain text files: the strictly decoded text, untouched, line ends and all."""

from __future__ import annotations

from cmp.read.encodings import decode
from cmp.read.formats.extracted import Extracted
from cmp.vocabulary import Vocabulary


def read_plain(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:
    r"""The text of a .txt file.

    >>> from cmp.vocabulary import load_vocabulary
    >>> read_plain("全市科技创新\r\n".encode("utf-8"), load_vocabulary())[0].text
    '全市科技创新\r\n'

    Raises:
        RefusedError: the bytes are no text, or not in the declared encoding.
    """
    decoded = decode(data, vocabulary, declared)
    return [Extracted(decoded.text, decoded.encoding)]
