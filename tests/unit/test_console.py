"""Printing never fails, and never lets a file's name control the terminal."""

import io

import pytest

from microsite.console import Console


def printed(text: str, encoding: str) -> str:
    """Return what a console with an encoding shows."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="")
    Console(stream, {}).print(text)
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "“a” → b… é פ 🌳\n"),
        ("cp1252", '"a" -> b... é \\u05e4 \\U0001f333\n'),
        ("ascii", '"a" -> b... \\xe9 \\u05e4 \\U0001f333\n'),
    ],
)
def test_characters_that_a_console_lacks(encoding, shown):
    """Typographic characters become plain ones; what has no plain form is written as an escape."""
    assert printed("“a” → b… é פ 🌳", encoding) == shown


def test_names_that_give_orders():
    """Control characters, as in file names, are shown as replacement characters; line ends stay."""
    assert printed("a\x1b[2Jb\x07c\rd\x9be\nf\tg", "utf-8") == "a�[2Jb�c�d�e\nf\tg\n"


def test_no_colour_without_a_terminal():
    """Output that does not go to a terminal is not coloured."""
    assert printed("a.md:1:1: error YAML-001 yaml-syntax", "utf-8") == "a.md:1:1: error YAML-001 yaml-syntax\n"
