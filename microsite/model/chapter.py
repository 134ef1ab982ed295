"""A chapter: the front matter an author can write, and the finished chapter that pages are rendered from."""

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta, Struct

from microsite.html.context import Heading, TitleMark
from microsite.model.records import Record
from microsite.model.silence import Silenced
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText, WholeNumber, YesNo
from microsite.validate.original_mark import OriginalMark
from microsite.validate.web_types import PageName, PageSlug

#: Speed of silent reading: Brysbaert 2019 (238 words a minute for plain prose), rounded down for official text.
WORDS_A_MINUTE = 220


#: Keys that the front matter of chapters and of the author's own pages share.
PublishOn = Annotated[LocalMoment | None, Meta(description="The day, or the moment, when builds start to show it.")]
ExpireOn = Annotated[LocalMoment | None, Meta(description="The last day, or the moment, when builds show it.")]
Updated = Annotated[LocalMoment | None, Meta(description="The day its text last changed.")]
Slug = Annotated[
    PageSlug | None, Meta(description="The name of its page, without .html. Without it, that of its file.")
]
RedirectFrom = Annotated[
    tuple[PageName, ...], Meta(description="Addresses it used to have, which now take readers to it.")
]
TranslationOf = Annotated[
    OriginalMark | None,
    Meta(description="In a translation: which state of the original it is of. The program writes it."),
]


class FrontMatter(Record, frozen=True, kw_only=True):
    """What may be between two lines of `---` at the top of a chapter; all of it is optional."""

    title: Annotated[LocalText | None, Meta(description="The chapter's title. Without it, its first heading.")] = None
    order: Annotated[WholeNumber | None, Meta(description="Its place. Without it, the number in the file's name.")] = (
        None
    )
    summary: Annotated[LocalText | None, Meta(description="One sentence for lists and search engines.")] = None
    section: Annotated[LocalText | None, Meta(description="The part of the strategy it belongs to.")] = None
    priority: Annotated[
        WholeNumber | None,
        Meta(description="The number of the priority it is about, as listed in site_config.yaml."),
    ] = None
    nav_title: Annotated[LocalText | None, Meta(description="A shorter title for menus.")] = None
    draft: Annotated[YesNo | None, Meta(description="yes leaves the chapter out of the site.")] = None
    publish_on: PublishOn = None
    expire_on: ExpireOn = None
    updated: Updated = None
    slug: Slug = None
    redirect_from: RedirectFrom = ()
    translation_of: TranslationOf = None
    silence: Annotated[
        tuple[Silenced, ...], Meta(description="Codes of warnings and hints to ignore in this chapter.")
    ] = ()


class Body:
    """A chapter's text as safe HTML, loaded lazily."""

    __slots__ = ("_load", "digest", "digest_in_whole")

    def __init__(self, digest: bytes, digest_in_whole: bytes, load: Callable[[bytes], str]) -> None:
        """Take the digests of both forms of the text, and a function that loads a text by its digest."""
        self.digest, self.digest_in_whole, self._load = digest, digest_in_whole, load

    @property
    def html(self) -> str:
        """The text for the chapter's own page."""
        return self._load(self.digest)

    @property
    def html_in_whole(self) -> str:
        """The text for the page with all chapters."""
        return self._load(self.digest_in_whole)


class Chapter(Struct, frozen=True, kw_only=True):
    """One chapter of the strategy, or one of the author's own pages, ready to render."""

    #: The chapter's place, counted from 1 without gaps; 0 for a page that is not a chapter.
    number: int
    slug: str
    title: str
    #: Marks of footnotes after the title.
    title_marks: tuple[TitleMark, ...] = ()
    nav_title: str
    #: One sentence; the start of the text if the author gave none.
    summary: str
    #: Whether the author gave the summary, so that it does not repeat the start of the text.
    summary_given: bool
    section: str
    #: The number of its priority, counted from 1; 0 for none.
    priority: int
    updated: LocalMoment | None
    redirect_from: tuple[str, ...]
    body: Body
    headings: tuple[Heading, ...]
    words: int
    #: The path of its file below the site's folder.
    file: str
    #: For a page that is not a chapter: whether it asks for a place in the main menu, and may be in the footer.
    in_menu: bool = False
    in_footer: bool = True
    #: The tag of its language, if it stands in for a text that is missing in the site's language.
    language: str = ""
    #: For a translation: the tag of a language in which the page has changed since, and the day if known.
    newer_in: str = ""
    newer_since: LocalMoment | None = None

    @property
    def file_name(self) -> str:
        """The name of its file without folders, by which lists and links refer to the chapter."""
        return self.file.rsplit("/", 1)[-1]

    @property
    def html(self) -> str:
        """The text as safe HTML, without the title; headings start at level 2."""
        return self.body.html

    @property
    def html_in_whole(self) -> str:
        """The same text for the whole document: ids prefixed with the slug, headings one level deeper."""
        return self.body.html_in_whole

    @property
    def path(self) -> str:
        """The path of its page below the output folder."""
        return f"{self.slug}.html"

    @property
    def minutes(self) -> int:
        """How many minutes it takes to read, at least 1."""
        return max(1, round(self.words / WORDS_A_MINUTE))
