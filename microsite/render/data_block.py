"""Data embedded in a page as JSON: browsers do not execute it, and readers do not see it as text."""

from __future__ import annotations

import base64
import json
from typing import Any

from markupsafe import Markup

from microsite.digests import sha256

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def data_block(value: Any, *, sort_keys: bool = False) -> Markup:
    """Serialise the content of a `script` element, escaped so that no value can start or end an element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys)
    for sign, escaped in _ESCAPED.items():
        text = text.replace(sign, escaped)
    return Markup(text)


def content_hash(text: str) -> str:
    """Return a data block's hash for the content security policy: some checkers take the block for a script."""
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"
