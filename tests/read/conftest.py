"""A folder to put articles into, and the vocabulary that reading takes its words from."""

from pathlib import Path

import pytest

from cmp.vocabulary import load_vocabulary

HEADER = "file,city,published,title,kind,publisher"


@pytest.fixture(scope="session")
def vocabulary():
    return load_vocabulary()


@pytest.fixture
def raw(tmp_path):
    """Writes files into a folder and gives the folder: texts as UTF-8, bytes as they are."""
    folder = tmp_path / "raw"
    folder.mkdir()

    def write(**files: str | bytes) -> Path:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
        return folder

    return write


@pytest.fixture
def manifest(raw):
    """Writes an articles.csv of these lines below the usual header."""

    def write(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        text = "\n".join((header, *lines)) + "\n"
        return raw(**{"articles.csv": text.encode(encoding)})

    return write
