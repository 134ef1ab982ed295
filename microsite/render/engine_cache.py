"""Caches what is made from the engine's own files, in one file next to them, as Python does with its modules.

These are compiled templates, parsed words, and minified style layers.
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

#: Depends on the version of Python, whose bytecode it holds.
NAME = f"engine.{sys.implementation.cache_tag}.bin"
Made = TypeVar("Made", CodeType, dict[str, str])


class EngineCache:
    """What was made from each file, with a digest of the source it was made from."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the engine's templates."""
        self._folder = os.fspath(folder)
        self._file = folder / "__pycache__" / NAME
        self._entries: dict[str, tuple[bytes, Any]] | None = None
        self._new: dict[str, tuple[bytes, Any]] = {}

    def get(self, key: str, made_of: str | bytes, make: Callable[[], Made]) -> Made:
        """Return what is made from some files, from the cache if they have not changed.

        Args:
            key: names what is made, and from which files.
            made_of: their text, or a digest of it.
            make: makes it; must depend on nothing else.
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
        """Write new entries to the file, merged with those it has by then; does nothing if the folder is not writable.

        The file is read again first, because processes that render pages write it too.
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
    """Return the cache for one folder of templates; shared by the whole process."""
    return EngineCache(folder)
