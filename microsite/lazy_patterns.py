"""Regular expressions that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Has the attributes and methods of a compiled pattern; each is stored on the object when it is first used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._written), name)
        setattr(self, name, value)
        return value


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an object that can be used like the result of `re.compile`."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
