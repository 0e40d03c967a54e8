"""Scripts in titles, bodies, file names and fields of articles.csv stay words in every page."""

import csv

import pytest

import cmp
from cmp.render import ReportOptions, render_reports

from .test_page import PAYLOADS

pytestmark = [pytest.mark.slow, pytest.mark.browser]
# Names with marks that some systems forbid, as < and ", are refused before anything is read.
NAMED = "x' autofocus onfocus='window.ran = 1' &amp;.txt"
BODY = "去年，宿迁市新增高新技术企业120家。今年将组织产学研对接活动{n}场{payload}。\n"


@pytest.fixture
def hostile(tmp_path, notebooks):
    """The site of articles that hold every payload in every place."""
    raw = tmp_path / "raw"
    raw.mkdir()
    rows = []
    for n, payload in enumerate(PAYLOADS):
        name = NAMED if n == 0 else f"article-{n}.txt"
        (raw / name).write_text(f"标题{payload}\n" + BODY.format(n=n + 3, payload=payload), "utf-8")
        rows.append([name, "321300", "2024", f"标题{payload}", payload, payload])
    with (raw / "articles.csv").open("w", encoding="utf-8", newline="") as file:
        columns = ["file", "city", "published", "title", "kind", "publisher"]
        csv.writer(file).writerows([columns, *rows])
    corpus = cmp.build(raw)
    corpus.save(tmp_path / "tables")
    # The page of a city says nothing of its articles here.
    options = ReportOptions(only=["all"])
    render_reports(corpus, tmp_path / "tables", notebooks, tmp_path / "site", options=options)
    return tmp_path / "site"


def test_no_payload_runs_and_headings_stay(hostile, open_page):
    headings = []
    for path in sorted(hostile.glob("*.html")):
        page, heard = open_page(path)
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran === undefined"), path.name
        [heading] = page.locator("h1").all_text_contents()
        if path.name.startswith("source-"):
            headings.append(heading)
        assert heard == [], path.name
        assert page.url == path.absolute().as_uri()
        page.close()
    assert sorted(headings) == sorted(f"标题{payload}" for payload in PAYLOADS)
