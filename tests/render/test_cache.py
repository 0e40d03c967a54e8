"""What is slow to make is made once; where nothing can be kept, a run still works."""

from pathlib import Path

import pytest

from cmp.render import cache


@pytest.fixture
def cache_at(monkeypatch):
    """Put the user's cache somewhere."""

    def put(folder):
        monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: Path(folder))
        cache._folder.cache_clear()

    yield put
    cache._folder.cache_clear()


def test_a_file_is_made_once(cache_at, tmp_path):
    cache_at(tmp_path)
    made = []
    for _ in range(2):
        path = cache.cached("a/b.txt", lambda: made.append(1) or b"x")
    assert path.read_bytes() == b"x"
    assert made == [1]


def test_a_file_half_made_is_not_taken_for_whole(cache_at, tmp_path):
    cache_at(tmp_path)

    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.cached("b.txt", interrupted)
    assert cache.cached("b.txt", lambda: b"whole").read_bytes() == b"whole"


def test_a_cache_that_cannot_be_written_is_done_without(cache_at, tmp_path):
    cache_at(tmp_path / "there" / "is" / "no such folder")
    path = cache.cached("c.txt", lambda: b"x")
    assert path.read_bytes() == b"x"
    assert tmp_path not in path.parents
