"""Escape text for Markdown and HTML, so that it is always read literally."""

from __future__ import annotations

import html
import re

from microsite.source.grammar import BULLETS

#: Characters that can have a meaning anywhere in a line.
_ANYWHERE = re.compile(
    r"[\\`*\[\]<|{}]|_(?<!\w_)|_(?!\w)|~|\^|==+|\+\++|&(?=#?\w+;)|(?<=\w)@(?=[\w.]+\b)(?!.)|!(?=\[)|(?<=:):|\$(?=\{)"
)
#: What has a meaning at the start of a line.
_AT_START = re.compile(
    rf"(?P<sign>[#>+\-–—=:~?|{BULLETS}·§]|!(?=!)|[0-9]{{1,9}}(?=[.)])|\((?=[a-zA-Z0-9]{{1,5}}\))|(?:[A-Za-z]|[ivxIVX]{{2,5}})(?=[.)]\s)"
    r"|o(?= )|Q[0-9]{1,3}(?=[.:) ])|(?:[0-9]{1,3}\.)+[0-9]{1,3}|Table(?=:))"
)
_MARKS = frozenset("#>+-=:~!?|")


def markdown_text(text: str) -> str:
    """Escape what would be parsed as Markdown within a line."""
    return _ANYWHERE.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text)


def line_start(text: str) -> str:
    """Escape what would be parsed as the start of a list, heading or quotation; the rest must be escaped already."""
    found = _AT_START.match(text)
    if not found:
        return text
    sign = found["sign"]
    rest = text[len(sign) :]
    if sign in _MARKS or sign == "(":
        return f"\\{text}"
    if rest[:1] in (".", ")") and sign.isalnum():
        return f"{sign}\\{rest}"
    if sign == "Table":
        return f"Table&#58;{rest[1:]}"
    if not sign[0].isalnum():
        return f"&#{ord(sign)};{rest}"
    return text


#: Characters that Markdown would parse even inside HTML.
_IN_HTML = re.compile(r"[\\`*\[\]_~|^{}#=+!:-]|\.(?= )|\)(?= )")


def html_text(text: str) -> str:
    """Escape text for a cell of a table written as HTML."""
    escaped = html.escape(text, quote=False)
    return _IN_HTML.sub(lambda match: _entity(match, escaped), escaped)


def _entity(match: re.Match[str], text: str) -> str:
    sign, at = match[0], match.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if sign in "-:.)!#=+" and before.strip() and before not in ".-:=+!#":
        if sign == ":" and text[at + 1 : at + 3] == "//":
            return "&#58;"
        return sign if sign not in ".)" or at > 12 else f"&#{ord(sign)};"
    if sign == "#" and before == "&":
        return sign
    if sign == "_" and before.isalnum() and after.isalnum():
        return sign
    return f"&#{ord(sign)};"


def attribute(text: str) -> str:
    """Escape text for an HTML attribute."""
    return html.escape(text, quote=True).replace("\n", " ")
