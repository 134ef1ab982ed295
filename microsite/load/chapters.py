"""A chapter's file → its front matter and its body, the body keeping the lines of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.problems import Problem

if TYPE_CHECKING:
    from microsite.load.yaml_values import Value

#: More characters than any chapter that people read; what is longer is several chapters.
LONGEST_CHAPTER = 500_000
FENCE = lazy_pattern(r"-{3,}[ \t]*")
KEY_LINE = lazy_pattern(r"\s*[\w\u00a0\u200b-]+\s*:")
NUMBERED_NAME = lazy_pattern(r"(?P<number>[0-9]+)[ ._-]+(?P<name>.+)")


class ChapterSource(Struct, frozen=True, dict=True):
    """A chapter as it was written."""

    source: SourceText
    #: The front matter as a mapping, or None where there is none or it cannot be read.
    front: Value | None
    #: Where the body begins, in characters of the file's text.
    body_start: int
    #: How many lines of the file stand before the body.
    body_offset: int

    @property
    def body(self) -> str:
        """The Markdown after the front matter; it is not kept a second time."""
        return self.source.text[self.body_start :]

    @cached_property
    def file_name(self) -> str:
        """The file's own name, without its folders."""
        return self.source.file.rsplit("/", 1)[-1]

    @cached_property
    def stem(self) -> str:
        """The file's name without number and extension."""
        return stem_of(self.file_name)


def stem_of(file_name: str) -> str:
    """Give a file's name without number and extension: `03-priorities.md` is `priorities`."""
    stem = file_name.rsplit(".", 1)[0]
    match = NUMBERED_NAME.fullmatch(stem)
    return match["name"] if match else stem


def file_number(file_name: str) -> int | None:
    """Give the number in front of a file's name."""
    match = re.match(r"[0-9]{1,6}", file_name)
    return int(match[0]) if match else None


def parse_chapter(source: SourceText) -> tuple[ChapterSource, tuple[Problem, ...]]:
    """Part front matter and body.

    Front matter is what stands between two lines of `---` at the very top. A first line of `---` that no
    key follows is a rule drawn by the author, not front matter.
    """
    lines = source.text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if not FENCE.fullmatch(lines[start]) or not _key_follows(lines, start + 1):
        return ChapterSource(source, None, 0, 0), ()
    end = next((index for index in range(start + 1, len(lines)) if FENCE.fullmatch(lines[index])), None)
    if end is None and not KEY_LINE.match(_next_line(lines, start + 1)):
        return ChapterSource(source, None, 0, 0), ()
    if end is None:
        return ChapterSource(source, None, len(source.text), len(lines)), (_never_closed(source, start),)
    twice = _second_fence(lines, start, end)
    if twice is not None:
        found = (_fence_twice(source, end),)
        lines[end], end = "", twice
    else:
        found = ()
    front_text = "\n".join(["", *[""] * start, *lines[start + 1 : end]])
    front_source = SourceText(source.file, front_text)
    from microsite.load.yaml_values import parse_yaml

    front, problems = parse_yaml(front_source, first_line=start + 2)
    start = sum(len(line) + 1 for line in lines[: end + 1])
    return ChapterSource(source, front, start, end + 1), (*found, *problems)


def _second_fence(lines: Sequence[str], start: int, end: int) -> int | None:
    """Where the front matter ends that begins with two lines of `---`, one straight after the other; else None."""
    if any(line.strip() for line in lines[start + 1 : end]) or not KEY_LINE.match(_next_line(lines, end + 1)):
        return None
    return next((index for index in range(end + 1, len(lines)) if FENCE.fullmatch(lines[index])), None)


def _fence_twice(source: SourceText, end: int) -> Problem:
    location = source.location(end + 1, 1, 3)
    return Problem.error("YAML-011", "The front matter begins twice.", location, "Delete this line of ---.")


def _next_line(lines: Sequence[str], start: int) -> str:
    return next((line for line in lines[start:] if line.strip()), "")


def _key_follows(lines: Sequence[str], start: int) -> bool:
    """Whether the next line with text looks like `key: value`, a comment, or the closing fence."""
    following = _next_line(lines, start)
    return bool(KEY_LINE.match(following) or re.match(r"\s*#\s|---", following))


def _never_closed(source: SourceText, start: int) -> Problem:
    return Problem.error(
        "CHAP-001",
        "The front matter that begins here is never closed.",
        source.location(start + 1, 1, 3),
        "Type a line of --- below the last key and above the text.",
    )
