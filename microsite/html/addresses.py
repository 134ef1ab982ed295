"""Addresses as they are written in links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def is_remote(address: str) -> bool:
    """Whether an address names another host."""
    try:
        return bool(urlsplit(address).netloc) or address.startswith("//")
    except ValueError:  # A host in brackets that are never closed, or with letters that look like others.
        return False


def encoded(path: str) -> str:
    """Write a path so that it may stand in an address."""
    return quote(path, safe="/-._~!$&'()*+,;=:@")
