"""Table rows that do not fit the header are shown in full, and reported."""

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.row_of_another_length import row_of_another_length
from microsite.html.convert import convert_markdown
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from microsite.source.chapter import read_chapter
from microsite.source.table_rows import rows_of
from tests.unit.source.seen_and_shown import seen, shown

HEAD = "| Place | 2027 | 2028 |\n|---|---|---|\n"
RAW = "<table>\n<tr><th>Place</th><th>2027</th></tr>\n{}\n</table>\n"


def said(typed):
    """Return the line and message of each problem in a text."""
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    reading = Reading(source)
    return [(reading.line(each.start), each.message) for each in row_of_another_length(reading, Known())]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| a | b | c |", None),
        ("a | b | c", None),
        ("| a | b \\| c | d |", None),
        ("| a | `b | c` | d |", None),
        ("| a | b | c | |", None),
        ("| a | b | c | d |", "4 cells"),
        ("a | b | c | d", "4 cells"),
        ("| a | | c | d | e |", "“d” and “e” are in a column without a name."),
        ("| a | b |", "there is nothing under “2028”."),
        ("| a |", "there is nothing under “2027” and “2028”."),
        ("a b", "there is nothing under “2027” and “2028”."),
        ("| a | b c |", "2 cells"),
    ],
)
def test_row(row, expected):
    """A row of the wrong length is reported with its columns, also in a quotation or list; all its cells are shown."""
    for before in ("", "> ", "- x\n\n  "):
        typed = before + (HEAD + row).replace("\n", "\n> " if before == "> " else "\n  " if before else "\n") + "\n"
        found = said(typed)
        assert ([message for _, message in found] == []) if expected is None else (expected in found[0][1])
        assert seen(typed) == shown(typed)


def test_rows_named_together():
    """Rows with the same fault are one warning, which names the other lines."""
    typed = f"{HEAD}| a |\n| b | c |\n| d |\n| e |\n"
    assert [(line, message.rpartition(": ")[2]) for line, message in said(typed)] == [
        (3, "there is nothing under “2027” and “2028”. The same goes for lines 5 and 6."),
        (4, "there is nothing under “2028”."),
    ]


def test_raw_table():
    """A raw HTML table is checked unless a cell spans several columns."""
    assert "3 cells" in said(RAW.format("<tr><td>a</td><td>b</td><td>c</td></tr>"))[0][1]
    assert said(RAW.format('<tr><td colspan="2">a</td></tr>')) == []
    with_empty = said(RAW.format("<tr><td>a</td><td>b</td><td></td></tr>"))
    assert "an empty cell is in a column without a name." in with_empty[0][1]


def test_hyphens_of_another_length():
    """If the line of hyphens has too many or too few columns, the rows are still a table."""
    for hyphens in ("|---|---|", "|---|---|---|---|"):
        assert seen(f"| a | b | c |\n{hyphens}\n| d | e | f |\n")["cells"] == [[["a", "b", "c"], ["d", "e", "f"]]]


def test_as_many_cells_as_a_page_can_hold():
    """A table with thousands of short rows and one of thousands of cells keeps its words, on a page of limited size."""
    typed = "a | b\n--|--\n" + "c\n" * 4_000 + " | ".join(f"word{number}" for number in range(4_000))
    table = rows_of(read_chapter(typed).blocks[0])
    assert table.joined and table.columns * len(table.rows) < 50_000
    made = convert_markdown(typed)[0]
    assert "word3999" in made and len(made) < 600_000
