"""Counts the parts of a chapter, so that a translation can be compared with its original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from microsite.digests import blake2b
from microsite.html.shortcuts import SCHEME
from microsite.lazy_patterns import lazy_pattern
from microsite.model.ordering import Entry
from microsite.model.translation import mark_of
from microsite.problems import Location
from microsite.store import Store

if TYPE_CHECKING:
    from microsite.checks.content.reading import Reading

#: The kinds of parts: singular and plural.
KINDS = {
    "heading": "headings",
    "picture": "pictures",
    "picture with alt text": "pictures with alt text",
    "table": "tables",
    "table with a caption": "tables with a caption",
    "list": "lists",
    "footnote": "footnotes",
    "link to a document": "links to documents",
    "place for facts": "places for facts",
    "video or other frame": "videos or other frames",
}
#: Parts of parts: if the whole picture or table is missing, these need no report of their own.
PART_OF = {"picture with alt text": "picture", "table with a caption": "table"}
#: A passage of fewer words may be the same in two languages.
FEWEST_WORDS = 8
_DOCUMENT = lazy_pattern(r"(?!https?:)[^?#]+\.(?:pdf|docx?|odt|rtf|xlsx?|ods|csv|pptx?|odp|epub)(?:[?#].*)?")
_FRAMES = frozenset({"iframe", "video", "audio"})


class TextParts(Struct, frozen=True, kw_only=True):
    """The parts of one chapter."""

    #: Their places, by kind.
    places: dict[str, list[Location]]
    #: The places of its longer passages, by digest of their words.
    passages: dict[str, Location]
    #: The digest that an up-to-date translation has in `translation_of`.
    mark: str

    def count(self, kind: str) -> int:
        """How many parts of a kind there are."""
        return len(self.places.get(kind, ()))


def parts_of(entry: Entry, store: Store) -> TextParts:
    """Return the parts of a chapter, from the store if they are there."""
    return store.get("text parts", (entry.digest,), lambda: _read(entry), TextParts)


def _read(entry: Entry) -> TextParts:
    from microsite.checks.content.reading import Reading

    reading = Reading(entry.source, str(entry.front.title or ""))
    places: dict[str, list[Location]] = {}
    for kind, start in _parts(reading):
        places.setdefault(kind, []).append(reading.place(start))
    passages: dict[str, Location] = {}
    for passage in reading.passages:
        words = passage.text.casefold().split()
        if len(words) >= FEWEST_WORDS and not passage.quoted:
            passages.setdefault(_digest(" ".join(words)), reading.place(passage.start))
    return TextParts(places=places, passages=passages, mark=mark_of(entry.front, entry.source.body))


def _parts(reading: Reading) -> Iterator[tuple[str, int]]:
    """Yield the kind and place of every part; the title does not count as a heading."""
    yield from (("heading", each.start) for each in reading.headings if each.level > 1)
    yield from (("list", each.start) for each in reading.source.shown if each.kind == "list")
    yield from (("footnote", each.start) for _, each in reading.notes)
    yield from (("video or other frame", tag.start) for tag in reading.tags if tag.name in _FRAMES and not tag.closing)
    yield from (("picture", each.start) for each in reading.pictures)
    described = (each for each in reading.pictures if each.alt_text and each.alt_text.strip())
    yield from (("picture with alt text", each.start) for each in described)
    yield from (("table", each.start) for each in reading.tables)
    yield from (("table with a caption", each.start) for each in reading.tables if each.captioned)
    for link in reading.links:
        if link.address.startswith(f"{SCHEME}:"):
            yield "place for facts", link.start
        elif _DOCUMENT.fullmatch(link.address.lower()):
            yield "link to a document", link.start


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
