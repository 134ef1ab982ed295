"""The store only saves time: whatever cannot be read back exactly as written is a cache miss."""

import os
import sqlite3
import stat
from typing import Any

import pytest
from msgspec import Struct

from microsite import store as store_module
from microsite import store_disk
from microsite.store import Recorded, Store, digest_of
from microsite.store_disk import FILE, Disk


class Pair(Struct, frozen=True):
    """A structured result."""

    name: str
    number: int


def fail():
    """Fail if a result is computed again."""
    raise AssertionError("made twice")


def kept(
    folder, function="double", inputs: tuple[Any, ...] = ("a",), make: Any = lambda: "aa", kind: Any = str, **further
):
    """Ask a new store for a result, as a new process would."""
    store = Store(folder, **further)
    result = store.get(function, inputs, make, kind)
    store.end_run()
    return result


def test_within_a_run_and_in_the_next(tmp_path):
    """A result is computed only once, within a run and in the next one."""
    store = Store(tmp_path / "store")
    assert store.get("double", ("a",), lambda: "aa", str) == "aa"
    assert store.get("double", ("a",), fail, str) == "aa"
    store.end_run()
    assert kept(tmp_path / "store", make=fail) == "aa"


def test_everything_counts(tmp_path):
    """The key depends on the function, the inputs, and where one input ends and the next begins."""
    assert kept(tmp_path, inputs=("ab", "c")) == "aa"
    assert kept(tmp_path, inputs=("a", "bc"), make=lambda: "other") == "other"
    assert kept(tmp_path, "treble", ("ab", "c"), lambda: "third") == "third"
    assert digest_of("a", "b") != digest_of("ab", "") != digest_of("", "ab")


def test_shapes(tmp_path):
    """A structured result comes back as the same type; for another type it is computed again."""
    pair = Pair("a", 1)
    assert kept(tmp_path, make=lambda: pair, kind=Pair) == pair
    assert kept(tmp_path, make=fail, kind=Pair) == pair
    assert kept(tmp_path, make=lambda: (1, 2), kind=tuple[int, int]) == (1, 2)


def test_memory_alone(tmp_path):
    """A result without a type stays in memory only, and is computed again in the next run."""
    store, thing = Store(tmp_path), object()
    assert store.get("thing", (), lambda: thing, None) is thing is store.get("thing", (), fail, None)
    store.end_run()
    assert kept(tmp_path, "thing", (), lambda: "made again", None) == "made again"


def test_recorded_reads(tmp_path):
    """A result that recorded its reads is valid while their digests are the same, in later runs too."""
    said = {"a": b"1", "b": b"2"}

    def asked(make):
        store = Store(tmp_path)
        result = store.get_recorded("page", ("x",), make, str, lambda name: said.get(name, b""))
        store.end_run()
        return result

    assert asked(lambda: Recorded("first", {"a": b"1"})) == "first"
    said["b"] = b"other"
    assert asked(fail) == "first"
    said["a"] = b"other"
    assert asked(lambda: Recorded("second", {"a": b"other", "gone": b""})) == "second" == asked(fail)


def test_forgotten_after_two_runs():
    """A result in memory is dropped if two runs in a row did not ask for it."""
    store = Store()
    store.get("double", ("a",), lambda: "aa", str)
    store.end_run()
    assert store.get("double", ("a",), fail, str) == "aa"
    store.end_run()
    store.end_run()
    assert store.get("double", ("a",), lambda: "made again", str) == "made again"


def shelf_of(folder, state="a", **further):
    """Ask a new store for a shelf, as a new process would."""
    store = Store(folder, **further)
    return store, store.shelf("double", (state,), str)


def test_shelf(tmp_path):
    """An entry of a shelf is there in the next run, for the same state only."""
    store, shelf = shelf_of(tmp_path)
    assert shelf.find(b"1") is None
    shelf.keep(b"1", "one")
    assert shelf.find(b"1") == "one" and store.shelf("double", ("a",), str) is shelf
    store.end_run()
    assert shelf_of(tmp_path)[1].find(b"1") == "one"
    assert shelf_of(tmp_path, "b")[1].find(b"1") is None
    assert shelf_of(tmp_path, shelves=False)[1].find(b"1") is None


def test_shelf_loses_what_nobody_asks_for(tmp_path, monkeypatch):
    """When a shelf is rewritten, entries that the run did not ask for are dropped if there are many."""
    monkeypatch.setattr(store_module, "FEW", 1)
    store, shelf = shelf_of(tmp_path)
    for number in range(10):
        shelf.keep(b"%d" % number, str(number))
    store.end_run()
    for asked, then_there in ((range(9), 11), (range(3), 4)):
        store, shelf = shelf_of(tmp_path)
        assert [shelf.find(b"%d" % number) for number in asked] == [str(number) for number in asked]
        shelf.keep(b"new %d" % len(asked), "new")
        store.end_run()
        assert len(shelf_of(tmp_path)[1]._kept) == then_there


def test_shelf_in_memory():
    """Without a disk, a shelf is dropped if several runs in a row did not ask for it."""
    store = Store()
    store.shelf("double", (), str).keep(b"1", "one")
    store.end_run()
    assert store.shelf("double", (), str).find(b"1") == "one"
    for _ in range(3):
        store.end_run()
    assert store.shelf("double", (), str).find(b"1") is None


@pytest.mark.parametrize("asked_before", [True, False])
def test_shelf_of_another_process(asked_before, tmp_path):
    """Entries that another process added to a shelf are merged, whether the shelf was opened before or after."""
    ours = Store(tmp_path)
    if asked_before:
        ours.shelf("double", ("a",), str)
    theirs, shelf = shelf_of(tmp_path)
    shelf.keep(b"0", "before")
    theirs.start_collecting()
    shelf.keep(b"1", "one")
    theirs.keep(theirs.key("single", "b"), "b")
    ours.merge(theirs.collected())
    found = ours.shelf("double", ("a",), str)
    assert (found.find(b"0"), found.find(b"1"), ours.get("single", ("b",), fail, str)) == (None, "one", "b")
    ours.end_run()
    assert shelf_of(tmp_path)[1].find(b"1") == "one"


def damaged(content):
    """Return a function that overwrites a file with this content."""
    return lambda file: file.write_bytes(content)


def changed_row(file):
    """Change a row's last byte."""
    with sqlite3.connect(file) as rows:
        (row,) = rows.execute("select row from results").fetchone()
        rows.execute("update results set row = ?", (row[:-1] + b"b",))
    rows.close()


def shorter_row(file):
    """Make a row too short to be valid."""
    with sqlite3.connect(file) as rows:
        rows.execute("update results set row = ?", (b"x",))
    rows.close()


def row_of_no_bytes(file):
    """Replace a row's bytes with a number."""
    with sqlite3.connect(file) as rows:
        rows.execute("update results set row = 5")
    rows.close()


def other_table(file):
    """Replace the file with a database that has another table."""
    file.unlink()
    with sqlite3.connect(file) as rows:
        rows.execute("create table results (other text)")
    rows.close()


def pipe(file):
    """Replace the file with a named pipe, which never ends."""
    file.unlink()
    os.mkfifo(file)


def link(file):
    """Replace the file with a symlink to it."""
    elsewhere = file.with_name("elsewhere")
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


def second_name(file):
    """Add a hard link to the file, through which somebody else may write."""
    os.link(file, file.with_name("second"))


def folder_in_its_place(file):
    """Replace the file with a folder."""
    file.unlink()
    file.mkdir()


SPOILT = [
    damaged(b""),
    damaged(b"x" * 5000),
    changed_row,
    shorter_row,
    row_of_no_bytes,
    other_table,
    folder_in_its_place,
]
ON_UNIX = [
    pytest.param(each, marks=pytest.mark.skipif(os.name == "nt", reason="needs Unix"))
    for each in (pipe, link, second_name)
]


@pytest.mark.parametrize("spoil", [*SPOILT, *ON_UNIX])
def test_damaged_or_foreign(tmp_path, spoil):
    """A damaged, foreign or unreadable file is ignored: the result is computed again, and nothing hangs or fails."""
    kept(tmp_path)
    spoil(tmp_path / store_disk.FILE)
    assert kept(tmp_path, make=lambda: "made again") == "made again"
    assert kept(tmp_path, make=lambda: "made again") == "made again"


def test_corrupt_file_makes_room(tmp_path):
    """A file that is no database is removed, so that results are stored again from the next run on."""
    tmp_path.joinpath(store_disk.FILE).write_bytes(b"x" * 5000)
    kept(tmp_path)
    kept(tmp_path)
    assert kept(tmp_path, make=fail) == "aa"


@pytest.mark.skipif(os.name == "nt", reason="needs Unix")
def test_private(tmp_path):
    """The folder is private to this user; one that is a symlink is not used."""
    kept(tmp_path / "store")
    assert stat.S_IMODE((tmp_path / "store").stat().st_mode) == 0o700
    (tmp_path / "open").mkdir(mode=0o777)
    kept(tmp_path / "open")
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o700
    (tmp_path / "link").symlink_to(tmp_path / "store")
    assert kept(tmp_path / "link", make=lambda: "not from there") == "not from there"


def test_folder_that_cannot_be(tmp_path):
    """If the folder cannot be created, results are still computed."""
    (tmp_path / "file").write_bytes(b"")
    assert kept(tmp_path / "file") == "aa"


def test_only_read(tmp_path):
    """A read-only store returns what is there and writes nothing, not even a folder."""
    kept(tmp_path / "store")
    before = (tmp_path / "store" / store_disk.FILE).read_bytes()
    assert kept(tmp_path / "store", make=fail, writes=False) == "aa"
    assert kept(tmp_path / "store", inputs=("b",), make=lambda: "bb", writes=False) == "bb"
    assert (tmp_path / "store" / store_disk.FILE).read_bytes() == before
    assert kept(tmp_path / "none", writes=False) == "aa" and not (tmp_path / "none").exists()


def test_bounded(tmp_path, monkeypatch):
    """When the file is too large, results that the latest run did not ask for are dropped."""
    monkeypatch.setattr(store_disk, "LARGEST_FILE_BYTES", 100_000)
    for number in range(40):
        kept(tmp_path, inputs=(number,), make=lambda: "x" * 10_000)
    assert (tmp_path / store_disk.FILE).stat().st_size < 200_000
    assert kept(tmp_path, inputs=(39,), make=fail) == "x" * 10_000


def test_what_a_large_site_needs_is_kept(tmp_path, monkeypatch):
    """A large run's results stay, even if later runs ask for few of them, until as much again has been added."""
    monkeypatch.setattr(store_disk, "LARGEST_FILE_BYTES", 100_000)
    worker, store = Store(tmp_path), Store(tmp_path)
    worker.start_collecting()
    for number in range(20):
        # Another process computes half of them; this one never asks for those.
        (store, worker)[number % 2].get("made", (number,), lambda: "x" * 10_000, str)
    store.merge(worker.collected())
    store.end_run()
    size = (tmp_path / store_disk.FILE).stat().st_size
    for number in range(15):
        kept(tmp_path, inputs=(f"later {number}",), make=lambda: "y" * 10_000)
    whole = Store(tmp_path)
    assert [whole.get("made", (number,), fail, str) for number in range(20)] == ["x" * 10_000] * 20
    for number in range(15, 40):
        kept(tmp_path, inputs=(f"later {number}",), make=lambda: "y" * 10_000)
        assert (tmp_path / store_disk.FILE).stat().st_size < size * 2.2
    # The large run's results are gone, so they don't raise the limit any more.
    assert (tmp_path / store_disk.FILE).stat().st_size < 200_000
    assert kept(tmp_path, inputs=("later 39",), make=fail) == "y" * 10_000


def test_what_is_left_of_a_large_file_is_kept(tmp_path, monkeypatch):
    """After a run that dropped old results, its own stay even if the next run asks for few of them."""
    for number in range(20):
        kept(tmp_path, inputs=(f"earlier {number}",), make=lambda: "y" * 10_000)
    monkeypatch.setattr(store_disk, "LARGEST_FILE_BYTES", 100_000)
    store = Store(tmp_path)
    for number in range(20):
        store.get("made", (number,), lambda: "x" * 10_000, str)
    store.end_run()
    kept(tmp_path, inputs=("later",), make=lambda: "y" * 10_000)
    assert kept(tmp_path, inputs=("earlier 0",), make=lambda: "made again") == "made again"
    assert [kept(tmp_path, "made", (number,), fail) for number in range(20)] == ["x" * 10_000] * 20


def test_busy(tmp_path):
    """A store that another process has locked is not waited for."""
    kept(tmp_path)
    other = sqlite3.connect(tmp_path / store_disk.FILE)
    other.execute("begin exclusive")
    assert kept(tmp_path, inputs=("b",), make=lambda: "bb") == "bb"
    other.rollback()
    other.close()
    assert kept(tmp_path, make=fail) == "aa"


def test_another_process(tmp_path):
    """A worker process collects its results, and this process stores them."""
    store = Store(tmp_path)
    store.get("double", ("a",), lambda: "aa", str)
    assert store.disk
    store.disk.start_collecting()
    store.get("double", ("b",), lambda: "bb", str)
    rows = store.disk.collected()
    assert len(rows) == 1
    here = Store(tmp_path)
    assert here.disk
    here.disk.merge(rows)
    assert here.get("double", ("b",), fail, str) == "bb"


def test_missing_file_is_looked_for_once_in_a_run(tmp_path):
    """A missing file is looked for once in a run, unless this run itself writes it."""
    key, folder = b"k" * 16, tmp_path / "kept"
    disk, other = Disk(folder, writes=True), Disk(folder, writes=True)
    assert disk.read(key, str) is None
    other.write(key, "kept")
    other.flush()
    assert disk.read(key, str) is None
    disk.end_run(set())
    assert disk.read(key, str) == "kept"
    disk.end_run(set())
    folder.joinpath(FILE).unlink()
    assert disk.read(key, str) is None
    disk.write(key, "anew")
    disk.flush()
    assert disk.read(key, str) == "anew"
