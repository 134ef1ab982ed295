"""Tables and listings that may be wider than a telephone: they scroll in regions of their own."""

from __future__ import annotations

import html
import re

_ALIGNMENT = re.compile(r"(<t[dh]) style=\"text-align: (left|center|right);\"")
_ALIGN_CLASS = {"left": "align-start", "center": "align-centre", "right": "align-end"}
_EMPTY_HEADER = re.compile(r"<th(?:\s[^>]*)?>\s*</th>")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_PLAIN_HEADER = re.compile(r"<th(?![^>]*\sscope=)(?=[\s>])")


def keep_alignment(unsafe_html: str) -> str:
    """Say the alignment of columns with a class; the converter says it with a style, which is dropped."""
    return _ALIGNMENT.sub(lambda match: f'{match[1]} class="{_ALIGN_CLASS[match[2]]}"', unsafe_html)


def make_scrollable(safe_html: str, label: str) -> str:
    """Give each table a named region that a keyboard can scroll, and each listing a place to focus.

    Args:
        safe_html: the text of a chapter.
        label: the region's name; a number is put after it, since no two regions of a page may share a name.
    """
    if "<pre" in safe_html:
        safe_html = safe_html.replace("<pre>", '<pre tabindex="0">')
    if "<table" not in safe_html:
        return safe_html
    safe_html = _HEAD.sub(lambda head: _head(head[0]), safe_html)
    pieces = re.split(r"(<table(?=[\s>]))", safe_html)
    for number, index in enumerate(range(1, len(pieces), 2), 1):
        name = html.escape(f"{label}.{number}")
        pieces[index] = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}"><table'
    return "".join(pieces).replace("</table>", "</table></div>")


def _head(head: str) -> str:
    # A header cell with nothing in it is announced as a header of nothing.
    return _PLAIN_HEADER.sub('<th scope="col"', _EMPTY_HEADER.sub("<td></td>", head))
