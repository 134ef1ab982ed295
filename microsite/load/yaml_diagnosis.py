"""Why a YAML file cannot be read, or is read otherwise than its author meant: said from the raw line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.problems import Problem

#: Spaces that look like spaces and are none to YAML, and characters that cannot be seen at all.
INVISIBLE = {
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u2007": "a figure space",
    "\u3000": "a wide space",
    "\u200b": "a zero-width space",
    "\u2060": "a word joiner",
    "\ufeff": "a byte order mark",
    "\u00ad": "a soft hyphen",
}
UNSEEN = "".join(INVISIBLE)
#: Where such a character does harm: before a key or item, in a key, and straight after `:` or `-`.
UNSEEN_IN_STRUCTURE = lazy_pattern(
    rf"^(?:[ \t-]*[{UNSEEN}]|[\s-]*[\w-]*[{UNSEEN}][\w {UNSEEN}-]*:(?:\s|$)|[\s-]*[\w-]+:[ ]*[{UNSEEN}]|\s*-[{UNSEEN}])"
)
KEY = lazy_pattern(r"^(?P<lead>\s*(?:- +)*)(?P<key>[^\s:#\"'\[\]{},&*!|>%@`-][^:#]*?)\s*:(?P<gap>\s*)(?P<value>.*)$")
GLUED = lazy_pattern(r"^(\s*(?:- +)*)([A-Za-z_][\w-]*):(?=[^\s/])(.*)$")
LOST_COMMENT = lazy_pattern(r"^(?P<before>[^#\"'|>]*?)(?P<gap>\s)(?P<lost>#[^\s#!].*)$")
BLOCK_TEXT = lazy_pattern(r":\s*[|>][+-]?[0-9]?\s*(?:#.*)?$|^\s*- +[|>][+-]?\s*$")


def raw_line_problems(source: SourceText, first_line: int = 1) -> Iterator[Problem]:
    """Look at each line for what YAML passes over in silence or reads as something else."""
    for number, line in _structure_lines(source, first_line):
        tab = re.match(r"[ ]*\t", line)
        if tab and line.strip():
            advice = "Delete the tab and type two spaces for each step."
            yield Problem.error(
                "YAML-002", "There is a tab in front of the text.", source.location(number, tab.end()), advice
            )
            return
        unseen = UNSEEN_IN_STRUCTURE.match(line)
        if unseen:
            column = next(index for index, char in enumerate(line) if char in UNSEEN) + 1
            name = INVISIBLE[line[column - 1]]
            advice = "Delete it and type an ordinary space if one is needed. Text pasted from Word often brings it."
            yield Problem.error(
                "YAML-012",
                f"There is {name} where YAML expects a space or a word.",
                source.location(number, column),
                advice,
            )
            return
        yield from _lost_comment(source, number, line)
        yield from _curly_quotes(source, number, line)


def explain_syntax_error(source: SourceText, error: Any) -> Problem:
    """Say in an author's words what the parser stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(source.lines))
    # The parser often notices only on the next line what is wrong on the one before.
    near = [number for number in (line, line - 1) if number >= 1 and source.lines[number - 1].strip()]
    context = getattr(error, "context_mark", None)
    if context is not None and context.line + 1 not in near:
        near.append(min(context.line + 1, len(source.lines)))
    for number in near:
        found = _explain_line(source, number)
        if found:
            return found
    what = str(getattr(error, "problem", "") or "").lower()
    if "expected ',' or" in what or "flow node" in str(getattr(error, "context", "")):
        advice = "Close every [ with ] and every { with }; a text that begins with one of them needs quotation marks."
        opened = context or mark
        line, column = (opened.line + 1, opened.column + 1) if opened else (line, column)
        return Problem.error("YAML-015", "A bracket is opened and not closed.", source.location(line, column), advice)
    advice = (
        "Compare the indentation and the quotation marks with the lines above; every key needs a colon and a space."
    )
    return Problem.error(
        "YAML-001", "This line does not fit what stands before it.", source.location(line, column), advice
    )


def _explain_line(source: SourceText, number: int) -> Problem | None:
    line = source.lines[number - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        advice = "Delete the tab and type two spaces for each step."
        return Problem.error(
            "YAML-002", "There is a tab in front of the text.", source.location(number, line.index("\t") + 1), advice
        )
    glued = GLUED.match(line)
    if glued:
        advice = f"Write {glued[2]}: {glued[3].strip()}"
        column = len(glued[1]) + len(glued[2]) + 1
        return Problem.error(
            "YAML-007", f"There is no space after the colon of “{glued[2]}”.", source.location(number, column), advice
        )
    match = KEY.match(line)
    if not match:
        return _explain_item(source, number, line)
    key, value = match["key"], match["value"].rstrip()
    start = match.start("value") + 1
    if not value:
        return None
    return _explain_value(source, number, f"{key}: ", f"of “{key}” ", value, start)


def _explain_item(source: SourceText, number: int, line: str) -> Problem | None:
    item = re.match(r"^(\s*- +)(.*\S)\s*$", line)
    return _explain_value(source, number, "- ", "", item[2], len(item[1]) + 1) if item else None


def _explain_value(source: SourceText, number: int, lead: str, of: str, value: str, start: int) -> Problem | None:
    if value[0] in "\"'":
        return _explain_quotes(source, number, lead, of, value, start)
    if value[0] in "@`%&*!|>?":
        if value[0] in "|>" and not value[1:].strip("+-0123456789"):
            return None
        message = f"The value {of}begins with {value[0]}, which means something else to YAML."
        return Problem.error(
            "YAML-004", message, source.location(number, start), f"Put quotation marks around it: {lead}{_quote(value)}"
        )
    colon = re.search(r":(\s|$)", value)
    if colon and value[0] not in "[{":
        message = f"The value {of}has a colon in it, and YAML takes what stands before it for a key."
        advice = f"Put quotation marks around the value: {lead}{_quote(value)}"
        return Problem.error("YAML-003", message, source.location(number, start + colon.start()), advice)
    return None


def _explain_quotes(source: SourceText, number: int, lead: str, of: str, value: str, start: int) -> Problem | None:
    mark = value[0]
    inner = value[1:-1]
    if not value.endswith(mark) or len(value) == 1:
        message = f"The quotation mark that begins the value {of}is never closed."
        return Problem.error("YAML-005", message, source.location(number, start), f"Put a {mark} at its end.")
    at = inner.find(mark)
    if at < 0 or (mark == "'" and inner.count("''") * 2 == inner.count("'")):
        return None
    message = f"The value {of}has quotation marks inside quotation marks."
    other = "'" if mark == '"' else '"'
    outer = mark if other in inner else other
    inside = inner.replace(mark, "”" if mark == '"' else "’") if outer == mark else inner
    return Problem.error(
        "YAML-005", message, source.location(number, start + 1 + at), f"Write {lead}{outer}{inside}{outer}"
    )


def _quote(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _lost_comment(source: SourceText, number: int, line: str) -> Iterator[Problem]:
    lost = LOST_COMMENT.match(line)
    if not lost or not lost["before"].strip() or re.fullmatch(r"\s*-?\s*", lost["before"]):
        return
    key = KEY.match(lost["before"] + lost["gap"])
    if not key and not re.match(r"\s*- ", lost["before"]):
        return
    kept = key["value"].strip() if key else lost["before"].strip()[2:]
    whole = f"{kept} {lost['lost']}".strip()
    lead = f"{key['key']}: " if key else "- "
    yield Problem.error(
        "YAML-008",
        f"“{lost['lost'].split()[0]}” is lost: YAML takes everything after a space and # for a comment.",
        source.location(number, lost.start("lost") + 1, len(lost["lost"].rstrip())),
        f"Put quotation marks around the value: {lead}{_quote(whole)}. A real comment has a space after the #.",
    )


def _curly_quotes(source: SourceText, number: int, line: str) -> Iterator[Problem]:
    curly = re.match(r"^\s*(?:- +)*(?:[\w-]+:\s+)?([“”„][^“”„]*[“”])\s*$", line)
    if not curly:
        return
    yield Problem.warning(
        "YAML-013",
        "The curly quotation marks around this value are printed as part of it.",
        source.location(number, curly.start(1) + 1, len(curly[1])),
        f"If they are not meant to be read, type straight ones: {_quote(curly[1][1:-1])}",
    )


def _structure_lines(source: SourceText, first_line: int) -> Iterator[tuple[int, str]]:
    """Give the lines that are not comments and not inside a text of several lines."""
    inside_indent = -1
    open_quote = ""
    for number, line in enumerate(source.lines, 1):
        if number < first_line or not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if inside_indent >= 0:
            if indent > inside_indent:
                continue
            inside_indent = -1
        if open_quote:
            open_quote = "" if line.rstrip().endswith(open_quote) else open_quote
            continue
        if line.lstrip().startswith("#"):
            continue
        yield number, line
        if BLOCK_TEXT.search(line):
            inside_indent = indent
        quote = re.search(r"(?:^|[:-])\s+([\"'])(?:(?!\1).)*$", line)
        open_quote = quote[1] if quote else ""
