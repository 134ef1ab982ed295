"""Count what Word documents contain and what an import keeps: `scripts/measure_import FOLDER [--worst N]`.

What a document contains is counted in its parts, by code that shares nothing with the importer. What is kept is counted
in the finished HTML of the chapters, and compared with what pandoc keeps of the same files.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import zipfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from scripts.bench_modes.environments import environment_program
from scripts.word_numbers import NUMBERS, WordNumbers, add_line, compared, shown_numbers

FIND_PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
KINDS = ("words", "headings", "list items", "table cells", "notes", "pictures")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORD = re.compile(r"[^\W_]+")
_RASTER = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".jfif")


def tokens(text: str) -> list[str]:
    """Return the words of a text, case-folded."""
    text = text.replace("\u00ad", "").replace("\u200b", "").replace("\ufeff", "")
    return _WORD.findall(text.casefold())


class Counted:
    """What a document contains."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
        self.words: Counter[str] = Counter()
        self.headings: Counter[str] = Counter()
        self.items: Counter[str] = Counter()
        #: The number and the words of each numbered paragraph.
        self.numbered: list[tuple[str, str]] = []
        self.cells = self.frames = self.notes = self.pictures = self.empty_items = 0
        self._styles = {each.get(f"{_W}styleId"): each for each in self._root("word/styles.xml").iter(f"{_W}style")}
        self._default = next(
            (
                key
                for key, each in self._styles.items()
                if each.get(f"{_W}default") == "1" and each.get(f"{_W}type") == "paragraph"
            ),
            None,
        )
        self._levels = self._numbered_levels()
        self._numbers = WordNumbers(self._root("word/numbering.xml"), self._styles, self._default)
        self._fields: list[list[object]] = []
        self._media = self._targets("word/_rels/document.xml.rels")
        main = self._root("word/document.xml")
        used = [
            (each.tag.endswith("endnoteReference"), each.get(f"{_W}id"))
            for each in main.iter()
            if each.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference")
        ]
        self.notes = len(used)
        body = main.find(f"{_W}body")
        self._walk(body if body is not None else main, False)
        for part, is_end in (("word/footnotes.xml", False), ("word/endnotes.xml", True)):
            for note in self._root(part):
                if note.get(f"{_W}type", "normal") == "normal" and (is_end, note.get(f"{_W}id")) in used:
                    self._walk(note, True)

    def _root(self, part: str) -> ElementTree.Element:
        content = self._parts.get(part, b"<none/>").replace(_STRICT, _W[1:-1].encode())
        return ElementTree.fromstring(content)

    def _targets(self, part: str) -> dict[str | None, str]:
        return {each.get("Id"): each.get("Target", "") for each in self._root(part)}

    def _numbered_levels(self) -> dict[str | None, dict[str | None, str]]:
        """Return what each level of each list shows; empty for nothing."""
        root = self._root("word/numbering.xml")
        shown = {
            each.get(f"{_W}abstractNumId"): {
                level.get(f"{_W}ilvl"): _val(level, "lvlText") if _val(level, "numFmt") != "none" else ""
                for level in each.iter(f"{_W}lvl")
            }
            for each in root.iter(f"{_W}abstractNum")
        }
        return {each.get(f"{_W}numId"): shown.get(_val(each, "abstractNumId"), {}) for each in root.iter(f"{_W}num")}

    def _inherited(self, style: str | None, path: str) -> str | None:
        for _ in range(20):
            element = self._styles.get(style)
            if element is None:
                return None
            found = element.find(path.replace("w:", _W))
            if found is not None:
                return found.get(f"{_W}val", "1")
            based = element.find(f"{_W}basedOn")
            style = based.get(f"{_W}val") if based is not None else None
        return None

    def _walk(self, parent: ElementTree.Element, aside: bool) -> None:
        for each in parent:
            name = each.tag.rpartition("}")[2]
            if name in ("Fallback", "del", "moveFrom", "sectPr") or (name == "sdt" and _is_contents(each)):
                continue
            if name == "p":
                self._paragraph(each, aside)
            elif name == "tbl":
                self._table(each, aside)
            elif name != "pPr":
                self._walk(each, aside)

    def _table(self, table: ElementTree.Element, aside: bool) -> None:
        rows = [
            row
            for row in _below(table, "tr")
            if row.find(f"{_W}trPr/{_W}hidden") is None and row.find(f"{_W}trPr/{_W}del") is None
        ]
        cells = [cell for row in rows for cell in _below(row, "tc")]
        own = 0
        for cell in cells:
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            beside = cell.find(f"{_W}tcPr/{_W}hMerge")
            continued = any(
                each is not None and each.get(f"{_W}val", "continue") != "restart" for each in (merged, beside)
            )
            own += not continued
            self._walk(cell, True)
        if own == 1:
            self.frames += 1
        else:
            self.cells += own

    def _paragraph(self, paragraph: ElementTree.Element, aside: bool) -> None:
        about = paragraph.find(f"{_W}pPr")
        style = _val(about, "pStyle") or self._default
        style = style if style in self._styles else self._default
        hidden_style = self._inherited(style, "w:rPr/w:vanish")
        before = self._in_contents()
        text: list[str] = []
        boxes: list[ElementTree.Element] = []
        self._text(paragraph, text, boxes, hidden_style not in (None, "0", "false"))
        words = "".join(text)
        name = self._style_name(style)
        if before or self._in_contents() or re.match(r"toc \d", name):
            words = "" if not tokens(words) or re.match(r"toc \d|table of figures", name) else words
        found = tokens(words)
        contents = bool(
            re.match(r"toc heading", name)
            or re.fullmatch(r"(?:table of )?contents(?: page)?", words.strip(" :").casefold())
        )
        if not contents:
            self.words.update(found)
        number = self._numbers.number(about, style)
        if number and found and not self._in_contents() and not re.match(r"toc", name):
            self.numbered.append((number, " ".join(found)))
        outline = _val(about, "outlineLvl") or self._inherited(style, "w:pPr/w:outlineLvl")
        if outline is None and (match := re.match(r"heading (\d)$", name)):
            outline = str(int(match[1]) - 1)
        is_heading = outline is not None and outline.isdecimal() and int(outline) < 9
        if found and is_heading and not aside and len(words) <= 200 and not contents:
            self.headings[" ".join(found)] += 1
        elif found and not is_heading and self._is_item(about, style):
            self.items[" ".join(found)] += 1
        for box in boxes:
            self._walk(box, True)

    def _is_item(self, about: ElementTree.Element | None, style: str | None) -> bool:
        numbers = about.find(f"{_W}numPr") if about is not None else None
        identifier = _val(numbers, "numId") or self._inherited(style, "w:pPr/w:numPr/w:numId")
        level = _val(numbers, "ilvl") or self._inherited(style, "w:pPr/w:numPr/w:ilvl") or "0"
        return bool(identifier and identifier != "0" and self._levels.get(identifier, {}).get(level))

    def _style_name(self, style: str | None) -> str:
        element = self._styles.get(style)
        return (_val(element, "name") or "").casefold() if element is not None else ""

    def _in_contents(self) -> bool:
        return any(field[1] for field in self._fields)

    def _text(  # noqa: C901, PLR0912
        self, parent: ElementTree.Element, text: list[str], boxes: list[ElementTree.Element], hidden: bool
    ) -> None:
        for each in parent:
            name = each.tag.rpartition("}")[2]
            if name in ("Fallback", "del", "moveFrom", "pPr", "rPr"):
                continue
            if name == "txbxContent":
                boxes.append(each)
            elif name == "r":
                mark = each.find(f"{_W}rPr/{_W}vanish")
                named = _val(each.find(f"{_W}rPr"), "rStyle")
                own = hidden or self._inherited(named, "w:rPr/w:vanish") not in (None, "0", "false")
                if mark is not None:
                    own = mark.get(f"{_W}val", "1") not in ("0", "false")
                self._text(each, text, boxes, own)
            elif name == "fldChar":
                self._field(each.get(f"{_W}fldCharType", ""))
            elif name == "instrText":
                if self._fields and not self._fields[-1][2]:
                    self._fields[-1][0] = f"{self._fields[-1][0]}{each.text or ''}"
            elif name == "fldSimple":
                self._fields.append([each.get(f"{_W}instr", ""), False, True])
                self._fields[-1][1] = bool(re.match(r"\s*(?:TOC|INDEX|TOA)\b", str(self._fields[-1][0])))
                self._text(each, text, boxes, hidden)
                self._fields.pop()
            elif name == "t":
                if not hidden and not self._in_contents() and all(field[2] for field in self._fields):
                    text.append(each.text or "")
            elif name in ("tab", "br", "cr", "ptab", "noBreakHyphen"):
                text.append(" ")
            else:
                if name == "blip" and not self._in_contents():
                    target = self._media.get(each.get(f"{{{_R}}}embed"), "")
                    self.pictures += target.lower().endswith(_RASTER)
                self._text(each, text, boxes, hidden)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", False, False])
        elif kind == "separate" and self._fields:
            self._fields[-1][2] = True
            self._fields[-1][1] = bool(re.match(r"\s*(?:TOC|INDEX|TOA)\b", str(self._fields[-1][0])))
        elif kind == "end" and self._fields:
            self._fields.pop()


_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _val(parent: ElementTree.Element | None, name: str) -> str | None:
    found = parent.find(f"{_W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{_W}val", "")


def _below(parent: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    found: list[ElementTree.Element] = []
    for each in parent:
        local = each.tag.rpartition("}")[2]
        if local == name:
            found.append(each)
        elif local in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _below(each, name)
    return found


def _is_contents(control: ElementTree.Element) -> bool:
    galleries = [each.get(f"{_W}val") for each in control.iter(f"{_W}docPartGallery")]
    return bool({"Table of Contents", "Table of Figures"} & set(galleries))


class Shown:
    """What a piece of HTML shows."""

    def __init__(self, html: str, further: str = "") -> None:
        from selectolax.lexbor import LexborHTMLParser

        page = LexborHTMLParser(f"<body>{html}</body>")
        self.cells = len(page.css("td, th"))
        self.notes = len(page.css("sup a, a.footnote-ref"))
        self.pictures = len(page.css("img"))
        for mark in page.css("sup a, a.footnote-ref, a.footnote-back, a.footnote-backref"):
            mark.decompose()
        self.headings = Counter(
            " ".join(tokens(each.text(separator=""))) for each in page.css("h1, h2, h3, h4, h5, h6")
        )
        body = page.body
        self.numbers = shown_numbers(body, tokens)
        for each in page.css("p, li, td, th, h1, h2, h3, h4, h5, h6, br, caption, dt, dd, div"):
            each.insert_before(" ")
            each.insert_after(" ")
        self.words = Counter(tokens((body.text(separator="") if body else "") + " " + further))


def ours(file: Path) -> Shown:
    """Return what an import keeps of a document."""
    from microsite.authoring.word.importing import Choices, import_documents
    from microsite.html.convert import convert_markdown
    from microsite.html.sanitise import sanitise

    made = import_documents([file], Choices(changes="accept"), [], 1)
    pages: list[str] = []
    heads: list[str] = []
    for path in made.chapters:
        head, _, body = made.files[path].decode().removeprefix("---\n").partition("\n---\n")
        pages.append(sanitise(convert_markdown(body)[0]))
        for line in head.split("\n"):
            if line.startswith(("title:", "section:")):
                said = line.partition(":")[2].strip()[1:-1].replace('\\"', '"').replace("\\\\", "\\")
                heads.append(f"\0{said}" if line.startswith("section:") else said)  # Each chapter repeats its section.
    once = [each for at, each in enumerate(heads) if not each.startswith("\0") or each not in heads[:at]]
    heads = [each.lstrip("\0") for each in heads]
    shown = Shown("\n".join(pages), "\n".join(once))
    for each in heads:
        shown.headings[" ".join(tokens(each))] += 1
        add_line(each, tokens(each), "", shown.numbers)
    return shown


def pandocs(file: Path, pandoc: str) -> Shown | None:
    """Return what pandoc keeps of a document; None if it cannot read it."""
    command = [pandoc, "--from=docx", "--to=html", "--track-changes=accept", "--wrap=none", str(file)]
    done = subprocess.run(command, capture_output=True, check=False)
    return None if done.returncode else Shown(done.stdout.decode())


def lost(there: Counted, kept: Shown) -> dict[str, int]:
    """Return how much of each kind is lost."""
    headings = +(there.headings - kept.headings)
    loose = [
        each for each in headings if not any(other.endswith(f" {each}") or other == each for other in kept.headings)
    ]
    return {
        "words": sum((there.words - kept.words).values()),
        "headings": sum(headings[each] for each in loose),
        "list items": _lost_items(there, kept),
        "table cells": max(0, there.cells - kept.cells),
        "notes": max(0, there.notes - kept.notes),
        "pictures": max(0, there.pictures - kept.pictures),
    }


def _lost_items(there: Counted, kept: Shown) -> int:
    """Count the list items that are not shown as an item, paragraph or heading, with or without their number."""
    return sum(max(0, count - len(kept.numbers.get(words, ()))) for words, count in there.items.items())


class Measured(NamedTuple):
    """What was counted in one document; pandoc's part is None if pandoc cannot read it."""

    name: str
    totals: dict[str, int]
    ours: dict[str, int]
    pandocs: dict[str, int] | None
    words: list[str]
    numbers: Counter[str]
    pandocs_numbers: Counter[str]
    #: A line for each number that we get wrong.
    not_right: list[str]


def measured(file: Path, pandoc: str) -> Measured | None:
    """Count one document; None if it cannot be read."""
    from microsite.problems import OutputRefused

    try:
        there = Counted(file)
        kept = ours(file)
    except (OutputRefused, zipfile.BadZipFile, KeyError):
        return None
    theirs = pandocs(file, pandoc)
    totals = {
        "words": sum(there.words.values()),
        "headings": sum(there.headings.values()),
        "list items": sum(there.items.values()),
        "table cells": there.cells,
        "notes": there.notes,
        "pictures": there.pictures,
    }
    missing = [f"{word}×{count}" for word, count in (there.words - kept.words).most_common(12)]
    numbers, not_right = compared(there.numbered, kept.numbers)
    return Measured(
        name=file.name,
        totals=totals,
        ours=lost(there, kept),
        pandocs=lost(there, theirs) if theirs else None,
        words=missing,
        numbers=numbers,
        pandocs_numbers=compared(there.numbered, theirs.numbers)[0] if theirs else Counter(),
        not_right=not_right,
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="name the N files that lose most of each kind"
    )
    parser.add_argument("--numbers", action="store_true", help="name each number that is not the one of Word")
    chosen = parser.parse_args()
    files = sorted(chosen.folder.rglob("*.docx"))
    pandoc = environment_program("measure", FIND_PANDOC)
    with ProcessPoolExecutor(2) as pool:
        found = [each for each in pool.map(measured, files, [pandoc] * len(files)) if each is not None]
    both = [each for each in found if each.pandocs is not None]
    print(f"{len(found)} documents of {len(files)}; pandoc reads {len(both)} of them\n")
    print(f"| {'what':<12} | {'in Word':>9} | {'lost here':>9} | {'lost by pandoc':>14} |")
    print("| --- | ---: | ---: | ---: |")
    for kind in KINDS:
        total = sum(each.totals[kind] for each in both)
        own, theirs = sum(each.ours[kind] for each in both), sum((each.pandocs or {})[kind] for each in both)
        print(f"| {kind:<12} | {total:>9,} | {own:>9,} | {theirs:>14,} |")
    print(f"\n| {'numbers':<22} | {'here':>9} | {'pandoc':>9} |\n| --- | ---: | ---: |")
    for kind in NUMBERS:
        own, theirs = sum(each.numbers[kind] for each in both), sum(each.pandocs_numbers[kind] for each in both)
        print(f"| {kind:<22} | {own:>9,} | {theirs:>9,} |")
    for each in found if chosen.numbers else ():
        for line in each.not_right:
            print(f"{each.name}: {line}")
    for kind in KINDS if chosen.worst else ():
        for each in sorted(found, key=lambda each: -each.ours[kind])[: chosen.worst]:
            if each.ours[kind]:
                theirs = (each.pandocs or {}).get(kind, "–")
                words = each.words if kind == "words" else ""
                print(
                    f"{kind:<12} {each.ours[kind]:>6} of {each.totals[kind]:>6} (pandoc {theirs})  {each.name}", words
                )


if __name__ == "__main__":
    main()
