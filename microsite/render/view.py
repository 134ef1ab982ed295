"""What components are given: the model's facts as the mappings that their macros take."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from markupsafe import Markup

from microsite.model.chapter import Chapter
from microsite.model.site import Site
from microsite.model.status import Status
from microsite.render.pictures import Pictures
from microsite.render.wording import Wording
from microsite.render.words import Words

Options = dict[str, Any]
#: Gives the address of a published file as seen from the page that is drawn.
Link = Callable[[str], str]


class View:
    """One site, cut into the parts that its pages show."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, and the words and sentences it is told in."""
        self._site = site
        self._words = words
        self._wording = wording
        self._pictures = Pictures(site.media)

    def survey(self, *, main: bool) -> Options:
        """The way to the survey; `main` makes it the button of the page."""
        survey = self._site.facts.survey
        amounts: list[str] = []
        provider = ""
        if survey is not None:
            for noun, amount in (("minutes", survey.minutes), ("questions", survey.questions)):
                if amount is not None and amount.value is not None:
                    amounts.append(self._wording.amount(noun, amount.value))
            provider = str(survey.provider.value) if survey.provider and survey.provider.supplied else ""
        elsewhere = self._words("survey.run_by", provider=provider) if provider else self._words("survey.elsewhere")
        return {
            "address": survey.address.value if survey else None,
            "main": main,
            "until_html": self._wording.survey_until,
            "about": self._words("survey.about", amounts=", ".join(amounts)) if amounts else "",
            "elsewhere": elsewhere,
        }

    @cached_property
    def timeline(self) -> list[Options]:
        """The points on the way from draft to decision.

        A point that is past when the page is made stays past; of the others nothing is said, so that a page
        that is never made again tells nothing false.
        """
        facts, status, words = self._site.facts, self._site.status, self._words
        opened, closed = status is not Status.UPCOMING, status is Status.CLOSED
        before = [each for each in facts.milestones if each.stage == "before_opening"]
        after = [each for each in facts.milestones if each.stage == "after_closing"]
        points = [{"when": each.when, "what": each.title, "state": "past"} for each in before]
        opening = {"when": self._wording.opening, "what": words("home.opens"), "state": "past" if opened else "open"}
        closing = {"when": self._wording.closing, "what": words("home.closes"), "state": "past" if closed else "open"}
        points += [opening, closing]
        points += [{"when": each.when, "what": each.title, "state": "open"} for each in after]
        period = facts.strategy_period
        if period is not None:
            years = f"{period.first_year}–{period.last_year}"
            points.append({"when": years, "what": words("home.in_force"), "state": "open"})
        return points

    def priorities(self, link: Link) -> list[Options]:
        """The priorities, each with the way to its chapter."""
        items: list[Options] = []
        for number, priority in enumerate(self._site.facts.priorities, 1):
            chapter = self._site.chapter_for(number)
            items.append(
                {
                    "title": priority.title,
                    "summary": priority.summary,
                    "href": link(chapter.path) if chapter else "",
                    "link_text": chapter and self._words("home.read_priority", title=chapter.nav_title),
                }
            )
        return items

    def chapters(self, link: Link) -> list[Options]:
        """The chapters, a section named where it begins."""
        items: list[Options] = []
        section = ""
        for chapter in self._site.chapters:
            items.append(
                {
                    "number": chapter.number,
                    "title": chapter.title,
                    "summary": chapter.summary,
                    "href": link(chapter.path),
                    "minutes": self._wording.amount("minutes", chapter.minutes),
                    "section": chapter.section if chapter.section != section else "",
                }
            )
            section = chapter.section
        return items

    def contents(self, chapter: Chapter) -> list[Options]:
        """The headings of a chapter, when there are enough to choose from."""
        headings = [heading for heading in chapter.headings if heading.level <= 3]
        return [{"id": each.id, "text": each.text, "level": each.level} for each in headings] if headings[1:] else []

    @cached_property
    def whole_contents(self) -> list[Options]:
        """The chapters as entries of the whole document's list of contents."""
        return [{"id": each.slug, "text": each.title, "level": 2} for each in self._site.chapters]

    def whole_html(self, chapter: Chapter) -> Markup:
        """A chapter's text for the page that holds all of them; headings one level deeper."""
        return Markup(self._pictures.in_text(chapter.html_in_whole))

    def ways(self, link: Link) -> list[Options]:
        """Every way to answer in brief, the survey first; none once answers are no longer taken."""
        if not self._site.takes_answers or not (self._site.facts.survey or self._site.facts.other_ways):
            return []
        words = self._words
        online = {"kind": "online", "title": words("ways.online"), "details": words("ways.online_details")}
        items = [{**_EMPTY, **online}] if self._site.facts.survey else []
        return items + [
            {**_EMPTY, "kind": each.kind, "title": each.title, "details": each.details}
            for each in self._site.facts.other_ways
        ]

    @cached_property
    def other_ways(self) -> list[Options]:
        """The ways to answer besides the survey, in full."""
        return [
            {
                "kind": each.kind,
                "title": each.title,
                "details": each.details,
                "post": each.post,
                "phone": each.phone,
                "email": each.email,
                "address": each.address,
            }
            for each in self._site.facts.other_ways
        ]

    def partners(self, link: Link, *, links: bool) -> list[Options]:
        """The partners, with their websites when asked for."""
        items: list[Options] = []
        for partner in self._site.facts.partners:
            logo = partner.logo.value if partner.logo else None
            logo_html = self._pictures.logo(self._site.media_file(logo), link, height_px=56, lazy=True) if logo else ""
            address = partner.address.value if partner.address and links else None
            items.append(
                {
                    "name": partner.name,
                    "kind": partner.kind,
                    "logo_html": logo_html,
                    "address": address,
                    "link_text": self._words("partners.website", name=partner.name),
                }
            )
        return items

    def logo(self, link: Link) -> Markup | str:
        """The site's own logo, or nothing where there is none."""
        brand = self._site.facts.brand
        if not brand.logo:
            return ""
        said = str(brand.logo_text or "")
        # The organisation's name stands beside it; a screen reader need not say it twice.
        text = "" if said == str(self._site.facts.organisation) else said
        return self._pictures.logo(self._site.media_file(brand.logo), link, height_px=44, text=text)

    def neighbours(self, pair: tuple[Chapter | None, Chapter | None], link: Link) -> Options:
        """The chapters before and after."""
        before, after = ({"href": link(each.path), "title": each.nav_title} if each else None for each in pair)
        return {"before": before, "after": after}


_EMPTY: Options = {"post": None, "phone": None, "email": None, "address": None}
