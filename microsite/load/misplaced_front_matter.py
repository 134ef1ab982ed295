"""Find front matter that is not read: in another format, without its line of `---`, or not at the top of the file.

Unreported, its keys would be published as text, and so would a page that it holds back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.load.front_keys import KNOWN, folded
from microsite.load.front_matter import LONGEST, begins_with_known_key, is_all_keys, is_fence, key_in, says_private
from microsite.load.source_text import SourceText
from microsite.problems import Problem

#: Lines that open front matter in other programs, and what their format is called in a message.
_OTHER_KINDS = (
    (lazy_pattern(r"\+{3,}"), "TOML, between lines of +++"),
    (lazy_pattern(r";{3,}"), "JSON, between lines of ;;;"),
    (lazy_pattern(r"---[ \t]*(?:json|js|javascript|toml|coffee|cson)", re.IGNORECASE), "not YAML"),
)
#: Rules that people draw, and code fences; these may also be meant as text.
_DRAWN = lazy_pattern(r"(?:`{3,}|~{3,})[ \t]*(?:ya?ml|toml|json)?|={3,}|\*{3,}|_{3,}|#{3,}|%{3,}", re.IGNORECASE)
_JSON = lazy_pattern(r"\{[ \t]*(?:\".*)?")
_IN_JSON = lazy_pattern(r"\s*\{?\s*\"(?P<key>[\w-]+)\"\s*:\s*(?P<value>\"[^\"]*\"|[\w.-]+)")
_HEADING = lazy_pattern(r"#{1,6}[ \t]")


def misplaced_front_matter(source: SourceText, start: int, *, has_own: bool) -> Problem | None:
    """Return a problem for the first front matter that is not read; None if there is none.

    Args:
        source: the chapter's file.
        start: the line, counted from 0, after the front matter that is read.
        has_own: whether the file has front matter that is read.
    """
    lines = source.lines
    first = next((index for index in range(start, len(lines)) if lines[index].strip()), None)
    if first is None:
        return None
    return (
        _of_another_kind(source, first)
        or (None if has_own else _in_a_comment(source, first))
        or (None if has_own else _never_opened(source, first))
        or _further_down(source, first)
    )


def _of_another_kind(source: SourceText, first: int) -> Problem | None:
    lines = source.lines[first : first + LONGEST]
    line = lines[0].strip()
    for pattern, kind in _OTHER_KINDS:
        if pattern.fullmatch(line) and any(key_in(each) for each in lines[1:4]):
            return _kind_problem(source, first, f"The front matter is {kind}", lines[1:])
    if _JSON.fullmatch(line) and any(begins_with_known_key(each.strip().lstrip("{ ")) for each in lines):
        return _kind_problem(source, first, "The front matter is JSON, in curly brackets", lines)
    ends = next((number for number, each in enumerate(lines) if each.strip() == ";;;"), 0)
    if ends and is_all_keys(lines[:ends]):
        return _kind_problem(source, first, "The front matter is JSON, above a line of ;;;", lines)
    if not _DRAWN.fullmatch(line):
        return None
    ends = next((number for number, each in enumerate(lines[1:], 1) if _closes(each, line[0])), 0)
    within = [each for each in lines[1:ends] if not is_fence(each)]
    if not is_all_keys(within):
        return None
    return _kind_problem(source, first, f"The front matter is between lines of “{line[:3]}”", within)


def _closes(line: str, sign: str) -> bool:
    return len(line.strip()) > 2 and not line.strip().strip(sign)


def _kind_problem(source: SourceText, first: int, message: str, lines: Sequence[str]) -> Problem:
    example = next((shown for each in lines if (shown := _as_yaml(each))), "title: Why parks matter")
    message = f"{message}. We only read what is between two lines of ---."
    advice = f"Type --- above and below the keys instead, and put each key on a line of its own, such as {example}"
    location = source.location(first + 1, 1, len(source.lines[first].rstrip()))
    return Problem.error("CHAP-014", message, location, advice)


def _as_yaml(line: str) -> str:
    """Return one key as a line of YAML; empty if the key is unknown or its value is not plain words."""
    first = _IN_JSON.match(line)
    key, value = (first["key"], first["value"]) if first else key_in(line.strip().strip("{},")) or ("", "")
    plain = value.strip("\"' ")
    return f"{key}: {plain}" if folded(key) in KNOWN and re.fullmatch(r"\w[\w ,.-]*", plain) else ""


def _in_a_comment(source: SourceText, first: int) -> Problem | None:
    lines = source.lines
    if not lines[first].lstrip().startswith("<!--"):
        return None
    end = next((index for index in range(first, min(len(lines), first + LONGEST)) if "-->" in lines[index]), first)
    within = [each.replace("<!--", "").partition("-->")[0] for each in lines[first : end + 1]]
    if not any(says_private(each) for each in within):
        return None
    return _kind_problem(source, first, "The front matter is in a comment", within)


def _never_opened(source: SourceText, first: int) -> Problem | None:
    """Report keys at the top of the text, or directly below its heading, as some exports write them."""
    lines = source.lines
    below_heading = bool(_HEADING.match(lines[first]))
    start = first
    if below_heading:
        start = next((index for index in range(first + 1, len(lines)) if lines[index].strip()), first)
    block = _paragraph(lines, start)
    is_private = bool(block) and says_private(block[0])
    if not is_all_keys(block) and not is_private:
        return None
    closed = start + len(block) < len(lines) and is_fence(lines[start + len(block)])
    keys = [line for line in block if begins_with_known_key(line)]
    if not any(says_private(line) for line in block):
        # A single such line may be the start of a sentence.
        is_sentence = (
            len(block) == 1 and not closed and not lines[start].startswith(("title:", "layout:", "nav_title:"))
        )
        if below_heading or is_sentence or not keys:
            return None
    location = source.location(start + 1, 1, len(lines[start].rstrip()))
    message = f"“{lines[start].strip()[:40]}” is in the text: readers see it, and we do not read it as front matter."
    if below_heading:
        advice = "Move these lines to the very top of the file, with a line of --- above them and another below."
    elif closed:
        advice = "Type a line of --- above it: that starts the front matter."
    else:
        advice = "Type a line of --- above it, and another below the last key. That makes it front matter."
    return Problem.error("CHAP-015", message, location, advice)


def _paragraph(lines: Sequence[str], start: int) -> list[str]:
    found: list[str] = []
    for line in lines[start : start + LONGEST]:
        if not line.strip() or is_fence(line):
            break
        found.append(line)
    return found


def _further_down(source: SourceText, first: int) -> Problem | None:
    """Report a second block of front matter, or one that is not at the top."""
    lines, code = source.lines, ""
    for index in range(first, len(lines) - 1):
        line = lines[index].lstrip(" ")
        if line.startswith(("```", "~~~")):
            mark = line[:3]
            code = "" if code == mark else code or mark
        if code or not is_fence(lines[index]) or not begins_with_known_key(lines[index + 1]):
            continue
        if index > first and lines[index - 1].strip() and not _HEADING.match(lines[index - 1]):
            continue  # A heading: the `---` underlines the line above it.
        block = _paragraph(lines, index + 1)
        end = index + 1 + len(block)
        if end < len(lines) and is_fence(lines[end]) and is_all_keys(block):
            message = "There is front matter in the text here, where we do not read it."
            advice = "Move its keys between two lines of --- at the very top of the file, and delete the rest of it."
            return Problem.error("CHAP-015", message, source.location(index + 1, 1, len(lines[index])), advice)
    return None
