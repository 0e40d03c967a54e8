"""What all tests share: the five articles read once, and properties tested the same every time."""

from pathlib import Path

import hypothesis
import pytest

import cmp
from cmp.cli import main

ROOT = Path(__file__).parent.parent

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")


@pytest.fixture(scope="session")
def data():
    """The project's data folder; never written to."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def corpus(data):
    """The tables of the five articles."""
    return cmp.build(data / "raw")


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command; its exit code, what it printed, and what it complained of."""

    def run_command(*words):
        monkeypatch.setattr("sys.argv", ["policycmp", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return ended.value.code or 0, printed.out, printed.err

    return run_command
