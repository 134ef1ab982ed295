"""The YAML parser goes on after a mistake and reports all that are certain; correct YAML is left alone."""

import pytest

from microsite.load.source_text import SourceText
from microsite.load.yaml_values import parse_yaml
from microsite.model.parse_facts import parse_consultation

#: Odd but correct: no problem is expected.
RIGHT = [
    "a: |\n  • one\n  -two\n  \tthree: four\n",
    "a: >\n  --- \n  b = c\n",
    'a: "one\n  two: three\n  • four"\nb: c\n',
    "a: one\n  – two\n  three\n",
    "a:\n  - b\nc: one\n  – two\n",
    "a:\n  1. January is a holiday\n",
    "a:\n  -5\n",
    "a: [b,\n  c]\nd: {e: f,\n  g: h}\n",
    "a: [{b: c},\n  {d: e}]\n",
    "a: https://example.org/a:b\nb: 17:00\nc: C:\\x\n",
    "# --- \n---\na: b\n...\n",
    "a: it's “so”, b\n",
    "a: 'it''s'  # a comment\nb: \"say \\\"so\\\"\" # another\n",
    "- a: b\n  c: d\n-   e: f\n    g: h\n",
    "? a\n: b\n",
    "a: b = c\n",
    "a:   b\t\nc:\td\n",
    "a:\n# b:\n  c: d\n",
    "a:\n  # b:\n  c: d\n",
    "a: b\n# c:\nd: e\n",
    "a:\n  - b: c\n# d:\n  - b: e\n",
    "a: []\nb:\n  - c\n",
    "a: [] # none yet\n# b:\n#   - c\n",
    'a: "one\n\n  # two\n  three"\n',
    "a: b\n\n# Note:\n# c: d\ne: f\n",
]

#: Typical mistakes in a file with comments: the text, then the line, the code and the suggested line.
AMONG_COMMENTS = [
    ("# One.\na: b\n# c:\n  - d: e\n", (3, "YAML-001", "c:")),
    ("# One.\na: b\n\n# c:\n\n  d: e\n", (4, "YAML-001", "c:")),
    ("a: b\nc: []\n  - d: e\n  - d: f\n", (2, "YAML-001", "c:")),
    ("a: b\nc: [] # none\n- d: e\n", (2, "YAML-001", "c:")),
    ('a: "b\n\n# Two.\nc: "d"\n', (1, "YAML-005", 'a: "b"')),
    ('a "b"\n\n# Two.\nc: "d"\n', (1, "YAML-001", 'a: "b"')),
    ('a:"b"\n\n# Two.\nc: "d"\n', (1, "YAML-007", 'a: "b"')),
]


def read(text):
    """Parse a file, and return its value and the code and line of each mistake."""
    value, problems = parse_yaml(SourceText("site_config.yaml", text))
    return value, sorted(((each.code, each.location.line) for each in problems), key=lambda each: each[1])


@pytest.mark.parametrize("text", RIGHT)
def test_right(text):
    """YAML that means what its author intended gives no problem."""
    value, problems = read(text)
    assert problems == []
    assert value is not None and not value.incomplete


@pytest.mark.parametrize(("text", "told"), AMONG_COMMENTS)
def test_told_at_its_own_line(text, told):
    """A mistake is reported once, at its own line, and the suggested line fixes it."""
    source = SourceText("site_config.yaml", text)
    problem, *more = parse_yaml(source)[1]
    advised = problem.advice.removeprefix("Write ").partition(" – ")[0]
    assert (problem.location.line, problem.code, advised) == told and more == []
    lines = text.split("\n")
    lines[problem.location.line - 1] = advised
    assert read("\n".join(lines))[1] == []


def test_right_beside_a_mistake():
    """Correct lines are not reported when another line of the file is wrong."""
    for text in RIGHT:
        if not text.startswith(("-", "#")):
            assert read(f"{text}z: y: x\n")[1] == [("YAML-003", text.count("\n") + 1)]


def test_all_at_once():
    """Two dozen mistakes of several kinds in one file are all reported at once."""
    lines = ["a: b: c", "\td: e", "f: @g", "h = i", "k: 'l's'", "m: # n", "m2: #n", "o:\u00a0p"]
    text = "".join(f"{line.replace(':', f'{number}:', 1)}\n" for number in range(3) for line in lines)
    _, problems = read(text)
    counts = {code: sum(code == each for each, _ in problems) for code, _ in problems}
    kinds = ("YAML-002", "YAML-003", "YAML-004", "YAML-005", "YAML-008", "YAML-012", "YAML-018")
    assert {code: counts.get(code) for code in kinds} == dict.fromkeys(kinds, 3)


def test_what_would_be_read():
    """The value of a file with mistakes is what it would be without them."""
    value, problems = read("a: b: c\nd:\n\t- e\n  • f\ng: “h: i”\n")
    assert problems == [("YAML-003", 1), ("YAML-002", 3), ("YAML-017", 4), ("YAML-003", 5)]
    assert value is not None
    entries = {key.text: item for key, item in value.entries}
    assert (entries["a"].text, entries["g"].text) == ("b: c", "h: i")
    assert [item.text for item in entries["d"].items] == ["e", "f"]


def test_nobody_knows():
    """A line that makes no sense is left out, and the value is marked as incomplete."""
    value, problems = read("a: [b, c\nd: e\nf: g: h\n")
    assert problems == [("YAML-015", 1), ("YAML-003", 3)]
    assert value is not None and value.incomplete
    assert [key.text for key, _ in value.entries] == ["d", "f"]


def test_second_line_that_nobody_knows():
    """A second line that makes no sense is not reported, since it may follow from the first."""
    value, problems = read("a: b\nsome words\nmore words\nc: d: e\n")
    assert value is None
    assert problems == [("YAML-001", 2), ("YAML-003", 4)]


@pytest.mark.parametrize("text", ["---", "--- # later"])
def test_configuration_that_only_begins(text):
    """A file that only begins a document is reported, although YAML places its value beyond its last line."""
    problems = parse_consultation(text.encode(), {})[3]
    assert [(each.code, each.location.line) for each in problems] == [("CONF-003", 1)]
