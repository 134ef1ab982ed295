"""Lines typed like a list are reported once, by the rule whose hint fits."""

from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.small_sites import SMALLEST, write_files


def found(folder, text):
    """Return the codes and hints of the problems in a chapter with this text."""
    site = write_files({**SMALLEST, "content/01-why.md": f"# Why\n\n{text}\n"}, folder)
    build = make_site(site, engine_templates(), datetime.fromisoformat("2027-04-01T12:00"))
    return [(each.code, each.advice) for each in build.problems if each.location.file == "content/01-why.md"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("– apples\n– pears", "HEAD-007"),
        ("― apples\n― pears", "HEAD-007"),
        ("‒apples\n‒pears", "HEAD-011"),
        ("– apples\n– pears\n– plums", "HEAD-007"),
        ("–apples\n–pears", "HEAD-011"),
        ("–apples\n–pears\n–plums", "HEAD-011"),
        ("We grow:\n– apples\n– pears", "HEAD-011"),
        ("✓ apples\n✓ pears", "HEAD-011"),
    ],
)
def test_once(text, code, tmp_path):
    """There is exactly one problem: dashes with a space are a typed list; other lines that begin alike run together."""
    assert [each for each, _ in found(tmp_path, text)] == [code]


@pytest.mark.parametrize("text", ["–apples\n–pears", "We grow:\n– apples\n– pears"])
def test_dash_goes(text, tmp_path):
    """The hint says to write a hyphen instead of the dash."""
    ((_, advice),) = found(tmp_path, text)
    assert advice.endswith("in place of the dash: “- apples”. (WCAG 1.3.1)") or "“- apples”" in advice


@pytest.mark.parametrize(("text", "codes"), [("A \uf0e0 B", ["TEXT-018"]), ("Type `\uf0e0` here.", [])])
def test_symbol_font(text, codes, tmp_path):
    """A character of a symbol font is reported in text, but not in code."""
    assert [each for each, _ in found(tmp_path, text)] == codes


def test_introduced_lines(tmp_path):
    """Of lines with an introduction, what is said of each is said of those after it."""
    site = write_files({**SMALLEST, "content/01-why.md": "# Why\n\nWe grow:\n– apples\n– pears\n"}, tmp_path)
    build = make_site(site, engine_templates(), datetime.fromisoformat("2027-04-01T12:00"))
    (message,) = [each.message for each in build.problems if each.code == "HEAD-011"]
    assert message.endswith("and each but the first begins with a dash.")
