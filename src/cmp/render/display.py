"""How charts and tables are shown in notebooks: one output that Lab, viewers and pages can use.

A chart is written as Vega-Lite (drawn live by JupyterLab and by the pages), as an image (for
viewers that run no scripts) and as its description; never as HTML, which would ask a network for
its scripts.
"""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from importlib import import_module
from io import BytesIO
from typing import Any

import altair as alt
import polars as pl

from cmp.render.fonts import font_folder

NAME = "policycmp"
# nbformat only lets types that end in +json hold an object, and JupyterLab draws v5.
CHART_TYPE = "application/vnd.vegalite.v5+json"
IMAGE_SCALE = 1.5
IMAGE_COLOURS = 64
MOST_ROWS = 200
# Characters from which a cell needs a wide column.
LONG = 24


def enable_display() -> None:
    """Show charts and tables so that they can be read in JupyterLab, in viewers and in reports."""
    alt.renderers.register(NAME, chart_outputs)
    alt.renderers.enable(NAME)
    alt.data_transformers.disable_max_rows()
    shell = import_module("IPython").get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(pl.DataFrame, table_html)


def table_html(frame: pl.DataFrame) -> str:
    """A frame as a plain HTML table: text without quotation marks, numbers short, null as –.

    >>> table_html(pl.DataFrame({"a": ["<b>"], "b": [None]})).partition("<tbody>")[2]
    '<tr><td>&lt;b&gt;</td><td>–</td></tr></tbody></table>'
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in frame.columns)
    body = "".join(
        "<tr>" + "".join(map(_cell, row)) + "</tr>" for row in frame.head(MOST_ROWS).iter_rows()
    )
    more = frame.height - MOST_ROWS
    caption = f"<caption>{more} more rows are not shown.</caption>" if more > 0 else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return "<td>–</td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    if isinstance(value, int | float):
        return f'<td class="number">{value:.6g}</td>'
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    long = ' class="long"' if len(text) > LONG else ""
    return f"<td{long}>{escape(text)}</td>"


def chart_outputs(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    """The outputs of a chart by media type."""
    shown = {key: value for key, value in spec.items() if key != "usermeta"}
    return {
        CHART_TYPE: shown,
        "image/png": base64.b64encode(chart_image(shown)).decode("ascii"),
        "text/plain": str(shown.get("description") or "chart"),
    }


def chart_image(spec: dict[str, Any]) -> bytes:
    """The chart as PNG, on white, in so few colours that a notebook stays small."""
    from PIL import Image  # noqa: PLC0415 (only where a chart is shown)

    config = {**spec.get("config", {}), "background": "white"}
    image = _vl_convert().vegalite_to_png({**spec, "config": config}, scale=IMAGE_SCALE)
    small = BytesIO()
    picture = Image.open(BytesIO(image)).convert("RGB")
    picture.quantize(IMAGE_COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


@cache
def _vl_convert() -> Any:  # noqa: ANN401 (the module has no types)
    import vl_convert  # noqa: PLC0415 (starts a JavaScript engine)

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert
