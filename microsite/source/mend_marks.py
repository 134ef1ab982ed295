"""Repairs delimiters of bold, italic and deleted text as document converters leave them.

They are on the wrong side of a space, around nothing, or open in one paragraph and close in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.source.mending import Edit, Mend, quoted, replaced
from microsite.source.runs import Run

#: What each delimiter stands for.
NAMES = {"**": "bold", "__": "bold", "*": "italic", "_": "italic", "***": "bold", "___": "bold", "~~": "deleted"}
_RUNS = lazy_pattern(r"\*+|_+|~+")
_WORD = lazy_pattern(r"[^\W\d_]{2,}")
#: What may directly precede an opening delimiter that has a space after it.
_BEFORE = frozenset(" \t\n\u00a0([{“‘\"'—–-:/\x02")
#: A delimiter between one of these and a word is an opening one: there is nothing italic in “_id” and “_name”.
_OPENS = frozenset("([{“‘\"'")
#: Punctuation that must not have a space before it.
_AFTER = frozenset(".,;:!?)]}”’")
#: Bold delimiters around nothing. Four asterisks at the start of a line, before words, are another program's heading
#: instead.
_NOTHING = lazy_pattern(
    r"(?!(?<![^\n])\*{4} +\w)(?<![*\w])\*\*[ \u00a0]*\*\*(?![*\w])|(?<![_\w])__[ \u00a0]+__(?![_\w])"
)
#: The longest text that asterisks or underscores are taken to make italic.
_LONGEST_ITALIC = 200


class _Mark(Struct):
    """One delimiter in the text of a run."""

    start: int
    end: int
    opens: bool
    closes: bool


def mend_marks(runs: Sequence[Run]) -> Iterator[Mend]:
    """Yield the repairs of each run's delimiters, and of those that open in one paragraph and close in the next."""
    before: Run | None = None
    for run in runs:
        signs = run.marks
        if "*" in signs or "_" in signs or "~~" in signs:
            yield from _mends_of(run)
        if "**" not in signs or run.kind not in ("paragraph", "item"):
            before = None
        elif before is not None and (mend := _across_two_runs(before, run)):
            yield mend
            before = None
        else:
            before = run


def _mends_of(run: Run) -> Iterator[Mend]:
    text = run.marks
    for match in _NOTHING.finditer(text) if _may_be_nothing(text) else ():
        if _is_open(text, match[0][:2], match.start()):
            continue
        start, end = match.span()
        if text[start - 1 : start].isspace() and text[end : end + 1].isspace():
            end += 1
        if "\n" not in text[start:end]:
            yield replaced(run.start + start, run.start + end, "", "We took out bold marks with nothing between them.")
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    for sign, marks in _marks_in(text).items():
        yield from _paired(run, text, sign, marks)


def _may_be_nothing(text: str) -> bool:
    """Whether two delimiters may be around nothing; cheaper than finding where."""
    return "****" in text or "** " in text or "**\u00a0" in text or "__ " in text or "__\u00a0" in text


def _is_open(text: str, mark: str, at: int) -> bool:
    """Whether the delimiters at an offset close one stretch and open the next."""
    before = text[:at]
    return before.count(mark) % 2 == 1


# Called for each run by itself, and again with the runs before and after it.
@lru_cache(maxsize=4)
def _marks_in(text: str) -> dict[str, list[_Mark]]:
    """Return the delimiters in a text by kind; within a word, only asterisks and tildes count."""
    found: dict[str, list[_Mark]] = {}
    for match in _RUNS.finditer(text):
        start, end = match.span()
        sign = match[0]
        left, right = text[start - 1 : start], text[end : end + 1]
        opens, closes = bool(right.strip()), bool(left.strip())
        if sign[0] == "_":
            if opens and closes and _is_wordy(left) and _is_wordy(right):
                continue
            opens, closes = opens and not _is_wordy(left), closes and not _is_wordy(right)
        if sign == "****":
            halves = [_Mark(start, start + 2, opens, closes), _Mark(start + 2, end, opens, closes)]
            found.setdefault("**", []).extend(halves)
        elif sign in NAMES:
            found.setdefault(sign, []).append(_Mark(start, end, opens, closes))
    return found


def _is_wordy(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _unmatched(marks: Sequence[_Mark]) -> list[_Mark]:
    """Return the delimiters that have no partner."""
    opened: list[_Mark] = []
    left: list[_Mark] = []
    for mark in marks:
        if mark.closes and opened:
            opened.pop()
        elif mark.opens:
            opened.append(mark)
        else:
            left.append(mark)
    return left + opened


def _paired(run: Run, text: str, sign: str, marks: Sequence[_Mark]) -> Iterator[Mend]:
    """Match every other delimiter with the one after it, if all of them can be meant that way."""
    if len(marks) % 2 or not _unmatched(marks):
        return
    pairs = list(zip(marks[::2], marks[1::2], strict=True))
    if not all(_may_pair(text, sign, opening, closing) for opening, closing in pairs):
        return
    for opening, closing in pairs:
        edits = tuple(_closed(run.start, text, sign, opening, closing))
        if edits:
            start, end = run.start + opening.start, run.start + closing.end
            shown = quoted(run.text[opening.start : closing.end])
            yield Mend(start, end, f"We moved the {NAMES[sign]} marks of {shown} right up to the words.", edits)


def _may_pair(text: str, sign: str, opening: _Mark, closing: _Mark) -> bool:
    inner = text[opening.end : closing.start]
    words = inner.strip()
    if not words:
        return False
    before = text[opening.start - 1 : opening.start]
    if inner[0].isspace():
        if len(sign) == 1 or sign[0] == "_" or (before and before not in _BEFORE):
            return False
        if inner[-1].isspace() and not _WORD.search(words):
            return False
    if len(sign) == 1:
        if not opening.opens or (before and before not in _BEFORE) or len(inner) > _LONGEST_ITALIC:
            return False
        if inner[-1] in _OPENS and _is_wordy(text[closing.end : closing.end + 1]):
            return False
        return words[-1] != "." and "\n" not in inner[len(inner.rstrip()) :] and bool(_WORD.search(words))
    if sign[0] == "_":
        return opening.opens and (closing.closes or inner[-1].isspace() or " " in words or not _is_wordy(words[-1]))
    return True


def _closed(at: int, text: str, sign: str, opening: _Mark, closing: _Mark) -> Iterator[Edit]:
    """Yield the edits that put two delimiters right up to the words between them."""
    inner = text[opening.end : closing.start]
    first = opening.end + len(inner) - len(inner.lstrip())
    last = closing.start - len(inner) + len(inner.rstrip())
    following = text[closing.end : closing.end + 1]
    mark = sign
    if sign[0] == "_" and last == closing.start and _is_wordy(following):
        mark = sign.replace("_", "*")
    if first > opening.end:
        apart = text[opening.start - 1 : opening.start].strip()
        yield from _moved(at, text, (opening.start, opening.end), (opening.end, first), mark, before=bool(apart))
    elif mark != sign:
        yield at + opening.start, at + opening.end, mark
    if last < closing.start:
        apart = following.strip() and following not in _AFTER
        yield from _moved(at, text, (closing.start, closing.end), (last, closing.start), mark, before=bool(apart))
    elif mark != sign:
        yield at + closing.start, at + closing.end, mark


def _moved(
    at: int, text: str, mark: tuple[int, int], space: tuple[int, int], sign: str, *, before: bool
) -> Iterator[Edit]:
    """Move a delimiter across a space, which is kept if it separates two words."""
    start, end = min(mark[0], space[0]), max(mark[1], space[1])
    kept = text[space[0] : space[1]]
    if "\n" in kept:
        goes = space[0] if space[0] < mark[0] else space[1]
        yield from sorted(((at + goes, at + goes, sign), (at + mark[0], at + mark[1], "")))
    elif space[0] < mark[0]:
        yield at + start, at + end, sign + (kept if before else "")
    else:
        yield at + start, at + end, (kept if before else "") + sign


def _across_two_runs(first: Run, second: Run) -> Mend | None:
    """Close bold text at the end of the paragraph in which it opens, and reopen it in the next."""
    opened, closed = _left(first), _left(second)
    if opened is None or closed is None or not opened.opens:
        return None
    before = first.marks[opened.start - 1 : opened.start]
    words = first.marks[opened.end :].rstrip()
    if (before and before not in _BEFORE) or not words:
        return None
    end = first.start + opened.end + len(words)
    edits: list[Edit] = [(end, end, "**")]
    begins = len(second.marks) - len(second.marks.lstrip())
    start = second.start + begins
    if closed.start == begins:
        gap = len(second.marks[closed.end :]) - len(second.marks[closed.end :].lstrip(" "))
        edits.append((start, second.start + closed.end + gap, ""))
    elif closed.closes and not re.match(r"\w", second.marks[closed.end : closed.end + 1]):
        edits.append((start, start, "**"))
    else:
        return None
    message = "Some bold words ran into the next paragraph, so we made them bold in both."
    return Mend(first.start + opened.start, end, message, tuple(edits))


def _left(run: Run) -> _Mark | None:
    """Return the only bold delimiter of a run that has no partner; None unless there is exactly one."""
    marks = _marks_in(run.marks).get("**", [])
    unmatched = _unmatched(marks)
    return unmatched[0] if len(unmatched) == 1 and len(marks) % 2 else None
