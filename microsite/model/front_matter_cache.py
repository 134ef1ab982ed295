"""Caches the front matter of chapters, so that an edit to the text below it does not load the YAML parser."""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from microsite import typed_program
from microsite.load.chapters import split_chapter
from microsite.load.invisible_characters import invisible_characters
from microsite.load.misplaced_front_matter import misplaced_front_matter
from microsite.load.source_text import parse_source
from microsite.model.ordering import ReadChapter
from microsite.store import Store, digest_of


class FrontMatterCache:
    """The front matter of chapters, cached in the store."""

    def __init__(self, store: Store, digests: dict[str, tuple[bytes, bytes]]) -> None:
        """Take the store, and contents whose digests are known already, by file; others are added to them."""
        self._digests = digests
        # Some of the problems quote the command to type, so they depend on how it is typed.
        self._shelf = store.shelf("front matter", (typed_program(),), ReadChapter)

    def has(self, file: str, content: bytes) -> bool:
        """Whether the front matter of a chapter is in the store."""
        return self._shelf.find(self.digest(file, content)) is not None

    def digest(self, file: str, content: bytes) -> bytes:
        """Return the digest of a file: of its path below the site's folder and its content."""
        found = self._digests.get(file)
        if found is None or found[0] is not content:
            found = self._digests[file] = (content, digest_of(file, content))
        return found[1]

    def read(self, file: str, content: bytes) -> ReadChapter:
        """Return the front matter of a chapter, parsing it only if it is not in the store.

        Args:
            file: its path below the site's folder.
            content: its content.
        """
        digest = self.digest(file, content)
        found = self._shelf.find(digest)
        if found is None:
            front_digest = _front_matter_digest(file, content)
            found = self._by_front.get(front_digest) if front_digest else None
            if found is None:
                from microsite.model.parse_facts import parse_front_matter

                found = replace(parse_front_matter(file, content), front_matter_digest=front_digest)
            self._shelf.keep(digest, found)
        return found

    @cached_property
    def _by_front(self) -> dict[bytes, ReadChapter]:
        """Front matter cached for earlier versions of the files, by the digest of the front matter itself."""
        return {read.front_matter_digest: read for read in self._shelf.earlier() if read.front_matter_digest}


def _front_matter_digest(file: str, content: bytes) -> bytes:
    """Return the digest of a chapter's front matter; empty if the rest of the file affects what is reported of it."""
    source, _ = parse_source(file, content)
    if source is None or not source.text.strip() or any(invisible_characters(source)):
        return b""
    chapter = split_chapter(source)[0]
    # Without front matter of its own, more of a chapter is searched, so this finds everything that could be found.
    if misplaced_front_matter(source, chapter.body_offset, has_own=False):
        return b""
    return digest_of(file, source.text[: chapter.body_start])
