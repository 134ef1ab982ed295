"""The first use of a term in a chapter is followed by what it means, in the sentence itself."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

_TAG = re.compile(r"(<[a-zA-Z/](?:[^<>\"]|\"[^\"]*\")*>)")
#: Elements whose words stay as they are: headings and links, code, table headers, and what somebody else said.
UNTOUCHED = frozenset(
    """
    h1 h2 h3 h4 h5 h6 a code pre kbd samp abbr dfn th caption figure figcaption blockquote q cite summary address
    svg
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word to explain."""

    #: Every form of it, not escaped.
    names: tuple[str, ...]
    #: What stands in the brackets behind it, not escaped.
    short: str
    #: Where the glossary explains it at length.
    address: str


def explain_terms(safe_html: str, terms: Sequence[Term]) -> str:
    """Explain each term where it is first used.

    Args:
        safe_html: the finished text of a chapter.
        terms: the glossary. A name in capitals is found in capitals only, any other in either case.

    Returns:
        The text; a term leads to the glossary, and its meaning follows in brackets.
    """
    if not terms:
        return safe_html
    waiting = {name: term for term in terms for name in term.names}
    pieces = _TAG.split(safe_html)
    untouched = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            untouched += _depth(piece)
        elif not untouched and piece.strip():
            pieces[index] = _explain(piece, waiting)
    return "".join(pieces)


def _depth(tag: str) -> int:
    """How much deeper a tag leads into what stays as it is: 1, 0 or -1."""
    name = re.split(r"[\s/>]", tag.lstrip("</"), maxsplit=1)[0].lower()
    if name not in UNTOUCHED:
        return 0
    return -1 if tag.startswith("</") else 1


def _explain(text: str, waiting: dict[str, Term]) -> str:
    """Explain the terms in one run of text, and take them out of those that wait."""
    done: list[str] = []
    while waiting:
        match = _pattern(tuple(waiting)).search(text)
        if match is None:
            break
        name = next(name for name in waiting if _pattern((name,)).fullmatch(match[0]))
        term = waiting[name]
        for other in [each for each, owner in waiting.items() if owner is term]:
            del waiting[other]
        meaning = html.escape(term.short.rstrip("."), quote=False)
        address = html.escape(term.address)
        linked = f'<dfn><a href="{address}">{match[0]}</a></dfn> <span class="gloss">({meaning})</span>'
        done.append(text[: match.start()] + linked)
        text = text[match.end() :]
    return "".join(done) + text


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the names as whole words, the longest first."""
    choices = "|".join(_choice(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w&#])(?:{choices})(?!\w)")


def _choice(name: str) -> str:
    words = r"\s+".join(re.escape(html.escape(word, quote=False)) for word in name.split())
    return words if name.isupper() else f"(?i:{words})"
