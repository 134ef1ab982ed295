"""Phone numbers that are not links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_NUMBER = lazy_pattern(
    r"(?<![\w/.,£$€#=-])(?<!\w\s)?(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?\d{2,5}(?:[ -]?\d{2,4}){2,3}"
    r"|\(?0\d{2,4}\)?[ -]\d{3,4}(?:[ -]?\d{3,4})?|0\d{9,10})(?![\w/-]|[.,]\d)"
)


def phone_number_not_linked(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each phone number in the text that is not a link."""
    for passage in reading.passages:
        for found in _NUMBER.finditer(passage.text) if "0" in passage.text or "+" in passage.text else ():
            number = found[0]
            digits = re.sub(r"\D", "", number.replace("(0)", ""))
            at = reading.find(passage, number)
            if not 9 <= len(digits) <= 14 or reading.in_link(at):
                continue
            international = f"+{digits}" if number.startswith("+") else digits
            yield reading.hint(
                "LINK-010",
                f"The phone number {number} is not a link.",
                at,
                len(number),
                f"People on a phone have to copy it by hand. Write [{number}](tel:{international}).",
            )
