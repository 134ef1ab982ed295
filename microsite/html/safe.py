"""Makes converted Markdown safe, and records what was taken out of it."""

from __future__ import annotations

from msgspec import Struct

from microsite.html.embeds import links_for_embeds
from microsite.html.nesting import is_shallow, without_deep_tags
from microsite.html.old_markup import alts_for_roles, classes_for_alignment, ids_for_names
from microsite.html.removed import Removed, dropped_addresses, removed_from
from microsite.html.sanitise import harmless_tags, sanitise
from microsite.source.elements import escape_non_tags


class Safe(Struct, frozen=True, kw_only=True):
    """Safe HTML, and what was removed from it."""

    html: str
    #: The name of the first element that was nested too deeply, with how many of that name had begun by then.
    too_deep: tuple[str, int] = ("", 0)
    #: Addresses of embedded content; a link was inserted before each.
    embedded: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()


def make_safe(unsafe_html: str) -> Safe:
    """Sanitise HTML, first rewriting what can be expressed in a safe way."""
    aligned = classes_for_alignment(unsafe_html)
    tags = harmless_tags(aligned)
    if tags is not None and is_shallow(tags):
        safe = sanitise(aligned)
        return Safe(html=safe, removed=_lost(aligned, safe))
    shallow, too_deep = without_deep_tags(escape_non_tags(aligned))
    linked, embedded = links_for_embeds(ids_for_names(alts_for_roles(shallow)))
    safe = sanitise(linked)
    removed = (*removed_from(linked), *_lost(linked, safe))
    return Safe(html=safe, too_deep=too_deep, embedded=embedded, removed=removed)


def _lost(unsafe_html: str, safe_html: str) -> tuple[Removed, ...]:
    if unsafe_html.count("http") == safe_html.count("http"):
        return ()
    return tuple(dropped_addresses(unsafe_html, safe_html))
