"""Addresses on other hosts as HTML may contain them, whatever their authors typed."""

from __future__ import annotations

import re
from urllib.parse import quote

from microsite.lazy_patterns import lazy_pattern

_PARTS = lazy_pattern(
    r"(?P<host>(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#\\]*)(?P<path>[^?#]*)(?P<rest>.*)",
    re.DOTALL,
)
#: A percent sign that begins no escape.
_LONE_PERCENT = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")
#: What stays as it is in a path and a fragment, and in a query: what the URL Standard calls valid there.
_SAFE = "/-._~!$&'()*+,;=:@%"
_SAFE_IN_QUERY = "/-._~!$&()*+,;=:@%?"


def encoded_outside(address: str) -> str:
    """Write an address on another host, of a mail or of a phone as a browser sends it; its host stays as typed.

    Spaces, quotation marks, brackets and letters that are not of ASCII become escapes, a percent sign that begins
    none becomes `%25`, and back-slashes in the path become slashes.
    """
    scheme, colon, rest = address.partition(":")
    if colon and scheme.lower() == "tel":
        return f"{scheme}:{quote(''.join(rest.split()), safe=_SAFE + ';')}"
    if colon and scheme.lower() == "mailto":
        return f"{scheme}:{_quoted(rest.strip(), _SAFE + '?')}"
    parts = _PARTS.fullmatch(address)
    if parts is None:
        return address
    query, mark, fragment = parts["rest"].partition("#")
    query = _quoted(query, _SAFE_IN_QUERY)
    path = _quoted(parts["path"].replace("\\", "/"), _SAFE)
    return f"{parts['host']}{path}{query}{mark}{_quoted(fragment, _SAFE + '?')}"


def _quoted(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe)
