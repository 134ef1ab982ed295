"""Tracked changes: list them, and accept or reject them as Word would."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from microsite.authoring.word.xml_part import Element, child

_INSERTED = frozenset({"w:ins", "w:moveTo"})
_DELETED = frozenset({"w:del", "w:moveFrom"})
_IS_INSERTED_CELL = {"w:cellIns": True, "w:cellDel": False}
_VERBS = {"w:ins": "inserted", "w:del": "deleted", "w:moveTo": "moved to here", "w:moveFrom": "moved from here"}
#: Elements that record previous formatting.
_FORMAT_CHANGES = frozenset(
    "w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:tblGridChange w:trPrChange w:tcPrChange w:tblPrExChange "
    "w:numberingChange".split()
)


class Change(Struct, frozen=True, kw_only=True):
    """One tracked change that nobody has decided on."""

    what: str
    words: str
    author: str = ""


def changes_in(root: Element) -> Iterator[Change]:
    """Yield all changes that are still to be decided on, in text order."""
    for each in root.iter():
        tag = each.tag
        if tag in _VERBS:
            words = "".join(part.text or "" for part in each.iter() if part.tag in ("w:t", "w:delText", "m:t"))
            has_more = any(part.tag in ("w:drawing", "w:pict", "w:object") for part in each.iter())
            if words.strip() or has_more:
                yield Change(what=_VERBS[tag], words=words.strip() or "a picture", author=each.get("w:author", ""))
        elif tag == "w:trPr":
            for mark in ("w:ins", "w:del"):
                if child(each, mark) is not None:
                    yield Change(what=_VERBS[mark], words="a row of a table")
        elif tag in _IS_INSERTED_CELL:
            yield Change(what="inserted" if _IS_INSERTED_CELL[tag] else "deleted", words="a cell of a table")
        elif tag == "w:pPr":
            marks = child(each, "w:rPr")
            for mark in ("w:ins", "w:del"):
                if child(marks, mark) is not None:
                    yield Change(what=_VERBS[mark], words="the end of a paragraph")


def decide(root: Element, *, accept: bool) -> None:
    """Accept or reject all changes in a part."""
    dropped = _DELETED if accept else _INSERTED
    _decide_in(root, dropped, _INSERTED if accept else _DELETED, accept)


def _decide_in(parent: Element, dropped: frozenset[str], kept: frozenset[str], accept: bool) -> None:
    made: list[Element] = []
    for each in parent:
        tag = each.tag
        if parent.tag == "w:rPr" and (tag in dropped or tag in kept):
            parent.set(tag, "1")  # The paragraph's end has changed: a mark for `_joined`.
            continue
        if (
            tag in dropped
            or (tag == "w:tr" and _drops_row(each, accept))
            or (tag == "w:tc" and _drops_cell(each, accept))
        ):
            continue
        if tag in _FORMAT_CHANGES:
            if not accept:
                _restore_format(parent, each, made)
            continue
        if tag in kept:
            _decide_in(each, dropped, kept, accept)
            made.extend(each)
            continue
        if tag == "w:delText":
            each.tag = "w:t"
        elif tag == "w:delInstrText":
            each.tag = "w:instrText"
        _decide_in(each, dropped, kept, accept)
        if tag == "w:tbl" and child(each, "w:tr") is None:
            continue
        made.append(each)
    parent[:] = _joined(made, "w:del" if accept else "w:ins", "w:moveFrom" if accept else "w:moveTo")


def _restore_format(parent: Element, change: Element, made: list[Element]) -> None:
    """Restore the previous formatting of a paragraph or a run."""
    before = child(change, parent.tag)
    if before is not None and parent.tag in ("w:pPr", "w:rPr"):
        marks = [each for each in made if each.tag in ("w:rPr", "w:sectPr") and parent.tag == "w:pPr"]
        made[:] = [*before, *marks]


def _joined(made: list[Element], *marks: str) -> list[Element]:
    """Merge each paragraph whose end has gone with the next one, as Word does."""
    out: list[Element] = []
    open_paragraph: Element | None = None
    for each in made:
        if each.tag == "w:p" and open_paragraph is not None:
            each[:] = [
                *[part for part in each if part.tag == "w:pPr"],
                *[part for part in open_paragraph if part.tag != "w:pPr"],
                *[part for part in each if part.tag != "w:pPr"],
            ]
            out.remove(open_paragraph)
            open_paragraph = None
        out.append(each)
        if each.tag == "w:p":
            ends = child(child(each, "w:pPr"), "w:rPr")
            if ends is not None and any(ends.get(mark) for mark in marks):
                open_paragraph = each
        elif each.tag == "w:tbl":
            open_paragraph = None
    return out


def _drops_row(row: Element, accept: bool) -> bool:
    return child(child(row, "w:trPr"), "w:del" if accept else "w:ins") is not None


def _drops_cell(cell: Element, accept: bool) -> bool:
    return child(child(cell, "w:tcPr"), "w:cellDel" if accept else "w:cellIns") is not None
