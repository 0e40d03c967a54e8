"""Notebooks run in a kernel of this Python, whatever the machine has; failures come back told."""

import json
import os
import subprocess
import sys
import time

import pytest

from cmp.render import execute as executing
from cmp.render.execute import execute
from cmp.render.plan import Job

from .conftest import notebook

pytestmark = pytest.mark.slow


def run(tmp_path, *cells, **parameters):
    """The outcome of a notebook of these cells."""
    notebook(tmp_path / "a.ipynb", *cells)
    out = tmp_path / "out"
    out.mkdir()
    return execute([Job("a", "a", "A", tmp_path / "a.ipynb", parameters)], tmp_path, out)[0]


def said(outcome):
    cells = json.loads(outcome.path.read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "".join("".join(output.get("text", "")) for output in outputs)


def test_the_kernel_is_this_python_and_not_the_users_start_up_files(tmp_path, monkeypatch):
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("mine = 'of the user'")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    cell = "import sys\nprint(sys.executable, 'mine' in globals())"
    outcome = run(tmp_path, ("code", cell))
    assert outcome.failure is None
    assert said(outcome).split() == [sys.executable, "False"]


def test_a_notebook_without_metadata_runs(tmp_path):
    notebook(tmp_path / "b.ipynb", ("code", "n = 0", "parameters"), ("code", "print(n)"))
    bare = json.loads((tmp_path / "b.ipynb").read_text("utf-8")) | {"metadata": {}}
    (tmp_path / "b.ipynb").write_text(json.dumps(bare), "utf-8")
    (tmp_path / "out").mkdir()
    [outcome] = execute(
        [Job("b", "b", "B", tmp_path / "b.ipynb", {"n": 1})], tmp_path, tmp_path / "out"
    )
    assert said(outcome).strip() == "1"


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("raise ValueError('first line\\nsecond')", "ValueError: first line"),
        ("import os; os._exit(1)", "DeadKernelError: Kernel died"),
        ("import time; time.sleep(60)", "CellTimeoutError"),
    ],
    ids=["an error", "a dead kernel", "no end"],
)
def test_a_failure_names_the_cell_as_lab_shows_it_and_the_error(tmp_path, monkeypatch, cell, error):
    # In this process, so that it can be told to be impatient.
    monkeypatch.setattr(executing, "CELL_TIMEOUT", 2)
    notebook(
        tmp_path / "a.ipynb", ("markdown", "# A"), ("code", "1"), ("code", cell), ("code", "2")
    )
    job = Job("a", "a", "A", tmp_path / "a.ipynb", {})
    with executing._kernel() as kernels:
        outcome = executing._run(job, tmp_path / "out.ipynb", tmp_path, kernels)
    assert str(outcome.failure).startswith(f"a: cell [2]: {error}")
    kept = json.loads((tmp_path / "out.ipynb").read_text("utf-8"))
    assert ["".join(cell["source"]) for cell in kept["cells"]] == ["# A", "1", cell, "2"]


def test_a_notebook_that_cannot_be_begun_is_told_too(tmp_path):
    (tmp_path / "a.ipynb").write_text('{"cells": [{"cell_type": "code"}]}', "utf-8")
    job = Job("a", "a", "A", tmp_path / "a.ipynb", {})
    (tmp_path / "out").mkdir()
    [outcome] = execute([job], tmp_path, tmp_path / "out")
    assert str(outcome.failure).startswith("a: before its first cell: ")


def test_a_run_that_is_killed_takes_its_kernels_with_it(tmp_path):
    notebook(
        tmp_path / "a.ipynb",
        ("code", f"open(r'{tmp_path / 'pid'}', 'w').write(str(__import__('os').getpid()))"),
        ("code", "import time; time.sleep(120)"),
    )
    script = tmp_path / "run.py"
    script.write_text(
        "from pathlib import Path\n"
        "from cmp.render.execute import execute\n"
        "from cmp.render.plan import Job\n"
        "if __name__ == '__main__':\n"
        f"    here = Path(r'{tmp_path}')\n"
        "    (here / 'out').mkdir()\n"
        "    execute([Job('a', 'a', 'A', here / 'a.ipynb', {})], here, here / 'out')\n"
    )
    running = subprocess.Popen([sys.executable, script])
    kernel = int(_wait_for(lambda: (tmp_path / "pid").is_file() and (tmp_path / "pid").read_text()))
    running.kill()
    running.wait()
    assert _wait_for(lambda: not _is_alive(kernel))


def _wait_for(found, seconds=60):
    for _ in range(seconds * 5):
        if value := found():
            return value
        time.sleep(0.2)
    return None


def _is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
