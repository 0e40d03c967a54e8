"""A folder is written whole or not at all, by one run at a time."""

import pytest

from cmp.errors import BusyError, InputError
from cmp.tables.staging import exclusive, replacing


@pytest.fixture
def good(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("good")
    return folder


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_what_was_written_takes_the_place_of_what_was_there(good):
    with replacing(good, ours=["*.txt"]) as fresh:
        (fresh / "b.txt").write_text("new")
    assert contents(good) == {"b.txt": "new"}


def test_a_run_that_fails_leaves_what_was_there(good):
    with pytest.raises(ZeroDivisionError), replacing(good, ours=["*.txt"]) as fresh:
        (fresh / "a.txt").write_text(f"half {1 / 0}")
    assert contents(good) == {"a.txt": "good"}
    assert {path.name for path in good.parent.iterdir()} <= {"out", ".out.lock"}


def test_a_run_killed_between_its_two_moves_is_mended_by_the_next(good):
    good.rename(good.with_name(".out.old"))
    with pytest.raises(ZeroDivisionError), replacing(good, ours=["*.txt"]):
        raise ZeroDivisionError
    assert contents(good) == {"a.txt": "good"}


def test_a_folder_with_files_of_the_user_is_not_replaced(good):
    (good / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.docx"), replacing(good, ours=["*.txt"]):
        pass
    assert "thesis.docx" in contents(good)


def test_a_second_run_at_the_same_time_is_told_so(good):
    with (
        exclusive(good),
        pytest.raises(BusyError, match="another run is writing out"),
        replacing(good, ours=["*.txt"]),
    ):
        pass
