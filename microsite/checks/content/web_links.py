"""Finds a chapter's addresses on other hosts, as browsers read them: of links, and of what becomes a link."""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from microsite.checks.content.reading import Reading
from microsite.html.embeds import EMBEDS
from microsite.validate.address_faults import Fault, fault_of

_IGNORED_CHARACTERS = dict.fromkeys(map(ord, "\t\n\r"))
_SCHEMES = ("http:", "https:", "//", "www.")


class WebLink(Struct):
    """An address on another host."""

    #: As a browser reads it; a missing scheme is added.
    address: str
    start: int
    length: int


# Several rules call it in turn for one chapter.
@lru_cache(maxsize=1)
def web_links(reading: Reading) -> tuple[WebLink, ...]:
    """Return the address of each link, picture, video and frame on another host; the page links to all of them."""
    return tuple(_web_links(reading))


def _web_links(reading: Reading) -> Iterator[WebLink]:
    parts = [(part.address, part.start, part.end) for part in (*reading.links, *reading.pictures)]
    for tag in reading.tags:
        if not tag.closing and (tag.name in EMBEDS or tag.name == "source"):
            parts += [(tag.attributes[name], tag.start, tag.end) for name in ("src", "data") if name in tag.attributes]
    for written, start, end in parts:
        address = as_browsers_read(written)
        if address.lower().startswith(_SCHEMES):
            yield WebLink(_completed(address), *place_in(reading, written, start, end))


def faulty_links(reading: Reading, kind: str) -> Iterator[tuple[int, int, Fault]]:
    """Yield the start, the length and the fault of each address with a fault of one kind."""
    for link in web_links(reading):
        fault = fault_of(link.address, in_chapter=True)
        if fault is not None and fault.kind == kind:
            yield link.start, link.length, fault


def as_browsers_read(written: str) -> str:
    """Return an address without what browsers ignore: white space around it, and line breaks and tabs inside."""
    return (html.unescape(written) if "&" in written else written).translate(_IGNORED_CHARACTERS).strip()


def place_in(reading: Reading, written: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and length of an address in a link; those of the whole link if it is written elsewhere."""
    at = reading.body.find(written, start, end)
    return (at, len(written)) if at >= 0 else (start, end - start)


def _completed(address: str) -> str:
    if address.startswith("//"):
        return f"https:{address}"
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}" if scheme.lower() in ("http", "https") else f"https://{address}"
