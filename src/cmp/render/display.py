"""How charts and tables are shown in notebooks: one output that Lab, viewers and pages can use.

A chart is written as Vega-Lite (drawn live by JupyterLab and by the pages), as an image (for
viewers that run no scripts) and as its description; never as HTML, which would ask a network for
its scripts.
"""

from __future__ import annotations

import base64
from functools import cache, partial
from importlib import import_module
from io import BytesIO
from typing import Any

import altair as alt
import polars as pl

from cmp.render.fonts import font_folder
from cmp.wording import load_wording, wording

NAME = "policycmp"
# nbformat only lets types that end in +json hold an object, and JupyterLab draws v5.
CHART_TYPE = "application/vnd.vegalite.v5+json"
# Of a chart of much text the image is drawn smaller: it stands in for the chart, no more.
IMAGE_SCALES = (1.0, 0.7)
MOST_BYTES = 40_000
IMAGE_COLOURS = 32
MOST_ROWS = 200


def enable_display(language: str = "en") -> None:
    """Show charts and tables so that they can be read in JupyterLab, in viewers and in reports.

    Tables are headed with the names that their columns have in `language`.
    """
    alt.renderers.register(NAME, chart_outputs)
    alt.renderers.enable(NAME)
    alt.data_transformers.disable_max_rows()
    shell = import_module("IPython").get_ipython()
    if shell is not None:
        shown = partial(table_html, language=language)
        shell.display_formatter.formatters["text/html"].for_type(pl.DataFrame, shown)


def table_html(frame: pl.DataFrame, language: str = "en") -> str:
    """A frame as an HTML table: columns by their names, numbers short, null as –.

    >>> "&lt;b&gt;" in table_html(pl.DataFrame({"text": ["<b>"]}))
    True
    """
    from great_tables import GT  # noqa: PLC0415 (half a second, only where tables are shown)

    shown = frame.head(MOST_ROWS).select(_words(frame, language))
    numbers = [name for name, kind in shown.schema.items() if kind.is_numeric()]
    labels: dict[str, Any] = {name: column_label(name, language) for name in shown.columns}
    table = GT(shown, id=NAME).cols_label(labels).sub_missing(missing_text="–")
    table = table.fmt(_short, columns=numbers) if numbers else table
    more = frame.height - MOST_ROWS
    if more > 0:
        table = table.tab_source_note(wording("table.more", language, n=more))
    return str(table.as_raw_html())


def column_label(name: str, language: str) -> str:
    """The name of a column in a language; that of the frame where no file has one."""
    key = f"column.{name}"
    return wording(key, language) if key in load_wording() else name


def _words(frame: pl.DataFrame, language: str) -> list[pl.Expr]:
    """Columns as they are read: lists joined, truth in words, codes as text; numbers stay."""
    yes, no = wording("table.yes", language), wording("table.no", language)
    exprs = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if kind == pl.Boolean:
            column = pl.when(column).then(pl.lit(yes)).when(~column).then(pl.lit(no)).alias(name)
        elif isinstance(kind, pl.List):
            column = column.cast(pl.List(pl.String)).list.join(", ")
        elif not kind.is_numeric():
            column = column.cast(pl.String)
        exprs.append(column)
    return exprs


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.6g}"


def chart_outputs(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    """The outputs of a chart by media type."""
    shown = {key: value for key, value in spec.items() if key != "usermeta"}
    return {
        CHART_TYPE: shown,
        "image/png": base64.b64encode(chart_image(shown)).decode("ascii"),
        "text/plain": str(shown.get("description") or "chart"),
    }


def chart_image(spec: dict[str, Any]) -> bytes:
    """The chart as PNG, on white, in so few colours and so small that a notebook stays small."""
    white = {**spec, "config": {**spec.get("config", {}), "background": "white"}}
    image = b""
    for scale in IMAGE_SCALES:
        image = _image(white, scale)
        if len(image) <= MOST_BYTES:
            break
    return image


def _image(spec: dict[str, Any], scale: float) -> bytes:
    from PIL import Image  # noqa: PLC0415 (only where a chart is shown)

    image = _vl_convert().vegalite_to_png(spec, scale=scale)
    small = BytesIO()
    picture = Image.open(BytesIO(image)).convert("RGB")
    picture.quantize(IMAGE_COLOURS).save(small, "PNG", optimize=True)
    return small.getvalue()


@cache
def _vl_convert() -> Any:  # noqa: ANN401 (the module has no types)
    import vl_convert  # noqa: PLC0415 (starts a JavaScript engine)

    vl_convert.register_font_directory(str(font_folder()))
    return vl_convert
