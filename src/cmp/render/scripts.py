"""The scripts that a page carries: Vega's own, once, and the few lines that draw its charts."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path

from cmp.render.cache import cached

BOOT = Path(__file__).parent / "template" / "boot.js"


@cache
def vega_script() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; made once per machine and version."""
    vl_convert = import_module("vl_convert")  # starts a JavaScript engine

    def bundle() -> bytes:
        # Its top-level names would collide with those of other scripts of the page.
        script = "(()=>{" + vl_convert.javascript_bundle() + "})();"
        return str(script.replace("</script", "<\\/script")).encode("utf-8")

    return cached(f"vega-{vl_convert.__version__}.js", bundle).read_text("utf-8")


@cache
def boot_script() -> str:
    """What draws the charts of a page, folds its code and follows its links."""
    return BOOT.read_text("utf-8")


def csp_hash(script: str) -> str:
    """A script's source expression for a Content-Security-Policy.

    >>> csp_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
