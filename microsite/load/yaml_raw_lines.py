"""Find what YAML silently ignores, or reads as something other than what an author sees in the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.load.yaml_diagnosis import CURLY, Mistake, quoted
from microsite.load.yaml_lines import ITEM, KEY, indent_of, structure_lines
from microsite.problems import Problem

#: Characters that look like spaces but are not to YAML, and characters that cannot be seen at all.
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
#: The first four are spaces; the others have no width.
AS_SPACES = str.maketrans({each: " " if each in "\u00a0\u202f\u2007\u3000" else "" for each in INVISIBLE})
#: Where such a character does harm: before a key or item, in a key, and directly after `:` or `-`.
UNSEEN_IN_STRUCTURE = lazy_pattern(
    rf"^(?:[ \t-]*+[{UNSEEN}]|[ \t-]*+[\w -]*+[{UNSEEN}][\w {UNSEEN}-]*+:(?:\s|$)|[ \t-]*+[\w-]++:[ ]*[{UNSEEN}])"
)
LOST_COMMENT = lazy_pattern(r"^(?P<before>[^#\"'|>]*?)(?P<gap>\s)(?P<lost>#[^\s#!].*)$")
#: What people and word processors put in front of list items, and a hyphen without its space.
BULLET = lazy_pattern(
    r"^(?P<lead>[ ]*)(?P<mark>[•·‣▪◦●○*–—−‒]+[ \t]*|[0-9]{1,2}[.)][ \t]+|-(?=[^\s\d-]))(?P<item>\S.*)$"
)
NUMBERED = lazy_pattern(r"^[ ]*[0-9]{1,2}[.)][ \t]+\S")
#: A commented-out key without a value, as in the examples of a new site.
COMMENTED_KEY = lazy_pattern(r"^(?P<lead>[ ]*)#[ ]?(?P<key>[a-z][a-z_]*):[ ]*$")
EMPTY = lazy_pattern(r"\[[ ]*\](?:[ \t]+#.*)?")
FENCE = lazy_pattern(r"---[ \t]*(?:#.*)?$")
#: The end of a document, which hides everything after it.
END = lazy_pattern(r"\.\.\.[ \t]*$")


def raw_line_mistakes(source: SourceText, first_line: int = 1) -> Iterator[Mistake]:
    """Yield the mistakes that can be seen in a line without parsing the file."""
    before, number_before = "", 0
    lists: set[int] = set()
    texts = False
    for number, line in structure_lines(source.lines, first_line):
        lists = {indent for indent in lists if indent <= indent_of(line)}
        mistake = _tab(source, number, line) or _invisible(source, number, line) or _lost_comment(source, number, line)
        mistake = mistake or _bullet(source, number, line, before, lists)
        above = _key_above(source, number, line, before, number_before)
        if above:
            yield above
        if FENCE.match(line) or (END.match(line) and any(each.strip() for each in source.lines[number:])):
            mistake = _second_document(source, number, line) if texts or before else None
        elif not line.startswith("%"):
            texts = True
        if mistake:
            yield mistake
        curly = _curly_quotes(source, number, line)
        if curly:
            yield curly
        before, number_before = line if mistake is None or mistake.mended is None else mistake.mended, number
        if re.match(r"[ ]*- ", before):
            lists.add(indent_of(before))


def _key_above(source: SourceText, number: int, line: str, before: str, number_before: int) -> Mistake | None:
    """Report a key that is still commented out, or still says `[]`, although there is something below it."""
    key, part = KEY.match(before), KEY.match(line) or ITEM.match(line)
    if key is None or part is None or not key["value"].strip():
        return None
    at = number - 1
    while at > number_before and not source.lines[at - 1].strip():
        at -= 1
    commented = COMMENTED_KEY.match(source.lines[at - 1]) if at > number_before else None
    if commented and indent_of(line) > len(commented["lead"]) and indent_of(line) > indent_of(before):
        message = f"“{commented['key']}” is still a comment, but what is below it is not."
        right, shown = f"{commented['lead']}{commented['key']}:", f"{commented['key']}:"
        place = source.location(at, len(commented["lead"]) + 1, len(commented[0]) - len(commented["lead"]))
    elif EMPTY.fullmatch(key["value"].rstrip()) and ITEM.match(line) and indent_of(line) >= len(key["lead"]):
        message = f"“{key['key'].rstrip()}” says [], which means an empty list, but has items below it."
        right, shown, at = before[: key.end("key")] + ":", f"{key['key'].rstrip()}:", number_before
        place = source.location(at, key.start("value") + 1, 2)
    else:
        return None
    return Mistake(at, Problem.error("YAML-001", message, place, f"Write {shown}"), right)


def _tab(source: SourceText, number: int, line: str) -> Mistake | None:
    tab = re.match(r"[ ]*\t", line)
    tab_after_hyphen = re.match(r"([ ]*-)(?:\t[ \t]*(?=\S)|[ ]+\t[ \t]*(?=[\w-]+:(?:\s|$)))", line)
    if tab_after_hyphen:
        place = source.location(number, tab_after_hyphen.end(1) + 1)
        advice = "Delete the tab and type a space."
        problem = Problem.error("YAML-002", "There is a tab after the hyphen.", place, advice)
        return Mistake(number, problem, f"{tab_after_hyphen[1]} {line[tab_after_hyphen.end() :]}")
    if tab is None:
        return None
    indentation = line[: len(line) - len(line.lstrip(" \t"))]
    advice = "Delete the tab and type two spaces for each level."
    problem = Problem.error(
        "YAML-002", "There is a tab in front of the text.", source.location(number, tab.end()), advice
    )
    return Mistake(number, problem, indentation.replace("\t", "  ") + line[len(indentation) :])


def _invisible(source: SourceText, number: int, line: str) -> Mistake | None:
    if not UNSEEN_IN_STRUCTURE.match(line):
        return None
    column = next(index for index, char in enumerate(line) if char in UNSEEN) + 1
    problem = Problem.error(
        "YAML-012",
        f"There is {INVISIBLE[line[column - 1]]} where YAML needs an ordinary space or a word.",
        source.location(number, column),
        "Delete it, and type an ordinary space if you need one. It often comes with text from Word.",
    )
    return Mistake(number, problem, line.translate(AS_SPACES))


def _bullet(source: SourceText, number: int, line: str, before: str, lists: set[int]) -> Mistake | None:
    """Report an item without a hyphen and a space, either below a key without a value or among other items."""
    bullet = BULLET.match(line)
    if bullet is None:
        return None
    mark, item, indent = bullet["mark"].strip(), bullet["item"], len(bullet["lead"])
    if (mark == "-" and item.startswith("-")) or (mark == "*" and not bullet["mark"].endswith((" ", "\t"))):
        return None
    above = KEY.match(before)
    begins = not before or FENCE.match(before) or (above is not None and not above["value"].strip())
    if not begins and indent not in lists:
        return None
    if mark[0].isdigit() and indent not in lists and not NUMBERED.match(_next_line(source, number)):
        return None  # A single one may be a text that begins with a number.
    message = (
        "There is no space after the hyphen."
        if mark == "-"
        else f"This item begins with {mark}, not with a hyphen and a space."
    )
    place = source.location(number, indent + 1, len(mark))
    return Mistake(
        number, Problem.error("YAML-017", message, place, f"Write - {item.rstrip()}"), f"{bullet['lead']}- {item}"
    )


def _next_line(source: SourceText, number: int) -> str:
    return source.lines[number] if number < len(source.lines) else ""


def _second_document(source: SourceText, number: int, line: str) -> Mistake:
    location = source.location(number, 1)
    problem = Problem.error(
        "YAML-011",
        "A second document starts here.",
        location,
        f"Delete this line{' of ---' if line[0] == '-' else ''}.",
    )
    return Mistake(number, problem, "")


def _lost_comment(source: SourceText, number: int, line: str) -> Mistake | None:
    lost = LOST_COMMENT.match(line)
    if not lost or not lost["before"].strip() or re.fullmatch(r"\s*-?\s*", lost["before"]):
        return None
    key = KEY.match(lost["before"] + lost["gap"])
    item = re.match(r"\s*- +", lost["before"])
    if not key and not item:
        return None
    start = key.start("value") if key else item.end() if item else 0
    kept = lost["before"][start:].strip()
    whole = quoted(f"{kept} {lost['lost']}".strip())
    prefix = f"{key['key'].rstrip()}: " if key else "- "
    problem = Problem.error(
        "YAML-008",
        f"“{lost['lost'].split()[0]}” would be lost: YAML reads everything after a space and # as a comment.",
        source.location(number, lost.start("lost") + 1, len(lost["lost"].rstrip())),
        f"Put quotation marks around the value: {prefix}{whole}. A real comment has a space after the #.",
    )
    return Mistake(number, problem, f"{line[:start].rstrip()} {whole}")


def _curly_quotes(source: SourceText, number: int, line: str) -> Mistake | None:
    start = re.match(r"[ ]*(?:- +)*(?:[\w-]+:\s+)?", line)
    value = line[start.end() :].rstrip() if start else ""
    if not value or value[0] in "\"'" or not CURLY.fullmatch(value):
        return None
    problem = Problem.warning(
        "YAML-013",
        "Readers will see the curly quotation marks around this value.",
        source.location(number, len(line) - len(line[start.end() :] if start else "") + 1, len(value)),
        f"If they should not, type straight ones: {quoted(value[1:-1])}",
    )
    return Mistake(number, problem)
