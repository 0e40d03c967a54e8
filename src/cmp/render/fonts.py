"""The bundled Chinese font: a TTF for images, and for each page its glyphs as a data URI."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from cmp.render.cache import cached

FONT = Path(__file__).parent / "fonts" / "policycmp-sans.woff2"
FAMILY = "Policycmp Sans"


@cache
def font_folder() -> Path:
    """A folder with the font as TTF, which image renderers read; made once per machine."""
    return _plain_font().parent


@cache
def _plain_font() -> Path:
    return cached(f"fonts-{FONT.stat().st_size}/policycmp-sans.ttf", _decompressed)


def _decompressed() -> bytes:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (slow to import, needed once per machine)

    plain = BytesIO()
    # With the time of this moment in it, every machine's pages would be others.
    with TTFont(FONT, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(plain)
    return plain.getvalue()


def font_uri(characters: Iterable[str]) -> str:
    """A woff2 data URI with the glyphs of these characters that the font has.

    >>> font_uri("扬州").startswith("data:font/woff2;base64,")
    True
    """
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 (as above)
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = Options(flavor="woff2", layout_features=[], notdef_outline=True)
    options.ignore_missing_unicodes = True
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(set(characters))))
    subset = BytesIO()
    # The decompressed font: a page then takes a second and not four.
    with TTFont(_plain_font(), recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(subset)
    return "data:font/woff2;base64," + base64.b64encode(subset.getvalue()).decode("ascii")
