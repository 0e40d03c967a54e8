"""What `policycmp schedule` prints is pasted and run here as cron, systemd and GitHub would."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import cmp

SOURCES = str(Path(cmp.__file__).parent.parent)
# What cron gives a command, and where the sources under test stand.
CRON = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "PYTHONPATH": SOURCES}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="cron and systemd are of Unix")


@pytest.fixture(params=["plain", "a b", "50% of 'it' $x", "项目"])
def folder(request, tmp_path, monkeypatch):
    """A folder of any name, as the one that one is in."""
    path = tmp_path / request.param
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def as_cron(line):
    """The command of a crontab line: % ends it, unless it is escaped."""
    command = line.split(maxsplit=5)[5]
    return re.split(r"(?<!\\)%", command)[0].replace("\\%", "%")


def entry(text):
    [line] = [line for line in text.splitlines() if line and not line.startswith("#")]
    return line


def sh(command, folder, **environment):
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder, env={**CRON, "HOME": str(folder), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_of_the_crontab_runs_in_an_empty_environment(folder, run):
    code, out, _ = run("schedule", "cron", "--at", "6:05", "--day", "friday")
    assert code == 0
    assert entry(out).startswith("5 6 * * 5 cd ")
    ended = sh(as_cron(entry(out)), folder.parent)
    # There is no project here: the program has begun, in this folder, and says so in the log.
    assert ended.returncode == 1
    assert (ended.stdout, ended.stderr) == ("", "")
    assert "policycmp: no reports.toml in notebooks" in (folder / "reports.log").read_text("utf-8")


@pytest.mark.parametrize("folder", ["a b"], indirect=True)
def test_where_the_command_is_not_beside_python_python_runs_it(folder, run, monkeypatch):
    monkeypatch.setattr(import_module("cmp.cli.schedule"), "SCRIPT", "not-there")
    ended = sh(as_cron(entry(run("schedule", "cron")[1])), folder.parent)
    assert ended.returncode == 1
    assert "policycmp: no reports.toml in notebooks" in (folder / "reports.log").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["50% of 'it' $x"], indirect=True)
def test_the_crontab_makes_a_report_and_then_finds_nothing_due(folder, run):
    (folder / "data" / "raw").mkdir(parents=True)
    (folder / "data" / "raw" / "suqian.txt").write_text("今年计划新增高企120家以上。\n", "utf-8")
    sheet = "file,city,published,title,kind,publisher\nsuqian.txt,321300,2024,,plan,\n"
    (folder / "data" / "raw" / "articles.csv").write_text(sheet, "utf-8")
    (folder / "notebooks").mkdir()
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [],
         "execution_count": None}
    ]  # fmt: skip
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "a.ipynb").write_text(json.dumps(whole), "utf-8")
    plan = '[[report]]\nname = "a"\nnotebook = "a.ipynb"\ntitle = "A"\n'
    (folder / "notebooks" / "reports.toml").write_text(plan, "utf-8")
    command = as_cron(entry(run("schedule", "cron", "--language", "zh")[1]))
    assert [sh(command, folder.parent).returncode for _ in range(2)] == [0, 0]
    log = (folder / "reports.log").read_text("utf-8")
    assert re.findall(r"^(6 pages|nothing due)", log, re.MULTILINE) == [
        "6 pages", "nothing due",
    ]  # fmt: skip
    assert len(re.findall(r"^\d{4}-\d\d-\d\dT\S+ policycmp report --due$", log, re.MULTILINE)) == 2
    assert '<html lang="zh-Hans">' in (folder / "reports" / "index.html").read_text("utf-8")


def test_a_percent_sign_in_an_option_reaches_the_report(folder, run):
    _, out, _ = run("schedule", "cron", "-p", "k", "5% 'of' it")
    words = shlex.split(as_cron(entry(out)))
    assert words[words.index("-p") : words.index(">>")] == ["-p", "k", "5% 'of' it"]
    assert words[1] == str(folder)


@pytest.fixture
def units(folder, run):
    """The units that the pasted text of systemd writes, and what it asks of systemctl."""
    home = folder.parent / "home"
    (home / "bin").mkdir(parents=True)
    stub = home / "bin" / "systemctl"
    stub.write_text(f'#!/bin/sh\necho "$@" >> {home}/asked\n')
    stub.chmod(0o755)
    code, out, _ = run("schedule", "systemd", "-p", "k", "100% \"of\" $HOME\\n 'it'")
    assert code == 0
    pasted = sh(out, folder, HOME=str(home), PATH=f"{home}/bin:/usr/bin:/bin")
    assert (pasted.returncode, pasted.stderr) == (0, "")
    service, timer = sorted((home / ".config" / "systemd" / "user").iterdir())
    asked = (home / "asked").read_text().splitlines()
    assert asked == ["--user daemon-reload", f"--user enable --now {timer.name}"]
    return service, timer


def test_systemd_accepts_the_units(units):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine: units were parsed only")
    verified = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def expanded(value):
    """A value as systemd reads it: %% is %, $$ is $, and either alone stands for something else."""
    assert not re.search(r"[%$]", re.sub(r"%%|\$\$", "", value)), value
    return value.replace("%%", "%").replace("$$", "$")


def test_the_service_runs_the_report_in_its_folder(units, folder):
    service, timer = (configparser.RawConfigParser() for _ in units)
    service.optionxform = timer.optionxform = str
    # systemd lets a key stand twice, configparser does not: here none does.
    service.read(units[0], "utf-8")
    timer.read(units[1], "utf-8")
    assert units[0].stem == units[1].stem
    assert timer["Timer"]["OnCalendar"] == "Mon *-*-* 06:00:00"
    assert timer["Timer"]["Persistent"] == "true"
    # Only in commands does $ stand for something.
    at = {name: value.replace("$", "$$") for name, value in service["Service"].items()}
    assert expanded(at["WorkingDirectory"]) == str(folder)
    for stream in ("StandardOutput", "StandardError"):
        assert expanded(at[stream]) == f"append:{folder / 'reports.log'}"
    words = shlex.split(expanded(service["Service"]["ExecStart"]))
    assert words[1:] == [
        "report", "--due", "--every", "weekly", "-p", "k", "100% \"of\" $HOME\\n 'it'",
    ]  # fmt: skip
    ended = subprocess.run(
        words[:2], cwd=folder, env=CRON, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "no reports.toml" in ended.stderr


def test_units_of_two_projects_of_one_name_do_not_meet(tmp_path, monkeypatch, run):
    texts = []
    for name in ("a", "b"):
        (tmp_path / name / "thesis").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / name / "thesis")
        texts.append(re.search(r"policycmp-thesis-\w+\.timer", run("schedule", "systemd")[1])[0])
    assert len(set(texts)) == 2


def steps(text):
    workflow = yaml.safe_load(text)
    return workflow, workflow["jobs"]["report"]["steps"]


def test_the_workflow_renders_what_is_due_and_keeps_the_report(run):
    workflow, taken = steps(run("schedule", "github", "--at", "23:30", "--day", "daily")[1])
    # YAML 1.1 reads the key on as true.
    assert workflow[True]["schedule"] == [{"cron": "30 23 * * *"}]
    assert workflow["permissions"] == {"contents": "read", "actions": "read"}
    used = [step["uses"].partition("@")[0] for step in taken if "uses" in step]
    assert used == ["actions/checkout", "actions/setup-python", "actions/upload-artifact"]
    assert taken[1]["with"] == {"python-version": "3.11"}
    assert taken[-1]["with"]["path"] == "reports"


def test_the_workflow_can_publish_pages(run):
    workflow, taken = steps(run("schedule", "github", "--pages")[1])
    assert workflow["permissions"]["pages"] == workflow["permissions"]["id-token"] == "write"
    assert taken[-1]["uses"].startswith("actions/deploy-pages@")
    assert workflow["jobs"]["report"]["environment"] == {"name": "github-pages"}


def test_the_steps_of_the_workflow_run(tmp_path, data, run):
    """With make as it is, and stubs of gh and of the command."""
    _, taken = steps(run("schedule", "github", "--out", "my/site", "-p", "k", "a 'b' $c 5%")[1])
    fetch, render = (step["run"] for step in taken if "run" in step)
    bin_folder = tmp_path / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    for name in ("gh", "policycmp"):
        (bin_folder / name).write_text(f'#!/bin/sh\nprintf "%s\\n" {name} "$@"\n')
        (bin_folder / name).chmod(0o755)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(data.parent / name, tmp_path)
    (tmp_path / ".venv" / ".ready").touch()
    environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "GITHUB_REPOSITORY": "me/it"}
    fetched = sh(fetch, tmp_path, **environment)
    assert fetched.stdout.split() == [
        *("gh", "run", "download", "--repo", "me/it", "--name", "report", "--dir", "my/site")
    ]
    rendered = sh(f"{render} --silent", tmp_path, **environment)
    assert rendered.stdout.splitlines() == [
        "policycmp", "report", "--due", "--every", "weekly",
        "--out", "my/site", "-p", "k", "a 'b' $c 5%",
    ]  # fmt: skip
    (bin_folder / "gh").write_text("#!/bin/sh\nexit 1\n")
    first = sh(fetch, tmp_path, **environment)
    assert (first.returncode, first.stdout) == (0, "There is no last report.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cron", "--at", "24:00"), "Write it as 06:00"),
        (("cron", "--at", "six"), "Write it as 06:00"),
        (("cron", "--dya", "monday"), "No such option"),
        (("cron", "--language", "fr"), "'fr' is not one of"),
        (("cron", "--every", "never"), "none of daily, weekly"),
        (("airflow",), "'airflow' is not one of"),
    ],
)
def test_a_schedule_that_could_not_work_is_refused_now(run, words, said):
    code, out, err = run("schedule", *words)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("cron", "-p", "k", "a\\b"), "backslash"),
        (("systemd", "-p", "k", "a\nb"), "line break"),
        (("github", "--out", "/site"), "a folder of the repository"),
    ],
)
def test_what_a_scheduler_cannot_say_is_refused_too(run, words, said):
    code, out, err = run("schedule", *words)
    assert (code, out) == (1, "")
    assert said in err
