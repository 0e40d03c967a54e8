"""What reading yields: one article as received, its text still damaged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RawArticle:
    """One article as received.

    `text` is the strictly decoded file: every raw position in every table counts its code
    points. `city` is a GB/T 2260 code; `published` an ISO date, month or year. `inferred` says
    which of both came from the text instead of articles.csv, with the evidence; "" where none did.
    """

    doc: str
    file: str
    text: str
    encoding: str
    sha256: str
    city: str
    published: str
    title: str = ""
    kind: str = ""
    publisher: str = ""
    inferred: str = ""

    @property
    def year(self) -> int:
        """Year of publication."""
        return int(self.published[:4])
