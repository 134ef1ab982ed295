"""Lets readers scroll code blocks with a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def make_listings_focusable(body: LexborNode, context: Context) -> None:
    """Let a keyboard reach each code block, which scrolls separately from the page on a phone."""
    for listing in body.css("pre"):
        if not listing.attributes:
            listing.attrs["tabindex"] = "0"
