"""Finds the stretches of a chapter whose language or direction the author marked."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.chapter import Chapter
from microsite.source.tree import Block

_ATTRIBUTES = lazy_pattern(r"\{:?[^{}\n]*\b(?:lang|dir)=[^{}\n]*\}")
_LANGUAGE = lazy_pattern(r"\b(lang|dir)=[\"']?([\w-]+)")
#: The start and end of a stretch, its `lang` and its `dir`; an empty string if one is not given.
Marked = tuple[int, int, str, str]


def languages_marked(source: Chapter) -> tuple[Marked, ...]:
    """Return the stretches marked by tags and attribute lists."""
    found: list[Marked] = []
    tags = source.inline.tags
    for number, tag in enumerate(tags):
        given = tag.attributes
        if tag.closing or not ("lang" in given or "dir" in given):
            continue
        depth, end = 0, len(source.body)
        for other in tags[number:]:
            if other.name == tag.name:
                depth += -1 if other.closing else 1
                if depth == 0:
                    end = other.start
                    break
        found.append((tag.start, end, given.get("lang", ""), given.get("dir", "").lower()))
    if "{" in source.body:
        found += _in_attributes(source)
    return tuple(found)


def _in_attributes(source: Chapter) -> Iterator[Marked]:
    """Yield the stretches marked by attribute lists, below a block or within text."""
    above: Block | None = None
    for block in source.shown:
        if block.kind == "attributes" and above is not None:
            _, text, place = block.lines[0]
            for match in _ATTRIBUTES.finditer(text):
                given = dict(_LANGUAGE.findall(match[0]))
                yield above.start, place + match.end(), given.get("lang", ""), given.get("dir", "")
        above = block
    for run in source.runs:
        for match in _ATTRIBUTES.finditer(run.text) if "{" in run.text else ():
            given = dict(_LANGUAGE.findall(match[0]))
            yield run.block.start, run.start + match.end(), given.get("lang", ""), given.get("dir", "")
