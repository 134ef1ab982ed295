"""Rows of answers → which answers each row has, and from these, counts.

What is in a cell is compared with the words of the site's answers, and forgotten. A cell that is none of them is noted
by its row and column alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from microsite.authoring.results.suppression import Tally
from microsite.authoring.results.survey_words import NOT_ANSWERED, Question, folded
from microsite.authoring.results.table import Row

#: What surveys write into a column of one answer alone, for those who gave it and for those who did not.
GIVEN = frozenset({"1", "x", "y", "yes", "true", "ticked", "selected", "checked", "on", "✓", "✔", "oui", "ie", "vrai"})
NOT_GIVEN = frozenset({"0", "n", "no", "false", "unticked", "not selected", "unchecked", "not ticked", "off", "non"})

#: The answers of one row to one question, counted from 0; empty where it was skipped.
Chosen = frozenset[int]
_SKIPPED: Chosen = frozenset()
#: So many different cells are remembered while a column is counted.
_MOST_KNOWN = 2_000
#: A longer cell is no word for nothing.
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The rows that cannot be counted as they are, by their numbers."""

    #: Those whose cell is none of the answers, by the column.
    unknown: dict[int, list[int]] = field(default_factory=lambda: {})
    #: Those that have several answers where one can be, by the question.
    several: dict[int, list[int]] = field(default_factory=lambda: {})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class QuestionPlan:
    """Where the answers to a question are, and what is written there; columns and answers are counted from 0."""

    question: Question
    #: The column with the answers; -1 where each answer has a column of its own.
    at: int = -1
    #: The answer of each column that is for one alone.
    options: Mapping[int, int] = field(default_factory=lambda: {})
    #: The column with what people typed in place of the answers there were; only whether it is empty is looked at.
    other_at: int = -1
    #: Further words that mean an answer.
    written: Mapping[str, int] = field(default_factory=lambda: {})
    #: The answer that all other words count as.
    anything_else: int = -1
    #: What is between the answers of one cell.
    joins: str = ";,\n"

    @property
    def columns(self) -> tuple[int, ...]:
        """All of its columns."""
        return tuple(each for each in (self.at, *self.options, self.other_at) if each >= 0)

    def words(self) -> dict[str, int]:
        """Give all words that mean an answer, as `folded` writes them."""
        own = {folded(word): at for at, words in enumerate(self.question.answers) for word in words}
        return {**{folded(word): at for word, at in self.written.items()}, **own}


def read_answers(rows: Sequence[Row], plan: QuestionPlan, uncounted: Uncounted) -> list[Chosen]:
    """Tell which answers each row has to a question.

    Args:
        rows: those that are counted.
        plan: where to look.
        uncounted: takes the rows that cannot be counted.
    """
    reader = _Reader(plan, uncounted)
    return [reader.chosen(row) for row in rows]


class _Reader:
    """Reads the answers to one question, row by row."""

    def __init__(self, plan: QuestionPlan, uncounted: Uncounted) -> None:
        self._plan, self._uncounted, self._words = plan, uncounted, plan.words()
        self._joined = _Joined(self._words, plan.joins)
        # Most people give one of a few answers.
        self._known: dict[str, tuple[Chosen, bool]] = {}

    def chosen(self, row: Row) -> Chosen:
        plan, question = self._plan, self._plan.question
        if question.kind == "text":
            return frozenset({0}) if any(not is_skipped(row.cell(at), {}) for at in plan.columns) else _SKIPPED
        found, wrong = self._in_one(row)
        for at, answer in plan.options.items():
            gave = _gave(row.cell(at), answer, self._words)
            if gave:
                found.add(answer)
            elif gave is None:
                wrong.append(at)
        if self._typed(row) and (question.kind == "several" or not found):
            found.add(question.other)
        if question.kind != "several" and len(found) > 1:
            self._uncounted.several.setdefault(question.number, []).append(row.number)
        for at in wrong:
            self._uncounted.unknown.setdefault(at, []).append(row.number)
        return frozenset(found)

    def _in_one(self, row: Row) -> tuple[set[int], list[int]]:
        """Read the cell that has all answers; gives them, and its column where something else is in it."""
        plan, cell = self._plan, row.cell(self._plan.at) if self._plan.at >= 0 else ""
        if is_skipped(cell, self._words):
            return set(), []
        if cell not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            several = plan.question.kind == "several"
            self._known[cell] = self._joined.split(cell) if several else _one(cell, self._words)
        given, rest = self._known[cell]
        if rest and plan.anything_else >= 0:
            return {*given, plan.anything_else}, []
        return {*given}, [plan.at] if rest else []

    def _typed(self, row: Row) -> bool:
        """Whether somebody typed something in place of the answers there were."""
        at = self._plan.other_at
        return at >= 0 and self._plan.question.other >= 0 and not is_skipped(row.cell(at), self._words)


def is_skipped(cell: str, words: Mapping[str, int]) -> bool:
    """Whether nothing was answered: the cell is empty, or says so and is no answer of the question."""
    if len(cell) > _LONGEST_WORDS:
        return False
    plain = folded(cell)
    return not plain.strip("/") or (plain in NOT_ANSWERED and plain not in words)


def _one(cell: str, words: Mapping[str, int]) -> tuple[Chosen, bool]:
    answer = words.get(folded(cell.rstrip(";, ")))
    return (_SKIPPED, True) if answer is None else (frozenset({answer}), False)


def _gave(cell: str, answer: int, words: Mapping[str, int]) -> bool | None:
    """Whether a column of one answer says that it was given; None where it says something else."""
    plain = folded(cell.rstrip(";, "))
    if is_skipped(cell, words) or (plain in NOT_GIVEN and words.get(plain) != answer):
        return False
    return True if words.get(plain) == answer or plain in GIVEN else None


class _Joined:
    """Takes the answers of one cell apart: those that have the separator in their own words stay whole."""

    def __init__(self, words: Mapping[str, int], joins: str) -> None:
        self._words = sorted(words.items(), key=lambda each: -len(each[0]))
        self._joins = joins

    def split(self, cell: str) -> tuple[Chosen, bool]:
        """Give the answers of a cell, and whether there is something else in it."""
        text = ";".join(cell.splitlines()) if "\n" in self._joins else cell
        parts = "".join(self._joins).replace("\n", "") or ";"
        parts = f"{parts};" if "\n" in self._joins and ";" not in parts else parts
        text, found, rest = folded(f"({text})")[1:-1], set[int](), False
        while text := text.lstrip(f" {parts}"):
            for words, answer in self._words:
                behind = text[len(words) :].lstrip(" .!?*")
                if words and text.startswith(words) and (not behind or behind[0] in parts):
                    found.add(answer)
                    text = behind
                    break
            else:
                rest = True
                at = min((at for at in map(text.find, parts) if at >= 0), default=len(text))
                text = text[at:]
        return frozenset(found), rest


def tally_of(question: Question, chosen: Iterable[Chosen]) -> Tally:
    """Count the answers to a question."""
    counts, answered, skipped = [0] * len(question.answers), 0, 0
    for each in chosen:
        answered += bool(each)
        skipped += not each
        for answer in each if question.closed else ():
            counts[answer] += 1
    return Tally(answered=answered, skipped=skipped, counts=tuple(counts))


def read_labels(rows: Sequence[Row], at: int, labels: Mapping[str, str], unknown: dict[int, list[int]]) -> list[str]:
    """Give the label of each row that a column has: a way, a kind; empty for those who did not say.

    Args:
        rows: those that are counted.
        at: the column, counted from 0.
        labels: the words for what is written there, by that, as `folded` writes it.
        unknown: takes, by the column, the numbers of the rows that have no label.
    """
    found: list[str] = []
    for row in rows:
        cell = row.cell(at)
        label = "" if is_skipped(cell, dict.fromkeys(labels, 0)) else labels.get(folded(cell))
        if label is None:
            unknown.setdefault(at, []).append(row.number)
        found.append(label or "")
    return found
