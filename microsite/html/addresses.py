"""Addresses in links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.host_names import is_host

#: Characters that no host name contains, percent-encoded or not.
_NO_HOST = lazy_pattern(r"[\s<>\"^`{|}%\\]")


def is_remote(address: str) -> bool:
    """Whether an address names another host."""
    try:
        return bool(urlsplit(address).netloc) or address.startswith("//")
    except ValueError:  # An unclosed bracket in the host, or a letter that normalises to a delimiter.
        return False


def is_web_address(address: str) -> bool:
    """Whether an address that begins with `http:` or `https:` has a valid host and port."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        return bool(host) and parts.port != 0 and not _NO_HOST.search(parts.netloc) and is_host(host)
    except ValueError:
        return False


def encoded(path: str) -> str:
    """Percent-encode a path for use in an address."""
    return quote(path, safe="/-._~!$&'()*+,;=:@")
