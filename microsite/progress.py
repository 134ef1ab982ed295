"""Says where a long wait is: one line that is rewritten on a terminal, a plain line now and then elsewhere.

Only the standard library is used here, since the first set-up has nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

#: Nothing is said of a shorter wait, and nothing more until as long has passed again.
BETWEEN_ON_TERMINAL_S = 1.0
BETWEEN_LINES_S = 10.0


def say_nothing(text: str) -> None:
    """Stand in for `Progress.step` where nobody waits."""


class Progress:
    """Where a command is, told to somebody who waits, and never among its results."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Start to wait.

        Args:
            stream: where to tell it, such as the standard error.
            clock: gives seconds, and only goes forward.
        """
        self._stream, self._clock = stream, clock
        self._rewrites = stream.isatty()
        self._between_s = BETWEEN_ON_TERMINAL_S if self._rewrites else BETWEEN_LINES_S
        self._due_s = clock() + self._between_s
        self._shown = ""

    def step(self, text: str) -> None:
        """Say what is done now, unless something was said just before."""
        now_s = self._clock()
        if now_s < self._due_s or text == self._shown:
            return
        self._due_s = now_s + self._between_s
        self._write(f"\r{text.ljust(len(self._shown))}" if self._rewrites else f"{text}\n")
        self._shown = text

    def end(self) -> None:
        """Leave the line on a terminal empty for what comes next."""
        if self._rewrites and self._shown:
            self._write(f"\r{' ' * len(self._shown)}\r")
        self._shown = ""

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            pass  # Nobody reads it.
