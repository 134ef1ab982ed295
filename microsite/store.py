"""Results of pure functions, kept by what they were made of: the only memory there is, in memory and on disk.

It changes how long a run takes and nothing else. A key is a digest of everything that a result depends on, the
program's own code included, so that nothing ever has to be declared out of date.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from microsite.digests import blake2b
from microsite.import_bundle import kept_digest
from microsite.record import ENGINE
from microsite.store_disk import Disk

Result = TypeVar("Result")
Input = str | bytes | int | None

_DIGEST_BYTES = 16


def digest_of(*inputs: Input) -> bytes:
    """Give one digest of some inputs, each told apart from its neighbours."""
    parts = [each if isinstance(each, bytes) else str(each).encode("utf-8", "surrogatepass") for each in inputs]
    lengths = ",".join([str(len(part)) for part in parts])
    return blake2b(b"".join([lengths.encode(), b":", *parts]), digest_size=_DIGEST_BYTES).digest()


class Recorded(Generic[Result]):
    """A result with everything that was read while it was made: names, and a digest of what each of them said."""

    __slots__ = ("reads", "result")

    def __init__(self, result: Result, reads: Mapping[str, bytes]) -> None:
        """Keep the result and what was read for it."""
        self.result, self.reads = result, reads


class Store:
    """Results of this run and of earlier ones."""

    def __init__(self, folder: Path | None = None, *, writes: bool = True) -> None:
        """Take the folder to keep results in.

        Args:
            folder: may not exist yet; without one, nothing outlives the program.
            writes: whether results may be added to it; else it is only read.
        """
        self.disk = Disk(folder, writes=writes) if folder is not None else None
        self._results: dict[bytes, Any] = {}
        self._earlier: dict[bytes, Any] = {}
        self._asked: set[bytes] = set()

    def get(
        self,
        function: str,
        inputs: tuple[Input, ...],
        make: Callable[[], Result],
        kind: type[Result] | None,
        *,
        in_memory: bool = True,
    ) -> Result:
        """Give what a function gave for these inputs before, or make it.

        Args:
            function: names what is made.
            inputs: everything that the result depends on besides the program's code; large values as their digests.
            make: makes it, and never gives None; what it raises is passed on, and nothing is kept.
            kind: the type of the result, which msgspec can encode; None for what is kept in memory alone. Nobody
                changes a result.
            in_memory: whether the result stays in memory where it is also on disk.
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
        """Give a result whose further inputs are known only once it is made.

        Args:
            function: names what is made.
            inputs: what is known beforehand, as for `get`.
            make: makes it and records what it reads.
            kind: the type of the result.
            current: tells what something that can be read says now, as a digest.
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
        """Give what `get_recorded` would give without making it, or None."""
        found = self.find(self.key(function, *inputs), tuple[dict[str, bytes], kind])
        if found is None or any(current(name) != said for name, said in found[0].items()):
            return None
        return found[1]

    def key(self, function: str, *inputs: Input) -> bytes:
        """Name a result by all that it depends on."""
        named = repr((function, *inputs)).encode("utf-8", "surrogatepass")
        return blake2b(named, key=code_version(), digest_size=_DIGEST_BYTES).digest()

    def find(self, key: bytes, kind: Any, *, in_memory: bool = True) -> Any:
        """Give the result under a key, or None; without a kind it is looked for in memory alone."""
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
        """Keep a result that was made for a key."""
        self._asked.add(key)
        written = on_disk and self.disk is not None and self.disk.write(key, result)
        if in_memory or not written:
            self._results[key] = result

    def flush(self) -> None:
        """Write what waits."""
        if self.disk is not None:
            self.disk.flush()
            self.disk.close()

    def end_run(self) -> None:
        """Write what waits, and forget what neither this run nor the one before it asked for."""
        if self.disk is not None:
            self.disk.end_run(self._asked)
        self._earlier = {key: result for key, result in self._results.items() if key in self._asked}
        self._results, self._asked = {}, set()


@cache
def code_version() -> bytes:
    """Tell one state of the program from another: its own files by what they say, its libraries by their versions."""
    libraries = "".join(f"\n{folder} {_state_of_libraries(folder)}" for folder in dict.fromkeys(sys.path))
    return kept_digest("microsite", sys.version + libraries, _code_version)


def _state_of_libraries(folder: str) -> str:
    """Tell when something was last installed into a folder; the program's own changes with each build in it."""
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
    files = sorted(package.rglob("*.py"))
    folders = (folder for folder in dict.fromkeys(sys.path) if Path(folder).is_dir())
    libraries = sorted(name for folder in folders for name in _libraries_in(folder))
    written = (part for file in files for part in (file.relative_to(package).as_posix(), file.read_bytes()))
    return digest_of(sys.version, *libraries, *written)
