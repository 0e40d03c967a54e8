"""What all tests share: the five articles read once, and properties tested the same every time."""

import re
from functools import cache
from pathlib import Path

import hypothesis
import pytest

import cmp
from cmp.cli import main
from cmp.render import page

ROOT = Path(__file__).parent.parent

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Where tests run side by side, the long ones begin first and the short ones fill the gaps."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config, log):
    """The tests of a file run in one process, and those of each language's site in one of its own.

    What a file's tests share is then made once. xdist's own groups (3.8) are put into `_nodeid`,
    which pytest (9.2) does not read: with them, both processes rendered both sites.
    """
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 (tests run without it, too)

    class ByFileAndLanguage(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            language = re.search(r"\[(?:en|zh)\b", nodeid)
            return nodeid.partition("::")[0] + (language[0] if language else "")

    # In the order of collection: a file of a few long tests is not to come last.
    config.option.loadscopereorder = False
    return ByFileAndLanguage(config, log)


@pytest.fixture(scope="session")
def data():
    """The project's data folder; never written to."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def corpus(data):
    """The tables of the five articles."""
    return cmp.build(data / "raw")


@pytest.fixture(scope="session", autouse=True)
def each_font_is_made_once():
    """The same glyphs make the same font, which takes half a second; many pages here are alike."""
    made = cache(page.font_uri)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "font_uri", lambda characters: made(frozenset(characters)))
        yield


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
