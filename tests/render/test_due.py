"""A report is due when what it is made of, or the calendar, says so; and the reasons are told."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cmp.errors import InputError
from cmp.render import clock
from cmp.render.due import (
    Every,
    due_by_inputs,
    due_by_pages,
    oldest,
    parse_every,
)
from cmp.render.plan import Job
from cmp.render.record import Record, input_digests, page_record, read_record

MONDAY = datetime(2026, 11, 23, 6, 1, tzinfo=timezone(timedelta(hours=8)))
INPUTS = {"articles": "a", "codebook": "b", "notebooks": "c"}


@pytest.fixture
def jobs(tmp_path):
    """Two pages that are there."""
    for page in ("all", "city-321100"):
        (tmp_path / f"{page}.html").write_text("x")
    one = Job("all", "all", "All", tmp_path, {"language": "en"})
    return [one, Job("city-321100", "city", "City", tmp_path, {"language": "en", "k": [1, 2]})]


@pytest.fixture
def record(jobs):
    pages = {job.page: page_record(job, MONDAY, INPUTS) for job in jobs}
    return Record(MONDAY, "0.1.0", "en", {}, INPUTS, "content", {"n_targets": 3}, pages)


def test_a_record_is_read_as_it_was_written(record, tmp_path):
    record.write(tmp_path)
    assert read_record(tmp_path) == record


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pages": {}, "made_at": "2026-11-23T06:00:00"}'])
def test_a_record_of_another_form_is_none(tmp_path, text):
    (tmp_path / "report.json").write_text(text)
    assert read_record(tmp_path) is None
    assert due_by_inputs(None, INPUTS) == ["no report has been made here"]


def test_nothing_is_due_where_all_is_the_same(record, jobs, tmp_path):
    assert due_by_inputs(record, INPUTS) == []
    assert due_by_pages(record, jobs, tmp_path) == []


def test_changed_inputs_are_named(record):
    [reason] = due_by_inputs(record, INPUTS | {"codebook": "x", "notebooks": "y"})
    assert reason == "changed since 2026-11-23 06:01: the codebook, the notebooks"


def test_pages_are_due_that_are_missing_older_or_made_with_something_else(record, jobs, tmp_path):
    (tmp_path / "all.html").unlink()
    assert due_by_pages(record, jobs, tmp_path) == ["missing: all"]
    jobs[0] = Job("all", "all", "All", tmp_path, {"language": "zh"}, "zh")
    (tmp_path / "all.html").write_text("x")
    [reason] = due_by_pages(record, jobs, tmp_path)
    assert reason == "made in another language or with other parameters: all"
    stale = page_record(jobs[1], MONDAY, INPUTS | {"articles": "before"})
    old = Record(**{**vars(record), "pages": {**record.pages, "city-321100": stale}})
    assert due_by_pages(old, jobs[1:], tmp_path) == ["made of older inputs: city-321100"]


def test_the_oldest_page_counts_for_the_interval(record, jobs):
    earlier = page_record(jobs[0], MONDAY - timedelta(days=8), INPUTS)
    old = Record(**{**vars(record), "pages": {**record.pages, "all": earlier}})
    assert oldest(old, jobs) == MONDAY - timedelta(days=8)


@pytest.mark.parametrize(
    ("every", "later", "due"),
    [
        # A run that begins a minute earlier in the day than the last one is not too early.
        ("weekly", timedelta(days=7, minutes=-1), True),
        ("weekly", timedelta(days=6), False),
        ("daily", timedelta(hours=23, minutes=59), True),
        ("daily", timedelta(hours=17), False),
        ("monthly", timedelta(days=7), False),
        ("monthly", timedelta(days=8), True),
        ("14", timedelta(days=13), False),
        ("14", timedelta(days=14, minutes=-1), True),
        ("14", timedelta(days=-1), True),
    ],
)
def test_the_interval_counts_days_of_the_calendar(every, later, due):
    assert parse_every(every).has_passed(MONDAY, MONDAY + later) is due


def test_without_an_interval_time_makes_nothing_due():
    assert not Every().has_passed(MONDAY, MONDAY + timedelta(days=900))


def test_the_days_are_those_of_the_place_where_it_runs():
    sunday_in_london = datetime(2026, 11, 22, 22, 1, tzinfo=UTC)
    assert sunday_in_london == MONDAY
    assert not parse_every("daily").has_passed(sunday_in_london, MONDAY + timedelta(hours=1))


@pytest.mark.parametrize(
    ("every", "made_on", "following"),
    [
        ("weekly", date(2026, 11, 23), date(2026, 11, 30)),
        ("weekly", date(2026, 11, 29), date(2026, 11, 30)),
        ("monthly", date(2027, 1, 31), date(2027, 2, 1)),
        ("monthly", date(2026, 12, 1), date(2027, 1, 1)),
        ("daily", date(2024, 2, 28), date(2024, 2, 29)),
    ],
)
def test_the_next_day_is_told(every, made_on, following):
    assert parse_every(every).next(made_on) == following


@pytest.mark.parametrize("text", ["0", "-1", "fortnightly", "3661", "1.5", "", "²"])
def test_what_is_no_interval_is_none(text):
    assert parse_every(text) is None


def test_each_kind_of_input_has_its_own_digest(tmp_path):
    (tmp_path / "a.ipynb").write_text("{}")
    (tmp_path / "reports.toml").write_text("")
    made_of = {"articles": {"a.txt": "1", "articles.csv": "2"}, "context": "3", "codebook": "4"}
    before = input_digests(made_of, tmp_path)
    (tmp_path / "a.ipynb").write_text("{ }")
    after = input_digests({**made_of, "articles": {"a.txt": "1", "articles.csv": "x"}}, tmp_path)
    assert {name for name in before if before[name] != after[name]} == {"articles.csv", "notebooks"}


def test_the_clock_can_be_set(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795384860")
    assert clock.now() == MONDAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(InputError, match="seconds since 1970"):
        clock.now()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert clock.now().tzinfo is not None
