"""What is made of the engine's own files: kept beside them in one file, as Python keeps its modules.

Its templates are compiled, its words read, and its layers of style made small.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

from microsite.atomic_write import write_atomically
from microsite.store import code_version, digest_of

#: Changes with the Python that compiles.
NAME = f"engine.{sys.implementation.cache_tag}.bin"
Made = TypeVar("Made", CodeType, dict[str, str])


class EngineCache:
    """What was made of each file, with the checksum of the text that it was made of."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the engine's templates."""
        self._folder = os.fspath(folder)
        self._file = folder / "__pycache__" / NAME
        self._entries: dict[str, tuple[bytes, Any]] | None = None
        self._new: dict[str, tuple[bytes, Any]] = {}

    def get(self, key: str, made_of: str | bytes, make: Callable[[], Made]) -> Made:
        """Give what is made of some files, which is kept.

        Args:
            key: what is made of which files.
            made_of: their text, or what tells one state of them from another.
            make: makes it of nothing else.
        """
        checksum = digest_of(code_version(), made_of)
        if self._entries is None:
            self._entries = self._read()
        kept, found = self._entries.get(key, (b"", None))
        if kept != checksum:
            found = make()
            self._entries[key] = self._new[key] = (checksum, found)
        return found

    def save(self) -> None:
        """Write what is new, with all that is kept by now; a folder that is not ours to write stays as it is.

        A process that draws pages does so as well, and so the file is read once more.
        """
        if not self._new:
            return
        kept = {**self._read(), **self._new}
        self._new = {}
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
        write_atomically(self._file, marshal.dumps(kept))

    def _read(self) -> dict[str, tuple[bytes, Any]]:
        try:
            found: Any = marshal.loads(self._file.read_bytes())
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType]


@cache
def engine_cache(folder: Path) -> EngineCache:
    """What is kept of one engine; all parts of a run share it."""
    return EngineCache(folder)
