"""The order of a report, and which problems the preview's terminal repeats."""

from microsite.preview.reported import ReportedProblems, new_counts_text
from microsite.problems import Location, Problem, worst_first
from microsite.report import report_text


def place(file: str, line: int) -> Location:
    """Return a location in a file."""
    return Location(file=file, line=line, column=1, source=f"line {line}")


ERROR = Problem.error("CONF-001", "There is no key “tilte”.", place("content/02-paths.md", 2))
LATER_ERROR = Problem.error("CONF-001", "There is no key “ordr”.", place("content/03-trees.md", 3))
WARNING = Problem.warning("TEXT-001", "The element <u> is left out.", place("content/01-why.md", 4))
OTHER_WARNING = Problem.warning("TEXT-001", "The element <u> is left out.", place("content/02-paths.md", 9))
HINT = Problem.hint("LANG-006", "This sentence has 40 words.", place("content/01-why.md", 1))


def test_errors_first():
    """Errors of all files come first, then warnings, then hints, each by file and line."""
    by_place = [HINT, WARNING, ERROR, OTHER_WARNING, LATER_ERROR]
    assert worst_first(by_place) == [ERROR, LATER_ERROR, WARNING, OTHER_WARNING, HINT]
    headings = [line for line in report_text(by_place).splitlines() if line.startswith("===")]
    assert headings == [
        "=== content/02-paths.md: 1 error",
        "=== content/03-trees.md: 1 error",
        "=== content/01-why.md: 1 warning",
        "=== content/02-paths.md: 1 warning",
        "=== content/01-why.md: 1 hint",
    ]


def test_told_once():
    """A problem that has been reported is not reported again after the next save, even if its line has moved."""
    told = ReportedProblems()
    assert told.new([WARNING, HINT], is_complete=False) == [WARNING, HINT]
    moved = Problem.warning(WARNING.code, WARNING.message, Location(file="content/01-why.md", line=7, source="line 4"))
    assert told.new([moved, HINT, ERROR], is_complete=False) == [ERROR]
    assert told.new([moved, HINT], is_complete=False) == []


def test_told_again_once_it_was_mended():
    """A problem that comes back after a fix is reported again, and so is a second one with the same words."""
    told = ReportedProblems()
    told.new([WARNING], is_complete=False)
    assert told.new([WARNING, WARNING], is_complete=False) == [WARNING]
    told.new([], is_complete=False)
    assert told.new([WARNING], is_complete=False) == [WARNING]


def test_found_on_pages_that_are_drawn_later():
    """A problem found a while after each save is reported once, and again after a complete build without it."""
    told = ReportedProblems()
    for expected in ([HINT], [], []):
        told.new([WARNING], is_complete=False)
        assert told.new([WARNING, HINT], is_complete=True) == expected
    told.new([WARNING, ERROR], is_complete=True)
    assert told.new([WARNING, HINT], is_complete=True) == [HINT]


def test_how_many_are_new():
    """The summary line says how many problems there are, and how many of them are new."""
    assert new_counts_text([], []) == "No problem was found"
    assert new_counts_text([WARNING, HINT], [WARNING, HINT]) == "1 warning, 1 hint"
    assert new_counts_text([WARNING, HINT], [HINT]) == "1 warning, 1 hint, 1 of them new"
    assert new_counts_text([WARNING, HINT], []) == "1 warning, 1 hint, none of them new"


def test_places_without_a_line():
    """Repeated problems without a line are counted: “2 times”, or “once”."""
    of_file = Location(file="answers.csv")
    several = [Problem.error("FILE-001", f"Fault {number}.", of_file, "Mend it.") for number in (1, 1, 2, 3, 3, 4)]
    text = report_text(several)
    assert "  - once: Fault 2.\n" in text
    assert "  - 2 times: Fault 3.\n" in text
