"""The order of chapters, and their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import msgspec
from msgspec import Struct, structs
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.chapters import ChapterSource, file_number, noun_of, split_chapter, stem_of
from microsite.load.source_text import parse_source
from microsite.model.chapter import FrontMatter
from microsite.model.foreign_keys import ForeignKeys
from microsite.problems import Location, Problem
from microsite.source.slugs import slug_of


class Places(msgspec.Struct, frozen=True):
    """Where the values of front matter are; kept packed, since only problems need it."""

    packed: bytes

    def find(self, key: str) -> Location | None:
        """Return where the value of a key is; None if it has none."""
        return _PLACES.decode(self.packed).get(key)

    @classmethod
    def of(cls, places: dict[str, Location]) -> Places:
        """Pack some places, by key."""
        return cls(msgspec.msgpack.encode(places))


_PLACES = msgspec.msgpack.Decoder(dict[str, Location])


class Entry(Struct, frozen=True, kw_only=True, dict=True):
    """A chapter whose front matter has been read, but not its text."""

    #: Its path below the site's folder.
    file: str
    content: bytes
    #: Digest of its file: of the path and the content.
    digest: bytes
    front: FrontMatter
    #: Where the values of its front matter are.
    places: Places
    #: False if the front matter has errors, so that its values are not known.
    front_known: bool = True
    #: The keys in its front matter that are for other programs.
    foreign_keys: ForeignKeys = ForeignKeys()
    #: For a page that is not a chapter: whether it asks for a place in the main menu, and may be in the footer.
    in_menu: bool
    in_footer: bool
    #: The tag of its language, if it stands in for a text that is missing in the site's language.
    language: str = ""

    @cached_property
    def noun(self) -> str:
        """`chapter` or `page`."""
        return noun_of(self.file)

    @cached_property
    def source(self) -> ChapterSource:
        """The chapter as written, split into front matter and text; the front matter is not parsed again."""
        source, _ = parse_source(self.file, self.content)
        assert source is not None, "an entry is made of files that can be read"
        return split_chapter(source)[0]

    def free_source(self) -> None:
        """Free the memory of the parsed source; it is parsed from the content again when next needed."""
        vars(self).pop("source", None)

    @cached_property
    def file_name(self) -> str:
        """The file's name, without its folders."""
        return self.file.rsplit("/", 1)[-1]

    @cached_property
    def stem(self) -> str:
        """The file's name without its number and extension."""
        return stem_of(self.file_name)

    @cached_property
    def whole(self) -> Location:
        """The location of the file as a whole."""
        return Location(file=self.file)

    @cached_property
    def order(self) -> int | None:
        """Its number from the front matter or the file's name; None if it has none."""
        return file_number(self.file_name) if self.front.order is None else self.front.order

    @cached_property
    def slug(self) -> str:
        """The slug of its page, from its front matter or the name of its file; letters of every script are kept."""
        if self.front.slug:
            return str(self.front.slug)
        slug = slug_of(self.stem)
        return slug or f"{self.noun}-{self.order or 0}"

    @cached_property
    def path(self) -> str:
        """The path of its page below the output folder."""
        return f"{self.slug}.html"

    def place(self, key: str) -> Location:
        """Return where a value of the front matter is; the whole file if it has no such value."""
        return self.places.find(key) or self.whole


class ReadChapter(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The result of reading a chapter's front matter; `front` is None if the file cannot be a chapter."""

    front: FrontMatter | None
    places: Places
    front_known: bool
    problems: tuple[Problem, ...]
    #: The keys in it that are for other programs.
    foreign_keys: ForeignKeys = ForeignKeys()
    #: As in `Entry`.
    in_menu: bool
    in_footer: bool
    #: Digest of the front matter if all of this follows from it alone; else empty.
    front_matter_digest: bytes = b""

    def entry(self, file: str, content: bytes, digest: bytes, language: str) -> Entry | None:
        """Return the chapter, the same as before if its file is; None if the file cannot be one.

        The arguments are as in `Entry`.
        """
        if self.front is None:
            return None
        found = self._entries.get(language)
        if found is None or found.digest != digest:
            found = self._entries[language] = Entry(
                file=file,
                content=content,
                digest=digest,
                front=self.front,
                places=self.places,
                front_known=self.front_known,
                foreign_keys=self.foreign_keys,
                in_menu=self.in_menu,
                in_footer=self.in_footer,
                language=language,
            )
        return found

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        """The chapters made of it last, by language: an edit to one file leaves those of all others as they are."""
        return {}


def with_own_noun(entry: Entry, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Say “page” instead of “chapter” in problems that rules for chapters found on a page."""
    if entry.noun == "chapter":
        return tuple(problems)
    return tuple(
        replace(each, message=_CHAPTER.sub(r"\1 page", each.message), advice=_CHAPTER.sub(r"\1 page", each.advice))
        for each in problems
    )


_CHAPTER = lazy_pattern(r"\b([Tt]his|[Tt]he) chapter\b")


def published(entry: Entry) -> Entry:
    """Return the same chapter without its draft flag."""
    return replace(entry, front=structs.replace(entry.front, draft=None)) if entry.front.draft else entry


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Sort by order; chapters without one come last, by the paths of their files."""
    return sorted(entries, key=lambda entry: (entry.order is None, entry.order or 0, entry.file))


def order_problems(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Report chapters that have the same order."""
    first: dict[int, Entry] = {}
    for entry in in_order(entries):
        if entry.order is None:
            continue
        other = first.setdefault(entry.order, entry)
        if other is not entry:
            message = f"This {entry.noun} and {other.file} both have the order {entry.order}."
            advice = "Give one of them a different number in its file name, or a different order in its front matter."
            yield Problem.error(
                "CHAP-003", message, entry.place("order"), advice, related=(("the other one", other.place("order")),)
            )


def address_problems(
    entries: Sequence[Entry], taken: Collection[str], media: Collection[str] = ()
) -> Iterator[Problem]:
    """Report chapters with the same address, and addresses that other pages or files of the site already have.

    Args:
        entries: the chapters.
        taken: the addresses of the site's own pages.
        media: the files of content/media, by their paths below the site's folder.
    """
    owners: dict[str, Entry] = {}
    for entry in entries:
        folded = entry.path.casefold()
        if folded in taken:
            message = f"The address {entry.path} belongs to one of the site's own pages."
            yield Problem.error("CHAP-006", message, entry.whole, "Give the file a different name.")
        other = owners.setdefault(folded, entry)
        if other is not entry:
            message = f"This {entry.noun} and {other.file} would both have the address {entry.path}."
            advice = "Give one of the files a different name. The number in front does not count."
            yield Problem.error("CHAP-002", message, entry.whole, advice, related=(("the other one", other.whole),))
    files = {*taken, *owners, *(file.removeprefix("content/").casefold() for file in media)}
    old = [
        (f"{name}.html".casefold(), name, entry, number)
        for entry in entries
        for number, name in enumerate(entry.front.redirect_from, 1)
    ]
    all_files = {*files, *(folded for folded, *_ in old)}
    for folded, name, entry, number in old:
        in_a_file = any(folded[: slash.start()] in all_files for slash in re.finditer("/", folded))
        if in_a_file or folded in files:
            message = f"The old address {name}.html is already in use."
            advice = "Take it out of redirect_from: an address can only go to one page."
            yield Problem.error("CHAP-008", message, entry.place(f"redirect_from[{number}]"), advice)
        files.add(folded)
