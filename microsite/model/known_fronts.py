"""The front matter of chapters, read once: an edit of the text below it needs none of what reads YAML."""

from __future__ import annotations

from functools import cached_property

from msgspec.structs import replace

from microsite import typed_program
from microsite.load.chapters import part_chapter
from microsite.load.misplaced_front_matter import misplaced_front_matter
from microsite.load.source_text import parse_source
from microsite.load.unseen import unseen_characters
from microsite.model.ordering import ReadChapter
from microsite.store import Store, digest_of


class KnownFronts:
    """Gives front matter, from the store where it is known."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._digests: dict[str, bytes] = {}
        # Some of its problems say what to type.
        self._shelf = store.shelf("front matter", (typed_program(),), ReadChapter)

    def knows(self, file: str, content: bytes) -> bool:
        """Whether the front matter of a chapter is known."""
        return self._shelf.find(self.digest(file, content)) is not None

    def digest(self, file: str, content: bytes) -> bytes:
        """Tell a file, by its path below the site's folder and what is in it, from any other."""
        found = self._digests.get(file)
        if found is None:
            found = self._digests[file] = digest_of(file, content)
        return found

    def read(self, file: str, content: bytes) -> ReadChapter:
        """Read the front matter of a chapter.

        Args:
            file: its path below the site's folder.
            content: what is in it.
        """
        digest = self.digest(file, content)
        found = self._shelf.find(digest)
        if found is None:
            front = _front_of(file, content)
            found = self._by_front.get(front) if front else None
            if found is None:
                from microsite.model.parse_facts import parse_front_matter

                found = replace(parse_front_matter(file, content), follows_from=front)
            self._shelf.keep(digest, found)
        return found

    @cached_property
    def _by_front(self) -> dict[bytes, ReadChapter]:
        """What is known of earlier texts, by what it follows from."""
        return {read.follows_from: read for read in self._shelf.earlier() if read.follows_from}


def _front_of(file: str, content: bytes) -> bytes:
    """Tell a chapter's front matter from any other; empty where more of the file has a part in what is said of it."""
    source, _ = parse_source(file, content)
    if source is None or not source.text.strip() or any(unseen_characters(source)):
        return b""
    chapter = part_chapter(source)[0]
    # More is looked for below a chapter that has none of its own, so this finds all that could be found.
    if misplaced_front_matter(source, chapter.body_offset, has_own=False):
        return b""
    return digest_of(file, source.text[: chapter.body_start])
