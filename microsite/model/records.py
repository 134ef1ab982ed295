"""Items that a site lists: each class is at once the model, the schema and the reference page of its record."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.date_types import LocalMoment, When
from microsite.validate.field_types import FieldText, Lines, LocalText, MaybeSupplied, PostalLines, YesNo
from microsite.validate.web_types import EmailAddress, PhoneNumber, RecordId, SiteFile, WebAddress

#: About a line of print: a longer meaning in the middle of a sentence makes readers lose the thread.
LONGEST_ASIDE = 80
_NEXT_SENTENCE = lazy_pattern(r"[.!?][\"”’)]?\s+[\"“‘(]?[A-Z]")


def reason_against_aside(words: str) -> str:
    """Say why some words cannot go in brackets in the middle of a sentence; empty if they can."""
    if len(words) > LONGEST_ASIDE:
        return f"{len(words)} characters"
    return "more than one sentence" if _NEXT_SENTENCE.search(words) else ""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all records share: values do not change, and an unknown key is a mistake."""


class Listed(Record, frozen=True, kw_only=True):
    """What the items of a list share: a name that chapters and links know them by."""

    id: Annotated[
        RecordId,
        Meta(description="The name that chapters use for it. Without it, we make one from the item's own words."),
    ] = RecordId("")

    @property
    def own_words(self) -> str:
        """The words that an id is made from if none is given."""
        raise NotImplementedError


class Partner(Listed, frozen=True, kw_only=True):
    """An organisation behind the consultation."""

    #: The key that a plain text stands for, if one is given in place of a mapping.
    shorthand: ClassVar[str] = "name"

    name: Annotated[LocalText, Meta(description="The organisation's full name.")]
    kind: Annotated[LocalText | None, Meta(description="What it is, in a word or two: police, local authority.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="Its website.")] = None
    logo: Annotated[
        MaybeSupplied[SiteFile] | None,
        Meta(description="Its logo: a file in content/media. Its name is beside it, so it needs no alt text."),
    ] = None
    role: Annotated[LocalText | None, Meta(description="What it does here, in a sentence.")] = None
    as_at: Annotated[
        LocalMoment | None,
        Meta(description="The day this entry was right: organisations get new names and merge."),
    ] = None

    @property
    def own_words(self) -> str:
        """Its name."""
        return str(self.name)


class Priority(Listed, frozen=True, kw_only=True):
    """One of the strategy's priorities; their order in the file is their number."""

    #: The key that a plain text stands for, if one is given in place of a mapping.
    shorthand: ClassVar[str] = "title"

    title: Annotated[LocalText, Meta(description="The priority in its official words.")]
    summary: Annotated[LocalText | None, Meta(description="One sentence on what it means.")] = None

    @property
    def own_words(self) -> str:
        """Its title."""
        return str(self.title)


class Quote(Listed, frozen=True, kw_only=True):
    """What somebody said about the consultation."""

    text: Annotated[LocalText, Meta(description="The words they said, without quotation marks.")]
    name: Annotated[LocalText, Meta(description="Who said it.")]
    role: Annotated[LocalText | None, Meta(description="The speaker's office or role.")] = None
    organisation: Annotated[LocalText | None, Meta(description="Who the speaker speaks for.")] = None
    context: Annotated[LocalText | None, Meta(description="A sentence that gives the rest in your own words.")] = None
    picture: Annotated[
        SiteFile | None, Meta(description="A picture that the speaker gave you for this: a file in content/media.")
    ] = None
    picture_text: Annotated[
        LocalText | None, Meta(description="What the picture shows, for people who cannot see it.")
    ] = None

    @property
    def own_words(self) -> str:
        """The speaker's name."""
        return str(self.name)


class Contact(Record, frozen=True, kw_only=True):
    """Who answers questions about the consultation."""

    name: Annotated[LocalText | None, Meta(description="The team or person to ask for.")] = None
    email: Annotated[MaybeSupplied[EmailAddress] | None, Meta(description="An email address.")] = None
    phone: Annotated[MaybeSupplied[PhoneNumber] | None, Meta(description="A phone number.")] = None
    hours: Annotated[LocalText | None, Meta(description="When somebody answers the phone.")] = None
    post: Annotated[MaybeSupplied[PostalLines] | None, Meta(description="A postal address, line by line.")] = None
    formats: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="How to get the strategy in another format: large print, easy read, another language."),
    ] = None
    complaints: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="Whom to tell, and how, if the consultation itself is not run as it should be."),
    ] = None
    complaints_page: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="The page on how to complain.")] = (
        None
    )


class Milestone(Record, frozen=True, kw_only=True):
    """A point on the way from draft to decision, besides the opening and the closing."""

    when: Annotated[When, Meta(description="The day as 2022-01-24, or words: Autumn 2020, by January 2022.")]
    title: Annotated[LocalText, Meta(description="What happened or will happen.")]
    stage: Annotated[
        Literal["before_opening", "after_closing"],
        Meta(description="Whether it comes before the consultation opens or after it closes."),
    ]


class Event(Listed, frozen=True, kw_only=True):
    """Something that takes place: a drop-in session, a walk, a meeting."""

    #: Keys that may hold just a time, each with the key that supplies its day.
    day_from: ClassVar[dict[str, str]] = {"end": "start"}

    what: Annotated[LocalText, Meta(description="What takes place.")]
    start: Annotated[LocalMoment, Meta(description="The day it is on, or the moment when it begins.")]
    end: Annotated[
        LocalMoment | None,
        Meta(description="The last day, or the moment when it ends. A time alone, such as 19:00, is on the first day."),
    ] = None
    where: Annotated[
        LocalText | None, Meta(description="The place with its street and postcode, or that it is online.")
    ] = None
    address: Annotated[WebAddress | None, Meta(description="A page about it, or where to join it online.")] = None
    step_free: Annotated[YesNo | None, Meta(description="Whether people can get in and move around without steps.")] = (
        None
    )
    hearing_loop: Annotated[YesNo | None, Meta(description="Whether there is a hearing loop.")] = None
    interpreter: Annotated[LocalText | None, Meta(description="Which interpreter is there: British Sign Language.")] = (
        None
    )
    booking: Annotated[LocalText | None, Meta(description="How to book, or that nobody needs to.")] = None
    details: Annotated[
        LocalText | None,
        Meta(description="What else there is to know: what happens, a ramp at the side, what it costs, whom to ask."),
    ] = None
    public_meeting: Annotated[
        YesNo | None,
        Meta(
            description="yes, if it is a meeting that everybody can come to, with senior people of those who consult."
        ),
    ] = None
    discussed: Annotated[
        LocalText | None, Meta(description="What was discussed at a meeting, in a sentence or two, once it is over.")
    ] = None
    cancelled: Annotated[
        YesNo | None,
        Meta(
            description="yes keeps it in the list, marked as cancelled. So is, by itself, what would begin after the "
            "consultation was withdrawn or replaced; no says that it takes place all the same."
        ),
    ] = None

    @property
    def own_words(self) -> str:
        """What it is and its day, since many events have the same name."""
        return f"{self.what} {self.start.day.isoformat()}"


class Faq(Listed, frozen=True, kw_only=True):
    """A question that people ask about the consultation, and its answer."""

    question: Annotated[LocalText, Meta(description="The question as people ask it.")]
    answer: Annotated[Lines, Meta(description="The answer. An empty line starts a new paragraph.")]

    @property
    def own_words(self) -> str:
        """The question."""
        return str(self.question)


class GlossaryTerm(Listed, frozen=True, kw_only=True):
    """A word that not everybody knows, and what it means."""

    term: Annotated[LocalText, Meta(description="The word, as written in the chapters.")]
    meaning: Annotated[LocalText, Meta(description="What it means, in a sentence or two.")]
    short: Annotated[
        LocalText | None,
        Meta(
            description="The meaning in a few words, for the middle of a sentence. If the meaning has 80 characters "
            "or fewer, you do not need this."
        ),
    ] = None
    also: Annotated[
        tuple[LocalText, ...], Meta(description="Other forms of it: the plural, the full name, an abbreviation.")
    ] = ()

    @property
    def own_words(self) -> str:
        """The term."""
        return str(self.term)

    @property
    def in_sentence(self) -> str:
        """What goes in brackets after its first use; empty if that would be too long for a sentence."""
        words = str(self.short or self.meaning)
        return "" if reason_against_aside(words) else words


class Update(Listed, frozen=True, kw_only=True):
    """Something that has changed on the site."""

    date: Annotated[LocalMoment, Meta(description="The day it changed.")]
    what: Annotated[LocalText, Meta(description="What changed, in a sentence.")]
    chapter: Annotated[
        FieldText | None, Meta(description="The file of the chapter that changed, such as 02-play.md.")
    ] = None

    @property
    def own_words(self) -> str:
        """Its day and what changed."""
        return f"{self.date.day.isoformat()} {self.what}"
