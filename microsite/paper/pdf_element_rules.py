"""Rules on the structure tree of a PDF: headings, pictures, tables, lists, links and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from microsite.paper.open_pdf import OpenPdf
from microsite.paper.structure_tree import attribute, elements_in, is_element, kids_of, rows_of

#: The standard types of PDF 1.7.
STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP "
    "Warichu WT WP Figure Formula Form".split()
)
#: What may be directly below some types; lists may nest as readers know them.
_MAY_CONTAIN = {
    "L": {"Caption", "L", "LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"Caption", "TOC", "TOCI"},
    "Table": {"Caption", "TR", "THead", "TBody", "TFoot"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
#: What must be directly inside others.
_BELONGS_IN = {
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}


def unknown_type(pdf: OpenPdf) -> Iterator[str]:
    """A type of element stands for none that readers know, or one that they know stands for another."""
    roles: Any = pdf.root.get("/StructTreeRoot", {}).get("/RoleMap", {})
    for role in sorted(str(each)[1:] for each in roles if str(each)[1:] in STANDARD):
        yield f"{role} is a standard type, and stands for another."
    for role in sorted({pdf.role(each) for each in pdf.elements} - STANDARD):
        yield f"{role} stands for no standard type."


def heading_levels(pdf: OpenPdf) -> Iterator[str]:
    """The first heading is not of level 1, or a level is left out on the way down."""
    last = 0
    for each in pdf.elements:
        role = pdf.role(each)
        if role == "H":
            yield f"{pdf.named(each)} has no level."
        elif role in STANDARD and role[0] == "H" and role[1:].isdigit():
            level = int(role[1:])
            if level > last + 1:
                yield f"{pdf.named(each)} follows level {last}." if last else f"The first heading is {pdf.named(each)}."
            last = level


def empty_heading(pdf: OpenPdf) -> Iterator[str]:
    """A heading has no words."""
    for each in pdf.with_role("H", "H1", "H2", "H3", "H4", "H5", "H6"):
        if not pdf.text(each):
            yield f"A heading {pdf.role(each)} has no words."


def picture_without_alternative(pdf: OpenPdf) -> Iterator[str]:
    """A picture or a formula has no text in its place."""
    for number, each in enumerate(pdf.with_role("Figure", "Formula"), 1):
        if not any(str(each.get(key, "")).strip() for key in ("/Alt", "/ActualText")):
            yield f"Picture {number} has no text in its place."


def misplaced_part(pdf: OpenPdf) -> Iterator[str]:
    """A part of a list, a table or the contents stands where it has no meaning."""
    parents = {each.objgen: pdf.role(above) for above in pdf.elements for each in pdf.kids(above) if each.is_indirect}
    for each in pdf.elements:
        role, above = pdf.role(each), parents.get(each.objgen, "")
        for below in pdf.kids(each):
            if pdf.role(below) not in _MAY_CONTAIN.get(role, STANDARD):
                yield f"{pdf.named(below)} is directly inside {role}."
        if role in _BELONGS_IN and above not in _BELONGS_IN[role]:
            yield f"{pdf.named(each)} is inside {above or 'nothing'}."


def words_in_no_paragraph(pdf: OpenPdf) -> Iterator[str]:
    """Words stand between paragraphs and are in none, so that they can run into their neighbours."""
    for each in pdf.with_role("Document", "Part", "Art", "Sect", "Div"):
        if any(not is_element(kid) for kid in kids_of(each)):
            yield f"{pdf.named(each)} has words in no paragraph."
        for below in pdf.kids(each):
            if pdf.role(below) in ("Span", "Link", "Quote", "Reference", "Lbl"):
                yield f"{pdf.named(below)} is not in a paragraph."


def list_without_items(pdf: OpenPdf) -> Iterator[str]:
    """A list has no items, or an item has nothing but its sign; a numbered list does not say that it is one."""
    for each in pdf.with_role("L"):
        items = [below for below in pdf.kids(each) if pdf.role(below) == "LI"]
        if not items:
            yield "A list has no items."
        for item in items:
            if "LBody" not in [pdf.role(below) for below in pdf.kids(item)]:
                yield f"{pdf.named(item)} has no body."
        signs = [pdf.text(below) for item in items for below in pdf.kids(item) if pdf.role(below) == "Lbl"]
        if any(sign.strip(".").isdigit() for sign in signs) and attribute(each, "ListNumbering") in (None, "/None"):
            yield f"{pdf.named(each)} has numbers, and does not say which kind."


def table_without_headers(pdf: OpenPdf) -> Iterator[str]:
    """A table has no header cell, one does not say what it heads, or a cell names a header that is not there."""
    for number, table in enumerate(pdf.with_role("Table"), 1):
        cells = [cell for row in rows_of(table) for cell in row]
        heads = [cell for cell in cells if pdf.role(cell) == "TH"]
        if not heads:
            yield f"Table {number} has no header cell."
        for cell in heads:
            if attribute(cell, "Scope") not in ("/Row", "/Column", "/Both"):
                yield f"{pdf.named(cell)} in table {number} does not say what it heads."
        ids = {str(cell.ID) for cell in heads if "/ID" in cell}
        for cell in cells:
            missing = [str(each) for each in attribute(cell, "Headers", ()) if str(each) not in ids]
            if missing:
                yield f"{pdf.named(cell)} in table {number} names a header that is not there: {missing[0]}."


def uneven_table(pdf: OpenPdf) -> Iterator[str]:
    """The rows of a table are not of one length."""
    for number, table in enumerate(pdf.with_role("Table"), 1):
        rows = rows_of(table)
        filled = [0] * len(rows)
        for at, row in enumerate(rows):
            for cell in row:
                below = filled[at : at + int(attribute(cell, "RowSpan", 1))]
                wide = int(attribute(cell, "ColSpan", 1))
                filled[at : at + len(below)] = [count + wide for count in below]
        if len(set(filled)) > 1:
            yield f"The rows of table {number} have {', '.join(str(each) for each in sorted(set(filled)))} columns."


def note_without_id(pdf: OpenPdf) -> Iterator[str]:
    """A note has no id of its own."""
    notes = pdf.with_role("Note")
    counts = Counter(str(each.get("/ID", "")) for each in notes)
    for each in notes:
        name = str(each.get("/ID", ""))
        if not name or counts[name] > 1:
            yield f"{pdf.named(each)} has no id of its own."


def link_without_words(pdf: OpenPdf) -> Iterator[str]:
    """A link has no words, or is not there to be followed."""
    for each in pdf.with_role("Link"):
        if not pdf.text(each):
            yield "A link has no words."
        if not any(_is_object(kid) for below in (each, *elements_in(each)) for kid in kids_of(below)):
            yield f"{pdf.named(each)} cannot be followed."


def annotation_outside_tree(pdf: OpenPdf) -> Iterator[str]:
    """A link on a page is not in an element of its own kind, or does not say where it leads."""
    within = {kid.Obj.objgen: pdf.role(each) for each in pdf.elements for kid in kids_of(each) if _is_object(kid)}
    for page, each in pdf.annotations:
        kind = str(each.get("/Subtype", ""))[1:]
        wanted = {"Link": "Link", "Widget": "Form"}.get(kind, "Annot")
        if within.get(each.objgen) != wanted:
            yield f"A {kind} on page {page} is not in an element of the kind {wanted}."
        if kind != "Widget" and not str(each.get("/Contents", "")).strip():
            yield f"A {kind} on page {page} does not say where it leads."


def _is_object(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and not is_element(kid) and "/Obj" in kid
