"""Unchanged files of an output are reused, and a folder that cannot be swapped is updated file by file."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from microsite.digests import blake2b
from microsite.problems import OutputRefused
from microsite.store import Store
from microsite.write import MARKER, write_output
from tests.small_sites import states

#: As long as a name that a build uses, with the same ending, but not one of them.
OTHER_NAME = "x" * len(".output.new-") + "5"


def written(files: dict[str, bytes], output: Path, store: Store | None = None) -> dict[str, tuple[int, int]]:
    """Write an output, with digests and a store, and return the inode and time of each file."""
    write_output(files, output, digest=lambda path: blake2b(files[path]).digest(), store=store)
    assert {path: (output / path).read_bytes() for path in files} == files
    return states(output)


def refusing(number: int) -> Callable[..., None]:
    """Return a stand-in for a system call that fails with this errno."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.fixture
def output(tmp_path):
    """A path for an output, whose parent folders do not exist yet."""
    return tmp_path / "sites" / "ours" / "output"


def test_same_files_stay(tmp_path, output):
    """An unchanged file is the very same file in the next output; one changed by hand is written again."""
    store = Store(tmp_path / "store")
    first = written({"index.html": b"1", "a/b.html": b"1", "c.css": b"1", "d.css": b"1"}, output, store)
    (output / "d.css").write_bytes(b"by hand")
    second = written({"index.html": b"2", "a/b.html": b"1", "c.css": b"1", "d.css": b"1", "e.css": b"1"}, output, store)
    kept = {name for name in first if first[name] == second[name]}
    assert kept == {"a/b.html", "c.css"}
    # Another run has this from the disk.
    store.flush()
    third = written({"index.html": b"2", "a/b.html": b"3", "c.css": b"1"}, output, Store(tmp_path / "store"))
    assert {name for name in third if third[name] == second[name]} == {"index.html", "c.css"}


@pytest.mark.parametrize("known", ["digest", "store"])
def test_both_are_needed(known, tmp_path, output):
    """With only a digest function, or only a store, all files are written."""
    given = {"digest": {"digest": lambda _: b"same"}, "store": {"store": Store(tmp_path / "store")}}[known]
    write_output({"index.html": b"1"}, output, **given)
    before = states(output)
    write_output({"index.html": b"2"}, output, **given)
    assert (output / "index.html").read_bytes() == b"2" and states(output) != before


def test_file_system_without_links(tmp_path, output, monkeypatch):
    """Without hard links, an unchanged file is written again."""
    store, files = Store(tmp_path / "store"), {"index.html": b"1"}
    before = written(files, output, store)
    monkeypatch.setattr("os.link", refusing(errno.EPERM))
    assert written(files, output, store) != before


def test_folder_that_is_busy(output, monkeypatch, tmp_path):
    """A folder that cannot be swapped is updated file by file, whatever is in the way, and then has our marker."""
    monkeypatch.setattr("microsite.write._swap", refusing(errno.EBUSY))
    written({"index.html": b"1"}, output)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_bytes(b"mine")
    (output / "link").symlink_to(outside, target_is_directory=True)
    (output / ".new").mkdir()
    (output / ".new" / "index.html").write_bytes(b"cut off")
    (output / MARKER).unlink()
    files = {"index.html": b"2", "a/b/c.html": b"2"}
    written(files, output)
    assert (output / MARKER).is_file()
    assert states(output).keys() == files.keys() and not (output / "link").is_symlink()
    assert (outside / "mine.txt").read_bytes() == b"mine"
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_what_a_link_leads_to_is_left_alone(output):
    """Clearing up never follows a symlink, nor touches a folder of another name, even if a build made it."""
    for name in ("another", OTHER_NAME):
        write_output({"index.html": b"theirs"}, output.with_name(name))
    output.with_name(".output.new-7").symlink_to(output.with_name("another"), target_is_directory=True)
    write_output({"index.html": b"ours"}, output)
    for name in ("another", OTHER_NAME):
        assert (output.with_name(name) / "index.html").read_bytes() == b"theirs"


@pytest.mark.parametrize(
    ("number", "may_write", "advice"),
    [
        (errno.EROFS, True, "Build to a folder that you can write to"),
        (errno.EACCES, False, "Build to a folder that you can write to"),
        (errno.EACCES, True, "Close programs that show files"),
        (errno.ENOSPC, False, "Close programs that show files"),
    ],
)
def test_what_to_do_about_it(number, may_write, advice, output, monkeypatch):
    """If the folder is not writable, the hint suggests another one; otherwise it says what may be in the way."""
    monkeypatch.setattr("microsite.write._write_all", refusing(number))
    monkeypatch.setattr("os.access", lambda *_: may_write)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b""}, output)
    assert refused.value.problem.advice.startswith(advice)
