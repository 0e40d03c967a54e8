"""`report --due` renders when there is a reason, says so when there is none, and may be killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

import cmp
from cmp.render.execute import Outcome
from cmp.tables.staging import exclusive
from render.conftest import notebook

pytestmark = pytest.mark.slow

SOURCES = str(Path(cmp.__file__).parent.parent)
MONDAY = 1795384860  # 2026-11-22 22:01 UTC
DAY = 24 * 3600
PLAN = '[[report]]\nname = "{name}"\nnotebook = "all.ipynb"\ntitle = "A title"\n'
COMMAND = [sys.executable, "-c", "from cmp.cli import main; main()", "report"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one article and one small report, as the folder one is in."""
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    (raw / "suqian.txt").write_text("今年计划新增高新技术企业120家以上。\n", "utf-8")
    sheet = "file,city,published,title,kind,publisher\nsuqian.txt,321300,2024,,plan,\n"
    (raw / "articles.csv").write_text(sheet, "utf-8")
    (tmp_path / "notebooks").mkdir()
    write_notebook(tmp_path, "print(k)")
    (tmp_path / "notebooks" / "reports.toml").write_text(PLAN.format(name="all"), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MONDAY))
    return tmp_path


def write_notebook(project, line):
    cells = ("code", 'language = "en"\nk = 1', "parameters"), ("code", line)
    notebook(project / "notebooks" / "all.ipynb", *cells)


@pytest.fixture
def unrun():
    """Notebooks come back unrun, until this is undone: what is due is not for them to say."""

    def copied(jobs, _tables, folder, _progress=None):
        paths = [shutil.copy(job.notebook, folder / f"{job.page}.ipynb") for job in jobs]
        return [Outcome(job, path, None) for job, path in zip(jobs, paths, strict=True)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("cmp.render.report"), "execute", copied)
        yield patch


def made_at(project):
    record = json.loads((project / "reports" / "report.json").read_text("utf-8"))
    return datetime.fromisoformat(record["made_at"]).timestamp()


@pytest.mark.usefixtures("project")
def test_a_first_report_is_due_and_a_second_at_once_is_not(run):
    code, out, err = run("report", "--due")
    assert (code, out) == (0, f"6 pages; open {Path('reports/index.html')}\n")
    assert err.startswith("2026-11-22T22:01:00+00:00 policycmp report --due\ndue: no report")
    code, out, err = run("report", "--due", "--every", "weekly")
    assert code == 0
    assert out == (
        "nothing due: articles, figures, codebook, notebooks and parameters are those of the last "
        "report, 2026-11-22 22:01; next on 2026-11-23, or when one of them changes\n"
    )
    assert err == "2026-11-22T22:01:00+00:00 policycmp report --due\n"
    assert "next when one of them changes" in run("report", "--due")[1]


@pytest.mark.usefixtures("unrun")
def test_what_is_due_and_why(project, run, monkeypatch):
    assert run("report", "--due")[0] == 0
    later = iter(range(MONDAY + 60, MONDAY + 3600, 60))

    def check(reason, *options):
        moment = next(later)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
        _, _, err = run("report", "--due", *options)
        assert f"due: {reason}" in err
        assert made_at(project) == moment
        assert run("report", "--due", *options)[1].startswith("nothing due: ")

    write_notebook(project, "print(k + 1)")
    check("changed since 2026-11-22 22:01: the notebooks")
    sheet = project / "data" / "raw" / "articles.csv"
    sheet.write_text(sheet.read_text("utf-8").replace(",plan,", ",essay,"), "utf-8")
    check("changed since 2026-11-22 22:02: articles.csv")
    check("made in another language or with other parameters: all", "-p", "k", "2")
    check(
        "made in another language or with other parameters: all", "--language", "zh", "-p", "k", "2"
    )


@pytest.mark.usefixtures("project", "unrun")
def test_an_interval_that_has_passed_makes_a_report_due(run, monkeypatch):
    run("report", "--due")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MONDAY + 3 * DAY))
    assert run("report", "--due", "--every", "4")[1].startswith("nothing due: ")
    _, out, err = run("report", "--due", "--every", "3")
    assert "due: every 3 days, and the last report is of 2026-11-22 22:01" in err
    assert "6 pages" in out


@pytest.mark.usefixtures("unrun")
def test_a_report_rendered_alone_leaves_the_others_due(project, run):
    plan = project / "notebooks" / "reports.toml"
    plan.write_text(plan.read_text("utf-8") + PLAN.format(name="other"), "utf-8")
    run("report")
    run("report", "--only", "all")
    assert run("report", "--due")[1].startswith("nothing due: ")
    write_notebook(project, "print(k + 1)")
    run("report", "--only", "all")
    assert run("report", "--due", "--only", "all")[1].startswith("nothing due: ")
    assert "due: made of older inputs: other" in run("report", "--due")[2]


def test_a_failed_report_stays_due(project, run, unrun):
    run("report", "--due")
    unrun.undo()
    write_notebook(project, "1 / 0")
    for _ in range(2):
        code, out, err = run("report", "--due")
        assert (code, out) == (1, "")
        assert "due: changed since" in err
        assert "ZeroDivisionError" in err
    assert made_at(project) == MONDAY


def test_a_run_beside_another_exits_3_and_leaves_its_report(project, run):
    with exclusive(project / "reports"):
        code, out, err = run("report", "--due")
    assert (code, out) == (3, "")
    assert "another run is writing reports" in err
    assert not (project / "reports").exists()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("words", [("--every", "weekly"), ("--due", "--every", "fortnightly")])
def test_an_interval_without_due_or_of_no_length_is_wrong_usage(run, words):
    code, _, err = run("report", *words)
    assert code == 2
    assert "--every" in err


def test_a_killed_run_leaves_the_last_report_whole_and_the_next_one_works(project, run, unrun):
    run("report")
    unrun.undo()
    before = {path: path.read_bytes() for path in project.glob("reports/**/*.*") if path.is_file()}
    sign = project / "begun"
    write_notebook(project, f"open({str(sign)!r}, 'w').close(); import time; time.sleep(120)")
    environment = {**os.environ, "PYTHONPATH": SOURCES}
    running = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL)
    for _ in range(300):
        if sign.exists():
            break
        time.sleep(0.2)
    assert (project / ".reports.new").is_dir()
    # While it is under way, a second run is told so.
    second = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False)
    assert second.returncode == 3
    assert "another run is writing reports" in second.stderr
    running.kill()
    running.wait()
    after = {path: path.read_bytes() for path in project.glob("reports/**/*.*") if path.is_file()}
    assert after == before
    write_notebook(project, "print(k)")
    assert run("report")[0] == 0
    assert not (project / ".reports.new").exists()
