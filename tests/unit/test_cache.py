"""The memory of a build saves time and changes nothing else."""

import pytest

from microsite import cache as cache_module
from microsite.cache import Cache


@pytest.fixture(autouse=True)
def _fresh_memory(monkeypatch):
    """Forget what this process remembers, as a new process would."""
    monkeypatch.setattr(cache_module, "_memory", {})


def fail() -> bytes:
    """What must not be made again."""
    raise AssertionError("made twice")


def forget(monkeypatch):
    """Begin as a new process does."""
    monkeypatch.setattr(cache_module, "_memory", {})


def test_remembered(tmp_path, monkeypatch):
    """What was made once is not made again, within a run and in the next one."""
    folder = tmp_path / "cache"
    assert Cache(folder).remember("a", lambda: b"one") == b"one"
    assert Cache().remember("a", fail) == b"one"
    forget(monkeypatch)
    assert Cache(folder).remember("a", fail) == b"one"


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100])
def test_damaged(tmp_path, damage, monkeypatch):
    """A damaged entry is passed over and made anew."""
    Cache(tmp_path).remember("a", lambda: b"one")
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(damage)
    forget(monkeypatch)
    assert Cache(tmp_path).remember("a", lambda: b"two") == b"two"


def test_folder_that_cannot_be(tmp_path):
    """Where there can be no folder, things are made all the same."""
    (tmp_path / "file").write_bytes(b"")
    assert Cache(tmp_path / "file").remember("a", lambda: b"one") == b"one"


def test_forgets_what_nobody_asks_for(tmp_path):
    """What a build did not ask for is deleted; files of anybody else stay."""
    Cache(tmp_path).remember("a", lambda: b"one")
    (tmp_path / "mine.txt").write_text("mine")
    later = Cache(tmp_path)
    later.remember("b", lambda: b"two")
    later.forget_unused()
    assert len(list(tmp_path.iterdir())) == 2 and (tmp_path / "mine.txt").exists()


def test_only_read(tmp_path, monkeypatch):
    """A cache that only reads gives what is there, and neither adds nor deletes anything."""
    Cache(tmp_path).remember("a", lambda: b"one")
    before = sorted(tmp_path.iterdir())
    forget(monkeypatch)
    reader = Cache(tmp_path, writes=False)
    assert reader.remember("a", fail) == b"one" and reader.remember("b", lambda: b"two") == b"two"
    later = Cache(tmp_path, writes=False)
    later.forget_unused()
    assert sorted(tmp_path.iterdir()) == before
