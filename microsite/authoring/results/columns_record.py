"""`results_columns.yaml`: what each column of an export is, as confirmed by the editor; it contains no answers."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, Self

from msgspec import Meta

from microsite.authoring.results.suppression import LEAST_LIMIT, MOST_LIMIT
from microsite.authoring.results.table import column_at
from microsite.lazy_patterns import lazy_pattern
from microsite.model.records import Record
from microsite.model.shares import HIDDEN_BELOW
from microsite.problems import did_you_mean, short
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError, FieldText, WholeNumber, YesNo

FILE = "results_columns.yaml"
#: What a column can be, other than a question of the site.
PLAIN_USES = ("date", "way", "kind", "test", "respondent", "ignored", "refused", "undecided")
_OF_QUESTION = lazy_pattern(
    r"(?:(?P<other>other) of |(?:answer (?P<answer>\d{1,3}) of ))?question (?P<question>\d{1,3})", re.IGNORECASE
)
USES = (
    "It can be: question 2, answer 3 of question 2, other of question 2, date, way, kind, test, respondent, ignored "
    "or refused."
)


class ColumnUse(FieldText):
    """What a column is: `question 2`, `answer 3 of question 2`, `other of question 2`, or one of a few words."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse what a column is.

        Raises:
            FieldError: a column cannot be that.
        """
        words = " ".join(text.split()).lower()
        if words not in PLAIN_USES and not _OF_QUESTION.fullmatch(words):
            near = did_you_mean(words, PLAIN_USES)
            raise FieldError("SURVEY-005", f"“{short(text)}” is nothing that a column can be.", near or USES)
        return cls(words)

    @property
    def question(self) -> int:
        """The number of the question that it belongs to; 0 for none."""
        found = _OF_QUESTION.fullmatch(self)
        return int(found["question"]) if found else 0

    @property
    def answer(self) -> int:
        """The number of the answer, if the column is for a single answer; else 0."""
        found = _OF_QUESTION.fullmatch(self)
        return int(found["answer"] or 0) if found else 0

    @property
    def is_other(self) -> bool:
        """Whether it holds what people typed instead of choosing an answer."""
        return self.startswith("other ")


class Limit(WholeNumber):
    """The lowest number of people that may be shown, from 1 to 30."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse the limit.

        Raises:
            FieldError: it is not a number, or is out of range.
        """
        number = super().parse(text)
        if not LEAST_LIMIT <= number <= MOST_LIMIT:
            message = f"The limit is {number}, and it can be from {LEAST_LIMIT} to {MOST_LIMIT}."
            raise FieldError("SURVEY-005", message, write=[(str(HIDDEN_BELOW), "")])
        return cls(number)


class WrittenAnswer(Record, frozen=True, kw_only=True):
    """Words in the export that mean one of the answers."""

    written: Annotated[FieldText, Meta(description="The words in the export. Only write words that tell of nobody.")]
    means: Annotated[FieldText, Meta(description="The answer in the words of the site.")]


class Column(Record, frozen=True, kw_only=True):
    """One column of the export."""

    column: Annotated[FieldText, Meta(description="Its letters, as Excel shows them.")]
    heading: Annotated[FieldText | None, Meta(description="Its heading.")] = None
    use: Annotated[ColumnUse, Meta(description="What it is.")]
    reason: Annotated[FieldText | None, Meta(description="Why it is refused.")] = None
    answers: Annotated[tuple[WrittenAnswer, ...], Meta(description="What is written there and means an answer.")] = ()
    one_means: Annotated[FieldText | None, Meta(description="The point of the scale that 1 is for.")] = None
    anything_else: Annotated[FieldText | None, Meta(description="The answer that all other words count as.")] = None
    leave_out_when: Annotated[tuple[FieldText, ...], Meta(description="What marks a test answer.")] = ()
    groups: Annotated[YesNo | None, Meta(description="yes shows the questions by the groups of this column.")] = None

    @property
    def at(self) -> int:
        """Its index, from 0; -1 if `column` is not the letters of a column."""
        letters = self.column.strip().upper()
        return column_at(letters) if re.fullmatch(r"[A-Z]{1,3}", letters) else -1


class Columns(Record, frozen=True, kw_only=True):
    """The whole file."""

    survey: Annotated[FieldText | None, Meta(description="Whose export it is.")] = None
    limit: Annotated[Limit, Meta(description="Fewer people than this are hidden.")] = Limit(HIDDEN_BELOW)
    first_day: Annotated[LocalMoment | None, Meta(description="Answers before this day are left out.")] = None
    last_day: Annotated[LocalMoment | None, Meta(description="Answers after this day are left out.")] = None
    order: Annotated[
        Literal["day first", "month first"] | None, Meta(description="How to read 04/05/2027: day first, month first.")
    ] = None
    not_in_export: Annotated[tuple[WholeNumber, ...], Meta(description="Questions that the export does not have.")] = ()
    columns: Annotated[tuple[Column, ...], Meta(description="Each column.")]
