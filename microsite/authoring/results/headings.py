"""Find the heading rows of an export, the service it comes from, and which headings may be shown.

A file without headings begins with somebody's answers. So a row is only taken for headings if it has words that
answers do not have, and a heading is only shown if it cannot be an answer: its whole row is on one line of the file and
comes from a known service or has mostly known headings; or the heading is in the site's own words, or a service's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from microsite.authoring.results.personal import personal_heading
from microsite.authoring.results.services import PLAIN, Service, service_of
from microsite.authoring.results.survey_words import (
    CERTAIN,
    Question,
    folded,
    heading_words,
    is_other,
    question_like,
)
from microsite.authoring.results.table import Row, Table, refused
from microsite.problems import short

#: How many rows of titles there can be above the headings.
MOST_ABOVE = 5
#: How many rows of headings can follow the first.
MOST_BELOW = 2
#: What services write below a question for the text that people typed.
TYPED = frozenset({"response", "open-ended response", "open ended response", "answer", "text", "comments", "comment"})
_BRACKETS = re.compile(r"(.*\S)\s*\[(.+)\]", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Heading:
    """The heading of one column."""

    at: int
    #: The question, as in the export, and the heading below it: an answer, or a service's word such as Response.
    text: str
    below: str = ""
    #: What may be shown of it; empty if it might be somebody's answer.
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Headings:
    """The headings of an export."""

    service: Service
    columns: tuple[Heading, ...]
    #: The rows of answers.
    answers: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def find_headings(table: Table, questions: tuple[Question, ...]) -> Headings:
    """Find the headings of a table.

    Raises:
        ExportRefused: none of the first few rows has any.
    """
    for at, row in enumerate(table.rows[: MOST_ABOVE + 1]):
        service = service_of(list(row.cells))
        known = [_is_known(cell, service, questions) for cell in row.cells]
        asks = sum(question_of(cell, questions)[0] is not None for cell in row.cells)
        if service.name != PLAIN or asks or sum(known) >= 2:
            full = sum(bool(cell) for cell in row.cells)
            sure = row.in_one_line and (service.name != PLAIN or (sum(known) >= 2 and sum(known) * 2 >= full))
            below = _below(table.rows[at + 1 :], row, service, questions)
            columns = _columns(row, below, service, questions, sure=sure)
            notes = [f"The rows above row {row.number} are not counted: they are above the headings."] if at else []
            answers = table.rows[at + 1 + len(below) :]
            return Headings(service=service, columns=columns, answers=answers, notes=tuple(notes))
    message = "We find no row of headings in this file, such as the words of the questions."
    advice = "Export the answers again, with the questions in the first row. Do not delete or change that row."
    raise refused("SURVEY-003", table.file, message, advice)


@lru_cache(maxsize=2048)
def question_of(heading: str, questions: tuple[Question, ...]) -> tuple[Question | None, int]:
    """Return the question that a heading certainly is, and which of its answers, counted from 0; -1 for none."""
    question = question_like(heading, questions, CERTAIN)
    if question is not None:
        return question, -1
    inside = _BRACKETS.fullmatch(heading.strip())
    parts = [(inside[1], inside[2])] if inside else []
    words = heading_words(heading)
    for each in questions:
        if not each.closed:
            continue
        for text in each.texts:
            start = heading_words(text)
            if start and words.startswith(start) and len(words) > len(start):
                parts.append((text, words[len(start) :]))
    for start, rest in parts:
        question = question_like(start, questions, CERTAIN)
        if question is not None and question.closed:
            answer = question.answer_at(rest)
            if answer >= 0:
                return question, answer
    return None, -1


def _is_known(cell: str, service: Service, questions: tuple[Question, ...]) -> bool:
    if not cell:
        return False
    return (
        folded(cell) in service.columns or bool(personal_heading(cell)) or question_of(cell, questions)[0] is not None
    )


def _below(rows: Sequence[Row], first: Row, service: Service, questions: tuple[Question, ...]) -> list[Row]:
    """Return any further rows of headings: rows without an id or a date, and with mostly known words."""
    own = [at for at, cell in enumerate(first.cells) if service.columns.get(folded(cell)) in ("respondent", "date")]
    below: list[Row] = []
    for row in rows[:MOST_BELOW] if service.more_headings and own else ():
        full = [at for at, cell in enumerate(row.cells) if cell and at not in own]
        known = [at for at in full if _is_below(row.cell(at), _carried(first, at), questions)]
        typed = any(folded(row.cell(at)) in TYPED or not first.cell(at) for at in known)
        if any(row.cell(at) for at in own) or not typed or len(known) * 2 < len(full):
            break
        below.append(row)
    return below


def _is_below(cell: str, above: str, questions: tuple[Question, ...]) -> bool:
    question, _ = question_of(above, questions)
    return (
        folded(cell) in TYPED
        or bool(personal_heading(cell))
        or (question is not None and (question.answer_below(cell) >= 0 or is_other(cell)))
    )


def _carried(first: Row, at: int) -> str:
    """Return a column's heading; one that belongs to several columns is only above the first."""
    return next((first.cell(each) for each in range(at, -1, -1) if first.cell(each)), "")


def _columns(
    first: Row, below: Sequence[Row], service: Service, questions: tuple[Question, ...], *, sure: bool
) -> tuple[Heading, ...]:
    found: list[Heading] = []
    for at in range(max(len(row.cells) for row in (first, *below))):
        text = _carried(first, at) if below else first.cell(at)
        parts = [row.cell(at) for row in below if row.cell(at)]
        under = parts[-1] if parts else ""
        question, answer = question_of(text, questions)
        if question is not None:
            answer = question.answer_below(under) if under else answer
            answer = question.other if under and answer < 0 and is_other(under) else answer
            shown = question.texts[0] if answer < 0 else f"{question.texts[0]} [{question.answers[answer][0]}]"
        elif sure or folded(text) in service.columns:
            shown = short(text)
        else:
            shown = ""
        found.append(Heading(at=at, text=text, below=under, shown=shown))
    return tuple(found)
