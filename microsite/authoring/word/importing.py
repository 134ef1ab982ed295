"""Turn documents into chapter files, with the remarks for the report; nothing is written to disk here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from microsite.authoring.word.block_writer import BlockWriter
from microsite.authoring.word.chapters import Part, name_parts, split, split_level
from microsite.authoring.word.document import Paragraph, Picture, Remark, paragraphs_in
from microsite.authoring.word.docx_file import DocxFile, open_docx, refused
from microsite.authoring.word.headings import find_headings
from microsite.authoring.word.inline_writer import Places
from microsite.authoring.word.pictures import PictureUnreadable, picture_file
from microsite.authoring.word.reader import Read, Reader
from microsite.problems import Location, OutputRefused, Problem
from microsite.source.slugs import slug_of


class Choices(Struct, frozen=True, kw_only=True):
    """An import's options, from the command line."""

    changes: str = ""
    split: int | None = None
    headings: str = "both"


class ConvertedDocument(Struct, kw_only=True):
    """The result of converting documents."""

    #: By their paths in the site's folder.
    files: dict[str, bytes] = field(default_factory=lambda: {})
    #: The paths of the chapters among them, in order.
    chapters: list[str] = field(default_factory=lambda: [])
    #: For the report: file, line, remark.
    remarks: list[tuple[str, int, Remark]] = field(default_factory=lambda: [])


class _Document(Struct, kw_only=True):
    file: DocxFile
    read: Read
    parts: list[Part]


def import_documents(
    files: Sequence[Path], choices: Choices, names: Sequence[str], first: int, kept: Mapping[str, str] | None = None
) -> ConvertedDocument:
    """Convert documents to chapters.

    Args:
        files: the documents, in the order of their chapters.
        choices: how to read them.
        names: the names of existing chapters, which are taken.
        first: the number of the first chapter.
        kept: names that must stay as they are, by the part after the number.

    Raises:
        OutputRefused: a document cannot be read, or has tracked changes that nobody has decided on.
    """
    made = ConvertedDocument()
    taken = list(names)
    documents: list[_Document] = []
    for file in files:
        document = _read(file, choices, made)
        name_parts(document.parts, first, taken, kept)
        first += len(document.parts)
        taken += [part.name for part in document.parts]
        documents.append(document)
    for document in documents:
        _write_document(document, made)
    return made


def _read(file: Path, choices: Choices, made: ConvertedDocument) -> _Document:
    opened = open_docx(file)
    accept = None if not choices.changes else choices.changes == "accept"
    read = Reader(opened, accept).read()
    if read.changes and accept is None:
        raise OutputRefused(_pending(opened.name, read))
    if not any(paragraph.has_content for paragraph in paragraphs_in(read.blocks)):
        advice = "Check that you have the right file, and that its text is not in pictures alone."
        raise refused("WORD-010", opened.name, "There is no text in this document.", advice)
    for change in read.changes:
        what = "accepted" if accept else "rejected"
        made.remarks.append(
            (
                opened.name,
                0,
                Remark(kind="changed", text=f"{what.capitalize()}: {_change_in_words(change.what, change.words)}"),
            )
        )
    promoted = find_headings(read.blocks, choices.headings)
    level = split_level(read.blocks, choices.split)
    title = next(
        (
            block.text
            for block in read.blocks
            if isinstance(block, Paragraph) and block.style.lower() == "title" and block.text.strip()
        ),
        "",
    )
    parts = split(read.blocks, level, " ".join(title.split()) or _words_of(file.stem))
    where = f"at the headings of level {level}" if level else "nowhere, because no headings were found"
    count = f"{len(parts)} chapter{'s' if len(parts) > 1 else ''}"
    notes = [f"Divided {where}: {count}. To divide it elsewhere: --split 1, 2, 3 or none."]
    if promoted:
        notes.append(f"{promoted} bold lines became headings. To keep them as text: --headings styles.")
    remarks = [*(Remark(kind="changed", text=text) for text in notes), *read.remarks]
    made.remarks += [(opened.name, 0, remark) for remark in remarks]
    return _Document(file=opened, read=read, parts=parts)


def _pending(name: str, read: Read) -> Problem:
    listed = "\n".join(f"    {_change_in_words(change.what, change.words, change.author)}" for change in read.changes)
    count = len(read.changes)
    changes = f"{count} change{'s' if count > 1 else ''}"
    message = f"This document has {changes} that nobody has accepted or rejected yet:\n{listed}"
    advice = (
        "Decide on them in Word (Review > Accept or Reject) and save it. Or add --changes accept to take all of them, "
        "or --changes reject to take none."
    )
    return Problem.error("WORD-007", message, Location(file=name), advice)


def _change_in_words(what: str, words: str, author: str = "") -> str:
    flat = " ".join(words.split())
    shown = flat if len(flat) <= 100 else f"{flat[:97]}…"
    return f"{what}: “{shown}”" + (f" ({author})" if author else "")


def _words_of(stem: str) -> str:
    words = re.sub(r"[\s_]+|(?<=\w)-(?=\w)", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else "The document"


def _write_document(document: _Document, made: ConvertedDocument) -> None:
    places = _anchors(document)
    pictures: dict[tuple[str, Picture], str] = {}
    for part in document.parts:
        _Chapter(document, part, places, pictures, made).write()


def _anchors(document: _Document) -> Mapping[str, tuple[str, str]]:
    """Return the chapter and heading slug of each anchor: the heading it is in, or the one it is under."""
    found: dict[str, tuple[str, str]] = {}
    for part in document.parts:
        heading = ""
        used: dict[str, int] = {}
        for anchor in part.anchors:
            found[anchor] = (part.name, "")
        for block in part.blocks:
            if isinstance(block, Paragraph) and block.level and block.text.strip():
                label = f"{block.label.text} " if block.label is not None and not block.label.is_bullet else ""
                heading = slug_of(f"{label}{block.text}")
                used[heading] = used.get(heading, 0) + 1
                if used[heading] > 1:
                    heading = ""
            for paragraph in paragraphs_in([block]):
                for span in paragraph.spans:
                    if span.kind == "anchor":
                        found[span.text] = (part.name, heading)
    return found


class _Chapter:
    """Writes one chapter, its notes and its pictures."""

    def __init__(
        self,
        document: _Document,
        part: Part,
        places: Mapping[str, tuple[str, str]],
        pictures: dict[tuple[str, Picture], str],
        made: ConvertedDocument,
    ) -> None:
        self._document, self._part, self._anchors, self._pictures, self._made = document, part, places, pictures, made
        self._notes: dict[str, int] = {}
        self._lost_links: set[str] = set()
        self._picture_count = 0
        self._picture_remarks: list[Remark] = []
        self.path = f"content/{part.name}.md"

    def write(self) -> None:
        """Add the chapter's file and remarks to what was made."""
        made, part = self._made, self._part
        places = Places(
            address=self._address, picture=self._picture, note=self._note, language=self._document.read.language
        )
        writer = BlockWriter(places)
        writer.write(part.blocks)
        for identifier in part.notes_of_title:
            writer.write([Paragraph(spans=[_note_span(identifier)])])
        self._write_notes(writer, places)
        head = ["---", f"title: {_quoted(part.title)}"]
        if part.section:
            head.append(f"section: {_quoted(part.section)}")
        head += ["---", ""]
        lines = writer.lines
        while lines and not lines[0]:
            lines.pop(0)
        made.files[self.path] = "\n".join([*head, *lines, ""]).encode()
        made.chapters.append(self.path)
        made.remarks += [(self.path, 0, remark) for remark in (*part.remarks, *self._picture_remarks)]
        made.remarks += [(self.path, at + len(head) + 1, remark) for at, remark in writer.remarks]
        for anchor in sorted(self._lost_links):
            text = f"A link to a place in the document does not work (“{anchor}”). We kept its words."
            made.remarks.append((self.path, 0, Remark(kind="check", text=text)))

    def _write_notes(self, writer: BlockWriter, places: Places) -> None:
        done: set[str] = set()
        while len(done) < len(self._notes):
            for identifier, number in list(self._notes.items()):
                if identifier in done:
                    continue
                done.add(identifier)
                inner = BlockWriter(places)
                inner.write(self._document.read.notes.get(identifier, []))
                writer.remarks += [(len(writer.lines), remark) for _, remark in inner.remarks]
                lines = inner.lines or ["(empty)"]
                writer.lines += ["", f"[^{number}]: {lines[0]}", *(f"    {line}" if line else "" for line in lines[1:])]

    def _note(self, identifier: str) -> str:
        return str(self._notes.setdefault(identifier, len(self._notes) + 1))

    def _address(self, address: str) -> str:
        if not address.startswith("#"):
            return address.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        place = self._anchors.get(address[1:])
        if place is None:
            self._lost_links.add(address[1:])
            return ""
        chapter, heading = place
        if chapter == self._part.name:
            return f"#{heading}" if heading else "#top"
        return f"{chapter}.md#{heading}" if heading else f"{chapter}.md"

    def _picture(self, picture: Picture) -> str:
        key = (picture.part, _without_words(picture))
        known = self._pictures.get(key)
        if known is not None:
            return known
        self._picture_count += 1
        try:
            content, ending = picture_file(self._document.file.read(picture.part), picture)
        except PictureUnreadable as why:
            self._picture_remarks.append(Remark(kind="check", text=f"A picture is left out, because {why}."))
            return ""
        name = f"media/{self._part.name}-{self._picture_count}.{ending}"
        self._pictures[key] = name
        self._made.files[f"content/{name}"] = content
        description = f"“{picture.alt_text}”, from Word" if picture.alt_text else "none"
        if picture.decorative:
            description = "marked in Word as decorative"
        remark = Remark(
            kind="changed" if picture.alt_text else "check", text=f"Picture {name}. Its description: {description}."
        )
        self._picture_remarks.append(remark)
        return name


def _note_span(identifier: str):  # noqa: ANN202
    from microsite.authoring.word.document import Span

    return Span(kind="note", text=identifier)


def _without_words(picture: Picture) -> Picture:
    from msgspec.structs import replace

    return replace(picture, alt_text="")


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def digest_of(content: bytes) -> str:
    """Return a digest that stays the same if an editor writes other line endings."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
