"""The pages of a site, rendered and checked: each only if something that it is made of has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from zlib import compressobj, decompress, decompressobj

from msgspec import Struct, field

from microsite.checks.rendered import read_page, read_part
from microsite.checks.rendered.facts_of_parts import facts_digest, facts_with_parts
from microsite.checks.rendered.page_facts import PageFacts
from microsite.checks.rendered.pages_too_heavy import compressed_fast, shared_weight
from microsite.digests import blake2b
from microsite.render.pages import PART, Page, PageRenderer, PartOfPage
from microsite.store import Recorded, Shelf, Store, digest_of


class Finished(Struct, frozen=True, kw_only=True):
    """Summary of a page: what is known about it without rendering or loading it."""

    #: The digest of its content.
    digest: bytes
    facts: PageFacts
    #: The digest of what the facts follow from, if the page is assembled from parts; else empty.
    facts_key: bytes = b""


class Frame(Struct, frozen=True, kw_only=True):
    """A page that contains the texts of chapters, with those left out."""

    html: str
    parts: tuple[PartOfPage, ...]
    facts: PageFacts
    #: The digest of its HTML.
    digest: bytes
    #: What was read of the chapters to render it.
    reads: dict[str, bytes]


class RenderedPart(Struct, frozen=True, kw_only=True):
    """A part of a page, as rendered on it."""

    html: bytes
    facts: PageFacts


#: The first bytes of a compressed page, and zlib's `wbits` for gzip.
_GZIP_START, _GZIP = b"\x1f\x8b", 31
#: Consecutive parts of a page, by the digests of their texts.
_Kept = dict[bytes, RenderedPart]
#: How many parts share a row: a new one rewrites few others, and a page needs few rows.
PARTS_PER_ROW = 16
#: How much of a page is decompressed at a time.
_PIECE_BYTES = 1 << 20


class _BuiltPage(Struct, frozen=True, kw_only=True):
    """A page, and what was read to make it."""

    #: HTML, plain or compressed.
    content: bytes
    digest: bytes
    reads: Mapping[str, bytes]
    #: For a page that is assembled from parts: its frame, and the facts of each part by its number.
    frame: Frame | None = None
    parts: Mapping[int, PageFacts] = field(default_factory=dict[int, PageFacts])


class FinishedPages:
    """Renders and checks the pages of one renderer, and keeps the results."""

    def __init__(self, renderer: PageRenderer, shared: bytes, store: Store) -> None:
        """Take the pages.

        Args:
            renderer: the pages.
            shared: the digest of everything that the pages are made of, apart from chapters.
            store: keeps what is known about each page.
        """
        self.renderer = renderer
        self._shared, self._store = shared, store
        self._weight = _weight(renderer, store)
        #: Pages in memory: compressed while they wait to be written, except those assembled anew after an edit.
        self._contents: dict[str, bytes] = {}
        self._finished: dict[str, Finished] = {}

    @cached_property
    def _shelf(self) -> Shelf[tuple[str, bytes, Finished]]:
        """What is known about each page; read from disk only when needed, so that a single page is shown sooner."""
        return self._store.shelf("page", (self._shared,), tuple[str, bytes, Finished])

    def content(self, path: str) -> bytes:
        """Return a page."""
        found = self._contents.get(path)
        if found is None:
            found = self._contents[path] = self._build_page(self.renderer.pages[path], compressed=False).content
        return decompress(found, _GZIP) if found.startswith(_GZIP_START) else found

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield a page piece by piece, so that one with many chapters is never in memory as a whole."""
        found = self._contents.get(path, b"")
        if not found.startswith(_GZIP_START):
            yield self.content(path)
            return
        decompressor = decompressobj(_GZIP)
        while found:
            yield decompressor.decompress(found, _PIECE_BYTES)
            found = decompressor.unconsumed_tail

    def is_rendered(self, path: str) -> bool:
        """Whether a page is in memory already."""
        return path in self._contents

    def rendered(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return some pages that have been rendered, for `merge`."""
        return {path: self._contents[path] for path in paths}

    def merge(self, contents: Mapping[str, bytes]) -> None:
        """Add pages that `rendered` returned in another process."""
        self._contents.update(contents)

    def finished(self, path: str) -> Finished:
        """Return what is known about a page; render it if nothing is known yet."""
        found = self._finished.get(path)
        if found is None:
            page = self.renderer.pages[path]
            found = self._known(page)
            if found is None:
                recorded = self._finish(page)
                found = recorded.result
                self._shelf.keep(_key(page), (*_names_and_digests(recorded.reads), found))
            self._finished[path] = found
        return found

    def unfinished(self) -> list[str]:
        """List the pages that have to be rendered; load what is known about the others."""
        for path, page in self.renderer.pages.items():
            if path not in self._finished:
                found = self._known(page)
                if found is not None:
                    self._finished[path] = found
        return [path for path in self.renderer.pages if path not in self._finished]

    def _known(self, page: Page) -> Finished | None:
        """Return what earlier runs found out about a page, if everything that was read for it is the same."""
        kept = self._shelf.find(_key(page))
        if kept is None:
            return None
        names, digests, finished = kept
        current = self.renderer.current
        return finished if _joined_digests(map(current, names.split(_SEPARATOR) if names else ())) == digests else None

    def _finish(self, page: Page) -> Recorded[Finished]:
        known = self._shelf.find(_key(page))
        # It waits in memory to be written: compressed in a first build, plain after an edit, when time counts.
        made = self._build_page(page, compressed=known is None)
        self._contents[page.path] = made.content
        if made.frame is None:
            facts = read_page(page.path, made.content, self._weight)
            self._contents[page.path] = compressed_fast(made.content)
            return Recorded(Finished(digest=made.digest, facts=facts), made.reads)
        state = facts_digest(made.frame.digest, made.parts)
        same = known is not None and known[2].facts_key == state
        facts = known[2].facts if known and same else facts_with_parts(made.frame.facts, made.parts)
        return Recorded(Finished(digest=made.digest, facts=facts, facts_key=state), made.reads)

    def _build_page(self, page: Page, *, compressed: bool) -> _BuiltPage:
        """Make a page; if it contains the texts of chapters, render only those that are new.

        Args:
            page: the page.
            compressed: whether to compress a page that contains texts while it is assembled.
        """
        frame = self._known_frame(page)
        if frame is None:
            rendered = self.renderer.render(page)
            if not rendered.parts:
                content = rendered.frame.encode()
                return _BuiltPage(content=content, digest=digest_of(content), reads=rendered.reads)
            facts, state = read_page(page.path, rendered.frame.encode(), self._weight), digest_of(rendered.frame)
            frame = Frame(
                html=rendered.frame, parts=rendered.parts, facts=facts, digest=state, reads=dict(rendered.reads)
            )
            self._store.keep(self._place_of_frame(page), frame, in_memory=False)
        reads = dict(frame.reads)
        facts_of_parts: dict[int, PageFacts] = {}
        digest = blake2b(frame.digest, digest_size=len(frame.digest))
        compressor = compressobj(1, wbits=_GZIP) if compressed else None
        content = bytearray()
        for piece in self._pieces_of(page, frame, reads, facts_of_parts):
            digest.update(piece)
            content += compressor.compress(piece) if compressor else piece
        if compressor:
            content += compressor.flush()
        return _BuiltPage(
            content=bytes(content), digest=digest.digest(), reads=reads, frame=frame, parts=facts_of_parts
        )

    def _pieces_of(
        self, page: Page, frame: Frame, reads: dict[str, bytes], facts: dict[int, PageFacts]
    ) -> Iterator[bytes]:
        """Yield the pieces of a page in order, and note what is read for them and the facts of its parts."""
        pieces = PART.split(frame.html)
        yield pieces[0].encode()
        at, parts = -1, list[RenderedPart]()
        for number, following in zip(map(int, pieces[1::2]), pieces[2::2], strict=True):
            if number // PARTS_PER_ROW != at:
                at = number // PARTS_PER_ROW
                parts = self._parts(page, at, frame.parts[at * PARTS_PER_ROW : (at + 1) * PARTS_PER_ROW], reads)
            part = parts[number % PARTS_PER_ROW]
            facts[number] = part.facts
            yield part.html
            yield following.encode()

    def _place_of_frame(self, page: Page) -> bytes:
        return self._store.key("frame", self._shared, _key(page), self._weight)

    def _known_frame(self, page: Page) -> Frame | None:
        """Return the stored frame of a page if everything read for it is the same; a chapter's own page has none."""
        if page.chapter is not None or page.target:
            return None
        frame: Frame | None = self._store.find(self._place_of_frame(page), Frame, in_memory=False)
        current = self.renderer.current
        if frame is None or any(current(name) != digest for name, digest in frame.reads.items()):
            return None
        return frame

    def _parts(
        self, page: Page, number: int, parts: Sequence[PartOfPage], reads: dict[str, bytes]
    ) -> list[RenderedPart]:
        """Return some consecutive parts of a page, and note what is read for them."""
        renderer = self.renderer
        place = self._store.key("parts of a page", self._shared, page.path, number)
        kept: _Kept = self._store.find(place, _Kept, in_memory=False) or {}
        made: list[RenderedPart] = []
        keep: _Kept = {}
        for part in parts:
            name = renderer.name_of_part(part)
            digest = renderer.current(name) if name else digest_of(part.html)
            if name:
                reads[name] = digest
            known = kept.get(digest)
            made.append(known or self._part(page, part, reads))
            # A chapter with shortcuts depends on more than its own text.
            if known or renderer.is_plain(part):
                keep[digest] = made[-1]
        if keep.keys() != kept.keys():
            self._store.keep(place, keep, in_memory=False)
        return made

    def _part(self, page: Page, part: PartOfPage, reads: dict[str, bytes]) -> RenderedPart:
        html, also_read = self.renderer.render_part(page, part)
        reads.update(also_read)
        return RenderedPart(html=html.encode(), facts=read_part(page.path, html))


def _weight(renderer: PageRenderer, store: Store) -> int:
    """Return the compressed size of style and script in bytes."""
    files = {path: content for path, content in renderer.files.items() if path.endswith((".css", ".js"))}
    return store.get("weight of style and script", (digest_of(*files.values()),), lambda: shared_weight(files), int)


def _key(page: Page) -> bytes:
    """Return the key of a page: a digest of everything that makes it different from the other pages of its site."""
    chapter = page.chapter.slug if page.chapter else ""
    return digest_of(page.path, page.template, page.title, page.description, page.nav, chapter, page.target)


#: Separates names in the store; and stands for the digest of something that does not exist.
_SEPARATOR, _MISSING = "\n", bytes(16)


def _names_and_digests(reads: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Reduce what was read to two values instead of dozens: the names, and the digests."""
    return _SEPARATOR.join(reads), _joined_digests(reads.values())


def _joined_digests(digests: Iterable[bytes]) -> bytes:
    return b"".join([digest or _MISSING for digest in digests])
