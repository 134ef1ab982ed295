"""Documents besides the chapters: the formats they exist in, what the strategy rests on, and what belongs to it."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from microsite.model.records import Listed, Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText, MaybeSupplied, WholeNumber, Year
from microsite.validate.web_types import LanguageTag, PageName, SiteFile, WebAddress


class Alternative(Record, frozen=True, kw_only=True):
    """A further format of a document: there, to be had on request, or not offered."""

    #: Keys of which one is needed.
    one_of: ClassVar[tuple[str, ...]] = ("file", "address", "page", "on_request", "not_offered")

    kind: Annotated[
        Literal["easy_read", "bsl", "large_print", "audio", "braille", "translation", "html", "other"],
        Meta(description="Which format it is."),
    ]
    title: Annotated[LocalText | None, Meta(description="What the format is called, in other words.")] = None
    language: Annotated[LanguageTag | None, Meta(description="Its language, if it is different: cy, pl.")] = None
    file: Annotated[SiteFile | None, Meta(description="A file in content/media.")] = None
    address: Annotated[WebAddress | None, Meta(description="Its address on the web.")] = None
    page: Annotated[PageName | None, Meta(description="A page of this site: whole-document.html.")] = None
    on_request: Annotated[LocalText | None, Meta(description="Who to ask for it, and how.")] = None
    not_offered: Annotated[LocalText | None, Meta(description="Why it does not exist.")] = None

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the given keys that say where it is or why it does not exist; there should be exactly one."""
        return tuple(name for name in self.one_of if getattr(self, name) is not None)


class Document(Listed, frozen=True, kw_only=True):
    """A document to read or to print."""

    #: Keys of which one is needed.
    one_of: ClassVar[tuple[str, ...]] = ("file", "address")

    title: Annotated[LocalText, Meta(description="The document's title.")]
    file: Annotated[MaybeSupplied[SiteFile] | None, Meta(description="A file in content/media.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="Its address on the web.")] = None
    kind: Annotated[LocalText | None, Meta(description="What it is, in a word or two: summary, full strategy.")] = None
    pages: Annotated[WholeNumber | None, Meta(description="How many pages it has.")] = None
    language: Annotated[LanguageTag | None, Meta(description="Its language, if it is not the site's.")] = None
    summary: Annotated[LocalText | None, Meta(description="What is in it, in a sentence.")] = None
    publish_on: Annotated[
        LocalMoment | None, Meta(description="The day, or the moment, when builds start to show it.")
    ] = None
    expire_on: Annotated[LocalMoment | None, Meta(description="The last day, or the moment, when builds show it.")] = (
        None
    )
    alternatives: Annotated[
        tuple[Alternative, ...], Meta(description="The formats people ask for, including those that do not exist.")
    ] = ()

    @property
    def own_words(self) -> str:
        """Its title."""
        return str(self.title)

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF, judging by its name."""
        written = str(self.file or self.address or "").lower()
        return written.partition("?")[0].endswith(".pdf")

    @property
    def has_page(self) -> bool:
        """Whether an alternative offers the same text as a web page."""
        return any(each.kind == "html" and each.places[:1] in (("address",), ("page",)) for each in self.alternatives)


class Related(Listed, frozen=True, kw_only=True):
    """Something the strategy rests on or belongs to: data, an earlier strategy, a decision record."""

    title: Annotated[LocalText, Meta(description="Its title.")]
    kind: Annotated[
        Literal[
            "earlier_strategy", "data", "research", "impact_assessment", "decision_record", "law", "report", "other"
        ],
        Meta(description="What it is."),
    ]
    file: Annotated[MaybeSupplied[SiteFile] | None, Meta(description="A file in content/media.")] = None
    address: Annotated[MaybeSupplied[WebAddress] | None, Meta(description="Its address on the web.")] = None
    summary: Annotated[LocalText | None, Meta(description="What it says, in a sentence.")] = None
    year: Annotated[Year | None, Meta(description="The year it is from.")] = None

    @property
    def own_words(self) -> str:
        """Its title."""
        return str(self.title)
