"""The front matter of an author's own pages, which are not chapters."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from microsite.model.chapter import ExpireOn, FrontMatter, PublishOn, RedirectFrom, Slug, TranslationOf, Updated
from microsite.model.records import Record
from microsite.model.silence import Silenced
from microsite.validate.field_types import LocalText, WholeNumber, YesNo


class PageFront(Record, frozen=True, kw_only=True):
    """What may be between two lines of `---` at the top of a page in content/pages/; all of it is optional."""

    title: Annotated[LocalText | None, Meta(description="The page's title. Without it, its first heading.")] = None
    nav_title: Annotated[LocalText | None, Meta(description="A shorter title for the menu and the footer.")] = None
    in_menu: Annotated[
        YesNo | None,
        Meta(description="yes puts it in the main menu. What navigation in site_config.yaml lists counts instead."),
    ] = None
    in_footer: Annotated[
        YesNo | None, Meta(description="no leaves it out of the footer. In the menu, it is not in the footer as well.")
    ] = None
    order: Annotated[
        WholeNumber | None, Meta(description="Its place among the pages. Without it, the number in the file's name.")
    ] = None
    summary: Annotated[LocalText | None, Meta(description="One sentence for search engines.")] = None
    draft: Annotated[YesNo | None, Meta(description="yes leaves the page out of the site.")] = None
    publish_on: PublishOn = None
    expire_on: ExpireOn = None
    updated: Updated = None
    slug: Slug = None
    redirect_from: RedirectFrom = ()
    translation_of: TranslationOf = None
    silence: Annotated[
        tuple[Silenced, ...], Meta(description="Codes of warnings and hints to ignore on this page.")
    ] = ()

    def as_chapters(self) -> FrontMatter:
        """Return the same values as a chapter's front matter."""
        both = set(self.__struct_fields__).intersection(FrontMatter.__struct_fields__)
        return FrontMatter(**{name: getattr(self, name) for name in both})
