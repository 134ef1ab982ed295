"""Explains each term at its first use in a chapter, in the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from microsite.html.context import Context, Term
from microsite.html.tree import new_element, replace_matches

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Elements whose words are left alone: headings and links, code, table headers, and what somebody else said.
UNTOUCHED = frozenset(
    """
    h1 h2 h3 h4 h5 h6 a code pre kbd samp abbr dfn th caption figure figcaption blockquote q cite summary address
    svg
    """.split()
)


def explain_terms(body: LexborNode, context: Context) -> None:
    """Explain each term of the glossary where it is first used.

    A name in capitals matches only in capitals, any other in either case. A term links to the glossary, and its meaning
    follows in brackets if it is short.
    """
    if not context.terms:
        return
    waiting = {name: term for term in context.terms for name in term.names}
    any_name = _pattern(tuple(waiting))
    found: list[Term] = []

    def explained(words: str) -> list[LexborNode | str]:
        term = found.pop(0)
        link = new_element(body, "a", {"href": term.address})
        link.insert_child(words)
        defined = new_element(body, "dfn")
        defined.insert_child(link, move=True)
        if not term.short:
            return [defined]
        meaning = new_element(body, "span", {"class": "gloss"})
        meaning.insert_child(f"({term.short.rstrip('.')})")
        return [defined, " ", meaning]

    for text in list(_texts_to_explain(body)):
        if not waiting:
            break
        content = text.text_content or ""
        if any_name.search(content):
            replace_matches(text, _uses(content, any_name, waiting, found), explained)


def _texts_to_explain(node: LexborNode) -> Iterator[LexborNode]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child
        elif child.tag not in UNTOUCHED:
            yield from _texts_to_explain(child)


def _uses(text: str, any_name: re.Pattern[str], waiting: dict[str, Term], found: list[Term]) -> Iterator[re.Match[str]]:
    """Yield the first uses of terms in a text, recording the terms and removing them from those still waiting."""
    position = 0
    while waiting and (match := any_name.search(text, position)):
        # The match may belong to a term that is explained already, and begin with the name of one that is not.
        at = match.start()
        names = sorted(waiting, key=len, reverse=True)
        use = next((use for name in names if (use := _pattern((name,)).match(text, at))), None)
        if use is None:
            position = at + 1
            continue
        term = next(term for name, term in waiting.items() if _pattern((name,)).fullmatch(use[0]))
        for other in [each for each, owner in waiting.items() if owner is term]:
            del waiting[other]
        found.append(term)
        position = use.end()
        yield use


@lru_cache(maxsize=4096)
def _pattern(names: Sequence[str]) -> re.Pattern[str]:
    """Match any of the names as whole words, the longest first."""
    choices = "|".join(_choice(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w#])(?:{choices})(?!\w)")


def _choice(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return words if name.isupper() else f"(?i:{words})"
