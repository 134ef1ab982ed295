"""What old editors and the converter write in a way that is left out, written in a way that is kept."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern

_ALIGNMENT = lazy_pattern(r"(<t[dh])([^<>]*?) style=\"text-align: (left|center|right);\"")
_ALIGN_CLASS = {"left": "align-start", "center": "align-centre", "right": "align-end"}
_NAMED = lazy_pattern(r"<a\b([^<>]*?)\sname=(?=[\"'\w])([^<>]*)>", re.IGNORECASE)


def classes_for_alignment(unsafe_html: str) -> str:
    """Say the alignment of columns with a class; the converter says it with a style, which is left out."""
    if "text-align" not in unsafe_html:
        return unsafe_html
    return _ALIGNMENT.sub(lambda match: f'{match[1]}{match[2]} class="{_ALIGN_CLASS[match[3]]}"', unsafe_html)


def ids_for_names(unsafe_html: str) -> str:
    """Turn `<a name="…">`, which hand-made footnotes and old editors use, into an id."""
    if " name=" not in unsafe_html:
        return unsafe_html
    return _NAMED.sub(
        lambda match: match[0] if " id=" in match[0] else f"<a{match[1]} id={match[2]}>",
        unsafe_html,
    )
