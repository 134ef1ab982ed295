"""Remembers what takes long to make, by what it is made of, in memory and from one build to the next.

It can change how long a build takes and nothing else: what cannot be read, or was damaged, is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path

#: As much as the pictures of a large site come to; beyond it, memory is given back.
MOST_BYTES = 100_000_000
_DIGEST_BYTES = 32
_memory: dict[str, bytes] = {}


class Cache:
    """The memory of one build; all builds of one run share what is kept in memory."""

    def __init__(self, folder: Path | None = None, *, writes: bool = True) -> None:
        """Take the folder to remember in.

        Args:
            folder: may not exist yet; without one, nothing outlives the program.
            writes: whether more may be put into it; else it is only read.
        """
        self._folder = folder
        self._writes = writes and folder is not None
        self._used: set[str] = set()

    @property
    def outlives_program(self) -> bool:
        """Whether what it remembers is there for the next run of the program."""
        return self._folder is not None

    def remember(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Give what was made under a key before, or make it.

        Args:
            key: names everything that the result depends on.
            make: makes it; what it raises is passed on, and nothing is remembered.
        """
        name = hashlib.sha256(key.encode()).hexdigest()
        self._used.add(name)
        content = _memory.get(name)
        if content is None:
            content = self._read(name)
        if content is None:
            content = make()
            self._write(name, content)
        if sum(map(len, _memory.values())) + len(content) > MOST_BYTES:
            _memory.clear()
        _memory[name] = content
        return content

    def forget_unused(self) -> None:
        """Delete from the folder what this build did not ask for, so that it does not grow for ever."""
        if self._folder is None or not self._writes or not self._folder.is_dir():
            return
        for file in self._folder.iterdir():
            if re.fullmatch(r"[0-9a-f]{64}(\.\d+)?", file.name) and file.name not in self._used:
                with contextlib.suppress(OSError):
                    file.unlink()

    def _read(self, name: str) -> bytes | None:
        if self._folder is None:
            return None
        try:
            stored = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, content = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return content if hashlib.sha256(content).digest() == digest else None

    def _write(self, name: str, content: bytes) -> None:
        if self._folder is None or not self._writes:
            return
        written = self._folder / f"{name}.{os.getpid()}"
        # Where nothing can be kept, the next build takes longer; that is no mistake of the author's.
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            written.write_bytes(hashlib.sha256(content).digest() + content)
            written.replace(self._folder / name)
