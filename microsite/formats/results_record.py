"""The results of a consultation, for its record for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from microsite.model.results import AnswerCount
from microsite.model.site import Site


class CountRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many people gave an answer."""

    answer: str
    count: Annotated[int | None, Meta(description="Left out where the number is hidden to protect people.")] = None


class GroupRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one group of people answered."""

    who: str
    answered: int
    counts: tuple[CountRecord, ...]


class ResultRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What people answered to one question of the survey."""

    number: int
    question: str
    kind: Annotated[str, Meta(description="choice, several, scale or text.")]
    answered: Annotated[int | None, Meta(description="How many people answered it; left out where it is hidden.")] = (
        None
    )
    skipped: Annotated[int | None, Meta(description="How many did not answer it.")] = None
    counts: tuple[CountRecord, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    summary: str = ""


class ThemeRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What people wrote about in their own words."""

    theme: str
    question: Annotated[int | None, Meta(description="The number of the question that they answered.")] = None
    priority: Annotated[int | None, Meta(description="The number of the priority it is about.")] = None
    count: Annotated[int | None, Meta(description="How many people wrote about it.")] = None
    summary: str = ""
    quotations: tuple[str, ...] = ()


class NotChangedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What people asked for and what was not changed."""

    what: str
    why: str


class DecisionRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was asked, what people said, and what was decided."""

    asked: str
    said: str
    did: str
    priority: Annotated[int | None, Meta(description="The number of the priority it is about.")] = None
    not_changed: tuple[NotChangedRecord, ...] = ()
    decided_by: str = ""
    decided: Annotated[str | None, Meta(description="The day of the decision.")] = None
    record: Annotated[str, Meta(description="The address of its record.")] = ""


class ProgressRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far an action had come on a day."""

    date: str
    state: Annotated[str, Meta(description="planned, under_way, done or dropped.")]
    note: str = ""


class ActionRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to be done because of what people said."""

    what: str
    who: str = ""
    due: Annotated[str | None, Meta(description="The last day to do it.")] = None
    priority: Annotated[int | None, Meta(description="The number of the priority it is about.")] = None
    progress: tuple[ProgressRecord, ...] = ()


def result_records(site: Site) -> Iterator[ResultRecord]:
    """Yield what people answered to each question."""
    questions = site.lists.questions
    for each in site.lists.results:
        question = questions[each.question - 1]
        yield ResultRecord(
            number=int(each.question),
            question=str(question.text),
            kind=question.kind,
            answered=_whole(each.answered),
            skipped=_whole(each.skipped),
            counts=_counts(each.counts),
            groups=tuple(
                GroupRecord(who=str(group.who), answered=int(group.answered), counts=_counts(group.counts))
                for group in each.groups
            ),
            summary=str(each.summary or ""),
        )


def _counts(rows: Sequence[AnswerCount]) -> tuple[CountRecord, ...]:
    return tuple(CountRecord(answer=str(each.answer), count=_whole(each.count)) for each in rows)


def theme_records(site: Site) -> Iterator[ThemeRecord]:
    """Yield what people wrote about."""
    for each in site.lists.themes:
        yield ThemeRecord(
            theme=str(each.theme),
            question=_whole(each.question),
            priority=_whole(each.priority),
            count=_whole(each.count),
            summary=str(each.summary or ""),
            quotations=tuple(str(quotation.text) for quotation in each.quotations),
        )


def decision_records(site: Site) -> Iterator[DecisionRecord]:
    """Yield what was decided."""
    for each in site.lists.decisions:
        yield DecisionRecord(
            asked=str(each.asked),
            said=str(each.said),
            did=str(each.did),
            priority=_whole(each.priority),
            not_changed=tuple(NotChangedRecord(what=str(no.what), why=str(no.why)) for no in each.not_changed),
            decided_by=str(each.decided_by or ""),
            decided=str(each.decided) if each.decided else None,
            record=str(each.record or ""),
        )


def action_records(site: Site) -> Iterator[ActionRecord]:
    """Yield what is to be done, and how far it has come."""
    for each in site.lists.actions:
        yield ActionRecord(
            what=str(each.what),
            who=str(each.who or ""),
            due=str(each.due) if each.due else None,
            priority=_whole(each.priority),
            progress=tuple(
                ProgressRecord(date=str(report.date), state=report.state, note=str(report.note or ""))
                for report in each.progress
            ),
        )


def _whole(number: int | None) -> int | None:
    return None if number is None else int(number)
