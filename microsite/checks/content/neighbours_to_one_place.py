"""Links side by side that go to the same place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.same_words_two_places import same_place
from microsite.lazy_patterns import lazy_pattern

_BETWEEN = lazy_pattern(r"(?:[\s|:*_>\\-]|<[^<>]*>)*")


def neighbours_to_one_place(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link that follows another to the same place, with nothing between them."""
    for link, following in pairwise(reading.links):
        between = reading.body[link.end : following.start]
        if len(between) > 80 or "\n\n" in between or not _BETWEEN.fullmatch(between):
            continue
        filled_in_later = link.address in ("", "#") or "{" in link.address
        if link.end <= following.start and not filled_in_later and same_place(link.address, following.address):
            yield reading.hint(
                "LINK-005",
                "These two links are side by side and go to the same place.",
                link.start,
                following.end - link.start,
                "People who go from link to link meet it twice. Make them one link: a picture and words can be in "
                "the same link.",
                "2.4.4",
            )
