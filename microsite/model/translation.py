"""Translations of chapters and pages: what they inherit from the original, and the mark that identifies its state."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.digests import blake2b
from microsite.model.chapter import FrontMatter
from microsite.model.ordering import Entry, ReadChapter

#: The texts in front matter, which a translation has in its own language.
FRONT_TEXTS = ("title", "nav_title", "summary", "section")
#: What a translation inherits from its original unless it gives its own.
TAKEN_OVER = ("order", "priority", "draft", "publish_on", "expire_on")


def mark_of(front: FrontMatter, body: str) -> str:
    """Return a short digest of what has to be translated in a text.

    Dates do not count, nor does white space at the ends of lines or of the text.

    Args:
        front: its front matter.
        body: its Markdown.
    """
    texts = (str(getattr(front, name) or "") for name in FRONT_TEXTS)
    lines = (line.rstrip() for line in body.strip().split("\n"))
    return blake2b("\n".join((*texts, *lines)).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def with_original(entry: Entry, original: ReadChapter) -> Entry:
    """Let a translation inherit the order, priority, dates and so on of its original, unless it gives its own."""
    front = original.front
    if front is None:
        return entry
    taken_over = {name: getattr(front, name) for name in TAKEN_OVER if getattr(entry.front, name) is None}
    return replace(
        entry,
        front=replace(entry.front, **taken_over),
        in_menu=entry.in_menu or original.in_menu,
        in_footer=entry.in_footer and original.in_footer,
    )
