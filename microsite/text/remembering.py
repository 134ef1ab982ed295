"""Remember what became of a text, by the text and by all the programs that read it: most chapters are as they were."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from microsite import source

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


def remembered_conversion(text: str, convert: Callable[[str], str]) -> str:
    """Give what a prepared text became before, or convert it.

    Args:
        text: the prepared text.
        convert: depends on the text and on the modules of this package and of `source` alone.
    """
    remember = _remember.get()
    if remember is None:
        return convert(text)
    programs = programs_digest(Path(__file__).parent, Path(source.__file__).parent, packages=("markdown", "pymdownx"))
    return remember(f"markdown {programs} {text}", lambda: convert(text).encode()).decode()


def current_memory() -> Remember | None:
    """What keeps results at the moment; None where all is made anew."""
    return _remember.get()


@cache
def programs_digest(*folders: Path, packages: tuple[str, ...] = ()) -> str:
    """What programs are like: ours by their text, others by their versions.

    Args:
        folders: hold ours.
        packages: the names of the others.
    """
    digest = hashlib.sha256(repr(sys.version_info).encode())
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    for package in packages:
        # To ask for a version in the usual way takes longer than to convert a chapter.
        spec = find_spec(package)
        files += [Path(spec.origin).with_name("__meta__.py")] if spec and spec.origin else []
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
