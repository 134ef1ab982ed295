"""Addresses as they are written in links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.host_names import is_host

#: What no host has in its name, also written with a percent sign.
_NO_HOST = lazy_pattern(r"[\s<>\"^`{|}%\\]")


def is_remote(address: str) -> bool:
    """Whether an address names another host."""
    try:
        return bool(urlsplit(address).netloc) or address.startswith("//")
    except ValueError:  # A host in brackets that are never closed, or with letters that look like others.
        return False


def is_web_address(address: str) -> bool:
    """Whether an address that begins with `http:` or `https:` has a host and a port that there can be."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        return bool(host) and parts.port != 0 and not _NO_HOST.search(parts.netloc) and is_host(host)
    except ValueError:
        return False


def encoded(path: str) -> str:
    """Write a path so that it can be part of an address."""
    return quote(path, safe="/-._~!$&'()*+,;=:@")
