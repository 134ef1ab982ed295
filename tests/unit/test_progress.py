"""Progress of a long wait is reported now and then, and that of a short one not at all."""

from io import StringIO

import pytest

from microsite.progress import Progress


class Terminal(StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        """Return True."""
        return True


@pytest.mark.parametrize(
    ("stream", "pages", "said"),
    [
        (Terminal(), 40, "\rPage 11 of 40\rPage 21 of 40\rPage 31 of 40\r             \r"),
        (StringIO(), 210, "Page 101 of 210\nPage 201 of 210\n"),
    ],
)
def test_once_in_a_while(stream, pages, said):
    """A terminal has one line, rewritten once a second; a pipe has a line every ten seconds."""
    now_s = [0]
    progress = Progress(stream, lambda: now_s[0] / 10)
    for number in range(1, pages + 1):
        progress.step(f"Page {number} of {pages}")
        now_s[0] += 1
    progress.end()
    assert stream.getvalue() == said


@pytest.mark.parametrize(("stream", "short_s"), [(Terminal(), 0.9), (StringIO(), 9.9)])
def test_short_wait(stream, short_s):
    """A wait of less than a second prints nothing, nor does one of less than ten seconds in a pipe."""
    now_s = [0.0]
    progress = Progress(stream, lambda: now_s[0])
    now_s[0] = short_s
    progress.step("Page 1 of 2")
    progress.end()
    assert stream.getvalue() == ""
