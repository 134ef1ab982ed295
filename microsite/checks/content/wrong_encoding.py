"""Characters that were lost or garbled by a wrong encoding."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.load.wrong_encoding import garbled_characters, message_and_advice
from microsite.source.words import CUT, blanked


def wrong_encoding(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each line with such characters, except in code."""
    found = list(garbled_characters(reading.body))
    if not found:
        return
    code = [(part.start, part.end) for part in reading.source.inline.code]
    text = blanked(reading.masked_body, 0, code, CUT) if code else reading.masked_body
    found = [each for each in found if text[each.start : each.end] == reading.body[each.start : each.end]]
    for _, line in groupby(found, key=lambda each: reading.line(each.start)):
        wrongs = list(line)
        message, advice = message_and_advice((text[each.start : each.end], each.meant) for each in wrongs)
        yield reading.warning("TEXT-024", message, wrongs[0].start, wrongs[0].end - wrongs[0].start, advice, "3.1.5")
