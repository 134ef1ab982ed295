"""Which chapter comes where, and at which address."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from msgspec import structs

from microsite.html.slugs import slug_of
from microsite.load.chapters import ChapterSource
from microsite.model.chapter import FrontMatter
from microsite.problems import Location, Problem, Severity


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A chapter that has been read and not yet converted."""

    source: ChapterSource
    front: FrontMatter
    #: Where its order and other values stand, by key.
    places: dict[str, Location]
    #: False where the front matter has errors, so that what it says is not known.
    front_known: bool = True

    @cached_property
    def order(self) -> int | None:
        """Its place as the author gave it."""
        return self.source.file_number if self.front.order is None else self.front.order

    @cached_property
    def slug(self) -> str:
        """The name of its page, from the name of its file; letters of every script are kept."""
        slug = slug_of(self.source.stem)
        return slug or f"chapter-{self.order or 0}"

    @cached_property
    def path(self) -> str:
        """Where its page stands below the output folder."""
        return f"{self.slug}.html"

    def place(self, key: str) -> Location:
        """Where a value of the front matter stands; else the file."""
        return self.places.get(key, self.source.source.whole)


def published(entry: Entry) -> Entry:
    """The same chapter, no draft any more."""
    return replace(entry, front=structs.replace(entry.front, draft=None)) if entry.front.draft else entry


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Sort by the order given; chapters without one come last, by the names of their files."""
    return sorted(entries, key=lambda entry: (entry.order is None, entry.order or 0, entry.source.source.file))


def order_problems(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Report chapters that claim one place."""
    first: dict[int, Entry] = {}
    for entry in in_order(entries):
        if entry.order is None:
            continue
        other = first.setdefault(entry.order, entry)
        if other is not entry:
            message = f"This chapter and {other.source.source.file} both have the order {entry.order}."
            hint = "Give one of them another number in its file's name, or another order in its front matter."
            yield _error("CHAP-003", message, entry.place("order"), hint, other.place("order"))


def address_problems(entries: Sequence[Entry], taken: Collection[str]) -> Iterator[Problem]:
    """Report chapters with one address, and addresses that pages of the site itself have."""
    owners: dict[str, Entry] = {}
    for entry in entries:
        folded = entry.path.casefold()
        if folded in taken:
            message = f"The address {entry.path} belongs to a page of the site itself."
            yield _error("CHAP-006", message, entry.source.source.whole, "Give the file another name.")
        other = owners.setdefault(folded, entry)
        if other is not entry:
            message = f"This chapter and {other.source.source.file} would both have the address {entry.path}."
            hint = "Give one of the files another name; its number does not count."
            yield _error("CHAP-002", message, entry.source.source.whole, hint, other.source.source.whole)
    old: dict[str, Entry] = {}
    for entry in entries:
        for number, name in enumerate(entry.front.redirect_from, 1):
            folded = f"{name}.html".casefold()
            used = folded in taken or folded in owners or folded in old
            old[folded] = entry
            if used:
                message = f"The old address {name}.html is in use."
                hint = "Take it out of redirect_from: an address can lead to one page only."
                yield _error("CHAP-008", message, entry.place(f"redirect_from[{number}]"), hint)


def _error(code: str, message: str, location: Location, hint: str, other: Location | None = None) -> Problem:
    related = (("the other one", other),) if other else ()
    return Problem(code=code, severity=Severity.ERROR, message=message, location=location, hint=hint, related=related)
