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
    """Nothing is said of a wait under a second, and in a pipe under ten."""
    now_s = [0.0]
    progress = Progress(stream, lambda: now_s[0])
    now_s[0] = short_s
    progress.step("Page 1 of 2")
    progress.end()
    assert stream.getvalue() == ""
