"""The script that measures imports: the numbers Word would show, compared with those on the page."""

from pathlib import Path

from scripts.import_measurement import Counted, ours
from scripts.word_numbers import compared
from tests.word_files import docx, heading, item, numbering, paragraph

NUMBERED = (
    '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="2"/>'
    "</w:numPr></w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Clause"/></w:style>'
)


def counted(tmp_path: Path, body: str, numbers: str, styles: str = "") -> tuple[Path, Counted]:
    """Write a document, and work out its numbers."""
    file = tmp_path / "plan.docx"
    file.write_bytes(docx(body, numbers=numbers, styles=styles))
    return file, Counted(file)


def test_numbers_of_a_document(tmp_path):
    """Restarts, styles' levels, overridden starts and number formats are as in Word."""
    lists = numbering(
        (("decimal", "%1."), ("lowerLetter", "(%2)"), ("upperRoman", "%1.%3")),
        (("decimal", "Clause %1"), ("decimal", "%1.%2")),
        (("bullet", "•"), ("ordinal", "%2"), ("decimalZero", "%3")),
        further='<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>",
    ).replace(
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>',
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Sub"/>',
    )
    body = item("a") + item("b", 1, 1) + item("c", 1, 2) + item("d", 1, 1) + item("e") + item("f", 1, 1)
    body += item("g", 8) + item("h", 8) + item("i", 3) + item("j", 3, 1) + item("k", 3, 2)
    body += paragraph("l", '<w:pStyle w:val="Clause"/>') + paragraph("m", '<w:pStyle w:val="Sub"/>')
    body += paragraph("n", '<w:pStyle w:val="Clause"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    said = "a 1. | b (a) | c 1.I | d (b) | e 2. | f (a) | g 5. | h 6. | j 1st | k 01 | l Clause 1 | m 1.1"
    _, there = counted(tmp_path, body, lists, NUMBERED)
    assert " | ".join(f"{words} {number}" for number, words in there.numbered) == said


def test_what_a_page_shows_is_compared(tmp_path):
    """A number with other punctuation, a wrong number, a missing number and missing words are told apart."""
    lists = numbering((("decimal", "%1."), ("lowerLetter", "%2)")), (("decimal", "%1"), ("decimal", "%1.%2")))
    body = heading("Why", 1, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>') + item("It is so.", 2, 1)
    body += item("one") + item("letter", 1, 1) + item("two")
    file, there = counted(tmp_path, body, lists)
    counts, told = compared(there.numbered, ours(file).numbers)
    assert (dict(counts), told) == (
        {"right": 4, "other signs around it": 1},
        ["other signs around it: a) | a. | letter"],
    )
    shown = {"why": ["2"], "it is so": [""], "one": ["1."]}
    counts, told = compared(there.numbered, shown)
    assert told == [
        "another number: 1 | 2 | why",
        "no number: 1.1 |  | it is so",
        "words not found: a) |  | letter",
        "words not found: 2. |  | two",
    ]
