"""Show what is being done during a long wait: one line rewritten on a terminal, elsewhere a new line now and then.

Only the standard library is used here, since the first set-up has nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

#: Nothing is shown during a wait shorter than this, and nothing further until the same time has passed again.
BETWEEN_ON_TERMINAL_S = 1.0
BETWEEN_LINES_S = 10.0


def say_nothing(text: str) -> None:
    """Stand in for `Progress.step` if nobody is waiting."""


class Progress:
    """Shows how far a command has got, apart from its results."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Start the wait.

        Args:
            stream: where to show it, such as stderr.
            clock: returns seconds; monotonic.
        """
        self._stream, self._clock = stream, clock
        self._rewrites = stream.isatty()
        self._between_s = BETWEEN_ON_TERMINAL_S if self._rewrites else BETWEEN_LINES_S
        self._due_s = clock() + self._between_s
        self._shown = ""

    def step(self, text: str) -> None:
        """Show what is being done, unless something was shown just before."""
        now_s = self._clock()
        if now_s < self._due_s or text == self._shown:
            return
        self._due_s = now_s + self._between_s
        self._write(f"\r{text.ljust(len(self._shown))}" if self._rewrites else f"{text}\n")
        self._shown = text

    def end(self) -> None:
        """Clear the line on a terminal for what comes next."""
        if self._rewrites and self._shown:
            self._write(f"\r{' ' * len(self._shown)}\r")
        self._shown = ""

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            pass  # Nobody is reading it.
