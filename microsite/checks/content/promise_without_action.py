"""Promises that no action covers, once there is an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.sentences import sentences_of


def promise_without_action(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report sentences such as “We will plant eight hundred trees” in a chapter that no action is about."""
    file = reading.chapter.source.file
    if file not in known.without_action:
        return
    for passage in reading.passages_with(known.words.promise_cues):
        if passage.quoted:
            continue
        start = 0
        for sentence in sentences_of(passage.text):
            start = passage.text.index(sentence, start)
            found = known.words.promise.match(sentence)
            if found is None or reading.in_quotation(passage, start):
                continue
            yield reading.hint(
                "ACTION-005",
                f"This promises something, and no action says how far it has come: “{found[0].strip()} …”.",
                reading.find(passage, found[0].strip()),
                len(found[0].strip()),
                "Add an item to content/data/actions.yaml with what, due and "
                f"chapter: {file.rsplit('/', 1)[-1]}. If it is no promise, leave it as it is.",
            )
