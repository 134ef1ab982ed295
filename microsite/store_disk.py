"""The store's rows on disk: one SQLite file in a folder that only its owner may enter.

A row is decoded only after its digest has been checked. Anything damaged, foreign or unreadable counts as missing, and
if nothing can be written, the next run just takes longer.
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
from microsite.file_states import is_mine, is_own_file

if TYPE_CHECKING:
    import sqlite3

FILE = "results.sqlite"
#: Rows up to this size are all read together when the first row is asked for.
SMALL_BYTES = 6_000
#: Rows wait in memory until they add up to more than this; then they are written.
MOST_WAITING_BYTES = 8_000_000
#: A file larger than this, and more than `MOST_GROWTH` times as large as when a run last asked for nearly all of it,
#: loses the rows that the latest run did not ask for.
LARGEST_FILE_BYTES, MOST_GROWTH = 64_000_000, 2
#: A row that is larger than any of ours is not read into memory.
LARGEST_ROW_BYTES = 250_000_000
_DIGEST_BYTES = 16
#: SQLite's primary result codes for trouble that may pass: busy, locked, read-only, I/O error, full, cannot open.
_TRANSIENT = frozenset({5, 6, 8, 10, 13, 14})
_TABLE = (
    # The order of writes is left to the system: every row is checked by its own digest.
    "pragma synchronous = off",
    "create table if not exists results (key blob primary key, row blob, small integer)",
    "create index if not exists small_rows on results (small) where small",
)
#: The schema as SQLite reports it, and the suffixes of files that SQLite may put beside this one.
_OF_US = frozenset(
    f"CREATE {kind} {each.partition(' exists ')[2]}" for kind, each in zip(("TABLE", "INDEX"), _TABLE[1:], strict=True)
)
_BESIDE = ("-journal", "-wal", "-shm")


class Disk:
    """The rows of one file."""

    def __init__(self, folder: Path, *, writes: bool) -> None:
        """Use the file in a folder.

        Args:
            folder: where the file is; may not exist yet.
            writes: whether rows may be added; if not, the file is only read.
        """
        self.folder, self._writes = folder, writes
        self._waiting: dict[bytes, bytes] = {}
        self._waiting_bytes = 0
        self._small: dict[bytes, bytes] | None = None
        #: The keys of all rows, loaded with the first row: a miss would otherwise cost as much as a hit.
        self._keys: set[bytes] = set()
        self._opened: sqlite3.Connection | None = None
        self._refused = False
        #: Whether there was no file to read; it is looked for once per run.
        self._missing = False
        self._collects = False
        self._lock = threading.RLock()

    def read(self, key: bytes, kind: Any) -> Any:
        """Return a row decoded as a value of a kind, or None."""
        row = self._waiting.get(key)
        if row is None:
            row = self._small.get(key) if self._small else None
        if row is None:
            row = self._row(key)
        if row is None or _digest(key, row[_DIGEST_BYTES:]) != row[:_DIGEST_BYTES]:
            return None
        try:
            return _decoder(kind).decode(row[_DIGEST_BYTES:])
        except Exception:  # A row of any other shape counts as missing.
            return None

    def write(self, key: bytes, result: Any) -> bool:
        """Queue a result for the disk; return whether it can be read back from here."""
        if not (self._writes or self._collects) or self._refused:
            return False
        content = _encoder().encode(result)
        self.merge({key: _digest(key, content) + content})
        return not self._refused

    def merge(self, rows: Mapping[bytes, bytes]) -> None:
        """Queue rows that are encoded already, such as those of another process."""
        if any(len(row) > LARGEST_ROW_BYTES for row in rows.values()):  # SQLite would take none of them.
            rows = {key: row for key, row in rows.items() if len(row) <= LARGEST_ROW_BYTES}
        with self._lock:
            self._waiting.update(rows)
            self._waiting_bytes += sum(map(len, rows.values()))
            if self._waiting_bytes > MOST_WAITING_BYTES and not self._collects:
                self.flush()

    def start_collecting(self) -> None:
        """Start to collect what is queued from here on instead of writing it; called in a child process."""
        # A connection must not be used on both sides of a fork, nor closed in the child.
        self._opened, self._collects = None, True
        self._lock = threading.RLock()
        self._waiting, self._waiting_bytes = {**self._waiting}, 0
        self._inherited = frozenset(self._waiting)

    def collected(self) -> dict[bytes, bytes]:
        """Return the rows queued since `start_collecting`."""
        return {key: row for key, row in self._waiting.items() if key not in self._inherited}

    def flush(self) -> None:
        """Write the queued rows."""
        with self._lock:
            rows = [(key, row, int(len(row) <= SMALL_BYTES)) for key, row in self._waiting.items()]
            if not rows:
                return
            connection = self._connection(make=True)
            if connection is not None:
                with self._ignoring_errors(), connection:
                    connection.executemany("insert or replace into results (key, row, small) values (?, ?, ?)", rows)
                self._keys.update(self._waiting)
            if self._small:
                for key in self._waiting:
                    self._small.pop(key, None)
            self._waiting, self._waiting_bytes = {}, 0

    def end_run(self, asked: set[bytes]) -> None:
        """Write the queued rows, and shrink the file if this run did not ask for much of it.

        Args:
            asked: the keys that this run has asked for.
        """
        with self._lock:
            self.flush()
            self._small, self._missing = None, False
            if self._opened is not None and self._writes:
                with self._ignoring_errors():
                    self._make_room(self._opened, asked)
            self.close()

    def _make_room(self, connection: sqlite3.Connection, asked: set[bytes]) -> None:
        # SQLite leaves `user_version` to us: it holds how many pages the file had when nearly all of it was in use.
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
            with self._ignoring_errors():
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

            # Do not wait long for another run that is writing: what cannot be read is made again.
            connection = sqlite3.connect(file, timeout=0.2, check_same_thread=False)
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW_BYTES)
            written = {str(each) for (each,) in connection.execute("select sql from sqlite_master where sql <> ''")}
            if written - _OF_US:
                connection.close()
                raise sqlite3.DatabaseError("something else is in it")
            for statement in _TABLE if self._writes else ():
                connection.execute(statement)
        except Exception as error:
            self._give_up(corrupt=not _is_transient(error))
            return None
        self._opened, self._missing = connection, False
        return connection

    @contextlib.contextmanager
    def _ignoring_errors(self) -> Generator[None]:
        """Treat any trouble with the file as a missing row."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, ValueError, TypeError, MemoryError) as error:
            if not _is_transient(error):
                self._give_up(corrupt=True)

    def _give_up(self, *, corrupt: bool) -> None:
        """Stop using the file in this process; delete a corrupt one, so that the next process can make another."""
        self.close()
        self._refused = True
        file = self.folder / FILE
        if corrupt and self._writes:
            with contextlib.suppress(OSError):
                if is_own_file(os.fspath(file)):
                    file.unlink()

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        if self._opened is not None:
            with contextlib.suppress(Exception):
                self._opened.close()
        self._opened = None


def _is_transient(error: Exception) -> bool:
    """Whether the file may be sound although it could not be used: busy, not permitted, or the disk is full."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _TRANSIENT or isinstance(error, OSError)


def is_private(folder: Path, file: Path, *, make: bool = False) -> bool:
    """Whether a folder and a file in it belong to this user only; other users' permissions on the folder are removed.

    Args:
        folder: the folder; a link to another one is not private.
        file: a file in it, which need not exist if `make` is true.
        make: whether to make the folder if there is none.
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


def write_privately(file: Path, content: bytes) -> None:
    """Write a file into a folder that belongs to this user only, making it if needed; do nothing if that fails."""
    with contextlib.suppress(OSError):
        if is_private(file.parent, file, make=True):
            write_atomically(file, content)


def encoded(value: Any) -> bytes:
    """Encode a value as bytes."""
    return _encoder().encode(value)


def decoded(content: bytes, kind: Any) -> Any:
    """Decode a value of a kind from bytes that this run has encoded."""
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
    """Encode a value of one of our own types as something that `_read` understands."""
    return value.stored() if hasattr(value, "stored") else str(value)


def _read(kind: Any, written: Any) -> Any:
    """Decode a value of one of our own types from what `_written` made of it."""
    if hasattr(kind, "restored"):
        return kind.restored(written)
    arguments = get_args(kind)
    if arguments:  # A generic type: a fact that may be `to be supplied`.
        import msgspec

        return kind(None if written == [] else msgspec.convert(written, arguments[0], dec_hook=_read))
    return written if isinstance(written, bool) else kind(written)
