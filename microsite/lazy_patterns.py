"""Regular expressions that are compiled when they are first used: most runs need few of those that there are."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Has the methods of a compiled pattern, each of which is an attribute of its own once it has been used."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._written), name)
        setattr(self, name, value)
        return value


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Give what can be used as `re.compile` would give it."""
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))
