"""Links to other hosts, as browsers read their addresses."""

from __future__ import annotations

import html
from collections.abc import Iterator

from microsite.checks.content.reading import Reading
from microsite.source.parts import Link
from microsite.validate.address_faults import Fault, fault_of

_SCHEMES = ("http:", "https:", "//", "www.")


def web_links(reading: Reading) -> Iterator[tuple[Link, str]]:
    """Give each link to another host with its address as a browser reads it, the scheme added where it is left out."""
    for link in reading.links:
        if link.address.lower().startswith(_SCHEMES):
            address = html.unescape(link.address).strip()
            if not address.lower().startswith(("http:", "https:")):
                address = f"https:{address}" if address.startswith("//") else f"https://{address}"
            scheme, colon, rest = address.partition(":")
            yield link, f"{scheme.lower()}{colon}{rest}"


def faulty_links(reading: Reading, kind: str) -> Iterator[tuple[int, int, Fault]]:
    """Give the place, the length and the fault of each link whose address has a fault of one kind."""
    for link, address in web_links(reading):
        fault = fault_of(address, in_chapter=True)
        if fault is not None and fault.kind == kind:
            yield *place_of(reading, link), fault


def place_of(reading: Reading, link: Link) -> tuple[int, int]:
    """Where a link's address stands, and how long it is; the whole link where the address is written elsewhere."""
    at = reading.body.find(link.address, link.start, link.end)
    return (at, len(link.address)) if at >= 0 else (link.start, link.end - link.start)
