"""The structure of the PDFs: what screen readers are told of tables, and nothing lost on the way to paper."""

from io import BytesIO
from pathlib import Path

import pikepdf

from microsite.paper.structure import with_row_headers
from microsite.paper.structure_tree import attribute, tables_of
from tests.small_sites import made

TABLES = """\
# Why a plan

|  | 2025 | 2026 |
| --- | ---: | ---: |
| **Visits** | 10 | 20 |
| **Costs** | 1 | 2 |

<table><thead><tr><td rowspan="2"></td><th colspan="2">Parks</th></tr><tr><th>North</th><th>South</th></tr></thead>
<tbody><tr><th rowspan="2">Benches</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
<tr><th rowspan="9">Bins</th><td colspan="2">5</td></tr></tbody></table>

<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td></tr><tr><td>2</td><td>3</td><td>4</td></tr></table>
"""


def pdf_of(chapter: str, folder: Path) -> bytes:
    """Make the PDF of a small site with one chapter."""
    build = made({"content/01-why.md": chapter, "config": "formats: [pdf]\n"}, folder)
    assert not build.has_errors, build.problems
    return build.sites[0].papers[0].content


def cells(pdf: bytes) -> list[list[list[str]]]:
    """Each cell of each table in a word: what it heads, or the cells that head it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [[[_told(cell) for cell in row] for row in rows] for rows in tables_of(document)]


def _told(cell) -> str:
    headers = " ".join(str(each) for each in attribute(cell, "Headers", ()))
    if cell.S == "/TH":
        return f"{cell.ID}: {str(attribute(cell, 'Scope'))[1:]}" + (f" {headers}" if headers else "")
    assert "/ID" not in cell
    assert attribute(cell, "Scope") is None
    return headers


def test_rows_have_headers(tmp_path):
    """A cell that heads a row says so, an empty corner heads nothing, and each cell names those that head it."""
    simple, spanning, short = cells(pdf_of(TABLES, tmp_path))
    assert simple == [
        ["", "T1R1C2: Column", "T1R1C3: Column"],
        ["T1R2C1: Row", "T1R1C2 T1R2C1", "T1R1C3 T1R2C1"],
        ["T1R3C1: Row", "T1R1C2 T1R3C1", "T1R1C3 T1R3C1"],
    ]
    assert spanning == [
        ["", "T2R1C2: Column"],
        ["T2R2C2: Column T2R1C2", "T2R2C3: Column T2R1C2"],
        ["T2R3C1: Row", "T2R1C2 T2R2C2 T2R3C1", "T2R1C2 T2R2C3 T2R3C1"],
        ["T2R1C2 T2R2C2 T2R3C1", "T2R1C2 T2R2C3 T2R3C1"],
        ["T2R5C1: Row", "T2R1C2 T2R2C2 T2R2C3 T2R5C1"],
    ]
    assert short == [
        ["T3R1C1: Column", "T3R1C2: Column", "T3R1C3: Column"],
        ["T3R1C1", "T3R1C2", "T3R1C3"],
        ["T3R1C1", "T3R1C2", "T3R1C3"],
    ]


def test_ids_are_listed(tmp_path):
    """Every id of the tree is in the list of ids, sorted, with its element; those that are gone are not."""
    with pikepdf.open(BytesIO(pdf_of(TABLES, tmp_path))) as document:
        names = document.Root.StructTreeRoot.IDTree.Names
        listed = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        heads = [cell for rows in tables_of(document) for row in rows for cell in row if cell.S == "/TH"]
        assert list(listed) == sorted(str(cell.ID) for cell in heads)
        assert all(listed[str(cell.ID)].objgen == cell.objgen for cell in heads)


def test_nothing_else_changes(tmp_path):
    """Marking the cells twice gives the same bytes as once, and what identifies the file as PDF/UA stays as it was."""
    pdf = pdf_of(TABLES, tmp_path)
    table = {"t": "table", "k": [{"t": "tr", "k": [{"t": "td", "k": []}]}]}
    again = with_row_headers(pdf, [table])
    assert with_row_headers(again, [table]) == again
    assert cells(again) == cells(pdf)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
    assert with_row_headers(pdf, ["no table"]) is pdf
