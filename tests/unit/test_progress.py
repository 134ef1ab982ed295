"""A long wait says where it is: seldom, apart from the results, and not at all when it is short."""

from io import StringIO

import pytest

from microsite.progress import Progress


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (Terminal(), "\rPage 11 of 40\rPage 21 of 40\rPage 31 of 40\r             \r"),
        (StringIO(), "Page 11 of 40\n"),
    ],
)
def test_once_in_a_while(stream, said):
    """A terminal has one line, rewritten once a second; a pipe has a line every ten seconds."""
    now_s = [0]
    progress = Progress(stream, lambda: now_s[0] / 10)
    for number in range(1, 41):
        progress.step(f"Page {number} of 40")
        now_s[0] += 1
    progress.end()
    assert stream.getvalue() == said


@pytest.mark.parametrize("stream", [Terminal(), StringIO()])
def test_short_wait(stream):
    """Nothing is said of a wait under a second."""
    progress = Progress(stream, lambda: 0.9)
    progress.step("Page 1 of 2")
    progress.end()
    assert stream.getvalue() == ""
