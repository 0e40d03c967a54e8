"""One module per family of file formats: bytes → the texts they hold, with what they say of them.

A module, and the library it stands on, is imported when the first file of its format is read:
together they would take a second of every start.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import cast

from cmp.read.formats.extracted import Extracted
from cmp.vocabulary import Vocabulary

Reader = Callable[[bytes, Vocabulary, str], list[Extracted]]

# Ending → module and function.
READERS = {
    ".txt": ("plain", "read_plain"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".mhtml": ("mhtml", "read_mhtml"),
    ".mht": ("mhtml", "read_mhtml"),
    ".docx": ("docx", "read_docx"),
    ".pdf": ("pdf", "read_pdf"),
    ".csv": ("tables", "read_csv"),
    ".jsonl": ("tables", "read_jsonl"),
    ".parquet": ("tables", "read_parquet"),
}


def reader_of(ending: str) -> Reader:
    """The function that reads files of an ending: bytes, vocabulary, declared encoding → texts.

    Raises:
        KeyError: an ending that READERS does not have.
    """
    module, function = READERS[ending]
    return cast(Reader, getattr(importlib.import_module(f"{__name__}.{module}"), function))


__all__ = ["READERS", "Extracted", "Reader", "reader_of"]
