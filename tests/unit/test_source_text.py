"""Files are decoded and split into lines as editors show them, or refused if they are not UTF-8."""

import pytest

from microsite.load.source_text import SourceText, parse_source


@pytest.mark.parametrize(
    "content",
    [
        "a\nbé\nc".encode(),
        "a\r\nbé\r\nc".encode(),
        "a\rbé\rc".encode(),
        "\ufeffa\r\nbé\nc".encode(),
        "a\r\nbé\rc".encode(),
    ],
)
def test_line_ends_of_every_system(content):
    """Line endings of any system, even mixed, and a byte order mark make no difference."""
    source, problems = parse_source("a.md", content)
    assert source is not None and source.lines == ("a", "bé", "c") and problems == ()


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"caf\xe9", (1, 4, "café")), (b"a\r\nb \x93c\x94\r\n", (2, 3, "b “c”")), (b"a\r\x91", (2, 1, "‘"))],
)
def test_windows_1252(content, place):
    """A file in Windows-1252 is reported at the first character that shows it."""
    source, (problem,) = parse_source("a.md", content)
    location = problem.location
    assert source is None and problem.code == "FILE-002"
    assert (location.line, location.column, location.source) == place


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding):
    """A file in UTF-16 is reported, with or without a byte order mark."""
    source, (problem,) = parse_source("a.md", "A chapter".encode(encoding))
    assert source is None and problem.code == "FILE-001"


def test_bytes_that_are_no_text():
    """A picture that is named like a chapter is refused."""
    source, (problem,) = parse_source("a.md", b"\x89PNG\r\n\x1a\n\x81\x8d\xff")
    assert source is None and problem.code in ("FILE-002", "FILE-012")


def test_places_are_kept_inside_the_text():
    """A location outside the text is moved to the nearest valid one."""
    source = SourceText("a.md", "one\ntwo")
    assert str(source.location(9, 9, 9)) == "a.md:2:4"
    assert str(source.location(0, 0)) == "a.md:1:1"
    assert source.location(1, 2, 99).length == 2
