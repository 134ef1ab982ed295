"""The rules on PDFs: each finds a PDF that was broken for it, and none finds anything in an intact one."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from microsite.paper.pdf_checks import RULES, pdf_findings
from microsite.paper.structure_tree import elements_in, elements_of
from tests.small_sites import made

CHAPTER = """\
# Why a plan

Parks are for everyone[^1]. See [the map](https://www.example.org/map).

## What changes

1. Benches
2. Trees

|  | 2025 | 2026 |
| --- | ---: | ---: |
| **Visits** | 10 | 20 |
| **Costs** | 1 | 2 |

[^1]: Everyone who lives here.
"""


@cache
def whole() -> bytes:
    """Make a PDF with at least one of everything that the rules look at."""
    with TemporaryDirectory() as folder:
        config = "site_address: https://www.example.org/parks/\nformats: [pdf]\n"
        build = made({"content/01-why.md": CHAPTER, "config": config}, Path(folder))
        return build.sites[0].papers[0].content


def broken(break_it: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the same PDF with something broken in it."""
    with pikepdf.open(BytesIO(whole())) as document:
        break_it(document)
        made_of_it = BytesIO()
        document.save(made_of_it, fix_metadata_version=False)
    return made_of_it.getvalue()


def first(document: pikepdf.Pdf, role: str) -> Any:
    """Return the first element of a type."""
    return next(each for each in elements_of(document) if f"/{role}" == each.S)


def metadata(document: pikepdf.Pdf, old: str, new: str) -> None:
    """Replace some text in the metadata."""
    text = document.Root.Metadata.read_bytes().decode()
    assert old in text
    document.Root.Metadata.write(text.replace(old, new).encode())


def link(document: pikepdf.Pdf) -> tuple[Any, int]:
    """Return the first link annotation, with the number of its page."""
    return next((each, number) for number, page in enumerate(document.pages, 1) for each in page.obj.get("/Annots", ()))


def show(document: pikepdf.Pdf, operators: bytes, *, page: int = 0) -> None:
    """Append operators to the content of a page."""
    document.pages[page].contents_add(operators, prepend=False)


def font(document: pikepdf.Pdf) -> Any:
    """Return a font of the second page."""
    return document.pages[1].resources.Font["/f0"]


def rename(element: Any, role: str) -> None:
    """Change the type of an element."""
    element.S = Name(f"/{role}")


def forget(owner: Any, key: str) -> None:
    """Delete a key from a dictionary."""
    del owner[key]


def empty(element: Any) -> None:
    """Remove all of an element's kids."""
    element.K = Array([])


def attribute_of(element: Any, name: str) -> Any:
    """Return the attribute dictionary of an element that has this name in it."""
    return next(each for each in element.A if f"/{name}" in each)


def item_without_body(document: pikepdf.Pdf) -> None:
    """Remove the body of an item of the numbered list."""
    numbered = next(each for each in elements_of(document) if each.S == "/Lbl" and each.P.S == "/LI").P
    numbered.K = Array([numbered.K[0]])


def without_numbering(document: pikepdf.Pdf) -> None:
    """Delete the numbering attribute of every list."""
    for each in elements_of(document):
        if each.S == "/L":
            del each["/A"]


def twice_the_content(document: pikepdf.Pdf) -> None:
    """List the content of the first paragraph twice."""
    paragraph = first(document, "P")
    paragraph.K = Array([*paragraph.K, *paragraph.K])


def same_note_twice(document: pikepdf.Pdf) -> None:
    """Turn a heading into a second note with the same id."""
    note = first(document, "Note")
    other = first(document, "H2")
    other.S, other.ID = Name.Note, note.ID


def lose_parents(document: pikepdf.Pdf) -> None:
    """Empty the parent tree, which links a page's content to its elements."""
    document.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array([]))


def other_annotation(document: pikepdf.Pdf) -> None:
    """Add an annotation to the second page that isn't in any element."""
    remark = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("Nice"))
    page = document.pages[1].obj
    page.Annots = Array([*page.get("/Annots", ()), document.make_indirect(remark)])
    page.Tabs = Name.S


def page_of_another_file(document: pikepdf.Pdf) -> None:
    """Make the first page refer to a page of another file."""
    form = document.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Ref=Dictionary())
    document.pages[0].add_resource(form, Name.XObject)


TEXT = b" BT /f0 9 Tf 1 0 0 1 0 0 Tm <0001> Tj ET "
#: The rule, what breaks a PDF for it, and the message; a rule that can fail in several ways has an entry for each.
BREAKS: list[tuple[str, Callable[[pikepdf.Pdf], Any], str]] = [
    ("not-marked", lambda pdf: forget(pdf.Root, "/MarkInfo"), "The file does not say that it is tagged."),
    (
        "not-marked",
        lambda pdf: pdf.Root.MarkInfo.update({"/Suspects": True}),
        "The file says that its tags are in doubt.",
    ),
    (
        "without-identifier",
        lambda pdf: metadata(pdf, "<pdfuaid:part>1<", "<pdfuaid:part>3<"),
        "The metadata do not say PDF/UA-1.",
    ),
    ("without-identifier", lambda pdf: forget(pdf.Root, "/Metadata"), "The metadata do not say PDF/UA-1."),
    ("without-title", lambda pdf: metadata(pdf, "Parks for everyone", " "), "The metadata have no title."),
    (
        "without-title",
        lambda pdf: forget(pdf.Root.ViewerPreferences, "/DisplayDocTitle"),
        "The title is not shown in the window's bar.",
    ),
    ("without-language", lambda pdf: forget(pdf.Root, "/Lang"), "The file does not name its language."),
    (
        "without-language",
        lambda pdf: first(pdf, "P").update({"/Lang": String("7")}),
        "P “Millbrook Town Council” names no language: “7”.",
    ),
    (
        "without-bookmarks",
        lambda pdf: forget(pdf.Root, "/Outlines"),
        "There are 5 headings of chapters and no bookmarks.",
    ),
    (
        "other-tab-order",
        lambda pdf: forget(pdf.pages[link(pdf)[1] - 1].obj, "/Tabs"),
        "The links on page 1 are not reached in the order of the text.",
    ),
    (
        "font-not-embedded",
        lambda pdf: forget(font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2"),
        "The font {font} is not in the file.",
    ),
    (
        "letters-without-unicode",
        lambda pdf: forget(font(pdf), "/ToUnicode"),
        "The font {font} does not name its letters.",
    ),
    (
        "letters-without-unicode",
        lambda pdf: font(pdf).ToUnicode.write(b"1 beginbfchar\n<0001> <0000>\nendbfchar"),
        "The font {font} names what is no letter.",
    ),
    (
        "letters-without-unicode",
        lambda pdf: show(pdf, b"/P <</MCID 0>> BDC BT /f0 9 Tf <7777> Tj ET EMC"),
        "A letter that is shown has no name in its font: /",
    ),
    (
        "sign-without-shape",
        lambda pdf: show(pdf, b"/P <</MCID 0>> BDC BT /f0 9 Tf <0000> Tj ET EMC"),
        "The font /",
    ),
    (
        "font-in-other-codes",
        lambda pdf: font(pdf).update({"/Encoding": Name("/UniJIS-UTF16-H")}),
        "The font {font} is not in the codes of its own signs.",
    ),
    (
        "font-in-other-codes",
        lambda pdf: forget(font(pdf).DescendantFonts[0], "/CIDToGIDMap"),
        "The font {font} does not say which code is which sign.",
    ),
    ("unexpected-parts", lambda pdf: pdf.Root.update({"/OCProperties": Dictionary()}), "The file has layers."),
    (
        "unexpected-parts",
        lambda pdf: pdf.Root.update({"/Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))}),
        "The file has attachments.",
    ),
    (
        "unexpected-parts",
        lambda pdf: pdf.Root.update({"/AcroForm": Dictionary(XFA=String(""))}),
        "The file has an XFA form.",
    ),
    ("unexpected-parts", page_of_another_file, "Page 1 shows a page from a different file."),
    ("unknown-type", lambda pdf: rename(first(pdf, "H2"), "Chapter"), "Chapter stands for no standard type."),
    (
        "unknown-type",
        lambda pdf: pdf.Root.StructTreeRoot.RoleMap.update({"/H2": Name.P}),
        "H2 is a standard type, and stands for another.",
    ),
    ("heading-levels", lambda pdf: rename(first(pdf, "H1"), "H2"), "The first heading is H2 “Contents”."),
    (
        "heading-levels",
        lambda pdf: rename(first(pdf, "H2"), "H3"),
        "H3 “From draft to decision” follows level 1.",
    ),
    ("heading-levels", lambda pdf: rename(first(pdf, "H2"), "H"), "H “From draft to decision” has no level."),
    ("empty-heading", lambda pdf: empty(first(pdf, "H1")), "A heading H1 has no words."),
    (
        "picture-without-alternative",
        lambda pdf: forget(first(pdf, "Figure"), "/Alt"),
        "Picture 1 has no text in its place.",
    ),
    (
        "misplaced-part",
        lambda pdf: rename(first(pdf, "LI"), "P"),
        "P “• Monday 1 March 2027 Consultation opened” is directly inside L.",
    ),
    ("misplaced-part", lambda pdf: rename(first(pdf, "THead"), "Div"), "TR “2025 2026” is inside Div."),
    (
        "words-in-no-paragraph",
        lambda pdf: rename(first(pdf, "P"), "Span"),
        "Span “Millbrook Town Council” is not in a paragraph.",
    ),
    (
        "words-in-no-paragraph",
        lambda pdf: rename(first(pdf, "P"), "Div"),
        "Div “Millbrook Town Council” has words in no paragraph.",
    ),
    ("list-without-items", lambda pdf: empty(first(pdf, "L")), "A list has no items."),
    ("list-without-items", item_without_body, "LI “•” has no body."),
    ("list-without-items", without_numbering, "L “1. Benches 2. Trees” has numbers, and does not say which kind."),
    (
        "table-without-headers",
        lambda pdf: [rename(each, "TD") for each in elements_of(pdf) if each.S == "/TH"],
        "Table 1 has no header cell.",
    ),
    (
        "table-without-headers",
        lambda pdf: forget(attribute_of(first(pdf, "TH"), "Scope"), "/Scope"),
        "TH “2025” in table 1 does not say what it heads.",
    ),
    (
        "table-without-headers",
        lambda pdf: forget(first(pdf, "TH"), "/ID"),
        "TD “10” in table 1 names a header that is not there: T1R1C2.",
    ),
    (
        "uneven-table",
        lambda pdf: first(pdf, "TBody").K[0].update({"/K": Array(list(first(pdf, "TBody").K[0].K)[:2])}),
        "The rows of table 1 have 2, 3 columns.",
    ),
    (
        "note-without-id",
        lambda pdf: forget(first(pdf, "Note"), "/ID"),
        "Note “1 Everyone who lives here.” has no id of its own.",
    ),
    ("note-without-id", same_note_twice, "Note “From draft to decision” has no id of its own."),
    (
        "link-without-words",
        lambda pdf: first(pdf, "Link").update(
            {"/K": Array([each for each in first(pdf, "Link").K if _is_object(each)])}
        ),
        "A link has no words.",
    ),
    (
        "link-without-words",
        lambda pdf: first(pdf, "Link").update(
            {"/K": Array([each for each in first(pdf, "Link").K if not _is_object(each)])}
        ),
        "Link “https://www.example.org/parks/” cannot be followed.",
    ),
    (
        "annotation-outside-tree",
        lambda pdf: rename(first(pdf, "Link"), "Span"),
        "A Link on page 1 is not in an element of the kind Link.",
    ),
    (
        "annotation-outside-tree",
        lambda pdf: forget(link(pdf)[0], "/Contents"),
        "A Link on page 1 does not say where it leads.",
    ),
    ("annotation-outside-tree", other_annotation, "A Text on page 2 is not in an element of the kind Annot."),
    (
        "neither-tagged-nor-artifact",
        lambda pdf: show(pdf, TEXT),
        "On page 1, something is neither tagged nor an artifact: Tj.",
    ),
    (
        "neither-tagged-nor-artifact",
        lambda pdf: show(pdf, b" 0 0 9 9 re f "),
        "On page 1, something is neither tagged nor an artifact: f.",
    ),
    (
        "artifact-within-content",
        lambda pdf: show(pdf, b"/P <</MCID 900>> BDC /Artifact BMC EMC EMC"),
        "On page 1, there is an artifact within marked content.",
    ),
    (
        "artifact-within-content",
        lambda pdf: show(pdf, b"/Artifact BMC /P <</MCID 900>> BDC EMC EMC"),
        "On page 1, there is marked content within an artifact.",
    ),
    (
        "content-outside-tree",
        lambda pdf: show(pdf, b"/P <</MCID 900>> BDC" + TEXT + b"EMC"),
        "“M” on page 1 is in 0 elements.",
    ),
    ("content-outside-tree", twice_the_content, "“Millbrook Town Council” on page 1 is in 2 elements."),
    (
        "content-outside-tree",
        lambda pdf: first(pdf, "P").K.append(901),
        "An element names the content 901 of page 1, which is not there.",
    ),
    (
        "content-without-way-back",
        lose_parents,
        "Page 1 does not link its content 0 to P “Millbrook Town Council”.",
    ),
    (
        "content-without-way-back",
        lambda pdf: forget(link(pdf)[0], "/StructParent"),
        "A Link on page 1 does not name its element.",
    ),
]


def _is_object(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid


def test_whole_pdf_has_no_findings():
    """The rules find nothing in a PDF as the program makes it."""
    assert pdf_findings(whole()) == []


@pytest.mark.parametrize(
    ("rule", "break_it", "message"), BREAKS, ids=[f"{rule}-{at}" for at, (rule, *_) in enumerate(BREAKS)]
)
def test_broken_pdf_is_found(rule, break_it, message):
    """Each rule finds the PDFs that were broken for it, and its message says what is wrong."""
    with pikepdf.open(BytesIO(whole())) as document:
        name = str(font(document).BaseFont)
    found = pdf_findings(broken(break_it))
    assert any(each.startswith(f"{rule}: {message.format(font=name)}") for each in found), found


def test_encrypted_pdf_is_found():
    """An encrypted file is found, even if everybody can open it."""
    locked = BytesIO()
    with pikepdf.open(BytesIO(whole())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert "encrypted: The file is encrypted." in pdf_findings(locked.getvalue())


def test_every_rule_is_tried():
    """Every rule has a broken PDF."""
    assert {rule.name for rule in RULES} == {rule for rule, *_ in BREAKS} | {"encrypted"}


def test_every_rule_is_documented():
    """The page on PDFs lists each rule with its sentence and checkpoints, and the right number of checkpoints."""
    page = (Path(__file__).parent.parent / "docs" / "pdf.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` | {rule.looks_for} | {', '.join(rule.checkpoints)} |" in page
    count = len({number for rule in RULES for number in rule.checkpoints})
    assert f"{count} of the 87" in " ".join(page.split())


def test_every_element_is_read():
    """The rules see all elements, at every level of the tree."""
    with pikepdf.open(BytesIO(whole())) as document:
        every = list(elements_of(document))
        assert [each.objgen for each in elements_in(document.Root.StructTreeRoot)] == [each.objgen for each in every]
        assert {"/Document", "/H1", "/P", "/Link", "/Note", "/Table", "/TH", "/Figure"} <= {each.S for each in every}
