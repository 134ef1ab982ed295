"""The things a site lists: each class is the model, the schema and the reference page of its record at once."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from microsite.validate.field_types import Lines, LocalText, MaybeSupplied, WholeNumber
from microsite.validate.web_types import EmailAddress, PhoneNumber, SiteFile, WebAddress


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all records share: values do not change, and an unknown key is a mistake."""


class Partner(Record, frozen=True, kw_only=True):
    """An organisation behind the consultation."""

    name: Annotated[LocalText, Meta(description="The organisation's full name.")]
    kind: Annotated[LocalText | None, Meta(description="What it is, in a word or two: police, local authority.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="Its website.")] = None
    logo: Annotated[
        MaybeSupplied[SiteFile] | None,
        Meta(description="Its logo: a file in content/media. The name stands beside it, so it needs no words."),
    ] = None


class Priority(Record, frozen=True, kw_only=True):
    """One of the strategy's priorities; their order in the file is their number."""

    title: Annotated[LocalText, Meta(description="The priority in its official words.")]
    summary: Annotated[LocalText | None, Meta(description="One sentence on what it means.")] = None


class Quote(Record, frozen=True, kw_only=True):
    """What somebody said about the consultation."""

    text: Annotated[LocalText, Meta(description="The words said, without quotation marks.")]
    name: Annotated[LocalText, Meta(description="Who said it.")]
    role: Annotated[LocalText | None, Meta(description="The speaker's office or role.")] = None
    context: Annotated[LocalText | None, Meta(description="A sentence that reports the rest in your own words.")] = None


class WayToRespond(Record, frozen=True, kw_only=True):
    """A way to answer besides the online survey."""

    kind: Annotated[
        Literal["post", "phone", "email", "in_person", "text_message", "other"],
        Meta(description="Which kind of way it is; it chooses the picture."),
    ]
    title: Annotated[LocalText, Meta(description="A heading, such as By post.")]
    details: Annotated[LocalText, Meta(description="What to do, in a sentence or two.")]
    post: Annotated[MaybeSupplied[Lines] | None, Meta(description="A postal address, line by line.")] = None
    phone: Annotated[MaybeSupplied[PhoneNumber] | None, Meta(description="A telephone number.")] = None
    email: Annotated[MaybeSupplied[EmailAddress] | None, Meta(description="An e-mail address.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="A page or document to use.")] = None


class Survey(Record, frozen=True, kw_only=True):
    """The online survey, which somebody else's service runs."""

    address: Annotated[MaybeSupplied[WebAddress], Meta(description="Where the survey is answered.")]
    provider: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Whose service runs it.")] = None
    minutes: Annotated[MaybeSupplied[WholeNumber] | None, Meta(description="How many minutes it takes.")] = None
    questions: Annotated[MaybeSupplied[WholeNumber] | None, Meta(description="How many questions it has.")] = None
    privacy_notice: Annotated[
        MaybeSupplied[WebAddress] | None,
        Meta(description="The page that says what happens with the answers."),
    ] = None


class Contact(Record, frozen=True, kw_only=True):
    """Who answers questions about the consultation."""

    name: Annotated[LocalText | None, Meta(description="The team or person to ask for.")] = None
    email: Annotated[MaybeSupplied[EmailAddress] | None, Meta(description="An e-mail address.")] = None
    phone: Annotated[MaybeSupplied[PhoneNumber] | None, Meta(description="A telephone number.")] = None
    hours: Annotated[LocalText | None, Meta(description="When the telephone is answered.")] = None
    post: Annotated[MaybeSupplied[Lines] | None, Meta(description="A postal address, line by line.")] = None
    formats: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="How to get the strategy in another format: large print, easy read, another language."),
    ] = None


class Milestone(Record, frozen=True, kw_only=True):
    """A point on the way from draft to decision, besides the opening and the closing."""

    when: Annotated[LocalText, Meta(description="When, in words: Autumn 2020, by 24 January 2022.")]
    title: Annotated[LocalText, Meta(description="What happened or will happen.")]
    stage: Annotated[
        Literal["before_opening", "after_closing"],
        Meta(description="Whether it comes before the consultation opens or after it closes."),
    ]
