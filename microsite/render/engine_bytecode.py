"""The engine's own templates, compiled: kept beside them in one file, as Python keeps its modules."""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2

from microsite.atomic_write import write_atomically

#: Changes with the Python and the library that compile.
NAME = f"templates.{sys.implementation.cache_tag}.jinja-{jinja2.__version__}.bin"
_Codes = dict[str, tuple[str, CodeType]]


class EngineBytecode:
    """The code of each template with the checksum of the text that it was made of."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the engine's templates."""
        self._folder = os.fspath(folder)
        self._file = folder / "__pycache__" / NAME
        self._codes: _Codes | None = None
        self._changed = False

    def holds(self, key: str) -> bool:
        """Whether a template is one of the engine's, by its name and file."""
        return key.partition("|")[2].startswith(self._folder + os.sep)

    def find(self, key: str, checksum: str) -> CodeType | None:
        """Give a template's code where its text is still the same."""
        if self._codes is None:
            self._codes = self._read()
        kept, code = self._codes.get(self._name(key), ("", None))
        return code if kept == checksum else None

    def keep(self, key: str, checksum: str, code: CodeType) -> None:
        """Keep a template's code."""
        if self._codes is None:
            self._codes = self._read()
        self._codes[self._name(key)] = (checksum, code)
        self._changed = True

    def save(self) -> None:
        """Write the codes where they have changed; a folder that is not ours to write stays as it is."""
        if not self._changed or self._codes is None:
            return
        self._changed = False
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
        write_atomically(self._file, marshal.dumps(self._codes))

    def _name(self, key: str) -> str:
        """Name a template by its place below the folder, so that the whole engine can be moved."""
        name, _, file = key.partition("|")
        return f"{name}|{file.removeprefix(self._folder)}"

    def _read(self) -> _Codes:
        try:
            found: Any = marshal.loads(self._file.read_bytes())
        except (OSError, EOFError, ValueError, TypeError):
            return {}
        return found if isinstance(found, dict) else {}  # pyright: ignore[reportUnknownVariableType]


@cache
def engine_bytecode(folder: Path) -> EngineBytecode:
    """The compiled templates of one engine; all environments of a run share them."""
    return EngineBytecode(folder)
