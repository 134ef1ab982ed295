"""Pages that need more than the first answer of a network: on a poor connection that is seen."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache

from microsite.problems import Location, Problem

#: What most servers send before they wait for an answer: ten packets.
BUDGET_BYTES = 14_600
#: Its purpose is to have everything.
_WITHOUT_BUDGET = frozenset({"whole-document.html"})


def shared_weight(files: Mapping[str, bytes]) -> int:
    """Give the bytes that style and script come to, packed as servers send them."""
    return sum(_packed(content) for path, content in files.items() if path.endswith((".css", ".js")))


def page_too_heavy(path: str, content: bytes, shared_bytes: int) -> Iterator[Problem]:
    """Report a page whose text, style and script are too large together, packed as servers send them.

    A hint: nobody should have to shorten a page before an urgent change can go out.

    Args:
        path: the page's path below the output folder.
        content: the page.
        shared_bytes: the weight of style and script.
    """
    # Packing never makes a page larger than it is, so that small ones need not be packed to be known small.
    if path in _WITHOUT_BUDGET or shared_bytes + len(content) <= BUDGET_BYTES:
        return
    # Packed in haste it is a little larger than packed well.
    if shared_bytes + len(packed_in_haste(content)) <= BUDGET_BYTES:
        return
    size = shared_bytes + _packed(content)
    if size > BUDGET_BYTES:
        message = (
            f"The page and its styles are {size:,} bytes as a server sends them. {BUDGET_BYTES:,} can arrive at once."
        )
        advice = "If it is a chapter, split it in two, or put the long table in its own document."
        location = Location(file=f"output/{path}")
        yield Problem.hint("PAGE-010", message, location, advice)


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


# A page that has been looked at is kept packed.
@lru_cache(maxsize=1)
def packed_in_haste(content: bytes) -> bytes:
    """Pack a page as servers do, in a third of the time and less tightly."""
    return gzip.compress(content, 1, mtime=0)
