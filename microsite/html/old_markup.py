"""Rewrites markup that the sanitiser would drop, from old editors and Python-Markdown, in a form that it keeps."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern

_ALIGNMENT = lazy_pattern(r"(<t[dh])([^<>]*?) style=\"text-align: (left|center|right);\"")
_ALIGN_CLASS = {"left": "align-start", "center": "align-centre", "right": "align-end"}
_PICTURE = lazy_pattern(r"<img\b((?:[^<>\"']|\"[^\"<>]*+\"|'[^'<>]*+')*+)>", re.IGNORECASE)
_GIVEN = lazy_pattern(r"\s([\w:-]+)\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_NAMED = lazy_pattern(r"<a\b([^<>]*?)\sname=(?=[\"'\w])([^<>]*)>", re.IGNORECASE)


def classes_for_alignment(unsafe_html: str) -> str:
    """Turn the styles with which Python-Markdown aligns columns into classes; styles are dropped."""
    if "text-align" not in unsafe_html:
        return unsafe_html
    return _ALIGNMENT.sub(lambda match: f'{match[1]}{match[2]} class="{_ALIGN_CLASS[match[3]]}"', unsafe_html)


def alts_for_roles(unsafe_html: str) -> str:
    """Express in `alt` what pictures say with ARIA attributes, which are dropped: a name, or that they decorate."""
    if "<img" not in unsafe_html or not ("aria-" in unsafe_html or "role=" in unsafe_html):
        return unsafe_html
    return _PICTURE.sub(_with_alt, unsafe_html)


def _with_alt(match: re.Match[str]) -> str:
    given = {name.lower(): value.strip("\"'") for name, value in _GIVEN.findall(match[1])}
    named, hidden = given.get("aria-label", "").strip(), given.get("aria-hidden") == "true"
    hidden = hidden or given.get("role") in ("none", "presentation")
    if not hidden and not (named and not given.get("alt", "").strip()):
        return match[0]
    left_out = {"alt", "aria-label", *(("aria-hidden", "role") if hidden else ())}
    kept = _GIVEN.sub(lambda each: "" if each[1].lower() in left_out else each[0], match[1])
    alt_text = "" if hidden else named.replace('"', "&quot;")
    return f'<img alt="{alt_text}"{kept}>'


def ids_for_names(unsafe_html: str) -> str:
    """Turn `<a name="…">`, which hand-made footnotes and old editors use, into an id."""
    if " name=" not in unsafe_html:
        return unsafe_html
    return _NAMED.sub(
        lambda match: match[0] if " id=" in match[0] else f"<a{match[1]} id={match[2]}>",
        unsafe_html,
    )
