"""Encode addresses on other hosts so that they are valid in HTML, whatever their authors typed."""

from __future__ import annotations

import re
from urllib.parse import quote

from microsite.lazy_patterns import lazy_pattern

_PARTS = lazy_pattern(
    r"(?P<host>(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#\\]*)(?P<path>[^?#]*)(?P<rest>.*)",
    re.DOTALL,
)
#: A percent sign that does not begin an escape.
_LONE_PERCENT = lazy_pattern(r"%(?![0-9A-Fa-f]{2})")
#: Characters left as they are in a path and fragment, and in a query: those that the URL Standard allows there.
_SAFE = "/-._~!$&'()*+,;=:@%"
_SAFE_IN_QUERY = "/-._~!$&()*+,;=:@%?"


def encoded_outside(address: str) -> str:
    """Encode a web, `mailto:` or `tel:` address as a browser sends it; its host stays as typed.

    Spaces, quotation marks, brackets and non-ASCII letters become escapes, a percent sign that does not begin one
    becomes `%25`, and backslashes in the path become slashes.
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
