"""Pages carry all they need, and nothing of an article becomes markup or script."""

import re

import pytest

from cmp.render.fonts import font_uri
from cmp.render.page import Link, Page, notebook_page
from cmp.render.sanitise import clean_html
from cmp.render.scripts import csp_hash, vega_script

from .conftest import notebook

PAGE = Page("a.html", "A", [Link("index.html", "Contents"), Link("a.html", "A")], "Made today.")
PAYLOADS = [
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'></svg>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<a href='javascript:window.ran = 1'>click</a>",
    "<meta http-equiv='refresh' content='0;url=https://example.org'>",
    "<base href='https://example.org/'>",
    "<form action='https://example.org'><input autofocus onfocus='window.ran = 1'></form>",
    "<details open ontoggle='window.ran = 1'>x</details>",
    "<style>@import 'https://example.org/x.css'</style>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_of_a_notebook_loses_what_acts(payload):
    cleaned = clean_html(f"<h2>目标</h2>{payload}")
    assert cleaned.startswith("<h2>目标</h2>")
    assert "window.ran" not in re.sub(r">[^<]*<", "><", cleaned)
    assert "example.org" not in cleaned


def test_a_font_holds_only_the_glyphs_it_is_asked_for():
    assert len(font_uri("扬")) < len(font_uri("扬州镇江如皋临沂")) < 9_000
    assert font_uri("扬州") == font_uri("州扬")


def test_the_policy_names_the_pages_own_scripts_only(tmp_path):
    notebook(tmp_path / "a.ipynb", ("markdown", "# A"))
    html = notebook_page(tmp_path / "a.ipynb", PAGE)
    assert "script-src 'none'" in html
    assert csp_hash(vega_script()) not in html
    assert "<h1" in html


def test_a_page_says_which_page_it_is(tmp_path):
    notebook(tmp_path / "a.ipynb", ("markdown", "# A"))
    html = notebook_page(tmp_path / "a.ipynb", PAGE)
    assert '<html lang="en">' in html
    assert '<a href="a.html" aria-current="page">A</a>' in html


@pytest.mark.browser
def test_no_payload_runs_in_a_page(tmp_path, open_page):
    cells = [("markdown", f"## Heading {n}\n\n{payload}") for n, payload in enumerate(PAYLOADS)]
    notebook(tmp_path / "a.ipynb", *cells)
    page_file = tmp_path / "a.html"
    page_file.write_text(notebook_page(tmp_path / "a.ipynb", PAGE), "utf-8")
    page, heard = open_page(page_file)
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran === undefined")
    assert page.locator("h2").count() == len(PAYLOADS)
    assert heard == []
    assert page.url == page_file.absolute().as_uri()
