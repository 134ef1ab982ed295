"""Read a Word document into blocks, in order, with the remarks for the report."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from microsite.authoring.word.document import Block, Paragraph, Remark, paragraphs_in
from microsite.authoring.word.docx_file import DocxFile
from microsite.authoring.word.drawings import Drawings, chosen
from microsite.authoring.word.numbering import Numbering
from microsite.authoring.word.revisions import Change, changes_in, decide
from microsite.authoring.word.runs import Runs
from microsite.authoring.word.styles import Style, Styles, indents_of, look_of
from microsite.authoring.word.table_reader import read_table
from microsite.authoring.word.xml_part import Element, child, child_value

#: Elements that only wrap others.
_HOLDERS = frozenset({"w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sdtContent"})
_CONTENTS = re.compile(r"(?:table of )?contents(?: page)?|cynnwys|contents list", re.IGNORECASE)
_TOC_STYLE = re.compile(r"(?:toc|table of figures|index) ?\d*$", re.IGNORECASE)
_CAPTION_WORDS = re.compile(r"(?:table|figure|fig\.?|chart|map|tabl|ffigur)\s+\d", re.IGNORECASE)


class Read(Struct, kw_only=True):
    """The content of a document."""

    blocks: list[Block] = field(default_factory=lambda: [])
    #: Footnotes and endnotes by id.
    notes: dict[str, list[Block]] = field(default_factory=lambda: {})
    #: The language that most of the text is in.
    language: str = ""
    #: Remarks on the document as a whole.
    remarks: list[Remark] = field(default_factory=lambda: [])
    changes: list[Change] = field(default_factory=lambda: [])


class Reader:
    """Reads one document."""

    def __init__(self, file: DocxFile, accept: bool | None) -> None:
        """Take the file, and whether to accept or reject tracked changes; None if nobody has said."""
        self._file = file
        self._accept = accept
        self._parts: dict[str, str] = {}
        for kind, target, _, outside in file.relations(file.main):
            if not outside:
                self._parts.setdefault(kind.rpartition("/")[2], target)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._runs = Runs(self._styles, Drawings(file, self.read_children))
        self._changes: list[Change] = []
        self._contents = 0
        #: Whether the previous paragraph was part of a table of contents.
        self._in_list_of_contents = False

    def _part(self, kind: str) -> Element | None:
        return self._file.xml(self._parts[kind]) if kind in self._parts else None

    def read(self) -> Read:
        """Read the text and its notes."""
        root = self._file.xml(self._file.main)
        made = Read()
        made.blocks = self._read_part(child(root, "w:body"), self._file.main)
        for kind, letter in (("footnotes", "f"), ("endnotes", "e")):
            notes = self._part(kind)
            for each in notes if notes is not None else ():
                if each.get("w:type", "normal") == "normal":
                    made.notes[f"{letter}{each.get('w:id', '')}"] = self._read_part(each, self._parts[kind])
        made.changes = self._changes
        made.language = self._language(made.blocks)
        made.remarks = self._document_remarks()
        return made

    def _read_part(self, root: Element | None, part: str) -> list[Block]:
        if root is None:
            return []
        self._changes += changes_in(root)
        if self._accept is not None:
            decide(root, accept=self._accept)
        targets = {identifier: (target, outside) for _, target, identifier, outside in self._file.relations(part)}
        before, self._runs.targets = self._runs.targets, targets
        blocks = self.read_children(root)
        self._runs.targets = before
        return blocks

    def read_children(self, parent: Element) -> list[Block]:
        """Read all blocks inside an element."""
        blocks: list[Block] = []
        for each in parent:
            tag = each.tag
            if tag == "w:p":
                blocks += self._paragraph(each, blocks)
            elif tag == "w:tbl":
                blocks += read_table(each, self.read_children)
            elif tag == "w:sdt":
                gallery = next((one.get("w:val", "") for one in each.iter("w:docPartGallery")), "")
                if gallery in ("Table of Contents", "Table of Figures"):
                    self._leave_out_contents(blocks)
                elif (content := child(each, "w:sdtContent")) is not None:
                    blocks += self.read_children(content)
            elif tag in _HOLDERS:
                blocks += self.read_children(each)
            elif tag == "mc:AlternateContent":
                blocks += self.read_children(chosen(each))
            elif tag in ("m:oMathPara", "w:r", "w:hyperlink"):
                alone = Element("w:p")
                alone.append(each)
                blocks += self._paragraph(alone, blocks)
        return blocks

    def _leave_out_contents(self, blocks: list[Block]) -> None:
        """Count a table of contents as left out, and remove the heading above it."""
        self._contents += 1
        while blocks and isinstance(blocks[-1], Paragraph) and not blocks[-1].has_content:
            blocks.pop()
        if blocks and isinstance(blocks[-1], Paragraph) and _CONTENTS.fullmatch(blocks[-1].text.strip(" :")):
            blocks.pop()

    def _paragraph(self, element: Element, before: list[Block]) -> list[Block]:
        about = child(element, "w:pPr")
        style_id = child_value(about, "w:pStyle") or ""
        style = self._styles.paragraph(style_id)
        base = style.look.over(self._styles.defaults)
        was_in_contents = self._runs.in_contents
        found = self._runs.read(element, base)
        made = Paragraph(spans=found.spans, style=style.name, remarks=found.remarks)
        if found.in_contents or (_TOC_STYLE.fullmatch(style.name) and not was_in_contents):
            if found.in_contents or made.has_content:
                if not was_in_contents and not self._in_list_of_contents:
                    self._leave_out_contents(before)
                self._in_list_of_contents = True
            return [made] if found.in_contents and made.has_content and not _TOC_STYLE.fullmatch(style.name) else []
        if made.has_content:
            self._in_list_of_contents = False
        if style.name.lower() == "toc heading" and _CONTENTS.fullmatch(made.text.strip(" :")):
            return []
        self._number(made, about, style, style_id)
        if look_of(child(about, "w:rPr")).hidden and not made.has_content:
            return []
        outline = child_value(about, "w:outlineLvl")
        level = int(outline) if outline and outline.isdecimal() else style.outline
        if level is not None and level < 9 and made.has_content:
            made.level = level + 1
        words = made.text.strip()
        made.is_caption = style.name.lower() == "caption" or bool(found.has_sequence and _CAPTION_WORDS.match(words))
        rule = child(child(about, "w:pBdr"), "w:bottom") if not made.has_content else None
        blocks: list[Block] = [made] if made.has_content or made.remarks or rule is not None else []
        if not blocks and made.spans and any(span.kind == "anchor" for span in made.spans):
            blocks = [made]
        return [*blocks, *found.blocks]

    def _number(self, made: Paragraph, about: Element | None, style: Style, style_id: str) -> None:
        """Set a paragraph's label and indent; empty paragraphs count as well."""
        numbers = child(about, "w:numPr")
        identifier = child_value(numbers, "w:numId")
        written = child_value(numbers, "w:ilvl")
        level = int(written) if written and written.isdecimal() else None
        if identifier is None:
            identifier = style.number_id
            if level is None and identifier:
                level = self._numbering.level_of_style(identifier, style_id)
            if level is None:
                level = style.number_level
        own, _ = indents_of(about, None, None)
        if identifier and identifier != "0":
            made.label = self._numbering.next_label(identifier, level or 0)
        if made.label is not None:
            label_indent = made.label.indent if made.label.indent is not None else style.indent
            own = own if own is not None else label_indent
        made.indent = own if own is not None else style.indent or 0
        if made.label is not None and not made.label.text and not made.label.is_bullet:
            made.label = None

    def _language(self, blocks: list[Block]) -> str:
        counts: Counter[str] = Counter()
        for paragraph in paragraphs_in(blocks):
            for span in paragraph.spans:
                counts[span.language] += len(span.text)
        return max(counts, key=lambda key: (counts[key], key), default="")

    def _document_remarks(self) -> list[Remark]:
        """Return the remarks on the document as a whole."""
        texts: list[str] = []
        if self._contents:
            texts.append("The table of contents is left out: the site makes its own.")
        runs = self._runs
        if runs.hidden_left_out:
            texts.append(f"Hidden text is left out, in {runs.hidden_left_out} places.")
        if runs.comments_left_out:
            texts.append(f"Comments are left out: there were {runs.comments_left_out}.")
        kinds = {kind.rpartition("/")[2] for kind, _, _, _ in self._file.relations(self._file.main)}
        if kinds & {"header", "footer"}:
            texts.append("Headers and footers are left out: the site has its own.")
        return [Remark(kind="changed", text=text) for text in texts]
