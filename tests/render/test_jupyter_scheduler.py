"""JupyterLab's own scheduler runs the notebooks too: what it asks for, and what it refuses."""

import re
import shutil
import sys
import time
from pathlib import Path

import pytest

import cmp

from .conftest import ROOT_NOTEBOOKS

pytest.importorskip("jupyter_scheduler", reason="the extra [scheduler] is not installed")

pytestmark = [
    pytest.mark.slow,
    # Its own dependencies warn of one another.
    pytest.mark.filterwarnings("ignore"),
]

SOURCES = str(Path(cmp.__file__).parent.parent)


@pytest.fixture
def schedule(tables, tmp_path, monkeypatch):
    """Give the city notebook to the scheduler; its job and its files once it has ended."""
    from jupyter_scheduler.environments import StaticEnvironmentManager  # noqa: PLC0415
    from jupyter_scheduler.models import CreateJob  # noqa: PLC0415
    from jupyter_scheduler.orm import create_tables  # noqa: PLC0415
    from jupyter_scheduler.scheduler import Scheduler  # noqa: PLC0415

    # `policycmp lab` sets this; jobs run in a staging folder, from where no data is to be seen.
    monkeypatch.setenv("POLICYCMP_TABLES", str(tables))
    monkeypatch.setenv("PYTHONPATH", SOURCES)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shutil.copy(ROOT_NOTEBOOKS / "city.ipynb", tmp_path)
    database = f"sqlite:///{tmp_path / 'jobs.sqlite'}"
    create_tables(database)
    scheduler = Scheduler(
        root_dir=str(tmp_path), environments_manager=StaticEnvironmentManager(), db_url=database
    )

    def run_job(**parameters):
        wanted = CreateJob(
            input_uri="city.ipynb", runtime_environment_name=sys.prefix, name="city",
            output_formats=["html", "ipynb"], parameters=parameters,
        )  # fmt: skip
        number = scheduler.create_job(wanted)
        for _ in range(600):
            job = scheduler.get_job(number, job_files=False)
            if job.end_time or str(job.status.value) == "FAILED":
                break
            time.sleep(0.2)
        return job, {name: Path(path) for name, path in scheduler.get_staging_paths(job).items()}

    yield run_job
    scheduler.task_runner = None


def test_a_notebook_runs_with_a_text_in_quotation_marks_and_leaves_html(schedule, tmp_path):
    job, files = schedule(city="'321100'", language="'zh'", cities="['镇江', '扬州']")
    assert job.status.value == "COMPLETED", job.status_message
    html = files["html"].read_text("utf-8")
    assert "镇江" in re.sub("<[^>]+>", "", html)
    assert "data:image/png;base64" in html
    assert "cities = ['镇江', '扬州']" in files["ipynb"].read_text("utf-8")
    assert tmp_path / "jupyter" in files["html"].parents


def test_a_text_without_quotation_marks_is_a_name_that_nobody_knows(schedule):
    job, _ = schedule(city="镇江")
    assert job.status.value == "FAILED"
    assert "NameError" in job.status_message
