"""Detect columns that identify people, by their headings and by their cells, which are looked at but never shown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.authoring.results.survey_words import folded, heading_words
from microsite.lazy_patterns import lazy_pattern

#: The proportion of cells that decides what a column is; the higher one for names and for people's own words.
MOST_OF_THEM, NEARLY_ALL = 0.5, 0.8
#: The most cells of a long column to look at, evenly spread.
MOST_LOOKED_AT = 2_000
#: With fewer cells than this, names cannot be recognised, nor anything among people's own words.
ENOUGH = 3

_YOUR = (
    r"(?:(?:what(?:'s| is)|please (?:enter|give|tell us)|enter|your|my|the|full|home|main|contact|respondent'?s?) )*"
)
_END = r"(?: \(?(?:optional|required|if you wish)\)?)?"
#: Headings, as `heading_words` returns them.
_HEADINGS = {
    "names": rf"{_YOUR}(?:first |last |middle |given |family |sur|fore|user)?names?(?: and surname)?{_END}"
    r"|name of (?:person|respondent|contact).*|contact person|initials|signature|enw(?: llawn)?|nom|prénom",
    "email addresses": rf"{_YOUR}e-?mail(?: ?address(?:es)?)?{_END}|username"
    r"|e-?bost|cyfeiriad e-?bost|respondent email",
    "postcodes": rf"{_YOUR}(?:post|zip) ?codes?(?: of .*)?{_END}|cod post|code postal"
    r"|what is (?:the )?(?:first .* of )?your (?:full )?post ?code.*",
    "phone numbers": rf"{_YOUR}(?:(?:tele)?phone|mobile|landline|tel)(?: (?:number|no))?{_END}|rhif ffôn|téléphone",
    "dates of birth": rf"{_YOUR}(?:date|year|month) of birth{_END}|{_YOUR}birth ?(?:day|date|year)|dob|dyddiad geni"
    r"|when were you born|(?:what )?year (?:were )?you (?:were )?born(?: in)?",
    "IP addresses": r"(?:respondent )?ip(?: ?address)?",
    "addresses": rf"{_YOUR}(?:postal |street |home )?address(?: ?(?:line)? ?\d)?{_END}"
    r"|street(?: and number)?|house (?:name|number).*|cyfeiriad|adresse",
    "numbers that belong to one person": r"(?:ni|nhs|passport|council tax|account|national insurance) (?:number|no)"
    r"|unique id|user ?id number|social media.*|twitter.*|facebook.*",
    "places": r"(?:location )?(?:latitude|longitude|lat|long|geo ?location|coordinates)",
}
_BY_HEADING = {what: lazy_pattern(rf"(?:{pattern})", re.IGNORECASE) for what, pattern in _HEADINGS.items()}
_CELLS = {
    "email addresses": r"(?:mailto:)?[^\s@]+@[^\s@]+\.[a-z]{2,}",
    "postcodes": r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}",
    "IP addresses": r"\d{1,3}(?:\.\d{1,3}){3}|(?=.*::|(?:.*:){7})[0-9a-f:]{3,39}",
    "phone numbers": r"(?:\+|00|\(?0)[\d\s()./-]{8,18}\d",
    "addresses": r"(?=.*\d)(?=.*[a-z]{3}).*\b(?:[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}|street|road|lane|avenue|close|drive"
    r"|terrace|crescent|gardens|square)\b.*",
    "dates of birth": r"(?:\d{1,2}[./-]\d{1,2}[./-])?(?:19\d\d|200\d|201\d)(?:-\d{1,2}-\d{1,2})?(?:[ T]00:00(?::00)?)?",
}
_BY_CELL = {what: lazy_pattern(pattern, re.IGNORECASE | re.DOTALL) for what, pattern in _CELLS.items()}
#: A longer cell is a text that may mention an address.
_LONGEST_ADDRESS = 120
_NAME = lazy_pattern(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\.? )?[A-Z][\w'’-]+(?: (?:[A-Z]\.?|de|van|ap|ferch))?(?: [A-Z][\w'’-]+){1,2}"
)


def personal_heading(heading: str) -> str:
    """Return what personal details a heading asks for, in the plural, as `postcodes`; empty for anything else."""
    words = heading_words(heading)
    return next((what for what, pattern in _BY_HEADING.items() if pattern.fullmatch(words)), "")


def personal_cells(cells: Sequence[str], answers: frozenset[str] = frozenset(), *, is_text: bool = False) -> str:
    """Return what personal details a column's cells hold, in the plural; empty for anything else.

    Args:
        cells: the whole column; empty cells do not count.
        answers: the words of the site's own answers, as `folded` returns them: they identify nobody.
        is_text: whether the question asks for people's own words, a few of which may be an address even so.
    """
    cells = [cell for cell in cells if cell]
    cells = cells[:: len(cells) // MOST_LOOKED_AT + 1]
    full = [cell for cell in cells if (len(cell) > _LONGEST_ADDRESS or folded(cell) not in answers)]
    if not full or len(full) < MOST_OF_THEM * len(cells) or (is_text and len(full) < ENOUGH):
        return ""
    share = NEARLY_ALL if is_text else MOST_OF_THEM
    for what, pattern in _BY_CELL.items():
        fits = sum(len(cell) <= _LONGEST_ADDRESS and pattern.fullmatch(cell) is not None for cell in full)
        if fits > share * len(full):
            return what
    alike = sum(_NAME.fullmatch(cell) is not None for cell in full)
    differ = len({folded(cell) for cell in full})
    if len(full) >= ENOUGH and alike >= NEARLY_ALL * len(full) and differ >= NEARLY_ALL * len(full):
        return "names"
    return ""
