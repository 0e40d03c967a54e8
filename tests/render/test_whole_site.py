"""The site of the five articles in a browser without a network: drawn, linked, readable by all."""

import json
import re
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import polars as pl
import pytest

from cmp.render import ReportOptions, render_reports
from cmp.render.figures import figures_of
from cmp.wording import LANGUAGES

from .conftest import ROOT_NOTEBOOKS, opened
from .visits import visit

pytestmark = pytest.mark.slow
# A page of each kind; they share a style sheet with all others.
BY_NIGHT = {"index.html", "targets.html", "source-zhenjiang-2024-interview.html", "methods.html"}
NOTEBOOK_PAGES = ["corpus", "compare", "targets", "cluster", "city-321100"]
# A mark on which sentences stand, one for each chart and kind of mark.
SHOWN = "svg :is(.mark-symbol, .mark-rect, .mark-text) > *"
MARKS = """(marks) => marks
  .map((mark, n) => [n, ((mark.__data__ && mark.__data__.datum || {}).places || []).length])
  .filter(([, count]) => count)"""
# A page that is left must be drawn anew on return: it stays, and says where it was to go.
STAY = """window.asked = [];
window.stay = (event) => { window.asked.push(event.destination.url); event.preventDefault(); };
navigation.addEventListener("navigate", window.stay);"""
GO = 'navigation.removeEventListener("navigate", window.stay)'
# Where k is left out, most of a site's time goes into the choice of it; one language is enough.
PARAMETERS = {"en": {"k": "12"}, "zh": {}}
# Names, codes and terms that Chinese texts of statistics write in Latin letters.
LATIN = """
    policycmp CSV GDP PMC ARI Jaccard kappa Hennig Rothwell Zegveld Wilson Cramér Cramér's Monroe
    Colaresi Quinn TF-IDF Ruiz Estrada Liu Weng Zhou Excel Stata Python Data Package SHA- PDF GBK
    OpenCC raw_start raw_end indicator_terms csv dta json xlsx parquet datapackage other utf- show
    unrestored data why articles NPMI V-measure k-means README
"""


@pytest.fixture(scope="session", params=LANGUAGES)
def site(request, corpus, tmp_path_factory, data):
    """The whole site in a language, with the hand-coded rows beside its tables."""
    place = tmp_path_factory.mktemp(f"site-{request.param}")
    (place / "gold").symlink_to(data / "gold")
    corpus.save(place / "tables")
    options = ReportOptions(language=request.param, parameters=PARAMETERS[request.param])
    render_reports(corpus, place / "tables", ROOT_NOTEBOOKS, place / "site", options=options)
    return place / "site"


def figures(site):
    notebooks = sorted((site / "notebooks").glob("*.ipynb"))
    pages = ((path.stem, json.loads(path.read_text("utf-8"))) for path in notebooks)
    return list(chain.from_iterable(figures_of(notebook, page) for page, notebook in pages))


@pytest.fixture(scope="session")
def visits(site, browser):
    """Each page of the site opened once, with the network off, and looked at from all sides.

    The English pages by day, the Chinese by night: the style sheet is the same.
    """
    english = is_english(site)
    context = browser.new_context(offline=True, color_scheme="light" if english else "dark")
    found = {}
    for path in sorted(site.glob("*.html")):
        page, heard = opened(context, path)
        found[path.name] = visit(page, heard, look_for_rules=english or path.name in BY_NIGHT)
        page.close()
    context.close()
    return found


def is_english(site):
    return site.parent.name.startswith("site-en")


@pytest.mark.browser
def test_every_page_draws_all_its_charts_and_asks_for_nothing(visits):
    assert {f"{name}.html" for name in NOTEBOOK_PAGES} <= visits.keys()
    assert {name for name, seen in visits.items() if seen.drawn != seen.charts} == set()
    assert {name: seen.heard for name, seen in visits.items() if seen.heard} == {}
    assert all(visits[f"{name}.html"].charts for name in NOTEBOOK_PAGES)


@pytest.mark.browser
@pytest.mark.parametrize("name", NOTEBOOK_PAGES)
def test_a_click_on_a_mark_lands_on_its_sentence(site, corpus, open_page, name):
    page, _ = open_page(site / f"{name}.html")
    page.evaluate(STAY)
    asked = {}
    for figure in page.locator("figure.chart").all():
        found = figure.locator(SHOWN).evaluate_all(MARKS)
        # One that stands on a sentence of its own, and one that stands on several.
        for mark, count in {count > 1: (mark, count) for mark, count in reversed(found)}.values():
            follow(figure, mark, count)
            [address] = page.evaluate("window.asked.splice(0)")
            asked[address] = figure, mark, count
    page.evaluate(GO)
    address, last = asked.popitem()
    follow(*last)
    page.wait_for_url(lambda url: url == address)
    assert_lands(page, corpus)
    for address in asked:
        page.goto(address)
        assert_lands(page, corpus)


def follow(figure, mark, count):
    """Click on a mark, and of several sentences on the first."""
    figure.locator(SHOWN).nth(mark).dispatch_event("click", {"bubbles": True})
    if count > 1:
        figure.locator(".behind a").first.click()


def assert_lands(page, corpus):
    """The page is a source or city page, and its anchor is the row's number in its sentence."""
    assert re.search(r"/(source|city)-", page.url)
    name, _, anchor = page.url.rpartition("/")[2].partition("#")
    if not anchor:
        return
    place = page.locator(f"[id='{unquote(anchor)}']")
    row = corpus.targets.filter(target=anchor)
    if row.height:
        [target] = row.to_dicts()
        text = dict(corpus.documents.select("doc", "text").rows())[target["doc"]]
        assert place.text_content() == text[target["start"] : target["end"]]
    assert place.is_visible(), name


def test_every_target_and_measure_can_be_reached_from_a_chart_and_back(site, corpus):
    drawn = figures(site)
    held = {key: figure for figure in drawn for key in figure.held}
    for doc, row_id in chain(
        corpus.targets.select("doc", "target").iter_rows(),
        corpus.measures.select("doc", "measure").iter_rows(),
    ):
        figure = held[row_id]
        html = (site / f"source-{doc}.html").read_text("utf-8")
        assert f'id="{row_id}"' in html
        [row] = re.findall(rf'<tr id="row-{row_id}">.*?</tr>', html)
        assert f'href="{figure.page}.html#' in row
        chart_page = (site / f"{figure.page}.html").read_text("utf-8")
        assert f'id="{figure.anchor}"' in chart_page
        assert f"source-{doc}.html#{row_id}" in chart_page


@pytest.mark.browser
def test_no_page_breaks_a_rule_of_wcag(site, visits):
    looked = {name: seen.broken for name, seen in visits.items() if seen.broken is not None}
    assert looked.keys() == (visits.keys() if is_english(site) else BY_NIGHT)
    assert {name: broken for name, broken in looked.items() if broken} == {}


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_telephone(visits):
    assert {name: seen.width for name, seen in visits.items() if seen.width > 390} == {}


@pytest.mark.browser
def test_a_city_picked_stands_out_in_every_chart(site, open_page):
    page, _ = open_page(site / "targets.html")
    select = page.locator(".choices select").first
    options = select.locator("option").all_text_contents()
    select.select_option(options[1])
    kept = page.evaluate(
        """(name) => [...document.querySelectorAll("figure.chart")].map((figure) => {
          const marks = [...figure.querySelectorAll("svg .mark-symbol > *, svg .mark-rect > *")]
            .filter((mark) => ((mark.__data__ && mark.__data__.datum) || {}).city_name);
          const wrong = marks.filter((mark) =>
            mark.classList.contains("pale") === (mark.__data__.datum.city_name === name));
          return [marks.length, wrong.length];
        })""",
        options[1],
    )
    assert sum(marks for marks, _ in kept) > 100
    assert [wrong for _, wrong in kept] == [0] * len(kept)


@pytest.mark.browser
def test_the_data_of_a_chart_open_by_keyboard_and_lead_to_their_sentences(site, open_page):
    page, _ = open_page(site / "targets.html")
    details = page.locator("figure.chart").first.locator("details.data")
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    rows = details.locator("tbody tr")
    rows.first.wait_for()
    assert rows.count() == 105
    assert rows.first.locator("a").get_attribute("href").startswith("source-")


@pytest.mark.browser
def test_no_chart_is_cut_on_paper(visits):
    assert {name: seen.charts_end for name, seen in visits.items() if seen.charts_end > 720} == {}


@pytest.mark.parametrize("name", NOTEBOOK_PAGES)
def test_a_page_asks_its_question_in_its_language_and_no_other(site, name):
    notebook = json.loads((ROOT_NOTEBOOKS / f"{name.partition('-')[0]}.ipynb").read_text("utf-8"))
    asked = {
        tag: "".join(cell["source"]).partition("\n")[0].removeprefix("# ")
        for cell in reversed(notebook["cells"])
        for tag in cell["metadata"].get("tags", ())
        if tag.startswith("lang-")
    }
    html = (site / f"{name}.html").read_text("utf-8")
    own, other = ("en", "zh") if is_english(site) else ("zh", "en")
    assert f'<html lang="{"en" if is_english(site) else "zh-Hans"}">' in html
    words = unescape(re.sub("<[^>]+>", "", html))
    assert asked[f"lang-{own}"] in words
    assert asked[f"lang-{other}"] not in words


def test_the_tables_of_the_pages_lead_to_the_articles(site):
    html = (site / "corpus.html").read_text("utf-8")
    assert re.search(r'<td[^>]*><a href="source-linyi-2023-interview.html">', html)
    city = (site / "city-321100.html").read_text("utf-8")
    assert re.search(r'<td[^>]*><a href="source-zhenjiang-[^"]*#[^"]*-t\d+">', city)


def test_the_site_is_small_enough_to_send(site):
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert size < 25_000_000
    assert (site / "cluster.html").stat().st_size < 1_800_000


def test_four_charts_add_little_to_an_executed_notebook(site):
    for path in (site / "notebooks").glob("*.ipynb"):
        images = re.findall(r'"image/png": "([^"]*)"', path.read_text("utf-8"))
        assert 4 * sum(map(len, images)) <= 120_000 * len(images), path.name


def test_every_file_to_download_is_there(site):
    html = (site / "data.html").read_text("utf-8")
    links = re.findall(r'<a href="([^"]+)" download', html)
    assert {Path(link).suffix for link in links} == {".csv", ".dta", ".json", ".parquet", ".xlsx"}
    assert len(links) > 40
    for link in links:
        assert (site / unquote(link)).stat().st_size > 0
    chart = pl.read_csv(site / "data" / "charts" / "targets-1.csv")
    assert chart.height == 105


def test_the_page_of_methods_shows_the_agreement_with_coding(site):
    html = (site / "methods.html").read_text("utf-8")
    assert html.count("<tr>") > 30
    assert "0.606" in html


@pytest.mark.browser
def test_no_words_of_a_chinese_page_are_english(site, visits):
    if is_english(site):
        return  # its articles are Chinese
    assert {name: found for name, seen in visits.items() if (found := english(seen.words))} == {}


def english(texts):
    """Words in Latin letters that are neither a name, a code nor part of an id."""
    ids = re.compile(r"[\w-]*-\d{4}-[\w-]+|[0-9a-f]{12,}|\w+\.\w+|R&D|https?://\S+")
    notes = re.compile(r"(?:seen|outcome of|stated as|copy of)[^一-鿿]*")
    words = {
        word
        for text in texts
        for word in re.findall(r"[A-Za-zé][A-Za-zé_'’-]{3,}", notes.sub("", ids.sub("", text)))
    }
    return words - set(LATIN.split())
