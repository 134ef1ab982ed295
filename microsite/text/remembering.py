"""Remember what was made of a text, by it and by all that works on it: most chapters are as they were."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from pathlib import Path

#: Gives what was made under a key before, or makes it.
Remember = Callable[[str, Callable[[], bytes]], bytes]
_remember: ContextVar[Remember | None] = ContextVar("remember", default=None)


@contextmanager
def remembering(remember: Remember | None) -> Generator[None]:
    """Remember what is made of texts until the block ends; it changes how long that takes and nothing else.

    Args:
        remember: keeps it; None to make all anew.
    """
    token = _remember.set(remember)
    try:
        yield
    finally:
        _remember.reset(token)


def current_memory() -> Remember | None:
    """What keeps results at the moment; None where all is made anew."""
    return _remember.get()


def remembered_conversion(text: str, convert: Callable[[str], str]) -> str:
    """Give what a prepared text became before, or convert it.

    Args:
        text: the prepared text.
        convert: depends on the text and on the modules of this package alone.
    """
    remember = _remember.get()
    if remember is None:
        return convert(text)
    return remember(f"markdown {_converter_digest()} {text}", lambda: convert(text).encode()).decode()


@cache
def _converter_digest() -> str:
    """What all the programs are like that convert: ours by their text, the others by their versions."""
    digest = hashlib.sha256(repr(sys.version_info).encode())
    files = sorted(Path(__file__).parent.glob("*.py"))
    for package in ("markdown", "pymdownx"):
        # To ask for a version in the usual way takes longer than to convert a chapter.
        spec = find_spec(package)
        files += [Path(spec.origin).with_name("__meta__.py")] if spec and spec.origin else []
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
