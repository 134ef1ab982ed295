"""Tracks which parts of the chapters a page reads while it is rendered, so that dependencies need no list by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, overload

from msgspec.structs import replace

from microsite.model.chapter import Chapter
from microsite.model.clock import ALWAYS, FOR_EVER, Clock
from microsite.store import digest_of

if TYPE_CHECKING:
    from microsite.model.site import Site

#: The name that stands for which chapters there are, and in which order.
ORDER = "chapters"
#: The name that stands for the moment the site is made for, which only a theme's templates show.
MOMENT = "moment"
#: A name that begins with this stands for the moment being in an interval: its ends in seconds since 1970 follow.
BETWEEN = "between "
#: The parts of a chapter that are tracked separately: its text in both forms, its headings, its length in minutes
#: (which most edits leave unchanged) and in words, and everything else. A name is the part's sign plus the slug.
TEXT, TEXT_IN_WHOLE, HEADINGS, MINUTES, WORDS, NAMED = "=", "+", "#", "~", "%", "@"
NAMES = """
number title title_marks nav_title summary summary_given section priority updated redirect_from file in_menu in_footer
language newer_in newer_since
""".split()
_SIGNS = {
    "html": TEXT,
    "html_in_whole": TEXT_IN_WHOLE,
    "body": TEXT,
    "headings": HEADINGS,
    "minutes": MINUTES,
    "words": WORDS,
}
_READ_BY_SIGN = {
    HEADINGS: attrgetter("headings"),
    MINUTES: attrgetter("minutes"),
    WORDS: attrgetter("words"),
    NAMED: attrgetter(*NAMES),
}


class ReadTracker:
    """Records what each page reads, and computes the current digest of anything that can be read."""

    def __init__(self, chapters: Sequence[Chapter], clock: Clock, pages: Sequence[Chapter] = ()) -> None:
        """Take a site's chapters, the moment it is made for, and its pages that are not chapters."""
        by_slug = {chapter.slug: chapter for chapter in (*chapters, *pages)}
        self._clock = clock
        #: Returns the current digest of a name; empty if the chapter no longer exists. Each page asks for a dozen
        #: names, so this is the mapping's own method.
        self.current: Callable[[str], bytes] = _CurrentDigests(
            by_slug, digest_of(str(len(chapters)), *by_slug), clock
        ).__getitem__
        self._noted: dict[str, bytes] = {}
        #: The same chapters, wrapped so that reads are recorded.
        self.chapters = TrackedChapters(chapters, self._note)
        self.pages = TrackedChapters(pages, self._note)
        #: The clock, wrapped in the same way.
        self.clock: Any = TrackedClock(clock, self._note)

    def tracked_site(self, site: Site) -> Site:
        """Return a site with everything in it that is tracked in its tracked form."""
        return replace(site, chapters=self.chapters, pages=self.pages, clock=self.clock)

    def tracked(self, chapter: Chapter) -> Any:
        """Return the tracked form of a chapter, or of a page that is not a chapter."""
        return (self.chapters if chapter.number else self.pages).tracked(chapter)

    def begin(self) -> None:
        """Start recording a page."""
        self._noted = {}
        self._clock.take_further()

    def end(self) -> dict[str, bytes]:
        """Return what was read since `begin`: a digest of each part's content, by name."""
        since, until = self._clock.take_further()
        if (since, until) != (ALWAYS, FOR_EVER):
            self._note(f"{BETWEEN}{since!r} {until!r}")
        return self._noted

    def _note(self, name: str) -> None:
        if name not in self._noted:
            self._noted[name] = self.current(name)


class _CurrentDigests(dict[str, bytes]):
    """The digest for each name, computed lazily."""

    def __init__(self, by_slug: Mapping[str, Chapter], order: bytes, clock: Clock) -> None:
        super().__init__()
        self._by_slug, self._order, self._clock = by_slug, order, clock

    def __missing__(self, name: str) -> bytes:
        digest = self[name] = self._digest(name)
        return digest

    def _digest(self, name: str) -> bytes:
        if name == ORDER:
            return self._order
        if name == MOMENT:
            return digest_of(self._clock.show().isoformat())
        if name.startswith(BETWEEN):
            since, until = map(float, name.removeprefix(BETWEEN).split())
            return digest_of(str(self._clock.is_within(since, until)))
        part, slug = name[0], name[1:]
        chapter = self._by_slug.get(slug)
        if chapter is None:
            return b""
        if part in (TEXT, TEXT_IN_WHOLE):
            return chapter.body.digest if part == TEXT else chapter.body.digest_in_whole
        return digest_of(repr(_READ_BY_SIGN[part](chapter)))


class TrackedClock:
    """A clock that records when a template shows its moment; the clock itself records what it is compared with."""

    __slots__ = ("_clock", "_note")

    def __init__(self, clock: Clock, note: Callable[[str], None]) -> None:
        """Take the clock, and the function that records a read."""
        self._clock, self._note = clock, note

    def __getattr__(self, name: str) -> Any:
        """Record the moment if it is asked for, and return the attribute."""
        if name in ("now", "show"):
            self._note(MOMENT)
        return getattr(self._clock, name)


class TrackedChapter:
    """A chapter that records which of its attributes are read."""

    __slots__ = ("_chapter", "_note")

    def __init__(self, chapter: Chapter, note: Callable[[str], None]) -> None:
        """Take the chapter, and the function that records a read."""
        self._chapter, self._note = chapter, note

    def __getattr__(self, name: str) -> Any:
        """Record the attribute, and return it."""
        if name == "html_in_whole":
            return TrackedText(self._chapter, self._note)
        if name == "body":  # It has both.
            self._note(f"{TEXT_IN_WHOLE}{self._chapter.slug}")
        self._note(f"{_SIGNS.get(name, NAMED)}{self._chapter.slug}")
        return getattr(self._chapter, name)


class TrackedText:
    """A chapter's text for the whole document: counts as read only when something looks at the text itself."""

    __slots__ = ("_chapter", "_note")

    def __init__(self, chapter: Chapter, note: Callable[[str], None]) -> None:
        """Take the chapter, and the function that records a read."""
        self._chapter, self._note = chapter, note

    @property
    def slug(self) -> str:
        """The slug of the chapter."""
        return self._chapter.slug

    def __str__(self) -> str:
        """Record that the text is read, and return it."""
        self._note(f"{TEXT_IN_WHOLE}{self.slug}")
        return self._chapter.html_in_whole

    def __getattr__(self, name: str) -> Any:
        """Behave like a string in every way templates use one."""
        return getattr(str(self), name)

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __bool__(self) -> bool:
        return bool(str(self))

    def __len__(self) -> int:
        return len(str(self))

    def __contains__(self, part: str) -> bool:
        return part in str(self)

    def __iter__(self) -> Iterator[str]:
        return iter(str(self))

    def __getitem__(self, place: int | slice) -> str:
        return str(self)[place]

    def __add__(self, other: str) -> str:
        return str(self) + other

    def __radd__(self, other: str) -> str:
        return other + str(self)


class TrackedChapters(Sequence[Any]):
    """Chapters in order; counting, indexing or iterating them counts as reading which chapters there are."""

    def __init__(self, chapters: Sequence[Chapter], note: Callable[[str], None]) -> None:
        """Take the chapters, and the function that records a read."""
        self._chapters = [TrackedChapter(chapter, note) for chapter in chapters]
        self._by_slug = {chapter.slug: tracked for chapter, tracked in zip(chapters, self._chapters, strict=True)}
        self._note = note

    def tracked(self, chapter: Chapter) -> Any:
        """Return the tracked form of a chapter."""
        return self._by_slug[chapter.slug]

    @overload
    def __getitem__(self, index: int) -> Any: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...

    def __getitem__(self, index: int | slice) -> Any:
        """Return one chapter by its index, or several by a slice."""
        self._note(ORDER)
        return self._chapters[index]

    def __len__(self) -> int:
        """Return the number of chapters."""
        self._note(ORDER)
        return len(self._chapters)

    def __iter__(self) -> Iterator[Any]:
        """Iterate over all of them in order."""
        self._note(ORDER)
        return iter(self._chapters)
