"""Strips Markdown markup and HTML entities from facts, which are plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from microsite.lazy_patterns import lazy_pattern

_ENTITY = lazy_pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_ANGLED = lazy_pattern(r"<((?:https?://|mailto:|www\.)[^\s<>]+|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>", re.IGNORECASE)
_LINK = lazy_pattern(r"(?<!\\)!?\[([^\[\]\n]{1,300})\]\(([^()\s]+|<[^<>\n]+>)(?:\s+\"[^\"\n]*\")?\)")
_HEADING = lazy_pattern(r"^#{1,6}[ \t]+(?=\S)", re.MULTILINE)
_ESCAPED = lazy_pattern(r"(?<![:\w\\/])\\([*_#\[\]>~`])|(?<=\w)\\([*_])|(?<=\d)\\([.)])")
#: Stand-ins for escaped characters while delimiters are matched.
_HIDDEN = {sign: chr(0xE010 + number) for number, sign in enumerate("*_#[]>~`.)")}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
#: Delimiters around words, the longest first, and their names.
_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("**", lazy_pattern(r"(?<!\*)(\*{2,3})(?!\*)([^*]*?[^\W\d_][^*]*?)(?<!\*)\1(?!\*)"), "bold"),
    ("__", lazy_pattern(r"(?<![\w_])__(?!_)()(?![a-z0-9]+__(?!\w))([^_]*?[^\W\d_][^_]*?)__(?!_)"), "bold"),
    ("~~", lazy_pattern(r"(?<!~)~~(?!~)()([^~]*?[^\W\d_][^~]*?)~~(?!~)"), "deleted"),
    ("==", lazy_pattern(r"(?<![=\w])==(?=[^\s=])()([^=]*?[^\W\d_][^=]*?)(?<=[^\s=])==(?![=\w])"), "highlight"),
    ("*", lazy_pattern(r"(?<![*\w])\*(?=[^\s*])()([^*\n]*?[^\W\d_][^*\n]*?)(?<=[^\s*])\*(?![*\w])"), "italic"),
    ("_", lazy_pattern(r"(?<![\w])_(?=[^\s_])()([^_\n]*?[^\W\d_][^_\n]*?)(?<=[^\s_])_(?!\w)"), "italic"),
    ("`", lazy_pattern(r"(?<![\w`])`()([^`\n]+)`(?![\w`])"), "code"),
)


class PlainText(NamedTuple):
    """A text without Markdown markup."""

    text: str
    #: Sentences that say what was done, each with a placeholder for the name of the value.
    repairs: tuple[str, ...] = ()
    #: The addresses of links, of which only the text stays.
    links: tuple[str, ...] = ()


def without_angles(text: str) -> str:
    """Strip the angle brackets from autolinks, which would otherwise be taken for tags."""
    return _ANGLED.sub(r"\1", text) if "<" in text else text


def without_markdown(text: str) -> PlainText:
    """Strip Markdown markup from a text, and decode HTML entities."""
    repairs: list[str] = []
    if "&" in text:
        written = text
        text = _ENTITY.sub(_decoded, text)
        repairs += _decoding_message(written, text)
    if not any(sign in text for sign in "*_~=`[#\\"):
        return PlainText(text, tuple(repairs))
    written = text
    text = _ESCAPED.sub(lambda match: _HIDDEN[match[1] or match[2] or match[3]], text)
    if text != written:
        repairs.append("We took the backslashes out of {}: it is plain text.")
    links = tuple(match[2].strip("<>") for match in _LINK.finditer(text)) if "](" in text else ()
    text = _LINK.sub(r"\1", text) if links else text
    if "#" in text:
        heading = _HEADING.sub("", text)
        if heading != text:
            repairs.append("We took the heading marks out of {}: it is plain text.")
            text = heading
    names: list[str] = []
    for sign, pattern, name in _MARKS:
        if sign in text:
            text, count = pattern.subn(_words, text)
            names += [name] if count and name not in names else []
    repairs += (f"We took the {name} marks out of {{}}: it is plain text." for name in names)
    return PlainText(text.translate(_SHOWN), tuple(repairs), links)


def _words(match: re.Match[str]) -> str:
    """Return the words between two delimiters; a space just inside is kept if it separates them from other words."""
    inner = match[2]
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    start = "" if not before or before.isspace() else inner[: len(inner) - len(inner.lstrip())]
    end = "" if not after or after.isspace() else inner[len(inner.rstrip()) :]
    return f"{start}{inner.strip()}{end}"


def _decoded(match: re.Match[str]) -> str:
    """Return the character that an entity stands for; what is not an entity stays as it is."""
    name = match[0][1:]
    if name[0] != "#":
        return html5.get(name, match[0])
    digits = name[1:-1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(number) if 32 <= number < 0xD800 or 0xE100 <= number <= 0x10FFFF else match[0]


def _decoding_message(written: str, text: str) -> Iterator[str]:
    if text != written:
        names = list(dict.fromkeys(match[0] for match in _ENTITY.finditer(written) if _decoded(match) != match[0]))
        listed = ", ".join(f"“{name}” became “{_decoded_name(name)}”" for name in names[:5])
        yield f"{listed} in {{}}: it is plain text."


def _decoded_name(name: str) -> str:
    match = _ENTITY.fullmatch(name)
    return _decoded(match) if match else name
