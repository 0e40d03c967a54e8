"""Each report is kept as tables, for a stated time, and the next one says what it changed."""

import re
import shutil
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from pathlib import Path

import polars as pl
import pytest

import cmp
from cmp.errors import ReportError
from cmp.render import ReportOptions, changes, render_reports
from cmp.render.changes import changes_page
from cmp.render.history import (
    Snapshot,
    compare_with_last,
    read_history,
    snapshot_name,
    worth_keeping,
    write_snapshot,
)
from cmp.render.page import Link, Page
from cmp.render.record import Record, read_record

from .conftest import notebook

CHINA = timezone(timedelta(hours=8))
MONDAY = datetime(2026, 11, 23, 6, tzinfo=CHINA)
WEEK = timedelta(weeks=1)
EARLY = "rugao-2023-essay"
LATE = "zhenjiang-2024-interview"
PAGE = Page("changes.html", "Changes", [Link("index.html", "Contents")], "Made today.")


def record_of(made_at, content="same", inputs=None):
    counts = {"n_documents": 5, "n_targets": 105, "n_measures": 107}
    return Record(made_at, "0.1.0", "en", {}, inputs or {}, content, counts)


def kept_days(*made):
    """Of reports made on (day of 2026 or 2027 as month-day, content), those that are kept."""
    snapshots = []
    for moment, content in made:
        made_at = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
        snapshots.append(Snapshot(Path(snapshot_name(made_at)), record_of(made_at, content)))
    kept = worth_keeping(snapshots, snapshots[-1])
    return [f"{snapshot.made_at:%Y-%m-%dT%H}" for snapshot in kept]


def without(corpus, doc):
    """The tables of a corpus without one article."""
    return {
        name: frame.filter(pl.col("doc") != doc) if "doc" in frame.columns else frame
        for name, frame in corpus.tables.items()
    }


def text_of(html):
    main = re.search(r"<main.*</main>", html, re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def ids_of(html):
    """The ids in the first column of the page's tables."""
    return re.findall(r"<tr><td[^>]*>(?:<a [^>]*>)?([\w-]+-[tm]\d+(?:-\d+)?)(?:</a>)?</td>", html)


class TestRetention:
    def test_of_a_day_the_last_report_is_kept_and_each_that_brought_a_change(self):
        assert kept_days(
            ("2026-11-23T06", "a"), ("2026-11-23T08", "a"), ("2026-11-23T10", "b"),
            ("2026-11-23T12", "b"), ("2026-11-23T14", "b"), ("2026-11-24T06", "b"),
        ) == [
            "2026-11-23T06", "2026-11-23T08", "2026-11-23T10", "2026-11-23T14", "2026-11-24T06",
        ]  # fmt: skip

    def test_after_twelve_weeks_the_last_of_each_month_is_kept(self):
        assert kept_days(
            ("2026-05-04T06", "a"), ("2026-05-11T06", "b"), ("2026-06-01T06", "c"),
            ("2026-06-29T06", "d"), ("2026-08-31T06", "e"), ("2026-09-07T06", "f"),
            ("2026-11-23T06", "g"),
        ) == [
            "2026-05-11T06", "2026-06-29T06", "2026-08-31T06", "2026-09-07T06", "2026-11-23T06",
        ]  # fmt: skip

    def test_after_three_years_none_is_kept(self):
        assert kept_days(
            ("2023-11-01T06", "a"), ("2023-12-04T06", "b"), ("2026-11-16T06", "c"),
            ("2026-11-23T06", "d"),
        ) == ["2023-12-04T06", "2026-11-16T06", "2026-11-23T06"]  # fmt: skip

    def test_the_two_reports_of_the_last_change_are_kept_however_old(self):
        assert kept_days(
            ("2021-03-01T06", "a"), ("2021-03-08T06", "b"), ("2021-03-15T06", "b"),
            ("2026-11-23T06", "b"),
        ) == ["2021-03-01T06", "2021-03-08T06", "2026-11-23T06"]  # fmt: skip

    def test_years_of_weekly_reports_stay_few(self):
        snapshots = []
        for week in range(260):
            made_at = MONDAY + week * WEEK
            made = Snapshot(Path(snapshot_name(made_at)), record_of(made_at, str(week % 9)))
            snapshots = worth_keeping([*snapshots, made], made)
        assert 12 + 33 <= len(snapshots) <= 13 + 37


class TestChangePage:
    @pytest.fixture
    def site(self, corpus, tmp_path):
        """A site whose first report lacks an article."""
        write_snapshot(tmp_path, without(corpus, LATE), record_of(MONDAY, "before"))
        return tmp_path

    def page(self, site, tables, made_at, content, page=PAGE):
        made = write_snapshot(site, tables, record_of(made_at, content, {"codebook": content}))
        history = read_history(site)
        return changes_page(compare_with_last(history, made), page, history)

    def test_the_first_report_says_so(self, corpus, tmp_path):
        html = self.page(tmp_path, corpus.tables, MONDAY, "x")
        assert "This is the first report kept here" in text_of(html)
        assert ids_of(html) == []

    def test_an_added_article_is_listed_with_exactly_its_rows(self, corpus, site):
        html = self.page(site, corpus.tables, MONDAY + WEEK, "after")
        new = [
            corpus.targets.filter(doc=LATE)["target"],
            corpus.measures.filter(doc=LATE)["measure"],
        ]
        assert ids_of(html) == [*new[0], *new[1]]
        text = text_of(html)
        assert "Compared with the report of 2026-11-23 06:00: Articles: 1 new, 0 changed" in text
        assert "New quantitative statements (7)" in text
        assert "What differs in what the reports were made of: the codebook." in text
        assert "≥ 900 家" in text

    def test_a_report_with_the_same_figures_says_so_and_lists_the_last_change(self, corpus, site):
        before = ids_of(self.page(site, corpus.tables, MONDAY + WEEK, "after"))
        html = self.page(site, corpus.tables, MONDAY + 2 * WEEK, "after")
        text = text_of(html)
        assert "Nothing has changed since the report of 2026-11-30 06:00" in text
        assert "came with the report of 2026-11-30 06:00, compared with that of 2026-11-23" in text
        assert ids_of(html) == before

    def test_where_nothing_ever_changed_nothing_is_listed(self, corpus, tmp_path):
        self.page(tmp_path, corpus.tables, MONDAY, "x")
        html = self.page(tmp_path, corpus.tables, MONDAY + WEEK, "x")
        assert "Nothing has changed since the report of 2026-11-23 06:00" in text_of(html)
        assert "The last change" not in text_of(html)

    def test_a_changed_row_shows_what_became_what_with_the_names_of_codes(self, corpus, tmp_path):
        row = corpus.targets.filter(doc=LATE).row(0, named=True)
        is_it = pl.col("target") == row["target"]
        other = corpus.targets.with_columns(
            value=pl.when(is_it).then(pl.lit(120.0)).otherwise("value"),
            city=pl.when(is_it).then(pl.lit("321000")).otherwise("city"),
        )
        self.page(tmp_path, corpus.tables | {"targets": other}, MONDAY, "x")
        text = text_of(self.page(tmp_path, corpus.tables, MONDAY + WEEK, "y"))
        assert "Changed quantitative statements (1)" in text
        assert f"{row['target']} {row['quote'][:2]}" in text
        assert "Value 120 100" in text
        assert "City Yangzhou Zhenjiang" in text

    def test_withdrawn_rows_have_the_names_of_cities_that_are_gone(self, corpus, tmp_path):
        self.page(tmp_path, corpus.tables, MONDAY, "x")
        fewer = without(corpus, "rugao-2023-essay")
        fewer["cities"] = fewer["cities"].filter(pl.col("city") != "320682")
        text = text_of(self.page(tmp_path, fewer, MONDAY + WEEK, "y"))
        assert "Removed articles (1)" in text
        assert "Rugao" in text

    def test_it_is_told_in_chinese(self, corpus, site):
        page = Page("changes.html", "变化", [Link("index.html", "目录")], "今日", "zh")
        html = self.page(site, corpus.tables, MONDAY + WEEK, "after", page)
        assert '<html lang="zh-Hans">' in html
        text = text_of(html)
        assert "新增数量陈述（7）" in text
        assert "镇江市" in text
        assert "历次报告" in text

    def test_the_words_of_articles_are_text_and_no_markup(self, corpus, site):
        row = corpus.targets.filter(doc=LATE).row(0, named=True)
        is_it = pl.col("target") == row["target"]
        quote = pl.when(is_it).then(pl.lit("<script>x</script>")).otherwise("quote").alias("quote")
        tables = corpus.tables | {"targets": corpus.targets.with_columns(quote)}
        html = self.page(site, tables, MONDAY + WEEK, "after")
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert "script-src 'none'" in html

    def test_rows_beyond_the_most_are_counted(self, corpus, site, monkeypatch):
        monkeypatch.setattr(changes, "MOST_ROWS", 3)
        html = self.page(site, corpus.tables, MONDAY + WEEK, "after")
        assert len(ids_of(html)) == 3 + 3
        assert "New quantitative statements (7)" in text_of(html)
        assert "4 more rows are not shown" in text_of(html)

    def test_a_report_of_the_same_second_takes_the_place_of_the_other(self, corpus, site):
        for _ in range(2):
            html = self.page(site, corpus.tables, MONDAY + WEEK, "after")
        assert len(read_history(site)) == 2
        assert "Articles: 1 new" in text_of(html)

    def test_a_damaged_snapshot_is_passed_over(self, corpus, site):
        [damaged] = (site / "history").iterdir()
        (damaged / "targets.parquet").write_bytes(b"PAR1")
        html = self.page(site, corpus.tables, MONDAY + WEEK, "after")
        assert "This is the first report kept here" in text_of(html)
        assert damaged.is_dir()


@pytest.fixture(scope="module")
def place(data, tmp_path_factory):
    """Two articles of the project and a small report, rendered twice, a week apart.

    The second article came between the renders, which is when old snapshots were there too.
    """
    place = tmp_path_factory.mktemp("history")
    (place / "raw").mkdir()
    (place / "notebooks").mkdir()
    write_notebook(place, "print(len(cmp.load().targets))")
    plan = '[[report]]\nname = "all"\nnotebook = "all.ipynb"\ntitle = "All"\n'
    (place / "notebooks" / "reports.toml").write_text(plan, "utf-8")
    add_articles(data, place, EARLY)
    render(place, MONDAY)
    [made] = read_history(place / "site")
    for days in (200, 201):
        record = record_of(MONDAY - timedelta(days=days), made.record.content)
        old = write_snapshot(place / "site", made.tables(), record)
        shutil.copy(made.folder / "changes.html", old.folder)
    add_articles(data, place, EARLY, LATE)
    render(place, MONDAY + WEEK)
    return place


def write_notebook(place, line):
    notebook(
        place / "notebooks" / "all.ipynb",
        ("code", 'language = "en"', "parameters"),
        ("code", f"import cmp\n{line}"),
    )


def add_articles(data, place, *docs):
    """These articles of the project, with their lines of its sheet."""
    head, *lines = (data / "raw" / "articles.csv").read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith(docs)]
    (place / "raw" / "articles.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    for doc in docs:
        shutil.copy(data / "raw" / f"{doc}.txt", place / "raw")


def render(place, made_at):
    corpus = cmp.build(place / "raw")
    corpus.save(place / "tables")
    options = ReportOptions(now=made_at)
    render_reports(corpus, place / "tables", place / "notebooks", place / "site", options=options)


@pytest.mark.slow
class TestRenders:
    def test_a_week_later_with_one_more_article_exactly_its_rows_are_new(self, place, corpus):
        html = (place / "site" / "changes.html").read_text("utf-8")
        late = [
            corpus.targets.filter(doc=LATE)["target"],
            corpus.measures.filter(doc=LATE)["measure"],
        ]
        assert ids_of(html) == [*late[0], *late[1]]
        assert "Compared with the report of 2026-11-23 06:00" in html
        record = read_record(place / "site")
        assert record.made_at == MONDAY + WEEK
        assert record.counts["n_documents"] == 2
        assert "Made 2026-11-30 06:00+08:00" in html

    def test_every_link_of_the_site_and_its_history_leads_somewhere(self, place):
        site = place / "site"
        pages = [*site.glob("*.html"), *site.glob("history/*/*.html")]
        assert {page.name for page in pages} >= {"index.html", "changes.html", "all.html"}
        for page in pages:
            html = page.read_text("utf-8")
            assert "Content-Security-Policy" in html
            for link in re.findall(r'href="([^"#]+)"', html):
                assert (page.parent / link).is_file(), (page, link)
        assert 'href="changes.html"' in (site / "all.html").read_text("utf-8")

    def test_old_snapshots_go_when_the_next_report_is_made(self, place):
        site = place / "site"
        ages = [(MONDAY - snapshot.made_at).days for snapshot in read_history(site)]
        assert ages == [200, 0, -7]
        assert snapshot_name(MONDAY + WEEK) in (site / "changes.html").read_text("utf-8")

    def test_a_render_that_fails_changes_neither_history_nor_record(self, place, tmp_path):
        own = Path(shutil.copytree(place, tmp_path / "own"))
        files = {path: path.read_bytes() for path in own.glob("site/**/*.*") if path.is_file()}
        write_notebook(own, "1 / 0")
        with pytest.raises(ReportError):
            render(own, MONDAY + 2 * WEEK)
        assert {path: path.read_bytes() for path in files} == files
        made = [snapshot.made_at for snapshot in read_history(own / "site")]
        assert made == [MONDAY - timedelta(days=200), MONDAY, MONDAY + WEEK]


def test_a_snapshot_is_named_by_its_moment_wherever_it_is_made():
    assert snapshot_name(MONDAY) == snapshot_name(MONDAY.astimezone(UTC)) == "2026-11-22T220000Z"
