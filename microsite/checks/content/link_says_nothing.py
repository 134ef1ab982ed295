"""Links whose words say nothing on their own."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading

_NOTHING = "The words of this link say nothing on their own"
_ADVICE = (
    "Many people jump from link to link and hear only those words. Link the words that name what is there: “Read "
    "[the plan for parks](parks.md)”."
)
#: If more words than this follow, “click here” is only a poor beginning.
_FEW = 2


def link_says_nothing(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each link called “here”, “read more” and the like."""
    for link in reading.links:
        if not says_nothing(link.words, known):
            continue
        begins = known.words.empty_link_start.match(link.words.strip())
        more = begins and len(link.words.strip()[begins.end() :].split()) > _FEW
        message = "This link begins with words that say nothing" if more else _NOTHING
        advice = "Begin with what is there, or what to do: “See all parks”, not “Click here to see all parks”."
        yield reading.warning(
            "LINK-002",
            f"{message}: “{link.words}”.",
            link.inside[0],
            link.inside[1] - link.inside[0],
            advice if more else _ADVICE,
            "2.4.9",
        )


def says_nothing(words: str, known: Known) -> bool:
    """Whether the words of a link say nothing about where it goes."""
    plain = words.strip(" .,:;!?…»›>→-–[]()«←،؛؟\u00a0\u202f").casefold()
    return plain in known.words.empty_links or bool(known.words.empty_link_start.match(plain))
