"""Split a chapter's file into front matter and body, keeping track of the file's line numbers."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.front_matter import end_of_second, fence_hints, front_matter_lines
from microsite.load.source_text import SourceText
from microsite.problems import Problem

if TYPE_CHECKING:
    from microsite.load.yaml_values import Value

#: In characters; more than people read in one chapter: anything longer should be several chapters.
LONGEST_CHAPTER = 500_000
#: The folder of pages that are not chapters, in content/ or in a language's folder there.
PAGES = "pages"
PAGES_FOLDER = f"content/{PAGES}/"
NUMBERED_NAME = lazy_pattern(r"(?P<number>[0-9]+)[ ._-]+(?P<name>.+)")


class ChapterSource(Struct, frozen=True, dict=True):
    """A chapter as its author wrote it."""

    source: SourceText
    #: The parsed front matter; None if there is none, it cannot be parsed, or it has not been parsed yet.
    front: Value | None
    #: Where the body begins: an offset in characters into the file's text.
    body_start: int
    #: Number of lines before the body.
    body_offset: int

    @property
    def body(self) -> str:
        """The Markdown after the front matter; sliced on demand rather than stored twice."""
        return self.source.text[self.body_start :]

    @property
    def noun(self) -> str:
        """What messages call it: `chapter` or `page`."""
        return noun_of(self.source.file)

    @cached_property
    def file_name(self) -> str:
        """The file's own name, without its folders."""
        return self.source.file.rsplit("/", 1)[-1]

    @cached_property
    def stem(self) -> str:
        """The file's name without number and extension."""
        return stem_of(self.file_name)


def noun_of(file: str) -> str:
    """Return `page` for a page that is not a chapter, else `chapter`, by the file's path below the site's folder."""
    return "page" if file.rsplit("/", 2)[-2:-1] == [PAGES] else "chapter"


def stem_of(file_name: str) -> str:
    """Return a file's name without number and extension: `priorities` for `03-priorities.md`."""
    stem = file_name.rsplit(".", 1)[0]
    match = NUMBERED_NAME.fullmatch(stem)
    return match["name"] if match else stem


def file_number(file_name: str) -> int | None:
    """Return the number that a file's name begins with, or None."""
    match = re.match(r"[0-9]{1,6}", file_name)
    return int(match[0]) if match else None


def parse_chapter(source: SourceText) -> tuple[ChapterSource, tuple[Problem, ...]]:
    """Split front matter from body, and parse the front matter."""
    chapter, front, found = split_chapter(source)
    if front is None:
        return chapter, found
    from microsite.load.yaml_values import parse_yaml

    value, problems = parse_yaml(front.source, first_line=front.first_line)
    return replace(chapter, front=value), (*found, *problems)


class RawFrontMatter(Struct, frozen=True):
    """Unparsed front matter: its text, padded so that line numbers are the file's, and its first line."""

    source: SourceText
    first_line: int


def split_chapter(source: SourceText) -> tuple[ChapterSource, RawFrontMatter | None, tuple[Problem, ...]]:
    """Split front matter from body without parsing it; also returns problems with the lines around it."""
    lines = source.lines
    found = front_matter_lines(lines)
    if found is None:
        return ChapterSource(source, None, 0, 0), None, ()
    if found.end is None:
        return ChapterSource(source, None, len(source.text), len(lines)), None, (_never_closed(source, found.start),)
    written = list(lines[found.start + 1 : found.end])
    end, at_fences = found.end, tuple(fence_hints(source, found))
    last = end_of_second(lines, found)
    if last is not None:
        location = source.location(end + 1, 1, 3)
        at_fences = (Problem.error("YAML-011", "The front matter begins twice.", location, "Delete this line of ---."),)
        written, end = [*written, "", *lines[end + 1 : last]], last
    front = RawFrontMatter(SourceText(source.file, "\n".join(["", *[""] * found.start, *written])), found.start + 2)
    body_start = sum(len(line) + 1 for line in lines[: end + 1])
    return ChapterSource(source, None, body_start, end + 1), front, at_fences


def _never_closed(source: SourceText, start: int) -> Problem:
    return Problem.error(
        "CHAP-001",
        "The front matter that starts here is never closed.",
        source.location(start + 1, 1, 3),
        "Type a line of --- below the last key and above the text.",
    )
