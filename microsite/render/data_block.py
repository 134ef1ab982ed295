"""Data that travels in a page as JSON: no browser runs it, and no reader sees it as text."""

from __future__ import annotations

import base64
import json
from typing import Any

from markupsafe import Markup

from microsite.digests import sha256

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def data_block(value: Any, *, sort_keys: bool = False) -> Markup:
    """Write the content of a `script` element; it can end no element and begin none, whatever the value is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return Markup(text)


def content_hash(text: str) -> str:
    """Name a data block in a content security policy: checkers that take it for a script then see that it is meant."""
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
