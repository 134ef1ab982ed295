"""A chapter: what its front matter may say, and what it has become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from microsite.html.context import Heading
from microsite.model.records import Record
from microsite.model.silence import Silenced
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText, WholeNumber, YesNo
from microsite.validate.web_types import PageName

#: Silent reading of plain prose, Brysbaert 2019 (238 words a minute), rounded down for official text.
WORDS_A_MINUTE = 220


class FrontMatter(Record, frozen=True, kw_only=True):
    """What may stand between two lines of `---` at the top of a chapter; all of it is optional."""

    title: Annotated[LocalText | None, Meta(description="The chapter's title; else its first heading.")] = None
    order: Annotated[WholeNumber | None, Meta(description="Its place; else the number in the file's name.")] = None
    summary: Annotated[LocalText | None, Meta(description="One sentence for lists and search engines.")] = None
    section: Annotated[LocalText | None, Meta(description="The part of the strategy it belongs to.")] = None
    priority: Annotated[
        WholeNumber | None,
        Meta(description="The number of the priority it is about, counted in site_config.yaml."),
    ] = None
    nav_title: Annotated[LocalText | None, Meta(description="A shorter title for menus.")] = None
    draft: Annotated[YesNo | None, Meta(description="yes leaves the chapter out of the site.")] = None
    publish_on: Annotated[
        LocalMoment | None, Meta(description="The day, or the moment, from which a build shows it.")
    ] = None
    expire_on: Annotated[
        LocalMoment | None, Meta(description="The last day, or the moment, until which it is shown.")
    ] = None
    updated: Annotated[LocalMoment | None, Meta(description="The day its text last changed.")] = None
    redirect_from: Annotated[
        tuple[PageName, ...], Meta(description="Addresses it had before, which lead on to it.")
    ] = ()
    silence: Annotated[
        tuple[Silenced, ...], Meta(description="Codes of warnings and hints that may stay in this chapter.")
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter of the strategy, ready to be drawn."""

    #: The chapter's place, counted from 1 without gaps.
    number: int
    slug: str
    title: str
    nav_title: str
    #: One sentence; the start of the text where the author gave none.
    summary: str
    #: Whether the author gave the summary, so that it is not the text said twice.
    summary_given: bool
    section: str
    #: The number of its priority, counted from 1; 0 for none.
    priority: int
    updated: LocalMoment | None
    redirect_from: tuple[str, ...]
    #: The text as safe HTML, without the title; headings start at level 2.
    html: str
    #: The same text for the page that holds all chapters: ids prefixed by the slug, headings one level deeper.
    html_in_whole: str
    headings: tuple[Heading, ...]
    words: int
    #: The file it was read from, below the site's folder.
    file: str

    @property
    def path(self) -> str:
        """Where its page stands below the output folder."""
        return f"{self.slug}.html"

    @property
    def minutes(self) -> int:
        """How many minutes it takes to read, at least 1."""
        return max(1, round(self.words / WORDS_A_MINUTE))
