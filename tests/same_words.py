"""What a page says, passage by passage, and which of it another format of the same text lacks."""

import re
import unicodedata

from microsite.paper.tree import Element, elements, read_tree

#: Where one passage ends and another begins.
_CUTS = frozenset(
    "address blockquote br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr img li ol p pre section table "
    "tbody td th thead tr ul".split()
)
#: The address after the words of a link, the number of a note, and signs that say in which direction words run.
_ADDED = re.compile(r" \((?:https?://|[^\s()]+@)[^\s()]*\)|\[\d+\]|[\u2066-\u2069]")


def elements_of(html: str) -> list[Element]:
    """Every element of some HTML, in the order of the text."""
    return list(elements(read_tree(html, lambda href: href or "#")))


def plainly(text: str) -> str:
    """The words alone: without spaces, what a format adds to them, and the shape of raised figures."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", _ADDED.sub("", text)))


def passages(element: Element) -> list[tuple[str, bool]]:
    """What an element says, cut at blocks, pictures and ends of lines; each with whether it is in a table."""
    runs: list[tuple[list[str], bool]] = [([], False)]
    _collect(element, runs, False)
    found = [(plainly("".join(run)), in_table) for run, in_table in runs]
    return [each for each in found if each[0]]


def missing(page: Element, text: str) -> list[str]:
    """The passages of a page that a text lacks, or has in another order; what is in a table may be anywhere.

    Args:
        page: the page, or a part of it.
        text: the words of the other format, as `plainly` gives them.
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
    """Whether an element is the number of a note, or leads back from it; each format has its own."""
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
