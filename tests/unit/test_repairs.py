"""Repairs in a text are counted, listed on request, and never fail a build; long lists of problems are capped."""

import json

import pytest

from microsite.build_report import Report
from microsite.cli import main
from microsite.commands.summary import failed
from microsite.html.chapter import convert_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.problems import MOST_ALIKE, Location, Problem, capped, sorted_problems
from microsite.record import Record
from microsite.report import FEW, MOST_LINES, MOST_MESSAGES, report_text
from microsite.report_sarif import report_sarif
from tests.small_sites import made


def _repair(line):
    return Problem.repair("The mark was moved.", Location(file="content/01-why.md", line=line, column=4))


def test_never_a_failure():
    """A repair does not fail a build, even a strict one, and has level `none` in SARIF."""
    repair = _repair(3)
    assert (repair.code, repair.severity.word) == ("TEXT-016", "repair")
    assert not failed([repair], strict=True)
    assert json.loads(report_sarif([repair]))["runs"][0]["results"][0]["level"] == "none"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, None),
        (1, "1 place in the text was repaired; build.py check --repairs lists it."),
        (4, "4 places in the text were repaired; build.py check --repairs lists them."),
    ],
)
def test_build_counts_repairs(number, sentence):
    """A build says how many repairs there are, also when the report is repeated from its record."""
    record = Record(key="k", began_ns=1, since=0.0, until=1.0, inputs="", outputs="")
    record.report = Report(pages=1, warnings=0, hints=0, facts=0, repairs=number, held_back=[], truth="True.")
    for report in (record.report, Record.parse(record.content()).report):
        lines = report.lines(0.0, "output/index.html")
        assert [line for line in lines if "repair" in line] == ([sentence] if sentence else [])


def _place(number):
    return Location(file="content/01-why.md", line=number, column=2, source="a line", length=1)


def test_few_are_told_in_full():
    """Up to FEW problems of one code in one file are reported one by one."""
    problems = [Problem.error("TEXT-004", f"Wrong {n}.", _place(n), "Mend it.") for n in range(1, FEW + 1)]
    text = report_text(problems)
    assert text.count("TEXT-004 ") == FEW
    assert "more in this file" not in text


def test_many_are_gathered():
    """Of more, the first is reported in full and the others by line and message; another code is separate."""
    problems = [Problem.error("TEXT-004", f"Wrong {n}.", _place(n), "Mend it.") for n in (1, 3, 5)]
    problems += [Problem.error("TEXT-004", "Wrong 3.", _place(n), "Mend it.") for n in (7, 9)]
    problems += [Problem.error("TEXT-004", "Wrong 9.", _place(11), "Write nine.")]
    problems += [Problem.error("TEXT-009", "Another.", _place(4), "Mend it.")]
    assert report_text(sorted_problems(problems)) == (
        "content/01-why.md:1:2: error TEXT-004 link-goes-nowhere-in-text\n"
        "  Wrong 1.\n"
        "    1 | a line\n"
        "      |  ^\n"
        "  → Mend it.\n"
        "  5 more in this file:\n"
        "  - lines 3, 7 and 9: Wrong 3.\n"
        "  - line 5: Wrong 5.\n"
        "  - line 11: Wrong 9.\n"
        "    → Write nine.\n"
        "\n"
        "content/01-why.md:4:2: error TEXT-009 no-such-heading\n"
        "  Another.\n"
        "    4 | a line\n"
        "      |  ^\n"
        "  → Mend it."
    )


def test_gathering_has_an_end():
    """Of thousands, only so many lines and messages are listed, and the rest are counted."""
    alike = [Problem.warning("TEXT-002", "Left out.", _place(n)) for n in range(1, 1001)]
    lines = report_text(alike).splitlines()
    assert lines[-1] == f"  - lines {', '.join(map(str, range(2, MOST_LINES + 2)))} and {999 - MOST_LINES} more"
    unlike = [Problem.warning("TEXT-002", f"Left out: {n}.", _place(n)) for n in range(1, 1001)]
    lines = report_text(unlike).splitlines()
    assert len(lines) == 5 + MOST_MESSAGES + 1
    first = MOST_MESSAGES + 2
    named = ", ".join(map(str, range(first, first + MOST_LINES)))
    more = 1000 - MOST_MESSAGES - 1 - MOST_LINES
    assert lines[-1] == f"  - lines {named} and {more} more: build.py check --json has their words"


def test_only_check_lists_repairs(capsys):
    """The option --repairs only works with `check`."""
    assert main(["build", "--repairs"]) == 2
    assert "You can only use --repairs with: build.py check" in capsys.readouterr().err


def test_capped():
    """Of thousands of one code in a file, only some are kept, the last of which counts the rest; repairs all stay."""
    many = [Problem.warning("TEXT-017", "Left.", _place(line)) for line in range(1, 5001)]
    other = [Problem.warning("TEXT-002", "Out.", _place(line)) for line in range(1, MOST_ALIKE + 1)]
    repairs = [_repair(line) for line in range(1, 3001)]
    kept = capped([*many, *other, *repairs])
    assert [each for each in kept if each.code == "TEXT-002"] == other
    assert [each for each in kept if each.code == "TEXT-016"] == repairs
    left = [each for each in kept if each.code == "TEXT-017"]
    assert len(left) == MOST_ALIKE and left[:-1] == many[: MOST_ALIKE - 1]
    assert left[-1].message == "Left. There are 4,800 more of this kind in the file."


def test_list_of_repairs_is_capped(tmp_path, capsys):
    """The list of a chapter's repairs is cut off and says how many more there are; the total counts them all."""
    made({"content/01-why.md": "# Why\n\n" + "Word ==new== word.\n\n" * 1_000}, tmp_path)
    assert main(["check", "--repairs", "--site", str(tmp_path), "--now", "2027-02-01T09:00"]) == 0
    told = capsys.readouterr().out
    assert "There are 800 more of this kind in the file." in told
    assert "1000 repaired." in told


def test_chapter_is_capped():
    """Thousands of stray marks in one chapter are capped."""
    source, _ = parse_chapter(SourceText("content/01-why.md", "# Why\n\n" + "**a " * 3_000))
    found = [each for each in convert_chapter(source).problems if each.code == "TEXT-017"]
    assert len(found) == MOST_ALIKE
    assert found[-1].message.endswith("There are 2,800 more of this kind in the file.")


def test_links_are_capped(tmp_path):
    """Broken links of a chapter are capped too."""
    links = " ".join(f"[word](nowhere{number}.md)" for number in range(1_000))
    build = made({"content/01-why.md": f"# Why\n\n{links}\n"}, tmp_path)
    found = [each for each in build.problems if each.code == "TEXT-004"]
    assert len(found) == MOST_ALIKE
    assert sum("There are 800 more of this kind in the file." in each.message for each in found) == 1
