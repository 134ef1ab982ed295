"""Events between a consultation's opening and its outcome; each is a dated fact."""

from typing import Annotated, ClassVar

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText, MaybeSupplied, WholeNumber
from microsite.validate.web_types import WebAddress


class Extension(Record, frozen=True, kw_only=True):
    """More time to answer: announced before the closing it is an extension, after it a re-opening."""

    old_close: Annotated[LocalMoment, Meta(description="The closing date before: closes, or the last new_close.")]
    new_close: Annotated[LocalMoment, Meta(description="The closing date now: the last day, or the moment.")]
    announced: Annotated[LocalMoment, Meta(description="The day you announced it.")]
    reopens: Annotated[
        LocalMoment | None,
        Meta(
            description="When people can answer again, if it had already closed. Without it, from the day of the "
            "announcement."
        ),
    ] = None
    reason: Annotated[LocalText | None, Meta(description="Why, in a sentence.")] = None

    @property
    def starts_again(self) -> LocalMoment:
        """When answers are taken again, if this is a re-opening."""
        return self.reopens or self.announced


class Pause(Record, frozen=True, kw_only=True):
    """A time in which no answers are taken, such as the weeks before an election."""

    starts: Annotated[LocalMoment, Meta(description="The first day without answers, or the moment.")]
    ends: Annotated[LocalMoment, Meta(description="The last day without answers, or the moment.")]
    reason: Annotated[LocalText | None, Meta(description="Why, in a sentence.")] = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """The end of a consultation that is given up."""

    date: Annotated[LocalMoment, Meta(description="The first day, or the moment, when it no longer applies.")]
    reason: Annotated[LocalText, Meta(description="Why, in a sentence.")]


class Successor(Record, frozen=True, kw_only=True):
    """The consultation that takes the place of this one."""

    date: Annotated[LocalMoment, Meta(description="The first day, or the moment, when the other one applies.")]
    address: Annotated[WebAddress, Meta(description="The address of the other one.")]
    title: Annotated[LocalText | None, Meta(description="What the other one is called.")] = None


class Delay(Record, frozen=True, kw_only=True):
    """That the outcome takes longer than was promised."""

    date: Annotated[LocalMoment, Meta(description="The day you say so. Until then, the pages do not.")]
    reason: Annotated[LocalText, Meta(description="Why, and when you now expect the outcome, in a sentence or two.")]


class Outcome(Record, frozen=True, kw_only=True):
    """What came of it: expected, published, or not to be expected and why."""

    #: The key that a plain text stands for, if one is given in place of a mapping.
    shorthand: ClassVar[str] = "summary"

    expected: Annotated[
        LocalText | None, Meta(description="What you will publish and about when, before it is there.")
    ] = None
    published: Annotated[
        LocalMoment | None,
        Meta(description="The day of publication. Until then, summary and address stay out of the pages."),
    ] = None
    summary: Annotated[LocalText | None, Meta(description="How many people answered and what came of it.")] = None
    address: Annotated[WebAddress | None, Meta(description="Where to read it in full.")] = None
    none_expected: Annotated[LocalText | None, Meta(description="Why there will be no outcome.")] = None
    delays: Annotated[
        tuple[Delay, ...], Meta(description="Why there is no outcome yet, in the order you said so.")
    ] = ()


class Channel(Record, frozen=True, kw_only=True):
    """How many people answered in one way."""

    way: Annotated[LocalText, Meta(description="The way, such as online or by post.")]
    responses: Annotated[WholeNumber, Meta(description="How many people answered in that way.")]


class Respondents(Record, frozen=True, kw_only=True):
    """How many answers came from one kind of people or bodies."""

    who: Annotated[LocalText, Meta(description="Who answered, such as Residents or Organisations.")]
    responses: Annotated[WholeNumber, Meta(description="How many of them answered.")]


class AnswersInTime(Record, frozen=True, kw_only=True):
    """How many answers came in some days."""

    first_day: Annotated[LocalMoment, Meta(description="The first of the days.")]
    last_day: Annotated[LocalMoment, Meta(description="The last of the days.")]
    responses: Annotated[WholeNumber, Meta(description="How many people answered on these days.")]


class Results(Record, frozen=True, kw_only=True):
    """What people answered, before anything is decided."""

    published: Annotated[
        LocalMoment, Meta(description="The day of publication. Until then, they stay out of the pages.")
    ]
    responses: Annotated[WholeNumber | None, Meta(description="How many people answered.")] = None
    channels: Annotated[tuple[Channel, ...], Meta(description="How many of them answered in each way.")] = ()
    kinds: Annotated[
        tuple[Respondents, ...], Meta(description="How many of them were residents, organisations or others.")
    ] = ()
    over_time: Annotated[
        tuple[AnswersInTime, ...], Meta(description="How many of them answered when, in order: by week or by month.")
    ] = ()
    reached: Annotated[
        LocalText | None, Meta(description="What you did so that people heard of it, in a few sentences.")
    ] = None
    missing: Annotated[
        LocalText | None, Meta(description="Who was hard to reach and is missing from the answers, said plainly.")
    ] = None
    summary: Annotated[LocalText | None, Meta(description="What they said, in three short sentences at most.")] = None
    address: Annotated[WebAddress | None, Meta(description="Where to read them in full.")] = None
    hidden_below: Annotated[
        WholeNumber | None,
        Meta(description="Numbers of people below this one are not shown. Without it, numbers below 5."),
    ] = None


class Review(Record, frozen=True, kw_only=True):
    """A day in the editor's diary; it is not published."""

    date: Annotated[LocalMoment, Meta(description="When to look.")]
    what: Annotated[LocalText, Meta(description="What to look at: contact details, the accessibility statement.")]


MaybeOutcome = MaybeSupplied[Outcome]
