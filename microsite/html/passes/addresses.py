"""Marks links whose text is their own address, so that paper need not repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.validate.address_encoding import encoded_outside

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def mark_addresses_as_words(body: LexborNode, context: Context) -> None:
    """Mark links whose text is the address that they lead to, with or without its scheme."""
    for link in body.css("a"):
        attributes = link.attributes
        address = attributes.get("href") or ""
        if len(attributes) > 1 or not address.startswith(("http://", "https://", "mailto:")):
            continue
        words = link.child
        if words is None or not words.is_text_node or words.next is not None:
            continue
        shown = words.text_content or ""
        scheme = address[: address.find(":") + (1 if address.startswith("mailto:") else 3)]
        if address in (encoded_outside(shown), encoded_outside(f"{scheme}{shown}")):
            del link.attrs["href"]
            link.attrs["class"] = "address"
            link.attrs["href"] = address
