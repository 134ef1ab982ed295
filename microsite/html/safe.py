"""Converted Markdown → safe HTML, and what was taken out of it."""

from __future__ import annotations

from msgspec import Struct

from microsite.html.embeds import links_for_embeds
from microsite.html.nesting import is_shallow, without_deep_tags
from microsite.html.old_markup import classes_for_alignment, ids_for_names
from microsite.html.removed import Removed, removed_from
from microsite.html.sanitise import innocent_tags, sanitise


class Safe(Struct, frozen=True, kw_only=True):
    """Safe HTML, and what is not in it any more."""

    html: str
    #: The name of the first element that was nested too deeply, with how many of that name had begun by then.
    too_deep: tuple[str, int] = ("", 0)
    #: The addresses of what would have been shown from elsewhere; a link stands in front of each.
    embedded: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def make_safe(unsafe_html: str) -> Safe:
    """Sanitise a text; what can be said in a safe way is said so first."""
    aligned = classes_for_alignment(unsafe_html)
    tags = innocent_tags(aligned)
    if tags is not None and is_shallow(tags):
        return Safe(html=sanitise(aligned))
    shallow, too_deep = without_deep_tags(aligned)
    linked, embedded = links_for_embeds(ids_for_names(shallow))
    return Safe(html=sanitise(linked), too_deep=too_deep, embedded=embedded, removed=tuple(removed_from(linked)))
