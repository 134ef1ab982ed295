"""Remembers results of pure functions from one build to the next, for a preview that builds again and again.

It can change how long a build takes and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

Result = TypeVar("Result")
#: Arguments that are compared by their value; all others count as the same only when they are the very same object.
PLAIN = frozenset({str, int, bytes, bool, type(None)})


class Afresh:
    """Remembers nothing: what a single build needs."""

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Give the result of a pure function.

        Args:
            function: depends on its arguments alone, and nobody changes what it gives.
            arguments: nobody changes them.
        """
        return function(*arguments)

    def same(self, name: str, value: Result) -> Result:
        """Give the object of this name from the build before where it is equal, else this one.

        Args:
            name: what it is; each name is asked for once in a build.
            value: compared with `==`.
        """
        return value

    def forget_unused(self) -> None:
        """Forget what the latest build did not ask for."""

    def forget(self) -> None:
        """Forget everything: something else than arguments has changed, such as a template."""


class Memo(Afresh):
    """Remembers all that the latest build asked for."""

    def __init__(self) -> None:
        """Begin with nothing."""
        # The arguments are kept with each result, so that no other object can get their place in memory.
        self._known: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}
        self._used: dict[tuple[object, ...], tuple[tuple[object, ...], Any]] = {}
        self._named: dict[str, Any] = {}

    def call(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Give what the function gave for these arguments before, or call it."""
        # A list is made in half the time of a generator's tuple, and a large site asks thousands of times.
        key = (function, *[each if type(each) in PLAIN else (id(each),) for each in arguments])
        known = self._known.get(key) or self._used.get(key) or (arguments, function(*arguments))
        self._used[key] = known
        return cast("Result", known[1])

    def same(self, name: str, value: Result) -> Result:
        """Give the equal object from before, so that calls with it are remembered."""
        before = self._named.get(name)
        if before is None or before != value:
            self._named[name] = value
        return cast("Result", self._named[name])

    def forget_unused(self) -> None:
        """Forget what was not asked for since this was called last."""
        self._known, self._used = self._used, {}

    def forget(self) -> None:
        """Forget everything."""
        self._known, self._used, self._named = {}, {}, {}


AFRESH = Afresh()
