"""The store: a cache of the results of pure functions, in memory and on disk.

It changes how long a run takes and nothing else. A key is a digest of everything that a result depends on, the
program's own code included, so nothing ever has to be invalidated.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from microsite.digests import blake2b
from microsite.import_bundle import kept_digest
from microsite.record import ENGINE, state_of_zones
from microsite.store_disk import Disk, decoded, encoded

Result = TypeVar("Result")
Input = str | bytes | int | None

_DIGEST_BYTES = 16
#: This many results that a run did not ask for may stay on a shelf, in case an edit is undone.
FEW = 64
#: The rows that a shelf is divided into: one new result rewrites only one of them.
ROWS_OF_SHELF = 16


def digest_of(*inputs: Input) -> bytes:
    """Return one digest of several inputs; it includes their lengths, so that neighbours cannot run together."""
    parts = [each if isinstance(each, bytes) else str(each).encode("utf-8", "surrogatepass") for each in inputs]
    if len(parts) == 1:  # Without a copy of it, which may be large.
        digest = blake2b(b"%d:" % len(parts[0]), digest_size=_DIGEST_BYTES)
        digest.update(parts[0])
        return digest.digest()
    lengths = ",".join([str(len(part)) for part in parts])
    return blake2b(b"".join([lengths.encode(), b":", *parts]), digest_size=_DIGEST_BYTES).digest()


class Recorded(Generic[Result]):
    """A result with everything that was read while making it: names, each with a digest of what was read."""

    __slots__ = ("reads", "result")

    def __init__(self, result: Result, reads: Mapping[str, bytes]) -> None:
        """Take the result and what was read for it."""
        self.result, self.reads = result, reads


class Shelf(Generic[Result]):
    """Small results of one function, most of which every run asks for, so that they share a few rows.

    A key covers everything that a result depends on apart from the state that the shelf is for.
    """

    __slots__ = ("_asked", "_inherited", "_kept", "_new", "kind")

    def __init__(self, kept: dict[bytes, Result], kind: type[Result]) -> None:
        """Take the results that earlier runs have left, and their type."""
        self.kind = kind
        self._kept = kept
        self._asked: dict[bytes, Result] = {}
        #: The keys added in this run, and those of them that were there when `start_collecting` was called.
        self._new: set[bytes] = set()
        self._inherited: frozenset[bytes] = frozenset()

    def find(self, key: bytes) -> Result | None:
        """Return a result, or None."""
        found = self._asked.get(key)
        if found is None:
            found = self._kept.get(key)
            if found is not None:
                self._asked[key] = found
        return found

    def keep(self, key: bytes, result: Result) -> None:
        """Add a result."""
        self._asked[key] = result
        self._new.add(key)

    def earlier(self) -> Collection[Result]:
        """Return what earlier runs have left, whether this one asks for it or not."""
        return self._kept.values()

    def merge(self, results: Mapping[bytes, Result]) -> None:
        """Add results that another process has made."""
        self._asked.update(results)
        self._new.update(results)

    def start_collecting(self) -> None:
        """Start to collect what is added from here on."""
        self._inherited = frozenset(self._new)

    def collected(self) -> dict[bytes, Result]:
        """Return what was added since `start_collecting`."""
        return {key: self._asked[key] for key in self._new - self._inherited}

    def to_write(self) -> Iterator[tuple[int, dict[bytes, Result]]]:
        """Yield the number and the content of each row to write at the end of a run."""
        changed = {_row_of(key) for key in self._new.copy()}
        if not changed:
            return
        few_are_old = len(self._kept) + len(self._new) <= len(self._asked) * 9 // 8 + FEW
        if not few_are_old:
            changed.update(map(_row_of, self._kept.keys() - self._asked.keys()))
        rows: dict[int, dict[bytes, Result]] = {row: {} for row in changed}
        for results in (self._kept, self._asked) if few_are_old else (self._asked,):
            for key, result in results.copy().items():
                if (row := _row_of(key)) in changed:
                    rows[row][key] = result
        yield from rows.items()

    def end_run(self) -> bool:
        """Forget what this run did not ask for, unless it asked for nothing; return whether it asked for anything."""
        was_asked = bool(self._asked)
        self._kept, self._asked, self._new = self._asked or self._kept, {}, set()
        return was_asked


def _row_of(key: bytes) -> int:
    return key[-1] % ROWS_OF_SHELF


def _place_of_row(shelf: bytes, row: int) -> bytes:
    return shelf[:-1] + bytes((shelf[-1] ^ row,))


class Store:
    """Results of this run and of earlier ones."""

    def __init__(self, folder: Path | None = None, *, writes: bool = True, shelves: bool = True) -> None:
        """Open a store.

        Args:
            folder: where to keep results; may not exist yet. Without one, nothing outlives the process.
            writes: whether results may be added to the folder; if not, it is only read.
            shelves: whether to read what earlier runs have left on shelves.
        """
        self.disk = Disk(folder, writes=writes) if folder is not None else None
        self._results: dict[bytes, Any] = {}
        self._earlier: dict[bytes, Any] = {}
        self._asked: set[bytes] = set()
        self._reads_shelves = shelves
        self._shelves: dict[bytes, Shelf[Any]] = {}
        #: Shelves that the previous run did not ask for anything.
        self._idle_shelves: set[bytes] = set()
        #: What other processes have made for shelves that are not open here yet, encoded.
        self._for_shelves: dict[bytes, list[bytes]] = {}

    def get(
        self,
        function: str,
        inputs: tuple[Input, ...],
        make: Callable[[], Result],
        kind: type[Result] | None,
        *,
        in_memory: bool = True,
    ) -> Result:
        """Return what the store has for these inputs, or make it and store it.

        Args:
            function: a name for what is made.
            inputs: everything that the result depends on apart from the program's code; large values as their digests.
            make: makes the result, never None; anything it raises is passed on, and nothing is stored.
            kind: the type of the result, which msgspec can encode; None to keep it in memory only. Results must never
                be modified.
            in_memory: whether the result stays in memory when it is also on disk.
        """
        key = self.key(function, *inputs)
        found = self.find(key, kind, in_memory=in_memory)
        if found is None:
            found = make()
            self.keep(key, found, in_memory=in_memory, on_disk=kind is not None)
        return found

    def get_recorded(
        self,
        function: str,
        inputs: tuple[Input, ...],
        make: Callable[[], Recorded[Result]],
        kind: type[Result],
        current: Callable[[str], bytes],
    ) -> Result:
        """Return a result, stored or newly made, some of whose inputs are known only once it is made.

        Args:
            function: a name for what is made.
            inputs: the inputs known beforehand, as for `get`.
            make: makes the result and records what it reads.
            kind: the type of the result.
            current: returns the present digest of something that can be read, by its name.
        """
        found = self.find_recorded(function, inputs, kind, current)
        if found is None:
            recorded = make()
            found = recorded.result
            self.keep(self.key(function, *inputs), (recorded.reads, found))
        return found

    def find_recorded(
        self, function: str, inputs: tuple[Input, ...], kind: type[Result], current: Callable[[str], bytes]
    ) -> Result | None:
        """Return what `get_recorded` would return without making anything, or None."""
        found = self.find(self.key(function, *inputs), tuple[dict[str, bytes], kind])
        if found is None or any(current(name) != digest for name, digest in found[0].items()):
            return None
        return found[1]

    def key(self, function: str, *inputs: Input) -> bytes:
        """Return the key of a result: a digest of everything that it depends on, the program's code included."""
        named = repr((function, *inputs)).encode("utf-8", "surrogatepass")
        return blake2b(named, key=code_version(), digest_size=_DIGEST_BYTES).digest()

    def find(self, key: bytes, kind: Any, *, in_memory: bool = True) -> Any:
        """Return the result under a key, or None; without a kind, look in memory only."""
        self._asked.add(key)
        found = self._results.get(key)
        if found is None:
            found = self._earlier.get(key)
            if found is None and self.disk is not None and kind is not None:
                found = self.disk.read(key, kind)
            if found is not None and in_memory:
                self._results[key] = found
        return found

    def keep(self, key: bytes, result: Any, *, in_memory: bool = True, on_disk: bool = True) -> None:
        """Store a result under its key."""
        self._asked.add(key)
        written = on_disk and self.disk is not None and self.disk.write(key, result)
        if in_memory or not written:
            self._results[key] = result

    def expect(self, key: bytes) -> None:
        """Count a result as asked for in this run, since it will be asked for just after the run ends."""
        self._asked.add(key)

    def shelf(self, function: str, state: tuple[Input, ...], kind: type[Result]) -> Shelf[Result]:
        """Return a shelf.

        Args:
            function: a name for what makes its results.
            state: what all of them depend on apart from the program's code; large values as their digests.
            kind: the type of one result, which msgspec can encode.
        """
        place = self.key("shelf", function, *state)
        shelf = self._shelves.get(place)
        if shelf is None:
            kept: dict[bytes, Result] = {}
            for row in range(ROWS_OF_SHELF) if self.disk is not None and self._reads_shelves else ():
                kept.update(self.find(_place_of_row(place, row), dict[bytes, kind], in_memory=False) or {})
            shelf = self._shelves[place] = Shelf(kept, kind)
        if place in self._for_shelves:
            for results in self._for_shelves.pop(place):
                shelf.merge(decoded(results, dict[bytes, kind]))
        return shelf

    def start_collecting(self) -> None:
        """Start to collect what is made from here on; called in a child process that does a share of the work."""
        if self.disk is not None:
            self.disk.start_collecting()
        for shelf in self._shelves.values():
            shelf.start_collecting()

    def collected(self) -> bytes:
        """Return what was made since `start_collecting`, encoded for `merge`."""
        shelves = {place: found for place, shelf in self._shelves.items() if (found := shelf.collected())}
        rows = self.disk.collected() if self.disk is not None else {}
        return encoded((rows, {place: encoded(found) for place, found in shelves.items()}))

    def merge(self, collected: bytes) -> None:
        """Add what another process has made, as if it had been made here."""
        rows, shelves = decoded(collected, tuple[dict[bytes, bytes], dict[bytes, bytes]])
        self._asked.update(rows)
        if self.disk is not None:
            self.disk.merge(rows)
        for place, results in shelves.items():
            shelf = self._shelves.get(place)
            if shelf is None:
                self._for_shelves.setdefault(place, []).append(results)
            else:
                shelf.merge(decoded(results, dict[bytes, shelf.kind]))

    def flush(self) -> None:
        """Write everything that is waiting to disk."""
        if self.disk is not None:
            self.disk.flush()
            self.disk.close()

    def end_run(self) -> None:
        """Write everything that is waiting, and drop from memory what this run did not ask for.

        A shelf is dropped only when two runs in a row have not asked for it.
        """
        for place, shelf in list(self._shelves.items()):
            for row, results in shelf.to_write() if self.disk is not None else ():
                self.keep(_place_of_row(place, row), results, in_memory=False)
            if shelf.end_run():
                self._idle_shelves.discard(place)
            elif place in self._idle_shelves:
                del self._shelves[place]
            else:
                self._idle_shelves.add(place)
        if self.disk is not None:
            self.disk.end_run(self._asked)
        # Copies the dictionary first, since another thread may be drawing a page.
        self._earlier = {key: result for key, result in self._results.copy().items() if key in self._asked}
        self._results, self._asked = {}, set()


@cache
def code_version() -> bytes:
    """Return a digest of the program (its own files by content, its libraries by version) and the time zones in use."""
    libraries = "".join(f"\n{folder} {_state_of_libraries(folder)}" for folder in dict.fromkeys(sys.path))
    program = kept_digest("microsite", sys.version + libraries, _code_version)
    return digest_of(program, os.environ.get("PYTHONTZPATH"), state_of_zones())


def _state_of_libraries(folder: str) -> str:
    """Return when something was last installed into a folder.

    For the program's own folder, return the names of what is installed: its time changes with each build made in it.
    """
    if os.path.abspath(folder) == ENGINE:
        return " ".join(sorted(_libraries_in(folder)))
    try:
        return str(os.stat(folder or ".").st_mtime_ns)
    except OSError:
        return ""


def _libraries_in(folder: str) -> list[str]:
    return [entry.name for entry in os.scandir(folder or ".") if entry.name.endswith(".dist-info")]


def _code_version() -> bytes:
    package = Path(__file__).parent
    # With the package's data: the duties.
    files = sorted((*package.rglob("*.py"), *package.rglob("*.yaml")))
    folders = (folder for folder in dict.fromkeys(sys.path) if Path(folder).is_dir())
    libraries = sorted(name for folder in folders for name in _libraries_in(folder))
    written = (part for file in files for part in (file.relative_to(package).as_posix(), file.read_bytes()))
    return digest_of(sys.version, *libraries, *written)
