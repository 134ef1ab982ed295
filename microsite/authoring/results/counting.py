"""Find which answers each row of an export has, and count them.

A cell is compared with the words of the site's answers, then forgotten. One that matches no answer is recorded only by
its row and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from microsite.authoring.results.suppression import Tally
from microsite.authoring.results.survey_words import NOT_ANSWERED, Question, folded
from microsite.authoring.results.table import Row

#: What surveys write in a column for a single answer: for those who gave it, and for those who did not.
GIVEN = frozenset({"1", "x", "y", "yes", "true", "ticked", "selected", "checked", "on", "✓", "✔", "oui", "ie", "vrai"})
NOT_GIVEN = frozenset({"0", "n", "no", "false", "unticked", "not selected", "unchecked", "not ticked", "off", "non"})

#: One row's answers to one question, as indices from 0; empty if it was skipped.
Chosen = frozenset[int]
_SKIPPED: Chosen = frozenset()
#: How many different cells to cache while counting a column.
_MOST_KNOWN = 2_000
#: The longest cell that can mean “not answered”.
_LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Uncounted:
    """The numbers of the rows that cannot be counted as they are."""

    #: Rows whose cell matches no answer, by column.
    unknown: dict[int, list[int]] = field(default_factory=lambda: {})
    #: Rows with several answers where only one is allowed, by question.
    several: dict[int, list[int]] = field(default_factory=lambda: {})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class QuestionPlan:
    """Where the answers to a question are, and how they are written; columns and answers are counted from 0."""

    question: Question
    #: The column with the answers; -1 if each answer has a column of its own.
    at: int = -1
    #: For each column of a single answer, that answer.
    options: Mapping[int, int] = field(default_factory=lambda: {})
    #: The column with what people typed instead of choosing an answer; we only look whether it is empty.
    other_at: int = -1
    #: Other words that mean an answer.
    written: Mapping[str, int] = field(default_factory=lambda: {})
    #: The answer that all other words count as.
    anything_else: int = -1
    #: The characters that separate answers within a cell.
    joins: str = ";,\n"

    @property
    def columns(self) -> tuple[int, ...]:
        """All of its columns."""
        return tuple(each for each in (self.at, *self.options, self.other_at) if each >= 0)

    def words(self) -> dict[str, int]:
        """Return all words that mean an answer, as `folded` returns them, with the answer."""
        own = {folded(word): at for at, words in enumerate(self.question.answers) for word in words}
        return {**{folded(word): at for word, at in self.written.items()}, **own}


def read_answers(rows: Sequence[Row], plan: QuestionPlan, uncounted: Uncounted) -> list[Chosen]:
    """Return each row's answers to a question.

    Args:
        rows: the rows to count.
        plan: where to look.
        uncounted: collects the rows that cannot be counted.
    """
    reader = _Reader(plan, uncounted)
    return [reader.chosen(row) for row in rows]


class _Reader:
    """Reads the answers to one question, row by row."""

    def __init__(self, plan: QuestionPlan, uncounted: Uncounted) -> None:
        self._plan, self._uncounted, self._words = plan, uncounted, plan.words()
        self._joined = _Joined(self._words, plan.joins)
        # A cache: most people give one of a few answers.
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
        """Return the answers in the cell that holds all of them, and its column if it also holds something else."""
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
        """Whether somebody typed something instead of choosing an answer."""
        at = self._plan.other_at
        return at >= 0 and self._plan.question.other >= 0 and not is_skipped(row.cell(at), self._words)


def is_skipped(cell: str, words: Mapping[str, int]) -> bool:
    """Whether nothing was answered: the cell is empty, or says “not answered” and that is not one of the answers."""
    if len(cell) > _LONGEST_WORDS:
        return False
    plain = folded(cell)
    return not plain.strip("/") or (plain in NOT_ANSWERED and plain not in words)


def _one(cell: str, words: Mapping[str, int]) -> tuple[Chosen, bool]:
    answer = words.get(folded(cell.rstrip(";, ")))
    return (_SKIPPED, True) if answer is None else (frozenset({answer}), False)


def _gave(cell: str, answer: int, words: Mapping[str, int]) -> bool | None:
    """Whether the cell of a single answer says that it was given; None if it says something else."""
    plain = folded(cell.rstrip(";, "))
    if is_skipped(cell, words) or (plain in NOT_GIVEN and words.get(plain) != answer):
        return False
    return True if words.get(plain) == answer or plain in GIVEN else None


class _Joined:
    """Splits a cell into its answers; an answer that itself contains the separator stays whole."""

    def __init__(self, words: Mapping[str, int], joins: str) -> None:
        self._words = sorted(words.items(), key=lambda each: -len(each[0]))
        self._joins = joins

    def split(self, cell: str) -> tuple[Chosen, bool]:
        """Return a cell's answers, and whether there is anything else in it."""
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
    """Return each row's label from a column, such as its way or kind; empty for those who did not say.

    Args:
        rows: the rows to count.
        at: the column, counted from 0.
        labels: the label for each text that can be in a cell; the text is as `folded` returns it.
        unknown: collects, by column, the numbers of rows whose cell has no label.
    """
    found: list[str] = []
    for row in rows:
        cell = row.cell(at)
        label = "" if is_skipped(cell, dict.fromkeys(labels, 0)) else labels.get(folded(cell))
        if label is None:
            unknown.setdefault(at, []).append(row.number)
        found.append(label or "")
    return found
