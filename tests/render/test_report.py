"""A site comes out whole: pages, executed notebooks, index; a failure leaves the last good one."""

import json
import re
import shutil
import socket
import tempfile
from pathlib import Path

import pytest

import cmp
from cmp.errors import InputError, ReportError
from cmp.render import ReportOptions, render_reports

from .conftest import ROOT_NOTEBOOKS, notebook, write_notebooks

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rendered(corpus, tmp_path_factory):
    """A folder with the small notebooks, the tables and the site of them; never written to."""
    place = tmp_path_factory.mktemp("rendered")
    corpus.save(place / "tables")
    render_reports(corpus, place / "tables", write_notebooks(place / "notebooks"), place / "site")
    return place


@pytest.fixture
def site(rendered):
    """The site of the small notebooks; never written to."""
    return rendered / "site"


@pytest.fixture
def own(rendered, tmp_path):
    """The same folder for one test alone."""
    return Path(shutil.copytree(rendered, tmp_path / "own"))


def contents(folder):
    """The files of a site, without its history and its record, which have a time in them."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if path.is_file() and not name.startswith(("history/", "report.json"))
    }


@pytest.mark.browser
def test_pages_draw_their_charts_with_the_network_off(site, open_page):
    page, heard = open_page(site / "all.html")
    [figure] = page.locator("figure.chart").all()
    assert figure.get_attribute("data-failed") is None
    assert figure.locator("svg .mark-rect path").count() >= 8
    assert "扬州与镇江" in figure.locator("svg").text_content()
    assert figure.locator("svg").get_attribute("aria-label") == "Bars of statements by city"
    assert heard == []


def test_the_site_has_a_page_per_report_city_and_article_and_its_own(site, corpus):
    docs = corpus.documents["doc"]
    assert {path.name for path in site.glob("*.html")} == {
        "index.html", "changes.html", "methods.html", "data.html", "all.html",
        *(f"source-{doc}.html" for doc in docs),
        "city-320682.html", "city-321000.html", "city-321100.html", "city-371300.html",
    }  # fmt: skip
    index = (site / "index.html").read_text("utf-8")
    assert "4 cities, 5 documents" not in index
    assert "4 cities, 5 articles, 105 quantitative statements" in index
    for link in re.findall(r'href="([^"#]+)"', index):
        assert (site / link).is_file(), link
    assert "Zhenjiang" in (site / "city-321100.html").read_text("utf-8")


def test_executed_notebooks_tell_nothing_of_the_machine(site):
    for path in (site / "notebooks").glob("*.ipynb"):
        text = re.sub(r'"image/png": "[^"]*"', "", path.read_text("utf-8"))
        for folder in (str(site.parent), f"{Path.home()}/", tempfile.gettempdir()):
            assert folder not in text, path.name
        for word in (socket.gethostname(), "stderr"):
            assert not re.search(rf"\b{re.escape(word)}\b", text), (path.name, word)


def test_an_executed_notebook_holds_its_charts_as_data_and_image_and_never_as_html(site):
    cells = json.loads((site / "notebooks" / "all.ipynb").read_text("utf-8"))["cells"]
    outputs = [o["data"] for cell in cells for o in cell.get("outputs", []) if "data" in o]
    [chart] = [data for data in outputs if "application/vnd.vegalite.v5+json" in data]
    assert set(chart) == {"application/vnd.vegalite.v5+json", "image/png", "text/plain"}


def test_only_renders_some_and_keeps_the_others(corpus, own):
    before = contents(own / "site")
    options = ReportOptions(only=["city"], parameters={"city": "321100"})
    render_reports(corpus, own / "tables", own / "notebooks", own / "site", options=options)
    after = contents(own / "site")
    assert set(after) == set(before)
    assert after["all.html"] == before["all.html"]


def test_a_failing_cell_leaves_the_last_good_report_and_keeps_the_notebook(corpus, own):
    before = contents(own / "site")
    failing = [("code", 'city = "321100"', "parameters"), ("code", "1 / 0")]
    notebook(own / "notebooks" / "one.ipynb", *failing)
    options = ReportOptions(only=["city"], parameters={"city": "321100"})
    with pytest.raises(ReportError) as caught:
        render_reports(corpus, own / "tables", own / "notebooks", own / "site", options=options)
    assert "city-321100: cell" in str(caught.value)
    assert "ZeroDivisionError: division by zero" in str(caught.value)
    after = contents(own / "site")
    kept = {name for name in after if name.startswith("failed/")}
    assert "failed/city-321100.ipynb" in kept
    assert {name: data for name, data in after.items() if name not in kept} == before


def test_a_folder_with_files_of_the_user_is_not_written(corpus, tables, notebooks, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("x")
    with pytest.raises(InputError, match=r"thesis\.docx"):
        render_reports(corpus, tables, notebooks, tmp_path / "mine")


def test_another_city_is_in_every_comparison_and_has_its_page(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    header = "file,city,published,title,kind,publisher\n"
    rows = "suqian.txt,321300,2024,,plan,\nhuaian.txt,320800,2024,,plan,\n"
    (raw / "articles.csv").write_text(header + rows, "utf-8")
    text = (
        "{name}市2024年科技创新工作要点\n今年重点实施“三大工程”，即实施高企培育工程，"
        "新增高新技术企业{n}家以上；实施平台建设工程，建设重点实验室{m}家；"
        "实施成果转化工程，力争技术合同成交额达到{k}亿元。\n"
    )
    (raw / "suqian.txt").write_text(text.format(name="宿迁", n=120, m=5, k=80), "utf-8")
    (raw / "huaian.txt").write_text(text.format(name="淮安", n=150, m=6, k=90), "utf-8")
    corpus = cmp.build(raw)
    corpus.save(tmp_path / "tables")
    options = ReportOptions(parameters={"city": "321300"})
    render_reports(corpus, tmp_path / "tables", ROOT_NOTEBOOKS, tmp_path / "site", options=options)
    for report in ("compare", "targets"):
        html = (tmp_path / "site" / f"{report}.html").read_text("utf-8")
        assert "Suqian" in html, report
        assert "Huai" in html, report
    assert "120家以上" in (tmp_path / "site" / "city-321300.html").read_text("utf-8")
