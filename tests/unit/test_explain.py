"""The page about a problem in the terminal, and codes that are links to it."""

import io
import sys

import pytest

from microsite import program_name, typed_program
from microsite.authoring.page_text import page_text
from microsite.cli import docs_folder, main
from microsite.console import Console
from microsite.problem_codes import CODES

REPORT = "a.md:1:1: error YAML-001 yaml-syntax"


@pytest.mark.parametrize("word", ["TEXT-009", "text-009", "no-such-heading"])
def test_page(word, capsys):
    """A code in upper or lower case, or its name, prints its page without Markdown, in lines that fit."""
    assert main(["explain", word]) == 0
    said = capsys.readouterr().out
    assert said.startswith("TEXT-009 no-such-heading\n========================\n")
    assert "      → Did you mean “oaks”?\n" in said and "\nWhat to do\n----------\n" in said
    assert "```" not in said and max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("word", "meant"), [("TEXT9", "TEXT-009"), ("text 9", "TEXT-009"), ("TEXT_09", "TEXT-009"), ("TXT-009", "TEXT-009"),
                        ("markdwn", "markdown"), ("no-such-headin", "no-such-heading")]
)  # fmt: skip
def test_typos(word, meant, capsys):
    """For something like a code, the nearest is suggested, and nothing else is printed."""
    assert main(["explain", word]) == 2
    assert capsys.readouterr().out == f"There is no page on “{word}”. Did you mean “{meant}”?\n"
    assert main(["explain", "zzz"]) == 2
    assert "such as build.py explain TEXT-009" in capsys.readouterr().out


def test_every_page():
    """Every page can be printed: no link is left as Markdown, and no line is too long, apart from examples."""
    wrong = []
    for code in CODES:
        text = (docs_folder() / "problems" / f"{code}.md").read_text(encoding="utf-8")
        prose = [line for line in page_text(text, 72).split("\n") if not line.startswith("    ")]
        wrong += [(code, line) for line in prose if "](" in line or (len(line) > 72 and " " in line)]
    assert wrong == []


def test_called_by_its_name(monkeypatch):
    """An installed program shows its own name on every page, and a checkout shows build.py."""
    assert (program_name(), typed_program()) == ("build.py", "build.py")
    monkeypatch.setattr(sys, "argv", ["/usr/bin/microsite"])
    assert (program_name(), typed_program()) == ("microsite", "microsite")
    assert page_text("Type `python3 build.py check`, or build.py.", 80) == "Type “microsite check”, or microsite."
    monkeypatch.setattr(sys, "argv", ["C:\\my files\\microsite.exe"] if sys.platform == "win32" else ["microsite.exe"])
    assert program_name() == "microsite"
    monkeypatch.setattr(sys, "argv", ["../my files/build.py"])
    assert typed_program().endswith('"../my files/build.py"')


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Return true."""
        return True


def shown(environment, stream=None) -> str:
    """Return a report as it is printed."""
    stream = stream or Terminal()
    Console(stream, environment).print(REPORT)
    return stream.getvalue()


@pytest.mark.parametrize(
    "environment", [{"WT_SESSION": "1"}, {"VTE_VERSION": "7000"}, {"TERM_PROGRAM": "vscode"}, {"TERM": "xterm-kitty"}]
)
def test_links(environment):
    """Terminals that are known to support links get the code as a link to its page."""
    page = (docs_folder() / "problems/YAML-001.md").as_uri()
    assert f"\x1b]8;;{page}\x1b\\YAML-001\x1b]8;;\x1b\\ yaml-syntax" in shown(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"WT_SESSION": "1", "NO_COLOR": "1"},
        {"VTE_VERSION": "7000", "TERM": "dumb"},
        {"VTE_VERSION": "7000", "TERM": "tmux-256color"},
        {"VTE_VERSION": "4000"},
    ],
)
def test_no_links(environment):
    """Other terminals get no links, and neither does anything that is not a terminal."""
    assert "]8;;" not in shown(environment)
    assert shown({"WT_SESSION": "1"}, io.StringIO()) == f"{REPORT}\n"


def test_guide_leads_on(capsys):
    """The guide says how to print each of its pages; a step is shown by its number, a picture by its alt text."""
    assert main(["explain", "guide"]) == 0
    assert "\n10. Publish it and keep it true (explain 10)\n" in capsys.readouterr().out
    assert main(["explain", "1"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1. Put the program on your laptop\n") and "\nNext: 2. Make your site (explain 2)\n" in said
    assert "\n(Picture: A command window:" in said and "(explain guide-" not in said
    assert main(["explain", "how-do-i", "iis"]) == 0
    assert "find out what has been tested?: What was proved, and when\n" in capsys.readouterr().out
