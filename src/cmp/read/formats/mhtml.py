"""Web pages saved as one file (.mhtml) → the article of the page in them."""

from __future__ import annotations

import email
import email.policy
from typing import cast

from cmp.read.formats.extracted import Extracted
from cmp.read.formats.html import read_html
from cmp.read.refusal import RefusedError
from cmp.vocabulary import Vocabulary


def read_mhtml(data: bytes, vocabulary: Vocabulary, declared: str = "") -> list[Extracted]:
    """The article of the page that was saved; of frames, that of the largest.

    Raises:
        RefusedError: there is no page in the file, or the page shows no text.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [
        cast(bytes, part.get_payload(decode=True))
        for part in message.walk()
        if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        remedy = "Save the page again, as .html or as text."
        raise RefusedError("there is no web page in this file.", remedy)
    return read_html(max(pages, key=len), vocabulary, declared)
