"""Small notebooks to render, and a browser to open pages in where the machine has one."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

ROOT_NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def notebook(path, *cells):
    """Write a notebook of (kind, source, tags …) cells."""
    nodes = [
        {
            "cell_type": kind,
            "id": f"cell-{number}",
            "metadata": {"tags": list(tags)},
            "source": source,
            **({"execution_count": None, "outputs": []} if kind == "code" else {}),
        }
        for number, (kind, source, *tags) in enumerate(cells)
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    whole = {"cells": nodes, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), "utf-8")


CHART = """
import altair as alt
rows = corpus.targets.group_by("city", "status").len()
alt.Chart(rows, title=words).mark_bar().encode(x="len:Q", y="city:N", color="status:N").properties(
    description="Bars of statements by city"
)
"""


def write_notebooks(folder):
    """Two reports: one for all cities with a chart and a table, one for each city."""
    folder.mkdir()
    notebook(
        folder / "all.ipynb",
        ("markdown", "# What is there?", "lang-en"),
        ("markdown", "# 有什么？", "lang-zh"),
        ("code", 'language = "en"\nwords = "扬州与镇江"', "parameters"),
        ("code", "import cmp\ncmp.enable_display()\ncorpus = cmp.load()"),
        ("code", CHART),
        ("code", 'corpus.targets.select("city", "quote").head(3)'),
    )
    notebook(
        folder / "one.ipynb",
        ("code", 'city = "321100"\nlanguage = "en"', "parameters"),
        ("code", "import cmp\nprint(cmp.load().cities.filter(city=city)['name_en'].item())"),
    )
    plan = '[[report]]\nname = "all"\nnotebook = "all.ipynb"\ntitle = "All"\ntitle_zh = "全部"\n'
    plan += '[[report]]\nname = "city"\nnotebook = "one.ipynb"\ntitle = "City"\neach = "city"\n'
    (folder / "reports.toml").write_text(plan, "utf-8")
    return folder


@pytest.fixture
def notebooks(tmp_path):
    """The small notebooks and their plan."""
    return write_notebooks(tmp_path / "notebooks")


@pytest.fixture
def tables(corpus, tmp_path):
    """The tables of the five articles, saved."""
    corpus.save(tmp_path / "tables")
    return tmp_path / "tables"


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium without a network; where there is none, the test says so."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: pages were not opened in a browser")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser):
    """Open a file with the network off; the page, and what it complained of or asked for."""
    context = browser.new_context(offline=True)

    yield partial(opened, context)
    context.close()


def opened(context, path):
    """A page that has drawn its charts, and the list of what it complains of or asks for."""
    from playwright.sync_api import Error  # noqa: PLC0415 (as above)

    page = context.new_page()
    heard = []
    page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda r: heard.append(r.url) if _is_foreign(r.url) else None)
    page.goto(path.absolute().as_uri())
    if page.query_selector("figure.chart"):
        try:
            page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
        except Error as error:
            error.add_note(f"{path.name}: {heard}")
            raise
    return page, heard


def _is_foreign(url):
    return not url.startswith(("file:", "data:", "blob:"))
