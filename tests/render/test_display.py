"""A chart is shown as data, image and words; a table as plain HTML."""

import base64
from io import BytesIO

import altair as alt
import polars as pl
import pytest
from PIL import Image

from cmp.render.display import CHART_TYPE, chart_image, chart_outputs, table_html
from cmp.render.fonts import FAMILY


@pytest.fixture(scope="module")
def spec():
    rows = pl.DataFrame({"city": ["扬州", "镇江"], "n": [1, 2]})
    chart = alt.Chart(rows, title="力争").mark_bar().encode(x="n:Q", y="city:N", color="city:N")
    return {**chart.to_dict(), "description": "Two bars", "usermeta": {"embedOptions": {}}}


def test_a_chart_comes_as_data_image_and_description_and_never_as_html(spec):
    outputs = chart_outputs(spec)
    assert set(outputs) == {CHART_TYPE, "image/png", "text/plain"}
    assert outputs["text/plain"] == "Two bars"
    assert base64.b64decode(outputs["image/png"]).startswith(b"\x89PNG")


def test_what_a_chart_tells_its_viewer_to_do_is_dropped(spec):
    assert "usermeta" not in chart_outputs(spec)[CHART_TYPE]


def test_an_image_has_few_colours_and_is_small(spec):
    image = chart_image(spec)
    assert Image.open(BytesIO(image)).mode == "P"
    assert len(image) < 15_000


def test_images_are_drawn_in_the_bundled_font_on_any_machine(spec):
    """A font that is not there is replaced by one of the machine's, if it has one at all."""
    bundled, missing = ({**spec, "config": {"font": name}} for name in (FAMILY, "No Such Font"))
    assert chart_image(bundled) != chart_image(missing)


def test_each_chinese_character_has_a_form_of_its_own(spec):
    other = {**spec, "title": "突破"}
    assert chart_image(spec) != chart_image(other)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ">–</td>"),
        (True, ">yes</td>"),
        (0.5, 'gt_right">0.5</td>'),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        (["a", "b"], "a, b"),
    ],
)
def test_a_cell_of_a_table_is_words(value, cell):
    assert cell in table_html(pl.DataFrame({"x": [value]}, strict=False))


def test_a_long_table_says_how_many_rows_it_leaves_out():
    html = table_html(pl.DataFrame({"x": range(205)}))
    assert "5 more rows are not shown." in html


@pytest.mark.parametrize(("language", "head"), [("en", "Indicator"), ("zh", "指标")])
def test_a_column_is_headed_by_its_name_in_the_readers_language(language, head):
    html = table_html(pl.DataFrame({"indicator_name": ["x"]}), language)
    assert f">{head}</th>" in html


def test_a_column_without_a_name_keeps_its_own():
    assert ">xyz</th>" in table_html(pl.DataFrame({"xyz": [1]}))
