"""Addresses of pages, and links from one to another."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote


def relative_link(source: str, target: str) -> str:
    """Link from one published file to another, so that it works in any folder of any host and from a disk.

    Args:
        source: the path of the page that links, below the output folder.
        target: the path of the page or file that is linked to.

    Returns:
        A relative address; what an address cannot hold is percent-encoded.
    """
    return _from_folder(posixpath.dirname(source), target)


@lru_cache(maxsize=8192)
def _from_folder(folder: str, target: str) -> str:
    return quote(posixpath.relpath(target, folder or "."), safe="/-._~!$&'()*+,;=@")
