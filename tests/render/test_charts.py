"""Charts in pages: drawn without a network, readable by eye, by ear and on paper."""

import json

import altair as alt
import polars as pl
import pytest

from cmp.render.display import CHART_TYPE, chart_outputs
from cmp.render.page import Link, Page, json_in_html, notebook_page

pytestmark = pytest.mark.browser
PAGE = Page(
    "a.html", "扬州", [Link("index.html", "Contents"), Link("a.html", "扬州")], "Made today."
)


def chart(title="扬州 leads", **more):
    rows = pl.DataFrame({"city": ["扬州", "镇江", "临沂"], "n": [1, -2, 3]})
    encoded = alt.Chart(rows, title=title).mark_bar(tooltip=True).encode(x="n:Q", y="city:N")
    return {**encoded.properties(width=700).to_dict(), "description": "Three bars", **more}


@pytest.fixture
def page_of(tmp_path):
    """The page of a notebook with these outputs, each of a cell of its own."""

    def write(*outputs, page=PAGE):
        cells = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {},
                "source": "",
                "execution_count": 1,
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": data}],
            }
            for number, data in enumerate(outputs)
        ]
        whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (tmp_path / "a.ipynb").write_text(json.dumps(whole), "utf-8")
        (tmp_path / "a.html").write_text(notebook_page(tmp_path / "a.ipynb", page), "utf-8")
        return tmp_path / "a.html"

    return write


def plain(spec):
    return {CHART_TYPE: spec, "text/plain": spec.get("description", "")}


def test_each_chart_is_drawn_with_its_words_and_description(page_of, open_page):
    page, heard = open_page(page_of(*[plain(chart(f"第{n}图")) for n in range(4)]))
    assert page.locator("figure[data-drawn]").count() == 4
    assert page.locator("figure[data-failed]").count() == 0
    assert "第3图" in page.locator("svg").nth(3).text_content()
    assert page.locator("svg[role=img][aria-label='Three bars']").count() == 4
    assert heard == []


def test_chinese_is_drawn_in_the_pages_own_font(page_of, open_page):
    page, _ = open_page(page_of(plain(chart())))
    assert page.evaluate("document.fonts.check(\"16px 'Policycmp Sans'\", '扬')")
    assert page.evaluate("[...document.fonts].map(font => font.status)") == ["loaded"]


def test_a_chart_that_fails_says_so_and_the_next_is_drawn(page_of, open_page):
    broken = {"$schema": chart()["$schema"], "mark": "bar", "data": 3, "encoding": {"x": 1}}
    page, _ = open_page(page_of(plain(broken | {"mark": "nothing"}), plain(chart())))
    first, second = page.locator("figure[data-chart]").all()
    assert "This chart could not be drawn" in first.text_content()
    assert second.get_attribute("data-drawn")


def test_html_that_looks_like_a_chart_does_not_stop_the_charts(page_of, open_page):
    fake = '<figure class="chart" data-chart="x"><div class="drawing">x</div></figure>'
    page, heard = open_page(page_of({"text/html": fake}, plain(chart())))
    assert page.locator("figure[data-drawn]").count() == 1
    assert page.locator("figure").first.text_content() == "x"
    assert heard == []


@pytest.mark.parametrize(
    "options", [{"ast": False}, {"patch": "https://example.org/x.json"}, {"actions": True}], ids=str
)
def test_a_chart_cannot_change_how_it_is_drawn(page_of, open_page, options):
    page, heard = open_page(page_of(plain(chart(usermeta={"embedOptions": options}))))
    assert page.locator("figure[data-drawn]").count() == 1
    assert page.locator(".vega-actions").count() == 0
    assert heard == []


@pytest.mark.parametrize(
    "more",
    [
        {"title": "</script><script>window.ran = 1</script>"},
        {"title": "<img src=x onerror='window.ran = 1'>"},
        {"description": "\"><img src=x onerror='window.ran = 1'>"},
        {"params": [{"name": "p", "expr": "window['ran'] = 1"}]},
        {"transform": [{"calculate": "constructor.constructor('window.ran=1')()", "as": "x"}]},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_a_chart_carries_never_acts(page_of, open_page, more):
    page, heard = open_page(page_of(plain(chart(**more))))
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran === undefined")
    assert not [line for line in heard if "Content Security Policy" in line]


def test_data_from_elsewhere_are_not_fetched(page_of, open_page):
    page, heard = open_page(page_of(plain(chart(data={"url": "https://example.org/x.csv"}))))
    page.wait_for_timeout(200)
    assert not [line for line in heard if line.startswith("https:")]


def test_a_page_on_a_telephone_does_not_scroll_sideways(page_of, open_page):
    page, _ = open_page(page_of(plain(chart())))
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelector('.drawing').scrollWidth") > 700


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_charts_ink_stands_on_a_light_card(page_of, open_page, scheme):
    page, _ = open_page(page_of(plain(chart())))
    page.emulate_media(color_scheme=scheme)
    ground = "getComputedStyle(document.querySelector('figure[data-chart]')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_chart_can_be_scrolled_with_the_keyboard(page_of, open_page):
    page, _ = open_page(page_of(plain(chart())))
    page.locator(".drawing").focus()
    assert page.evaluate("document.activeElement.className").startswith("drawing")


def test_markdown_is_read_as_jupyterlab_reads_it_and_a_heading_is_its_words(page_of, open_page):
    page, _ = open_page(
        page_of({"text/markdown": "## The same *indicator*\n\n| a |\n|---|\n| 1 |"})
    )
    assert page.locator("h2").text_content() == "The same indicator"
    assert page.locator("main td").text_content() == "1"


@pytest.mark.parametrize("part", ["role", "aria-label"])
def test_a_chart_is_one_image_to_readers_aloud(page_of, open_page, part):
    page, _ = open_page(page_of(plain(chart())))
    assert page.locator(f"svg[{part}]").count() == 1
    assert page.locator(f"svg [{part}]").count() == 0


def test_chinese_in_the_navigation_is_marked(page_of, open_page):
    page, _ = open_page(page_of(plain(chart())))
    assert page.locator("nav span[lang=zh-Hans]").all_text_contents() == ["扬州"]


def test_without_scripts_a_page_shows_the_images(page_of, browser):
    path = page_of(chart_outputs(chart()))
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(path.absolute().as_uri())
    image = page.locator("figure img[alt='Three bars']")
    assert image.is_visible()
    assert image.bounding_box()["width"] > 100
    context.close()


def test_a_page_of_four_charts_is_small_enough_to_send(page_of):
    outputs = [chart_outputs(chart(f"图{n}")) for n in range(4)]
    assert page_of(*outputs).stat().st_size < 1_800_000


def test_data_cannot_end_the_script_that_holds_them():
    text = json_in_html({"title": "</script><!--", "u": "\u2028"})
    assert "<" not in text
    assert json.loads(text) == {"title": "</script><!--", "u": "\u2028"}
