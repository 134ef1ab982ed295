"""What changed since words were approved, as a page shows it: passage by passage, and fact by fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from microsite.compare.changes import BREAK, Change, ChapterChanges, Piece
from microsite.compare.compare import compare
from microsite.compare.passages import ChapterText
from microsite.compare.wording import compare_wording
from microsite.lazy_patterns import lazy_pattern
from microsite.sign_off.packs import Pack
from microsite.sign_off.parts import PARTS, Part
from microsite.sign_off.words import SiteWords
from microsite.validate.date_types import MONTHS

#: What happened to a passage, in words for readers.
_TOLD = {
    "added": "Added",
    "removed": "Taken out",
    "reworded": "Reworded",
    "reshaped": "Same words, set out differently",
    "moved": "Moved here",
    "gone": "Moved away",
    "kept": "Link or picture changed",
}


class Compared(Struct, frozen=True, kw_only=True):
    """Words that were approved before, and those of a new pack."""

    old: Pack
    new: SiteWords
    #: The partners who approved them last.
    partners: Sequence[str]


def compared_view(compared: Compared, labels: Mapping[str, tuple[str, str]], folder: str) -> dict[str, Any]:
    """Return what a page shows of a comparison.

    Args:
        compared: both.
        labels: the prefix of the numbers in each text, and its page, by the text's name.
        folder: the folder of the pages, ending in a slash.
    """
    changed: dict[Part, list[str]] = {part: compared.old.changes(part, compared.new) for part in PARTS}
    chapters = list(_chapters(compared, {*changed["chapters"]}, labels, folder))
    facts = [
        {"part": part, "entries": [_fact(compared, part, name) for name in changed[part]]}
        for part in PARTS
        if part != "chapters" and changed[part]
    ]
    return {
        "pack": compared.old.id,
        "partners": compared.partners,
        "chapters": chapters,
        "facts": facts,
        "beside": [
            name for name in changed["chapters"] if name not in {*compared.new.texts, *compared.old.words.texts}
        ],
        "count": sum(len(each["changes"]) for each in chapters) + sum(len(each["entries"]) for each in facts),
    }


def _chapters(
    compared: Compared, changed: set[str], labels: Mapping[str, tuple[str, str]], folder: str
) -> Iterator[dict[str, Any]]:
    """Yield the changed texts; each language is compared on its own."""
    waiting = {*compared.old.held_back.get("chapters", ())} - compared.new.texts.keys()
    before = {name: text for name, text in compared.old.words.texts.items() if name not in waiting}
    for language in dict.fromkeys(_language(name) for name in (*compared.new.texts, *before)):
        old, new = (_in_language(texts, language) for texts in (before, compared.new.texts))
        names = {
            text.name: name for name, text in {**before, **compared.new.texts}.items() if _language(name) == language
        }
        for each in compare(old, new).chapters:
            name = names[each.text.name]
            if name in changed or (each.old and names[each.old.name] in changed):
                label, path = labels.get(name, ("", ""))
                yield {
                    "title": each.title,
                    "label": label,
                    "path": f"{folder}{path}" if path and each.new else "",
                    "what": _what(each),
                    "language": language,
                    "changes": [_change(change, label) for change in each.changes if _is_shown(change)],
                }


def _what(chapter: ChapterChanges) -> str:
    return "New chapter" if chapter.old is None else "Taken out" if chapter.new is None else ""


def _is_shown(change: Change) -> bool:
    return change.what != "kept" or change.addresses_changed


def _change(change: Change, label: str) -> dict[str, Any]:
    passage = change.first
    number = f"{label}.{passage.number}" if label and change.new and passage.number else ""
    was = change.old[0].number if change.old and not change.new else 0
    return {
        "what": _TOLD[change.what],
        "number": number,
        "was": f"{label}.{was}" if was and label else "",
        "pieces": [*_pieces(change.pieces)],
        "links": change.addresses_changed,
    }


def _pieces(pieces: Sequence[Piece]) -> Iterator[dict[str, str]]:
    for piece in pieces:
        yield {"action": piece.action, "text": piece.text.replace(BREAK, " ¶ ")}


def _fact(compared: Compared, part: Part, name: str) -> dict[str, Any]:
    old, new = compared.old.words.entries(part).get(name, ""), compared.new.entries(part).get(name, "")
    if part == "documents":
        what = "Added" if not old else "Taken out" if not new else "Replaced by another file"
        return {"name": name, "what": what, "pieces": []}
    what = "Added" if not old else "Taken out" if not new else "Reworded"
    pieces = compare_wording(readable_dates(old), readable_dates(new))
    return {"name": readable(name), "what": what, "pieces": [*_pieces(pieces)]}


def readable(path: str) -> str:
    """Return the path of a fact in words: `partners[2].as_at` becomes “Partners 2, as at”."""
    language, colon, rest = path.partition(": ")
    path = rest if colon else path
    steps = [step.replace("[", " ").replace("]", "").replace("_", " ") for step in path.split(".")]
    text = ", ".join(steps)
    return f"{text[:1].upper()}{text[1:]}{f' ({language})' if colon else ''}"


def readable_dates(text: str) -> str:
    """Rewrite the dates in a fact as people write them: 5 July 2027, 23:59."""
    return _DATE.sub(_date_in_words, text)


def _date_in_words(found: re.Match[str]) -> str:
    return f"{int(found[3])} {MONTHS[int(found[2]) - 1]} {found[1]}{',' if found[4] else ''}"


_DATE = lazy_pattern(r"\b(\d{4})-(0[1-9]|1[0-2])-(\d{2})\b(?=( \d{2}:\d{2})?)")


def _language(name: str) -> str:
    first = name.partition("/")[0]
    return first if "/" in name and first != "pages" else ""


def _in_language(texts: Mapping[str, ChapterText], language: str) -> list[ChapterText]:
    found = [text for name, text in texts.items() if _language(name) == language]
    return sorted(found, key=lambda text: (text.number == 0, text.number))
