"""Sets the levels and ids of a text's headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import HEADINGS, plain_text, remove_space_after, rename
from microsite.source.slugs import free_id, slug_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def set_levels_and_ids(body: LexborNode, context: Context) -> None:
    """Close gaps between levels, starting below the page's title, and give every heading an id.

    An id is made from the heading's own words, so that it stays the same when a heading is added above; if two headings
    have the same words, those of the parent heading are put in front. Ids that the author gave are kept.
    """
    headings = body.css(HEADINGS)
    #: The open levels, as written, and the slug of each.
    open_levels: list[tuple[int, str]] = []
    taken = {str(node.attributes["id"] or ""): 1 for node in body.css("[id]")} if headings else {}
    for heading in headings:
        as_written = int((heading.tag or "h2")[1])
        while open_levels and open_levels[-1][0] >= as_written:
            open_levels.pop()
        # Footnote marks are not part of a heading's words.
        slug = slug_of(plain_text(heading, without_notes=True)) or "part"
        if "id" not in heading.attributes:
            heading.attrs["id"] = _free_id(slug, open_levels[-1][1] if open_levels else "", taken)
        open_levels.append((as_written, slug))
        level = min(len(open_levels) + 1, 6)
        _end_line(heading if level == as_written else rename(heading, f"h{level}"))


def _end_line(heading: LexborNode) -> None:
    """Make sure that one line break follows a heading."""
    following = heading.next
    if following is not None and following.is_text_node:
        text = following.text_content or ""
        if text == "\n" or (text.startswith("\n") and not text[1:2].isspace()):
            return
    remove_space_after(heading)
    heading.insert_after("\n")


def _free_id(slug: str, above: str, taken: dict[str, int]) -> str:
    """Choose a unique id, and record it; numbers that were given are not tried again."""
    for choice in (slug, f"{above}-{slug}" if above else slug):
        if choice not in taken:
            taken[choice] = 1
            return choice
    return free_id(slug, taken)
