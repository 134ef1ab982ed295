"""Links with the same words that go to different places."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.link_says_nothing import says_nothing
from microsite.checks.content.reading import Reading
from microsite.source.parts import Link


def same_words_two_places(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link with the same words as an earlier link to somewhere else."""
    first: dict[str, Link] = {}
    for link in reading.links:
        words = link.words.strip(" .,:;").casefold()
        if not words or link.kind == "bare" or "{" in link.address:
            continue
        other = first.setdefault(words, link)
        if other is link or same_place(other.address, link.address):
            continue
        if "\ue000" in words or "↩" in words or says_nothing(words, known):
            continue
        yield reading.hint(
            "LINK-004",
            f"“{link.words}” goes to two different places in this chapter.",
            link.start,
            link.end - link.start,
            "In a list of the page's links, nobody can tell them apart. Make each one say what is there.",
            "2.4.9",
            related=(("the other one", other.start, other.end - other.start),),
        )


def same_place(one: str, other: str) -> bool:
    """Whether two addresses lead to one page, as far as the addresses tell."""
    return one == other or _folded(one) == _folded(other)


def _folded(address: str) -> str:
    plain = address.strip().casefold().partition("://")[2] or address.strip().casefold()
    return plain.removeprefix("//").removeprefix("www.").rstrip("/").removesuffix("/index.html")
