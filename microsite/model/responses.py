"""How people can answer: the survey, its questions, and every other way."""

from typing import Annotated, Literal

from msgspec import Meta

from microsite.model.records import Listed, Record
from microsite.validate.field_types import FieldText, LocalText, MaybeSupplied, PostalLines, WholeNumber
from microsite.validate.web_types import EmailAddress, LanguageTag, PhoneNumber, QuestionLink, SiteFile, WebAddress


class WayToRespond(Listed, frozen=True, kw_only=True):
    """A way to answer besides the online survey."""

    kind: Annotated[
        Literal["post", "phone", "email", "in_person", "sign_language", "text_message", "other"],
        Meta(description="Which kind of way it is. It decides the picture."),
    ]
    title: Annotated[LocalText, Meta(description="A heading, such as By post.")]
    details: Annotated[LocalText, Meta(description="What to do, in a sentence or two.")]
    post: Annotated[MaybeSupplied[PostalLines] | None, Meta(description="A postal address, line by line.")] = None
    phone: Annotated[MaybeSupplied[PhoneNumber] | None, Meta(description="A phone number.")] = None
    email: Annotated[MaybeSupplied[EmailAddress] | None, Meta(description="An email address.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="A page or document to use.")] = None
    form: Annotated[
        MaybeSupplied[SiteFile] | None, Meta(description="A form to print and fill in: a file in content/media.")
    ] = None
    hours: Annotated[LocalText | None, Meta(description="When somebody answers the phone or is there.")] = None
    text_relay: Annotated[
        MaybeSupplied[PhoneNumber] | None, Meta(description="The number for text relay, such as 18001 01632 960123.")
    ] = None

    @property
    def own_words(self) -> str:
        """Its heading."""
        return str(self.title)

    @property
    def needs_internet(self) -> bool:
        """Whether answering in this way needs the internet."""
        return self.kind in ("email", "sign_language", "other")


class Survey(Record, frozen=True, kw_only=True):
    """The online survey, which somebody else's service runs."""

    address: Annotated[MaybeSupplied[WebAddress], Meta(description="The survey's address.")]
    provider: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Who provides the survey.")] = None
    language: Annotated[
        LanguageTag | None, Meta(description="Its language, where that is not the language of the pages: en-GB.")
    ] = None
    minutes: Annotated[MaybeSupplied[WholeNumber] | None, Meta(description="How many minutes it takes.")] = None
    questions: Annotated[MaybeSupplied[WholeNumber] | None, Meta(description="How many questions it has.")] = None
    privacy_notice: Annotated[
        MaybeSupplied[WebAddress] | None,
        Meta(description="The page that says what happens to the answers."),
    ] = None
    question_link: Annotated[
        QuestionLink | None,
        Meta(description="The address of one question, with {number} or {anchor} in it: https://…#q{number}"),
    ] = None


class Question(Listed, frozen=True, kw_only=True):
    """A question of the survey; their order in the file is their number."""

    text: Annotated[LocalText, Meta(description="The question in the survey's words.")]
    kind: Annotated[
        Literal["choice", "several", "scale", "text"],
        Meta(description="One answer, several, a point on a scale, or people's own words."),
    ] = "text"
    answers: Annotated[
        tuple[LocalText, ...], Meta(description="The answers to choose from, or the points of the scale, in order.")
    ] = ()
    chapter: Annotated[
        FieldText | None, Meta(description="The file of the chapter it is about, such as 02-play.md.")
    ] = None
    anchor: Annotated[
        FieldText | None, Meta(description="What the survey calls the question in its own addresses.")
    ] = None

    @property
    def own_words(self) -> str:
        """The question."""
        return str(self.text)
