"""An output's files that have not changed stay the same files, and what cannot be replaced at once is in the end."""

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

#: Neither begins a name that a build gives, nor is it one.
OTHER_NAME = "x" * len(".output.new-") + "5"


def written(files: dict[str, bytes], output: Path, store: Store | None = None) -> dict[str, tuple[int, int]]:
    """Write an output with what a store knows of it; gives the number and the time of each file."""
    write_output(files, output, digest=lambda path: blake2b(files[path]).digest(), store=store)
    assert {path: (output / path).read_bytes() for path in files} == files
    return states(output)


def refusing(number: int) -> Callable[..., None]:
    """What stands for a call that the system refuses, with one of its numbers."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.fixture
def output(tmp_path):
    """Where an output is to be, in folders that are yet to be made."""
    return tmp_path / "sites" / "ours" / "output"


def test_same_files_stay(tmp_path, output):
    """Of two outputs, what is the same is the very same file; what was changed by hand is written anew."""
    store = Store(tmp_path / "store")
    first = written({"index.html": b"1", "a/b.html": b"1", "c.css": b"1", "d.css": b"1"}, output, store)
    (output / "d.css").write_bytes(b"by hand")
    second = written({"index.html": b"2", "a/b.html": b"1", "c.css": b"1", "d.css": b"1", "e.css": b"1"}, output, store)
    kept = {name for name in first if first[name] == second[name]}
    assert kept == {"a/b.html", "c.css"}
    # Another run knows it as well, once it is on disk.
    store.flush()
    third = written({"index.html": b"2", "a/b.html": b"3"}, output, Store(tmp_path / "store"))
    assert third["index.html"] == second["index.html"] and third["a/b.html"] != second["a/b.html"]


@pytest.mark.parametrize("known", ["digest", "store"])
def test_both_are_needed(known, tmp_path, output):
    """With what tells contents alone, or a store alone, all files are written."""
    given = {"digest": {"digest": lambda _: b"same"}, "store": {"store": Store(tmp_path / "store")}}[known]
    write_output({"index.html": b"1"}, output, **given)
    before = states(output)
    write_output({"index.html": b"2"}, output, **given)
    assert (output / "index.html").read_bytes() == b"2" and states(output) != before


def test_file_system_without_links(tmp_path, output, monkeypatch):
    """Where a file can have one name only, it is written once more."""
    store, files = Store(tmp_path / "store"), {"index.html": b"1"}
    before = written(files, output, store)
    monkeypatch.setattr("os.link", refusing(errno.EPERM))
    assert written(files, output, store) != before


def test_folder_that_is_busy(output, monkeypatch, tmp_path):
    """A folder that cannot be replaced gets each file by itself, whatever is in the way, and then carries our mark."""
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
    """A link, or a folder of another name, is none of ours, even if it leads to a folder that a build made."""
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
    """Another folder is offered where this one cannot be written; else, what can be in the way."""
    monkeypatch.setattr("microsite.write._write_all", refusing(number))
    monkeypatch.setattr("os.access", lambda *_: may_write)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b""}, output)
    assert refused.value.problem.advice.startswith(advice)
