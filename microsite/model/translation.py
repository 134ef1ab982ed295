"""A chapter or page and its translation: what the translation takes over, and how it knows its original again."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.digests import blake2b
from microsite.model.chapter import FrontMatter
from microsite.model.ordering import Entry, ReadChapter

#: The texts of front matter, which a translation has in its own language.
FRONT_TEXTS = ("title", "nav_title", "summary", "section")
#: What a translation takes over from its original where it does not say it itself.
TAKEN_OVER = ("order", "priority", "draft", "publish_on", "expire_on")


def mark_of(front: FrontMatter, body: str) -> str:
    """Tell one state of a text from any other by what has to be translated; dates and white space do not count.

    Args:
        front: its front matter.
        body: its Markdown.
    """
    texts = (str(getattr(front, name) or "") for name in FRONT_TEXTS)
    lines = (line.rstrip() for line in body.strip().split("\n"))
    return blake2b("\n".join((*texts, *lines)).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def with_original(entry: Entry, original: ReadChapter) -> Entry:
    """Let a translation have the place, the priority and the dates of its original, where it does not say its own."""
    front = original.front
    if front is None:
        return entry
    taken = {name: getattr(front, name) for name in TAKEN_OVER if getattr(entry.front, name) is None}
    return replace(
        entry,
        front=replace(entry.front, **taken),
        in_menu=entry.in_menu or original.in_menu,
        in_footer=entry.in_footer and original.in_footer,
    )
