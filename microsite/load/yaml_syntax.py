"""Turn an error of the YAML parser into what is wrong, in an author's words, and the line as it should be."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import SourceText
from microsite.load.yaml_diagnosis import Mistake, line_mistake, quoted
from microsite.load.yaml_lines import BLOCK_TEXT, ITEM, KEY, indent_of, structure_lines
from microsite.problems import Problem

#: What a key looks like; anything with spaces or capitals before its colon is more likely a sentence.
KEY_WORD = lazy_pattern(r"[a-z][\w-]*")

#: A text given by language on one line, in braces; and where each language begins in it.
_IN_BRACES = lazy_pattern(r"(?P<key>[ ]*(?:-[ ]+)?[\w-]+:[ ]+)\{(?P<inside>[^{}\[\]\"]*)\}[ ]*$")
_LANGUAGE = lazy_pattern(r"(?:^|,)[ ]*(?P<tag>all|[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*):[ ]")

#: A key in bold, or with a bullet although there is no list.
_MARKED_KEY = lazy_pattern(
    r"(?P<lead>[ ]*)(?:[-*+•] +|(?P<bold>\*\*|__))(?P<key>[a-z][a-z_]*)"
    r"(?(bold)(?:(?P=bold):|:(?P=bold))|:)(?:[ ]+(?P<value>[^:#]*))?$"
)
#: A key with something else in place of its colon, or nothing.
_NO_COLON = lazy_pattern(
    r"(?P<key>[A-Za-z]\w*(?:[ -]on)?)(?P<mark>\s*(?:[=>]+|[\u2013\u2014]|-+[\s>])\s*|\s+)(?P<value>\S.*)", re.DOTALL
)
#: Keys that mean yes if somebody writes nothing after them.
_SAY_YES = frozenset({"draft", "noindex", "accept_unreviewed", "cancelled", "step_free", "hearing_loop"})


def as_key_line(text: str) -> str:
    """Return the line that was meant by a key without its colon; empty if the text could be anything.

    Args:
        text: `draft`, `Draft - yes`, `closes 2027-05-31`.
    """
    word = text.rstrip(" ;,.").casefold()
    if word in _SAY_YES:
        return f"{word}: yes"
    found = _NO_COLON.fullmatch(text)
    certain = found and (found["mark"].strip() or KEY_WORD.fullmatch(found["key"]) or " " in found["key"])
    if found is None or not certain:
        return ""
    value = " ".join(found["value"].split())
    key = found["key"].casefold().replace(" ", "_").replace("-", "_")
    return f"{key}: {quoted(value) if re.search(r':(?: |$)| #', value) else value}"


def syntax_mistake(source: SourceText, lines: list[str], error: Any, mended: Collection[int]) -> Mistake:
    """Explain an error that the parser raised.

    Args:
        source: the file as it was written.
        lines: its lines, with the mistakes found so far corrected.
        error: what the parser raised.
        mended: the lines that have been explained already.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = min(line, len(lines))
    context = getattr(error, "context_mark", None)
    began = min(context.line + 1, len(lines)) if context is not None else line
    began_column = context.column + 1 if context is not None else column
    what = str(getattr(error, "problem", "") or "").lower()
    scanned = str(getattr(error, "context", "") or "")
    if "quoted scalar" in scanned:
        return _open_quote(source, lines, began, began_column - 1)
    # The parser often notices a mistake only on the line after it, comments aside.
    before = max((number for number, _ in structure_lines(lines[: line - 1])), default=line - 1)
    for number in dict.fromkeys((line, line - 1, before, began)):
        if number >= 1 and number not in mended and lines[number - 1].strip():
            found = _colon_in_braces(source, lines, number)
            found = found or line_mistake(source, lines, number, indent_of(lines[number - 1]))
            if found:
                return found
    if "expected ',' or" in what or "flow node" in scanned:
        advice = (
            "Close every [ with ] and every { with }. If a text begins with one of them, put quotation marks around it."
        )
        place = source.location(began, began_column)
        return Mistake(began, Problem.error("YAML-015", "A bracket is opened but not closed.", place, advice))
    if "could not find expected ':'" in what:
        return _without_key(source, lines, began)
    if line not in mended:
        found = _text_with_colon(source, lines, line) or _indentation(source, lines, line)
        if found:
            return found
    text = lines[before - 1] if before >= 1 else ""
    if (
        before not in mended
        and not (KEY.match(text) or ITEM.match(text))
        and indent_of(text) == indent_of(lines[line - 1])
        and as_key_line(text.strip())
    ):
        return _without_key(source, lines, before)
    advice = "Compare the spaces and quotation marks with the lines above. Every key needs a colon and a space."
    marked = _MARKED_KEY.match(lines[line - 1])
    if marked:
        right = f"{marked['key']}: {(marked['value'] or '').strip()}".strip()
        message = f"“{lines[line - 1].strip()}” has marks around its key, or before it."
        place = source.location(line, 1, len(lines[line - 1]))
        return Mistake(line, Problem.error("YAML-001", message, place, f"Write {right}"), f"{marked['lead']}{right}")
    place = source.location(line, column)
    return Mistake(line, Problem.error("YAML-001", "This line does not fit with the lines before it.", place, advice))


def _colon_in_braces(source: SourceText, lines: list[str], number: int) -> Mistake | None:
    """Report a colon in a text given by language on one line, with the line corrected by quotation marks."""
    found = _IN_BRACES.match(lines[number - 1])
    if found is None:
        return None
    starts = list(_LANGUAGE.finditer(found["inside"]))
    if not starts or starts[0].start():
        return None
    ends = [*(each.start() for each in starts[1:]), len(found["inside"])]
    texts = [found["inside"][each.end() : end].strip(" ,") for each, end in zip(starts, ends, strict=True)]
    if not any(":" in text for text in texts) or any(text.startswith("'") for text in texts):
        return None
    written = ", ".join(
        f"{each['tag']}: {quoted(text) if re.search('[:,]', text) else text}"
        for each, text in zip(starts, texts, strict=True)
    )
    message = "A text between these brackets has a colon in it, so YAML reads what comes before the colon as a key."
    right = f"{found['key']}{{{written}}}"
    place = source.location(number, len(found["key"]) + 1)
    advice = f"Put quotation marks around it: {right.strip()}"
    return Mistake(number, Problem.error("YAML-003", message, place, advice), right)


def _open_quote(source: SourceText, lines: list[str], number: int, column: int) -> Mistake:
    line = lines[number - 1]
    right = f"{line[:column]}{quoted(line[column + 1 :].strip())}"
    message = "The quotation mark that begins here is never closed."
    advice = f"Write {right.strip()}"
    return Mistake(number, Problem.error("YAML-005", message, source.location(number, column + 1), advice), right)


def _without_key(source: SourceText, lines: list[str], number: int) -> Mistake:
    text = lines[number - 1].strip()
    message = "This line is not a key with a colon and a value, or an item with a hyphen."
    place = source.location(number, indent_of(lines[number - 1]) + 1, len(text))
    below = next((line for line in lines[number:] if line.strip()), "")
    if (
        KEY_WORD.fullmatch(text)
        and indent_of(below) > indent_of(lines[number - 1])
        and (KEY.match(below) or ITEM.match(below))
    ):
        problem = Problem.error("YAML-001", f"There is no colon after “{text}”.", place, f"Write {text}:")
        return Mistake(number, problem, f"{lines[number - 1].rstrip()}:")
    above = _block_above(lines, number)
    if above:
        begun = KEY.match(lines[above - 1])
        indent = len(begun["lead"]) + 2 if begun else 2
        message = f"This line belongs to the text that begins on line {above}, but it is not further in."
        advice = "Type two more spaces in front."
        mended = " " * indent + lines[number - 1].lstrip(" ")
        return Mistake(number, Problem.error("YAML-001", message, place, advice), mended)
    as_key = as_key_line(text) or "a key with a colon in front of it"
    advice = f"Write {as_key} – or, if it belongs to the text above it, type two more spaces in front."
    begun = next(filter(None, map(KEY.match, lines[number - 2 :: -1] if number > 1 else ())), None)
    mended = None
    if begun and not as_key_line(text) and indent_of(lines[number - 1]) == len(begun["lead"]):
        mended = f"  {lines[number - 1]}"  # So that mistakes below it are reported as well.
    return Mistake(number, Problem.error("YAML-001", message, place, advice), mended)


def _block_above(lines: list[str], number: int) -> int:
    """Return the number of the line with `|` or `>` whose text this line must belong to; 0 for none."""
    for above in range(number - 1, 0, -1):
        line = lines[above - 1]
        if BLOCK_TEXT.search(line):
            return above
        if line.strip() and (KEY.match(line) or ITEM.match(line)):
            return 0
    return 0


def _text_with_colon(source: SourceText, lines: list[str], number: int) -> Mistake | None:
    """Explain a continuation line with a colon in it that looks like a sentence rather than a key."""
    key = KEY.match(lines[number - 1])
    if key is None or KEY_WORD.fullmatch(key["key"].rstrip()):
        return None
    start = number - 1
    while start > 0 and indent_of(lines[start - 1]) >= indent_of(lines[number - 1]):
        start -= 1
    above = KEY.match(lines[start - 1]) if start else None
    if above is None or not above["value"].strip():
        return None
    text = " ".join(line.strip() for line in lines[start:number])
    whole = quoted(f"{above['value'].strip()} {text}")
    message = f"The value of “{above['key'].rstrip()}” carries on here with a colon in it."
    advice = f"Put quotation marks around the whole value: {above['key'].rstrip()}: {whole}"
    return Mistake(number, Problem.error("YAML-003", message, source.location(number, key.end("key") + 1), advice))


def _indentation(source: SourceText, lines: list[str], number: int) -> Mistake | None:
    """Explain a key or item that starts in a different column from those it belongs to."""
    line = lines[number - 1]
    key, item = KEY.match(line), ITEM.match(line)
    if not (item or (key and KEY_WORD.fullmatch(key["key"].rstrip()))):
        return None
    indent = indent_of(line)
    columns: list[tuple[int, int]] = []
    last = None
    for earlier, text in structure_lines(lines[: number - 1]):
        own = KEY.match(text)
        for column in {indent_of(text), len(own["lead"])} if own else {indent_of(text)}:
            columns = [each for each in columns if each[0] < column] + [(column, earlier)]
        last = own
    if not columns:
        return None
    open_columns = [each for each in columns if (lines[each[1] - 1].lstrip().startswith("- ")) == bool(item)] or columns
    if last is not None and last["value"].strip() and indent > len(last["lead"]) and not item:
        column, above = len(last["lead"]), columns[-1][1]
    elif any(column == indent for column, _ in columns) and not item:
        return None
    else:
        column, above = min(open_columns, key=lambda each: (abs(each[0] - indent), -each[0]))
    if column == indent:
        return None
    spaces = {0: "without spaces in front", 1: "with one space in front"}.get(column, f"with {column} spaces in front")
    message = f"This line does not start in the same column as the line it goes with, line {above}."
    place = source.location(number, 1, indent + 1)
    advice = f"Type it {spaces}: it has {indent}."
    return Mistake(number, Problem.error("YAML-001", message, place, advice), " " * column + line.lstrip(" "))


def refused_mistake(lines: list[str], number: int, problem: Problem) -> Mistake:
    """Correct a refused alias, anchor or tag by quoting it, if it is the value of a key or an item."""
    line = lines[number - 1]
    part = KEY.match(line) or ITEM.match(line)
    if part is None or not re.match(r"[*&!]", part["value"]):
        return Mistake(number, problem)
    return Mistake(number, problem, f"{line[: part.start('value')]}{quoted(part['value'].rstrip())}")
