"""`check --languages`: how complete a site is in each of its languages, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from microsite.load.language_words import primary_subtag
from microsite.render.words import FALLBACK_LANGUAGE, REVIEWED, read_words, words_path_and_stand_in
from microsite.translations import Share

_COLUMNS = ("Language", "Chapters", "Pages", "Texts", "Alt texts", "Documents", "All")


class InterfaceWords(Struct, frozen=True, kw_only=True):
    """How complete the interface's words are in one language."""

    #: How many there are, and how many there should be.
    there: int
    of: int
    #: Who has checked them; empty for nobody.
    reviewed_by: str


def interface_words(tag: str, templates: Path) -> InterfaceWords:
    """Count the interface's words that exist in a language.

    Args:
        tag: the tag of the language.
        templates: the engine's templates.
    """
    file, stands_in = words_path_and_stand_in(templates, tag)
    text = file.read_text(encoding="utf-8")
    every = read_words((templates / "locales" / f"{FALLBACK_LANGUAGE}.yaml").read_text(encoding="utf-8"))
    there = [] if stands_in else [*(every.keys() & read_words(text).keys())]
    first = text.partition("\n")[0]
    by = first.partition(":")[2].strip() if first.startswith(f"{REVIEWED}:") else ""
    is_reviewed = by and by != "nobody" and not stands_in
    return InterfaceWords(there=len(there), of=len(every), reviewed_by=by if is_reviewed else "")


def language_table(shares: Sequence[Share], templates: Path) -> list[str]:
    """Return a row for each language, and below them what does not fit into a table."""
    rows = [_COLUMNS, *(_row(each) for each in shares)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    ]
    for share in shares:
        words = interface_words(share.tag, templates)
        is_english = primary_subtag(share.tag) == FALLBACK_LANGUAGE
        said = [] if is_english else [_interface_words_sentence(words)]
        if share.outdated:
            said.append(f"Out of date: {', '.join(share.outdated)}.")
        if share.held_back:
            said.append(f"Its pages are not published {share.held_back}.")
        if said:
            lines += ["", f"{share.name}:", *(f"  {each}" for each in said)]
    return lines


def language_data(shares: Sequence[Share], templates: Path) -> list[dict[str, object]]:
    """Return the same as data for other programs."""
    found: list[dict[str, object]] = []
    for share in shares:
        words = interface_words(share.tag, templates)
        kinds = {
            "chapters": share.chapters,
            "pages": share.pages,
            "texts": share.texts,
            "alt_texts": share.alt_texts,
            "documents": share.documents,
            "interface_words": (words.there, words.of),
        }
        found.append(
            {
                "language": share.tag,
                "name": share.name,
                **{kind: {"there": there, "of": of} for kind, (there, of) in kinds.items()},
                "interface_reviewed_by": words.reviewed_by,
                "outdated": list(share.outdated),
                "published": not share.held_back,
            }
        )
    return found


def _row(share: Share) -> tuple[str, ...]:
    kinds = (share.chapters, share.pages, share.texts, share.alt_texts, share.documents)
    cells = (f"{there} of {of}" if of else "–" for there, of in kinds)
    there, of = share.whole
    return f"{share.name} ({share.tag})" if "(" not in share.name else share.name, *cells, f"{_percent(there, of)} %"


def _percent(there: int, of: int) -> int:
    """Round down, so that only a complete translation shows 100."""
    return there * 100 // of if of else 100


def _interface_words_sentence(words: InterfaceWords) -> str:
    if not words.there:
        return "Words of the interface: none, so the pages add English ones."
    missing = words.of - words.there
    count = "all are there" if not missing else f"{missing} of {words.of} are missing"
    return f"Words of the interface: {count}; checked by {words.reviewed_by or 'nobody'}."
