"""The plan of reports is checked before any notebook runs."""

import pytest

from cmp.errors import ReportError
from cmp.render.plan import (
    Job,
    make_jobs,
    notebook_parameters,
    read_plan,
    select,
    with_parameters,
)

from .conftest import notebook


def jobs_of(notebooks, corpus, language="en"):
    return make_jobs(read_plan(notebooks), corpus.cities, language)


def test_a_report_for_each_city_is_a_job_for_each_city(notebooks, corpus):
    pages = [job.page for job in jobs_of(notebooks, corpus)]
    assert pages == ["all", "city-320682", "city-321000", "city-321100", "city-371300"]


def test_titles_and_notebooks_get_the_language(notebooks, corpus):
    jobs = jobs_of(notebooks, corpus, "zh")
    assert [job.title for job in jobs[:2]] == ["全部", "City：如皋市"]
    assert {job.parameters["language"] for job in jobs} == {"zh"}


def test_parameters_and_their_defaults_are_read_from_the_notebook(notebooks):
    found = notebook_parameters(notebooks / "all.ipynb")
    assert found == {"language": "en", "words": "扬州与镇江"}


def test_a_given_parameter_reaches_the_notebooks_that_have_it(notebooks, corpus):
    jobs = with_parameters(jobs_of(notebooks, corpus), {"words": "new"})
    assert [job.parameters.get("words") for job in jobs] == ["new", None, None, None, None]


def test_a_given_city_picks_its_page(notebooks, corpus):
    jobs = with_parameters(jobs_of(notebooks, corpus), {"city": "321000"})
    assert [job.page for job in jobs] == ["all", "city-321000"]


def test_a_city_without_article_is_refused_with_those_that_have_one(notebooks, corpus):
    only = [job for job in jobs_of(notebooks, corpus) if job.report == "city"]
    with pytest.raises(ReportError, match=r"no article of city '110000'\. There are 320682"):
        with_parameters(only, {"city": "110000"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cities": "321000"}, r"cities takes a list\. Write it as -p cities '\[321000\]'"),
        ({"seed": "one"}, "seed takes a whole number, not 'one'"),
    ],
)
def test_a_value_of_another_type_is_refused_before_the_run(tmp_path, given, message):
    notebook(tmp_path / "a.ipynb", ("code", "cities = []\nseed = 0", "parameters"))
    with pytest.raises(ReportError, match=message):
        with_parameters([Job("a", "a", "A", tmp_path / "a.ipynb", {})], given)


@pytest.mark.parametrize(
    ("plan", "message"),
    [
        ("", "declares no"),
        ("report = 3 = 4", "reports.toml: "),
        ('[[report]]\nname = "a"\nnotebook = "al.ipynb"\ntitle = "A"', "Did you mean 'all.ipynb'"),
        ('[[report]]\nname = "a"\nnotebook = "all.ipynb"', "has no title"),
        (
            '[[report]]\nname = "a"\nnotebook = "all.ipynb"\ntitle = "A"\nech = "city"',
            "unknown key 'ech'. Did you mean 'each'?",
        ),
    ],
)
def test_a_broken_plan_is_refused_with_its_place(notebooks, plan, message):
    (notebooks / "reports.toml").write_text(plan, "utf-8")
    with pytest.raises(ReportError) as caught:
        read_plan(notebooks)
    assert message in str(caught.value)


def test_an_unknown_report_is_refused_with_those_there_are(notebooks):
    with pytest.raises(ReportError, match=r"no report 'xyz'\. There are all, city"):
        select(read_plan(notebooks), ["xyz"])
