"""Combines the facts of a page's frame with those of its parts, each of which was parsed on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from microsite.checks.rendered import FACT_RULES
from microsite.checks.rendered.page_facts import PageFacts, PageStructure, packed_facts
from microsite.render.pages import part_placeholder
from microsite.store import digest_of

Each = TypeVar("Each")
#: Codes of the rules in `FACT_RULES`, which must see the frame and its parts together.
_OF_FACTS = frozenset({"PAGE-002", "PAGE-004"})


def facts_digest(frame: bytes, parts: Mapping[int, PageFacts]) -> bytes:
    """Return a digest of everything that the facts of a page with parts depend on.

    Args:
        frame: the digest of the frame.
        parts: the facts of each part, by number.
    """
    found = repr([part.problems for part in parts.values() if part.problems])
    return digest_of(frame, found, *(part.digest for part in parts.values()))


def facts_with_parts(frame: PageFacts, parts: Mapping[int, PageFacts]) -> PageFacts:
    """Return the facts of a page, given those of its frame and of each part."""
    around, within = frame.structure, {number: part.structure for number, part in parts.items()}
    marks = {part_placeholder(number).partition('id="')[2].partition('"')[0]: each for number, each in within.items()}
    structure = PageStructure(
        headings=tuple(_spliced(around.headings, lambda each: each.text, marks, lambda part: part.headings)),
        ids=tuple(_spliced(around.ids, str, marks, lambda part: part.ids)),
        links=tuple(dict.fromkeys((*around.links, *(link for part in within.values() for link in part.links)))),
    )
    whole = packed_facts(frame, structure, (), noindex=frame.noindex)
    found = [problem for rule in FACT_RULES for problem in rule(whole)]
    of_frame = (problem for problem in frame.problems if problem.code not in _OF_FACTS)
    of_parts = (problem for part in parts.values() for problem in part.problems)
    return replace(whole, problems=(*of_frame, *of_parts, *found))


def _spliced(
    found: Iterable[Each],
    name_of: Callable[[Each], str],
    marks: Mapping[str, PageStructure],
    wanted: Callable[[PageStructure], Iterable[Each]],
) -> Iterator[Each]:
    """Replace the placeholders in the frame with what the parts have."""
    for each in found:
        part = marks.get(name_of(each))
        if part is None:
            yield each
        else:
            yield from wanted(part)
