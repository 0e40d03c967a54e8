"""What a file of any format holds: one text, and what the file itself says of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Extracted:
    """One text of a file; "" where the file does not say.

    `encoding` is the Python codec the text was decoded with, or the format that holds it.
    `inferred` says what the file does not state itself but was concluded, and from what.
    """

    text: str
    encoding: str
    title: str = ""
    doc: str = ""
    city: str = ""
    published: str = ""
    kind: str = ""
    publisher: str = ""
    inferred: str = ""
