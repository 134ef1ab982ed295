"""Pages that do not arrive in the first round trip: readers on a poor connection notice."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import lru_cache

from microsite.problems import Location, Problem

#: What most servers send before they wait for an acknowledgement: ten packets.
BUDGET_BYTES = 14_600
#: Pages that are meant to have everything.
_WITHOUT_BUDGET = frozenset({"whole-document.html"})


def shared_weight(files: Mapping[str, bytes]) -> int:
    """Return the size of all style and script, compressed as servers send them."""
    return sum(_compressed_size(content) for path, content in files.items() if path.endswith((".css", ".js")))


def page_too_heavy(path: str, content: bytes, shared_bytes: int) -> Iterator[Problem]:
    """Report a page that is too large together with style and script, compressed as servers send them.

    This is a hint: nobody should have to shorten a page before an urgent change can go out.

    Args:
        path: the page's path below the output folder.
        content: the page.
        shared_bytes: compressed size of style and script.
    """
    # If the page fits uncompressed, there is no need to compress it.
    if path in _WITHOUT_BUDGET or shared_bytes + len(content) <= BUDGET_BYTES:
        return
    # Fast compression gives a slightly larger result: if that fits, the thorough one does too.
    if shared_bytes + len(compressed_fast(content)) <= BUDGET_BYTES:
        return
    size = shared_bytes + _compressed_size(content)
    if size > BUDGET_BYTES:
        message = (
            f"The page and its styles are {size:,} bytes as a server sends them. {BUDGET_BYTES:,} can arrive at once."
        )
        advice = "If it is a chapter, split it in two, or put the long table in its own document."
        location = Location(file=f"output/{path}")
        yield Problem.hint("PAGE-010", message, location, advice)


def _compressed_size(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


# The caller keeps each page compressed once it is checked: the cache saves doing that twice.
@lru_cache(maxsize=1)
def compressed_fast(content: bytes) -> bytes:
    """Compress a page at the fastest level: a third of the time of the default one, a slightly larger result."""
    return gzip.compress(content, 1, mtime=0)
