"""Headings that are repeated within one section."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.parts import Heading


def repeated_heading(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each heading with the same words as an earlier one under the same parent heading."""
    opened: list[Heading] = []
    first: dict[tuple[str, ...], Heading] = {}
    for heading in reading.headings:
        while opened and opened[-1].level >= heading.level:
            opened.pop()
        path = (*(each.words.casefold() for each in opened), heading.words.casefold())
        opened.append(heading)
        other = first.setdefault(path, heading)
        if other is heading or not heading.words or "{{" in heading.words:
            continue
        yield reading.hint(
            "HEAD-004",
            f"The heading “{heading.words}” appears twice in one part.",
            heading.start,
            heading.end - heading.start,
            "In a list of headings, nobody can tell them apart. In each one, say what its part is about.",
            "2.4.6",
            related=(("the other one", other.start, other.end - other.start),),
        )
