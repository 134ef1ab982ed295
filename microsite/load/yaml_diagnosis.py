"""Explain why a line of YAML cannot be parsed, or is not parsed as its author meant, and how to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.load.yaml_lines import COMMENT, ITEM, KEY, closes, continues_below, indent_of, structure_lines
from microsite.problems import Problem

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CURLY = lazy_pattern(r"[“”„‟«»][^“”„‟«»\"]*[“”„‟«»]|[‘’‚‛][^‘’‚‛']*[‘’‚‛]|[“”„‟][^“”„‟\"]*\"|\"[^“”„‟\"]*[“”„‟]")
GLUED = lazy_pattern(r"^([ ]*(?:- +)*)([A-Za-z_][\w-]*):(?=[^\s/:])(.*)$")
#: Another mark where a colon and a space belong.
NO_COLON = lazy_pattern(
    r"^(?P<lead>[ ]*(?:- +)*)(?P<key>[A-Za-z_][\w-]*)[ ]*(?P<mark>=|：|﹕|;|[ ]:(?=\S))[ ]*(?P<value>\S.*)$"
)
#: Words that begin with an apostrophe.
ELIDED = lazy_pattern(r"'(?:tis|twas|til|em|cause|n|round|bout)\b", re.IGNORECASE)
#: Parts of YAML that we refuse, by problem code: the message, and what to do if it was not meant as YAML.
MARKS = {
    "YAML-009": (
        "“{word}” makes one part of the file stand for another, and we do not read that.",
        "Write the text out in full. If a text begins with {mark}, put quotation marks around it.",
    ),
    "YAML-010": (
        "“{word}” is a YAML tag, and we do not read tags.",
        "Leave it out. If a text begins with !, put quotation marks around it.",
    ),
}


class Mistake(Struct, frozen=True):
    """What is wrong with a line, and the line as it should be; None if that cannot be known."""

    line: int
    problem: Problem
    mended: str | None = None


def value_mistakes(source: SourceText, lines: list[str], first_line: int) -> Iterator[Mistake]:
    """Yield a mistake for each line that a colon, quotation mark or special character in its value breaks.

    Args:
        source: the file as it was written.
        lines: its lines, with the mistakes found so far corrected.
        first_line: the line that the YAML starts at.
    """
    depth = -1
    for number, line in structure_lines(lines, first_line):
        mistake = line_mistake(source, lines, number, depth)
        if mistake:
            yield mistake
        key = KEY.match(line if mistake is None or mistake.mended is None else mistake.mended)
        depth = len(key["lead"]) if key else depth


def line_mistake(source: SourceText, lines: list[str], number: int, depth: int) -> Mistake | None:
    """Explain one line, or return None; `depth` is the indentation of the last key before it, or -1."""
    line = lines[number - 1]
    key = KEY.match(line)
    if key is None:
        found = _without_colon(source, number, line, depth)
        if found:
            return found
    part = key or ITEM.match(line)
    if part is None or not part["value"].strip():
        return None
    value, comment = part["value"].rstrip(), ""
    found_comment = COMMENT.search(value) if value[0] not in "\"'" else None
    if found_comment:
        value, comment = value[: found_comment.start()].rstrip(), value[found_comment.start() :]
    if not value:
        return None
    if value[0] in "\"'" and not closes(value[1:], value[0]) and continues_below(lines, number, indent_of(line)):
        return None
    name = key["key"].rstrip() if key else ""
    prefix = f"{name}: " if key else "- "
    found = _explain_value(value, f"of “{name}” " if key else "")
    if found is None:
        return None
    code, message, at, right = found
    start = part.start("value")
    advice = f"Put quotation marks around the value: {prefix}{right}"
    if right.startswith("["):
        advice = f"Below {prefix.strip()}, on a line of its own, write {value}"
    elif code == "YAML-005":
        advice = f"Write {prefix}{right}"
    elif code in MARKS:
        advice = MARKS[code][1].format(mark=value[0])
    problem = Problem.error(code, message, source.location(number, start + 1 + at), advice)
    return Mistake(number, problem, f"{line[:start]}{right}{comment}")


def _without_colon(source: SourceText, number: int, line: str, depth: int) -> Mistake | None:
    """Explain a line that would be a key among others if it had its colon, or the space after it."""
    glued = GLUED.match(line)
    if glued and len(glued[1]) <= depth:
        right = f"{glued[2]}: {glued[3].strip()}"
        place = source.location(number, len(glued[1]) + len(glued[2]) + 1)
        message = f"There is no space after the colon of “{glued[2]}”."
        return Mistake(number, Problem.error("YAML-007", message, place, f"Write {right}"), f"{glued[1]}{right}")
    other = NO_COLON.match(line)
    if other and (len(other["lead"]) <= depth or depth < 0):
        right = f"{other['key']}: {other['value'].strip()}"
        place = source.location(number, other.start("mark") + 1)
        message = f"There is no colon and space after “{other['key']}”."
        return Mistake(number, Problem.error("YAML-018", message, place, f"Write {right}"), f"{other['lead']}{right}")
    return None


def _explain_value(value: str, of: str) -> tuple[str, str, int, str] | None:
    """Return what is wrong with a value: code, message, offset in the value, and the value as it should be."""
    curly = CURLY.fullmatch(value)
    inner = value[1:-1] if curly else value
    if value[0] in "\"'":
        return _explain_quotes(value, of)
    if value[0] in "*&" and re.match(r"[*&]\w", value) and not value.endswith("*"):
        return "YAML-009", MARKS["YAML-009"][0].format(word=value.split(maxsplit=1)[0]), 0, quoted(value)
    if value[0] == "!" and re.match(r"!\S", value):
        return "YAML-010", MARKS["YAML-010"][0].format(word=value.split(maxsplit=1)[0]), 0, quoted(value)
    if value[0] in "@`%&*!|>?-[{" and not _parses(f"a: {value}"):
        if value[0] in "|>" and not value[1:].strip("+-0123456789"):
            return None
        if value[0] == "-" and not re.match(r"-(\s|$)", value):
            return None
        if value[0] in "[{" and not _text_after_bracket(value):
            return None
        if value == "-":
            return "YAML-004", f"The value {of}is a hyphen, which means something else to YAML.", 0, quoted(value)
        if value[0] == "-":
            message = f"The value {of}begins with a hyphen, but a list item needs a line of its own."
            return "YAML-004", message, 0, f"[{quoted(value[1:].strip())}]"
        message = f"The value {of}begins with {value[0]}, which means something else in YAML."
        return "YAML-004", message, 0, quoted(value)
    colon = re.search(r":(\s|$)", value)
    if colon and value[0] not in "[{" and not (of == "" and KEY.match(f"- {value}") and _parses(f"- {value}")):
        if _parses(f"a: {value}"):
            return None
        message = f"The value {of}has a colon in it, so YAML reads what comes before the colon as a key."
        return "YAML-003", message, colon.start(), quoted(inner)
    return None


def _explain_quotes(value: str, of: str) -> tuple[str, str, int, str] | None:
    mark, rest = value[0], value[1:]
    if value.endswith(("“", "”", "‘", "’")) and not closes(rest, mark):
        return (
            "YAML-005",
            f"The value {of}begins with a straight quotation mark and ends with a curly one.",
            0,
            quoted(rest[:-1]),
        )
    if not closes(rest, mark):
        text = value if ELIDED.match(value) else rest
        return "YAML-005", f"The quotation mark that begins the value {of}is never closed.", 0, quoted(text)
    if _parses(f"a: {value}"):
        return None
    if mark == '"' and value.endswith('"') and "\\" in value and not closes(rest[:-1], mark):
        what = "A backslash inside double quotation marks means something else in YAML."
        return "YAML-005", what, value.index("\\"), quoted(rest[:-1])
    if not value.endswith(mark):
        message = f"The value {of}carries on after its quotation marks."
        return "YAML-005", message, value.rindex(mark), quoted(value)
    at = rest.find(mark)
    if (
        value.count(mark) % 2 == 0 and not re.match(r"\w", rest[at + 1 :]) and not rest[:at].endswith(" ")
    ):  # Two pieces: "A" and "B".
        return "YAML-005", f"The value {of}goes on after its quotation marks.", 1 + at, quoted(value)
    message = f"The value {of}has quotation marks inside quotation marks."
    inner = rest[:-1]
    other = "'" if mark == '"' else '"'
    outer = mark if other in inner else other
    inside = inner.replace(mark, "”" if mark == '"' else "’") if outer == mark else inner
    return "YAML-005", message, 1 + at, f"{outer}{inside}{outer}"


def _text_after_bracket(value: str) -> bool:
    """Whether the bracket that a value begins with is closed and followed by text."""
    depth = 0
    for at, char in enumerate(value):
        depth += (char in "[{") - (char in "]}")
        if depth == 0:
            return bool(value[at + 1 :].strip())
    return False


def quoted(text: str) -> str:
    """Quote a text so that YAML reads exactly that text."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _parses(text: str) -> bool:
    """Whether a text on its own parses as YAML."""
    try:
        for _ in yaml.parse(text, Loader=Loader):
            pass
    except yaml.YAMLError:
        return False
    return True
