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
Made = TypeVar("Made", str, dict[str, str])


class EngineCache:
    """What was made of each file, with the checksum of the text that it was made of."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the engine's templates."""
        self._folder = os.fspath(folder)
        self._file = folder / "__pycache__" / NAME
        self._entries: dict[str, tuple[str, Any]] | None = None
        self._new: dict[str, tuple[str, Any]] = {}

    def holds(self, key: str) -> bool:
        """Whether a template is one of the engine's, by its name and file."""
        return key.partition("|")[2].startswith(self._folder + os.sep)

    def find_code(self, key: str, checksum: str) -> CodeType | None:
        """Give a template's code where its text is still the same."""
        return self._find(self._name(key), checksum)

    def keep_code(self, key: str, checksum: str, code: CodeType) -> None:
        """Keep a template's code."""
        self._keep(self._name(key), checksum, code)

    def get(self, key: str, text: str, make: Callable[[str], Made]) -> Made:
        """Give what is made of a text, which is kept.

        Args:
            key: what is made of what file.
            text: the file's text.
            make: a function of the text alone.
        """
        checksum = digest_of(code_version(), text).hex()
        found: Made | None = self._find(key, checksum)
        if found is None:
            found = make(text)
            self._keep(key, checksum, found)
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

    def _find(self, name: str, checksum: str) -> Any:
        kept, found = self._all().get(name, ("", None))
        return found if kept == checksum else None

    def _keep(self, name: str, checksum: str, made: CodeType | str | dict[str, str]) -> None:
        self._all()[name] = self._new[name] = (checksum, made)

    def _name(self, key: str) -> str:
        """Name a template by its place below the folder, so that the whole engine can be moved."""
        name, _, file = key.partition("|")
        return f"{name}|{file.removeprefix(self._folder)}"

    def _all(self) -> dict[str, tuple[str, Any]]:
        if self._entries is None:
            self._entries = self._read()
        return self._entries

    def _read(self) -> dict[str, tuple[str, Any]]:
        try:
            found: Any = marshal.loads(self._file.read_bytes())
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType]


@cache
def engine_cache(folder: Path) -> EngineCache:
    """What is kept of one engine; all parts of a run share it."""
    return EngineCache(folder)
