"""The store's rows on disk: one SQLite file in a folder that only its owner may enter.

A row is decoded after its own digest has been checked. Whatever is damaged, foreign or unreadable counts as missing,
and where nothing can be written, the next run takes longer.
"""

from __future__ import annotations

import contextlib
import os
import stat
import threading
from collections.abc import Generator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from microsite.atomic_write import write_atomically
from microsite.digests import blake2b
from microsite.record import is_mine, is_own_file

if TYPE_CHECKING:
    import sqlite3

FILE = "results.sqlite"
#: Rows up to this size are read together when the first of them is asked for.
SMALL_BYTES = 6_000
#: Rows wait in memory up to this size before they are written.
MOST_WAITING_BYTES = 8_000_000
#: A file larger than this, and so many times as large as when a run last asked for nearly all of it, loses what the
#: latest run did not ask for.
LARGEST_FILE_BYTES, MOST_GROWTH = 64_000_000, 2
#: A row that is larger than any of ours is not read into memory.
LARGEST_ROW_BYTES = 250_000_000
_DIGEST_BYTES = 16
#: Primary result codes of SQLite: busy, locked, read-only, input or output, full, cannot be opened.
_PASSING = frozenset({5, 6, 8, 10, 13, 14})
_TABLE = (
    # The order of writes is left to the system: every row proves itself by its digest.
    "pragma synchronous = off",
    "create table if not exists results (key blob primary key, row blob, small integer)",
    "create index if not exists small_rows on results (small) where small",
)
#: What SQLite says that the file consists of, and files that it may have beside it.
_OF_US = frozenset(
    f"CREATE {kind} {each.partition(' exists ')[2]}" for kind, each in zip(("TABLE", "INDEX"), _TABLE[1:], strict=True)
)
_BESIDE = ("-journal", "-wal", "-shm")


class Disk:
    """The rows of one file."""

    def __init__(self, folder: Path, *, writes: bool) -> None:
        """Take the folder, which may not exist yet.

        Args:
            folder: where the file is.
            writes: whether rows may be added; else the file is only read.
        """
        self.folder, self._writes = folder, writes
        self._waiting: dict[bytes, bytes] = {}
        self._waiting_bytes = 0
        self._small: dict[bytes, bytes] | None = None
        #: The keys of all rows, known with the first that is read: to look for one that is not there costs as much as
        #: to find it.
        self._keys: set[bytes] = set()
        self._opened: sqlite3.Connection | None = None
        self._refused = False
        #: Whether there was no file to read when it was looked for; it is looked for once in a run.
        self._missing = False
        self._collects = False
        self._lock = threading.RLock()

    def read(self, key: bytes, kind: Any) -> Any:
        """Give a row as a value of a kind, or None."""
        row = self._waiting.get(key)
        if row is None:
            row = self._small.get(key) if self._small else None
        if row is None:
            row = self._row(key)
        if row is None or _digest(key, row[_DIGEST_BYTES:]) != row[:_DIGEST_BYTES]:
            return None
        try:
            return _decoder(kind).decode(row[_DIGEST_BYTES:])
        except Exception:  # A row of another shape, whatever it is, is made again.
            return None

    def write(self, key: bytes, result: Any) -> bool:
        """Let a result wait for the disk, and say whether it can be read again from here."""
        if not (self._writes or self._collects) or self._refused:
            return False
        content = _encoder().encode(result)
        self.take({key: _digest(key, content) + content})
        return not self._refused

    def take(self, rows: Mapping[bytes, bytes]) -> None:
        """Let rows wait that another process has made."""
        with self._lock:
            self._waiting.update(rows)
            self._waiting_bytes += sum(map(len, rows.values()))
            if self._waiting_bytes > MOST_WAITING_BYTES and not self._collects:
                self.flush()

    def collect(self) -> None:
        """Become the disk of a process that was started for a part of the work: what it makes is collected."""
        # A connection must not be used on both sides of a fork, nor closed on this one.
        self._opened, self._collects = None, True
        self._lock = threading.RLock()
        self._waiting, self._waiting_bytes = {**self._waiting}, 0
        self._inherited = frozenset(self._waiting)

    def collected(self) -> dict[bytes, bytes]:
        """The rows that were made since `collect`."""
        return {key: row for key, row in self._waiting.items() if key not in self._inherited}

    def flush(self) -> None:
        """Write what waits."""
        with self._lock:
            rows = [(key, row, int(len(row) <= SMALL_BYTES)) for key, row in self._waiting.items()]
            if not rows:
                return
            connection = self._connection(make=True)
            if connection is not None:
                with self._forgiven(), connection:
                    connection.executemany("insert or replace into results (key, row, small) values (?, ?, ?)", rows)
                self._keys.update(self._waiting)
            if self._small:
                for key in self._waiting:
                    self._small.pop(key, None)
            self._waiting, self._waiting_bytes = {}, 0

    def end_run(self, asked: set[bytes]) -> None:
        """Write what waits, and give room back where much of the file is not asked for any more.

        Args:
            asked: the keys that this run has asked for.
        """
        with self._lock:
            self.flush()
            self._small, self._missing = None, False
            if self._opened is not None and self._writes:
                with self._forgiven():
                    self._make_room(self._opened, asked)
            self.close()

    def _make_room(self, connection: sqlite3.Connection, asked: set[bytes]) -> None:
        # The version of a file is ours to set: it says how many pages it had when nearly all of it was of use.
        named = ("page_count", "page_size", "user_version")
        pages, page_bytes, pages_of_use = (connection.execute(f"pragma {each}").fetchone()[0] for each in named)
        if pages <= max(LARGEST_FILE_BYTES // page_bytes, pages_of_use * MOST_GROWTH):
            return
        known = (bytes(key) for (key,) in connection.execute("select key from results"))
        others = [(key,) for key in known if key not in asked]
        if len(others) * 4 > len(asked):
            with connection:
                connection.executemany("delete from results where key = ?", others)
            connection.execute("vacuum")
        (of_use,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma user_version = {of_use}")

    def _row(self, key: bytes) -> bytes | None:
        with self._lock:
            connection = self._connection()
            if connection is None:
                return None
            with self._forgiven():
                if self._small is None:
                    small = connection.execute("select key, row from results where small").fetchall()
                    self._small = {bytes(each): bytes(row) for each, row in small}
                    self._keys = {bytes(each) for (each,) in connection.execute("select key from results")}
                if key in self._small or key not in self._keys:
                    return self._small.get(key)
                found = connection.execute("select row from results where key = ?", (key,)).fetchone()
                return bytes(found[0]) if found else None
        return None

    def _connection(self, *, make: bool = False) -> sqlite3.Connection | None:
        if self._opened is not None or self._refused or (self._missing and not make):
            return self._opened
        file = self.folder / FILE
        try:
            if not is_private(self.folder, file, make=make and self._writes):
                self._missing = True
                return None
            if not all(is_own_file(each) for each in map(f"{file}{{}}".format, _BESIDE) if os.path.lexists(each)):
                self._refused = True
                return None
            import sqlite3

            # A run that writes at this moment is not waited for: what cannot be read now is made.
            connection = sqlite3.connect(file, timeout=0.2, check_same_thread=False)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW_BYTES)
            written = {str(each) for (each,) in connection.execute("select sql from sqlite_master where sql <> ''")}
            if written - _OF_US:
                connection.close()
                raise sqlite3.DatabaseError("something else is in it")
            for statement in _TABLE if self._writes else ():
                connection.execute(statement)
        except Exception as error:
            self._give_up(spoilt=not _is_passing(error))
            return None
        self._opened, self._missing = connection, False
        return connection

    @contextlib.contextmanager
    def _forgiven(self) -> Generator[None]:
        """Take any trouble with the file for a missing row."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, ValueError, TypeError, MemoryError) as error:
            if not _is_passing(error):
                self._give_up(spoilt=True)

    def _give_up(self, *, spoilt: bool) -> None:
        """Use the file no more in this run; one that is spoilt makes room for that of the next run."""
        self.close()
        self._refused = True
        file = self.folder / FILE
        if spoilt and self._writes:
            with contextlib.suppress(OSError):
                if is_own_file(os.fspath(file)):
                    file.unlink()

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        if self._opened is not None:
            with contextlib.suppress(Exception):
                self._opened.close()
        self._opened = None


def _is_passing(error: Exception) -> bool:
    """Whether a file may be all right that could not be used just now: busy, not allowed, or the disk is full."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING or isinstance(error, OSError)


def is_private(folder: Path, file: Path, *, make: bool = False) -> bool:
    """Whether a folder, and a file in it where there is one, are this user's alone.

    Args:
        folder: the folder; a link to another one is not private.
        file: a file in it.
        make: whether to make the folder where there is none.
    """
    if make:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.path.lexists(folder) or not (make or os.path.lexists(file)):
        return False
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or not is_mine(state):
        return False
    if os.name != "nt" and state.st_mode & 0o077:
        folder.chmod(0o700)
    return not os.path.lexists(file) or is_own_file(os.fspath(file))


def keep_in_private(file: Path, content: bytes) -> None:
    """Write a file into a folder that is this user's alone; where there is none and none can be made, nothing."""
    with contextlib.suppress(OSError):
        if is_private(file.parent, file, make=True):
            write_atomically(file, content)


def encoded(value: Any) -> bytes:
    """Write a value as bytes."""
    return _encoder().encode(value)


def decoded(content: bytes, kind: Any) -> Any:
    """Read a value of a kind from bytes that this run has written."""
    return _decoder(kind).decode(content)


def _digest(key: bytes, content: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=_DIGEST_BYTES).digest()


@cache
def _encoder() -> Any:
    import msgspec

    return msgspec.msgpack.Encoder(enc_hook=_written)


@cache
def _decoder(kind: Any) -> Any:
    import msgspec

    return msgspec.msgpack.Decoder(kind, dec_hook=_read)


def _written(value: Any) -> Any:
    """Write a value of a kind of our own as something that `_read` understands."""
    return value.stored() if hasattr(value, "stored") else str(value)


def _read(kind: Any, written: Any) -> Any:
    """Read a value of a kind of our own from what it was written as."""
    if hasattr(kind, "restored"):
        return kind.restored(written)
    arguments = get_args(kind)
    if arguments:  # A fact that may be to be supplied, of some kind.
        import msgspec

        return kind(None if written == [] else msgspec.convert(written, arguments[0], dec_hook=_read))
    return written if isinstance(written, bool) else kind(written)
