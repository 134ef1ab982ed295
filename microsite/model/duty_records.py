"""Records of duties: the norm it comes from, whom it binds, when it applies, and what shows that it is met."""

from typing import Annotated, Literal

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldText, LocalText
from microsite.validate.web_types import RecordId, WebAddress

#: Where a norm applies.
Nation = Literal["england", "wales", "scotland", "northern_ireland"]
#: Which kind of body consults; a law binds some kinds and not others.
Body = Literal[
    "council", "strategy_group", "police", "fire", "health", "government_department", "other_public_body", "other"
]
#: The tests that a duty can name; `microsite/duties/` has them.
TestName = Literal[
    "accessibility_statement", "alternatives", "answers_by_channel", "anonymous", "at_least_twelve_weeks",
    "both_languages_equal", "changes_of_date", "complaints", "contact", "costs", "decisions_told", "effects_on_welsh",
    "equality_assessment", "evidence", "holidays", "how_to_answer", "late_answers", "length_of_survey",
    "live_or_work", "meetings_reported", "needs_no_internet", "not_in_election", "other_formats", "outcome",
    "privacy", "proposal", "public_meeting", "questions_readable", "short_title", "what_can_change", "what_next",
    "who_can_answer", "who_consults", "why_now",
]  # fmt: skip


class Duty(Record, frozen=True, kw_only=True):
    """Something that a norm, or good practice, asks of a consultation."""

    id: Annotated[RecordId, Meta(description="A short name for it, which waived: and reports use.")]
    sentence: Annotated[LocalText, Meta(description="What has to be there, in one plain sentence.")]
    kind: Annotated[
        Literal["law", "case", "guidance", "custom"],
        Meta(description="Whether it comes from a law, from a judgment, from guidance, or from practice."),
    ]
    by: Annotated[
        Literal["before_opening", "while_open", "after_closing"],
        Meta(description="When it must be there at the latest."),
    ]
    test: Annotated[TestName, Meta(description="What shows that it is there.")]
    nations: Annotated[tuple[Nation, ...], Meta(description="Where it applies. Without it, everywhere.")] = ()
    binds: Annotated[
        tuple[Body, ...],
        Meta(description="Which kinds of body it binds. For all others it is good practice."),
    ] = ()
    only_for: Annotated[
        tuple[Body, ...], Meta(description="Which kinds of body it makes sense for. Without it, all of them.")
    ] = ()
    document_kinds: Annotated[
        tuple[FieldText, ...], Meta(description="What it is for, as document_kind says it. Without it, everything.")
    ] = ()
    only_if: Annotated[
        Literal["personal_data"] | None,
        Meta(description="What the law is about. It binds nobody where that is said not to be so."),
    ] = None
    since: Annotated[LocalMoment | None, Meta(description="The day since when it applies.")] = None
    source: Annotated[
        FieldText | None, Meta(description="The norm's title, with the number of the section or paragraph.")
    ] = None
    address: Annotated[WebAddress | None, Meta(description="Where its text can be read.")] = None
    read: Annotated[LocalMoment | None, Meta(description="The day on which somebody read that text.")] = None
    read_part: Annotated[FieldText | None, Meta(description="Which part of it was read, and where.")] = None


class Waiver(Record, frozen=True, kw_only=True):
    """A duty that somebody has decided not to meet on this site; it is not published."""

    duty: Annotated[FieldText, Meta(description="The duty's short name, as the command check --duties says it.")]
    by: Annotated[LocalText, Meta(description="Who decided it: a person with an office.")]
    date: Annotated[LocalMoment, Meta(description="The day of the decision.")]
    reason: Annotated[LocalText, Meta(description="Why, in a sentence or two.")]


class Election(Record, frozen=True, kw_only=True):
    """The weeks before an election, in which no consultation should be launched."""

    election: Annotated[LocalText, Meta(description="Which election it is.")]
    starts: Annotated[
        LocalMoment, Meta(description="The first day of the weeks before it, such as that of the notice.")
    ]
    ends: Annotated[LocalMoment, Meta(description="The day of the poll.")]
