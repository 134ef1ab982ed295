"""Cut a page into passages, and find those that another format of the same text lacks."""

import re
import unicodedata

from microsite.paper.tree import Element, elements, read_tree

#: Elements at which one passage ends and another begins.
_CUTS = frozenset(
    "address blockquote br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol p pre section table "
    "tbody td th thead tr ul".split()
)
#: The address after the text of a link, the number of a note, and marks of text direction.
_ADDED = re.compile(r" \((?:https?://|[^\s()]+@)[^\s()]*\)|\[\d+\]|[\u2066-\u2069]")


def elements_of(html: str) -> list[Element]:
    """List every element of some HTML in document order."""
    return list(elements(read_tree(html, lambda href: href or "#")))


def plainly(text: str) -> str:
    """Return only the words: without spaces and what a format adds, and with superscript figures as plain ones."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", _ADDED.sub("", text)))


def passages(element: Element) -> list[tuple[str, bool]]:
    """Return an element's text, cut at blocks, pictures and line breaks; each passage with whether it is in a table."""
    runs: list[tuple[list[str], bool]] = [([], False)]
    _collect(element, runs, False)
    found = [(plainly("".join(run)), in_table) for run, in_table in runs]
    return [each for each in found if each[0]]


def missing(page: Element, text: str) -> list[str]:
    """Find the passages of a page that a text lacks or has in another order; those in tables may be in any place.

    Args:
        page: the page, or a part of it.
        text: the text of the other format, after `plainly`.
    """
    found: list[str] = []
    at = 0
    for passage, in_table in passages(page):
        place = text.find(passage, 0 if in_table else at)
        if place < 0:
            found.append(passage)
        elif not in_table:
            at = place + len(passage)
    return found


def is_note_part(element: Element) -> bool:
    """Whether an element is a note's number or the link back from a note; each format has its own."""
    named = {"footnote-backref", "note-number"} & set(element.attributes.get("class", "").split())
    return bool(named) or (element.tag == "sup" and any(each.has_class("footnote-ref") for each in element.within))


def _collect(element: Element, runs: list[tuple[list[str], bool]], in_table: bool) -> None:
    for each in element.children:
        if isinstance(each, str):
            runs[-1][0].append(each)
        elif not is_note_part(each):
            within = in_table or each.tag == "table"
            cuts = each.tag in _CUTS
            if cuts:
                runs.append(([], within))
            _collect(each, runs, within)
            if cuts:
                runs.append(([], in_table))
