"""Records of what came of a consultation: people's answers, the decisions, and the actions since."""

from typing import Annotated, Literal

from msgspec import Meta

from microsite.model.records import Listed, Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldText, LocalText, WholeNumber, YesNo
from microsite.validate.web_types import WebAddress

#: The state of an action.
ActionState = Literal["planned", "under_way", "done", "dropped"]
ENDED: frozenset[ActionState] = frozenset({"done", "dropped"})

_ChapterName = Annotated[FieldText | None, Meta(description="The file of the chapter it is about, such as 02-play.md.")]
_PriorityNumber = Annotated[
    WholeNumber | None, Meta(description="The number of the priority it is about, as listed in site_config.yaml.")
]


class AnswerCount(Record, frozen=True, kw_only=True):
    """How many people gave one of the answers to a question."""

    answer: Annotated[LocalText, Meta(description="The answer in the words of content/data/questions.yaml.")]
    count: Annotated[WholeNumber | None, Meta(description="How many people gave it.")] = None
    hidden: Annotated[
        YesNo | None,
        Meta(description="yes in place of a number that is not shown, since it could tell what one person answered."),
    ] = None


class GroupResult(Record, frozen=True, kw_only=True):
    """What one group of people answered to a question."""

    who: Annotated[LocalText, Meta(description="The group, such as Residents.")]
    answered: Annotated[WholeNumber, Meta(description="How many people of the group answered this question.")]
    counts: Annotated[
        tuple[AnswerCount, ...], Meta(description="How many of them gave each answer, in the order of the question.")
    ]


class QuestionResult(Listed, frozen=True, kw_only=True):
    """What people answered to one question of the survey."""

    question: Annotated[
        WholeNumber, Meta(description="The number of the question: its place in content/data/questions.yaml.")
    ]
    answered: Annotated[
        WholeNumber | None,
        Meta(description="How many people answered it. Leave it out if that could tell what one person did."),
    ] = None
    skipped: Annotated[
        WholeNumber | None, Meta(description="How many people answered the survey, but not this question.")
    ] = None
    counts: Annotated[
        tuple[AnswerCount, ...], Meta(description="How many people gave each answer, in the order of the question.")
    ] = ()
    groups: Annotated[tuple[GroupResult, ...], Meta(description="The same for groups of people, to compare them.")] = ()
    summary: Annotated[LocalText | None, Meta(description="What that says, in a sentence or two.")] = None

    @property
    def own_words(self) -> str:
        """The number of the question."""
        return f"question {self.question}"


class Quotation(Record, frozen=True, kw_only=True):
    """What one person wrote, in that person's words."""

    text: Annotated[LocalText, Meta(description="The words they wrote, without quotation marks.")]
    who: Annotated[
        LocalText | None, Meta(description="What kind of person wrote it: A parent of two. Never a name.")
    ] = None
    consent: Annotated[
        FieldText,
        Meta(description="How that person agreed that you publish it, and when. It is not published."),
    ]


class Theme(Listed, frozen=True, kw_only=True):
    """Something that many people wrote about in their own words."""

    theme: Annotated[LocalText, Meta(description="What they wrote about, in a few words.")]
    question: Annotated[
        WholeNumber | None,
        Meta(description="The number of the question that they answered. Without it, it is about all of them."),
    ] = None
    priority: _PriorityNumber = None
    chapter: _ChapterName = None
    count: Annotated[WholeNumber | None, Meta(description="How many people wrote about it.")] = None
    summary: Annotated[LocalText | None, Meta(description="What they said about it, in a sentence or two.")] = None
    quotations: Annotated[
        tuple[Quotation, ...], Meta(description="A few of their own words, which stand for what others wrote.")
    ] = ()

    @property
    def own_words(self) -> str:
        """What people wrote about."""
        return str(self.theme)


class NotChanged(Record, frozen=True, kw_only=True):
    """What people asked for and what was not changed."""

    what: Annotated[LocalText, Meta(description="What people asked for that you did not do.")]
    why: Annotated[LocalText, Meta(description="Why you did not do it.")]


class Decision(Listed, frozen=True, kw_only=True):
    """We asked, you said, we did: one thing that people were asked about, and what was decided."""

    asked: Annotated[LocalText, Meta(description="We asked: what you asked people, in a sentence.")]
    said: Annotated[LocalText, Meta(description="You said: what they answered, in a sentence or two.")]
    did: Annotated[LocalText, Meta(description="We did: what you decided because of it, in a sentence or two.")]
    priority: _PriorityNumber = None
    chapter: _ChapterName = None
    not_changed: Annotated[
        tuple[NotChanged, ...], Meta(description="What people asked for and you did not change, each with the reason.")
    ] = ()
    decided_by: Annotated[LocalText | None, Meta(description="Who decided it.")] = None
    decided: Annotated[LocalMoment | None, Meta(description="The day of the decision.")] = None
    record: Annotated[WebAddress | None, Meta(description="The record of the decision, such as the minutes.")] = None
    passage: Annotated[
        FieldText | None,
        Meta(
            description="Where the final text says it: the file of a chapter, with a heading's id if you like: "
            "02-play.md#playgrounds"
        ),
    ] = None

    @property
    def own_words(self) -> str:
        """What was asked."""
        return str(self.asked)


class ProgressReport(Record, frozen=True, kw_only=True):
    """How far an action had come on a day."""

    date: Annotated[LocalMoment, Meta(description="The day it was so. Until then, it is not shown.")]
    state: Annotated[ActionState, Meta(description="How far it had come.")]
    note: Annotated[
        LocalText | None, Meta(description="More about it, in a sentence. An action that is dropped needs the reason.")
    ] = None


class Action(Listed, frozen=True, kw_only=True):
    """Something to be done because of what people said."""

    what: Annotated[LocalText, Meta(description="What somebody will do.")]
    who: Annotated[LocalText | None, Meta(description="Who does it.")] = None
    due: Annotated[LocalMoment | None, Meta(description="The last day to do it.")] = None
    priority: _PriorityNumber = None
    chapter: _ChapterName = None
    progress: Annotated[
        tuple[ProgressReport, ...],
        Meta(description="How far it had come on which day, in order. Add a line each time; do not change old ones."),
    ] = ()

    @property
    def own_words(self) -> str:
        """What is to be done."""
        return str(self.what)

    @property
    def state(self) -> ActionState:
        """The last reported state."""
        return self.progress[-1].state if self.progress else "planned"

    @property
    def has_ended(self) -> bool:
        """Whether the action has ended, so that nothing more is to be done."""
        return self.state in ENDED


def folded_words(words: str) -> str:
    """Return what two spellings of the same answer or sentence have in common."""
    return " ".join(words.casefold().split()).rstrip(".")
