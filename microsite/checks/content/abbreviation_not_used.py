"""Abbreviations explained in a chapter that does not use them."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.source.abbreviations import Abbreviations


def abbreviation_not_used(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each line such as `*[NHS]: National Health Service` in a chapter that has no NHS."""
    names = reading.abbreviations
    if not names:
        return
    text = "\n\n".join(run.words for run in reading.source.runs)
    used = {name for _, name in Abbreviations(names).places_in(text)}
    for block in reading.source.shown:
        if block.kind != "abbreviation":
            continue
        line = block.lines[0][1]
        name = line[2 : line.index("]")]
        if name not in used:
            yield reading.hint(
                "TEXT-023",
                f"“{name}” is explained here, but it is not in the text of this chapter.",
                block.start,
                len(name) + 4,
                f"Write {name} in the text exactly as in the brackets, with the same capitals, or delete the line. "
                "To explain it in every chapter, add it to content/data/glossary.yaml.",
                "",
            )
