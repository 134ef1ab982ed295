"""Turns the model's facts into the mappings that the macros of components take."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from markupsafe import Markup

from microsite.load.language_words import primary_subtag
from microsite.model.assemble import MANY_CHAPTERS
from microsite.model.chapter import Chapter
from microsite.model.records import Partner, Quote
from microsite.model.responses import WayToRespond
from microsite.model.site import Site
from microsite.problems import sentences
from microsite.render.file_facts import file_facts
from microsite.render.life_view import LifeView
from microsite.render.pictures import LOGO_HEIGHTS_PX, Pictures, logo_shape
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.field_types import LocalText, MaybeSupplied, with_language_markers

#: In links to the chapters of a priority, a chapter with a longer title than this is named by its shorter one.
LONGEST_NAME = 70
Options = dict[str, Any]
#: Returns the address of a published file relative to the page being rendered.
Link = Callable[[str], str]


class View:
    """One site's facts, as the options of the components that show them."""

    def __init__(self, site: Site, words: Words, wording: Wording, life: LifeView) -> None:
        """Take the site, the interface's words, the sentences about dates, and those about its stages."""
        self._site = site
        self._words = words
        self._wording = wording
        self._life = life
        self._pictures = Pictures(site.media)

    def survey(self, *, main: bool, chapter: Chapter | None = None) -> Options:
        """Return the link to the survey.

        `main` makes it the main button of the page; with a chapter, the link goes to the questions about it.
        """
        survey = self._site.consultation.survey
        address = survey.address.value if survey else None
        numbered = self._site.questions_on(chapter) if chapter else ()
        action = self._words("survey.take")
        if numbered:
            key = "chapter.answer_one" if len(numbered) == 1 else "chapter.answer_many"
            action = self._words(key, numbers=self._wording.numbers([number for number, _ in numbered]))
            if survey and survey.question_link and address:
                number, first = numbered[0]
                address = survey.question_link.for_question(number, str(first.anchor or "")) or address
        return {
            "address": address,
            "language": self._survey_language,
            "main": main,
            "action": action,
            "note": self._life.survey_note,
            "rest": self._about_survey if address else self.survey_amount,
        }

    @cached_property
    def _survey_language(self) -> str:
        """Says that the survey is in a different language from the page; empty if it is not, or that is not known."""
        survey = self._site.consultation.survey
        tag = str(survey.language or "") if survey else ""
        if not tag or primary_subtag(tag) == primary_subtag(self._site.consultation.language):
            return ""
        return self._words("survey.in_language", language=self._wording.language(tag))

    @cached_property
    def survey_alone(self) -> Options:
        """The survey's button for the page that already says the rest."""
        return {**self.survey(main=True), "rest": self._words("survey.then")}

    def questions_about(self, chapter: Chapter) -> str:
        """Say which of the survey's questions are about a chapter; there must be at least one."""
        numbers = [number for number, _ in self._site.questions_on(chapter)]
        key = "chapter.about_one" if len(numbers) == 1 else "chapter.about_many"
        return self._words(key, numbers=self._wording.numbers(numbers))

    def named(self, chapters: list[Options]) -> list[Options]:
        """Return chapters as links with just their titles."""
        return [{"href": each["href"], "text": each["title"]} for each in chapters]

    @cached_property
    def _survey_amounts(self) -> str:
        survey = self._site.consultation.survey
        known = (("minutes", survey.minutes), ("questions", survey.questions)) if survey else ()
        amounts = [self._wording.amount(noun, each.value) for noun, each in known if each and each.value is not None]
        return self._words.listed(amounts)

    @cached_property
    def survey_amount(self) -> str:
        """How long the survey takes and how many questions it has; empty if neither is known."""
        return self._words("survey.about", amounts=self._survey_amounts) if self._survey_amounts else ""

    @cached_property
    def _about_survey(self) -> str:
        """How long the survey takes, where it opens and who runs it, in one short sentence."""
        if not self._survey_amounts:
            return self.survey_elsewhere
        provider = self._site.consultation.survey and self._site.consultation.survey.provider
        key = "survey.about_run_by" if provider and provider.value else "survey.about_elsewhere"
        return self._words(key, amounts=self._survey_amounts, provider=provider and provider.value)

    @cached_property
    def survey_elsewhere(self) -> str:
        """Says that the survey opens on another website, and who runs it if known."""
        survey = self._site.consultation.survey
        provider = survey.provider.value if survey and survey.provider else None
        return self._words("survey.run_by", provider=provider) if provider else self._words("survey.elsewhere")

    def priorities(self, link: Link) -> list[Options]:
        """Return the priorities, each with links to its chapters."""

        def to(chapter: Chapter) -> Options:
            name = chapter.title if len(chapter.title) <= LONGEST_NAME else chapter.nav_title
            return {"href": link(chapter.path), "text": self._words("home.read_priority", title=name)}

        numbered = enumerate(self._site.consultation.priorities, 1)
        return [
            {"title": each.title, "summary": each.summary, "links": [to(on) for on in self._site.chapters_on(number)]}
            for number, each in numbered
        ]

    def priority_of(self, chapter: Chapter) -> str:
        """Say the number of a chapter's priority, and its name if that differs from the chapter's title."""
        title = self._site.consultation.priorities[chapter.priority - 1].title
        key = "chapter.priority" if str(title) == chapter.title else "chapter.priority_named"
        return self._words(key, number=chapter.priority, title=title)

    def sections(self, link: Link) -> list[Options]:
        """Return the chapters, grouped into consecutive sections; chapters before the first section get no title.

        A long list leaves out summaries and reading times, since people scan it.
        """
        groups: list[Options] = []
        brief = len(self._site.chapters) > MANY_CHAPTERS
        for chapter in self._site.chapters:
            title = chapter.section or (self._words("chapter.others") if groups and groups[-1]["title"] else "")
            if not groups or groups[-1]["title"] != title:
                groups.append({"title": title, "entries": []})
            item = {
                "number": chapter.number,
                "title": chapter.title,
                "summary": "" if brief else chapter.summary,
                "href": link(chapter.path),
                "minutes": "" if brief else self.minutes(chapter),
            }
            groups[-1]["entries"].append(item)
        return groups

    def minutes(self, chapter: Chapter) -> str:
        """Say how long it takes to read a chapter."""
        return self._words("chapter.to_read", amount=self._wording.amount("minutes", chapter.minutes))

    def contents(self, chapter: Chapter) -> list[Options]:
        """Return a chapter's headings down to level 3; none if there are fewer than two."""
        headings = [heading for heading in chapter.headings if heading.level <= 3]
        return [{"id": each.id, "text": each.text, "level": each.level} for each in headings] if headings[1:] else []

    @property
    def whole_contents(self) -> list[Options]:
        """The chapters as entries of the whole document's table of contents."""
        return [{"id": each.slug, "text": each.title, "level": 2} for each in self._site.chapters]

    def ways(self, link: Link, *, brief: bool = False) -> list[Options]:
        """Return every way to answer, presented as equals, the survey first; none once answers are no longer taken.

        Args:
            link: returns addresses relative to the page.
            brief: leave out forms and pages, for a page that links to them elsewhere.
        """
        consultation, words = self._site.consultation, self._words
        if not self._site.takes_answers:
            return []
        items: list[Options] = []
        if consultation.survey:
            details = sentences(words("ways.online_details"), self.survey_amount)
            online = {"kind": "online", "title": words("ways.online"), "details": details}
            items = [{**_NO_FACTS, **online, "lead": self._online_introduction(link, brief)}]
        for way in consultation.ways_to_respond:
            head = {"kind": way.kind, "title": way.title, "details": way.details}
            facts_of_way = self._way_facts(way, link)
            items.append({**head, **facts_of_way, **({"lead": None} if brief else {})})
        return items

    def _online_introduction(self, link: Link, brief: bool) -> Options | None:
        if not brief or not self._site.lists.questions:
            return None
        return {"href": link("questions.html"), "text": self._words("questions.read_first")}

    def _way_facts(self, way: WayToRespond, link: Link) -> Options:
        form = way.form.value if way.form else None
        lead: Options | None = None
        made = next((each for each in self._site.papers if each.kind == "form"), None)
        if way.kind == "post" and made and not form:
            measured = self._words.listed(file_facts(self._words, made.path, len(made.content)))
            lead = {"href": link(made.path), "text": self._words("ways.form", facts=measured)}
        elif form:
            file = self._site.media_file(form)
            measured = self._words.listed(file_facts(self._words, file.path, len(file.content)))
            lead = {"href": link(file.path), "text": self._words("ways.form", facts=measured)}
        elif way.kind == "post" and self._site.lists.questions:
            lead = {"href": link("questions.html"), "text": self._words("ways.print_questions")}
        return {name: getattr(way, name) for name in _WAY_FACTS} | {"lead": lead}

    @cached_property
    def ways_in_words(self) -> list[str]:
        """The names of all ways to answer, for the time after the closing."""
        consultation = self._site.consultation
        names = [self._words("ways.online")] if consultation.survey else []
        return names + [with_language_markers(way.title) for way in consultation.ways_to_respond]

    @cached_property
    def plans(self) -> list[tuple[str, LocalText]]:
        """What was planned for the time after the closing, each with its key."""
        consultation = self._site.consultation
        plans = (
            ("next", consultation.next_steps),
            ("decides", consultation.decided_by),
            ("late", consultation.late_answers),
        )
        return [(name, plan.value) for name, plan in plans if plan and plan.value is not None]

    @cached_property
    def form_return(self) -> WayToRespond | None:
        """The postal way to answer to which a printed form is returned; None if there is none with an address."""
        posts = (way for way in self._site.consultation.ways_to_respond if way.kind == "post" and way.post)
        return next(posts, None)

    def partners(self, link: Link, *, links: bool) -> list[Options]:
        """Return the partners; with their websites, roles and days if `links`."""
        items: list[Options] = []
        for partner in self._site.consultation.partners:
            logo = partner.logo.value if partner.logo else None
            file = self._site.media_file(logo) if logo else None
            shape = logo_shape(file.width_px, file.height_px) if file else ""
            height_px = LOGO_HEIGHTS_PX[shape]
            address = partner.address.value if partner.address and links else None
            items.append(
                {
                    "name": partner.name,
                    "kind": partner.kind,
                    "logo_html": self._pictures.logo(file, link, height_px=height_px, lazy=True) if file else "",
                    "address": address,
                    "link_text": self._words("partners.website", name=partner.name),
                    "shape": shape,
                    "role": partner.role if links else None,
                    "as_at_html": self._as_at(partner) if links and not self.partners_as_at else "",
                }
            )
        return items

    @cached_property
    def contact(self) -> Options:
        """Who answers questions; each fact is None if it is not given."""
        names = ("name", "email", "phone", "hours", "post")
        return {name: getattr(self._site.consultation.contact, name, None) for name in names} | dict.fromkeys(
            ("formats", "complaints", "complaints_page")
        )

    @property
    def contact_and_formats(self) -> Options:
        """The contact, with complaints and how to get the text in other formats (to be supplied if not given)."""
        contact = self._site.consultation.contact
        complaints = {name: getattr(contact, name, None) for name in ("complaints", "complaints_page")}
        return self.contact | complaints | {"formats": (contact and contact.formats) or MaybeSupplied(None)}

    @cached_property
    def logo_is_wide(self) -> bool:
        """Whether the site's own logo is so wide that it must be a name in lettering."""
        logo = self._site.consultation.brand.logo
        file = self._site.media_file(logo) if logo else None
        return file is not None and logo_shape(file.width_px, file.height_px) in ("wider", "strip")

    def logo(self, link: Link) -> Markup | str:
        """Return the site's own logo; empty if there is none."""
        brand = self._site.consultation.brand
        if not brand.logo:
            return ""
        logo_text = str(brand.logo_text or "")
        # The organisation's name is next to it; a screen reader need not read it out twice.
        text = "" if logo_text in str(self._site.consultation.organisation) else logo_text
        return self._pictures.logo(self._site.media_file(brand.logo), link, height_px=44, text=text)

    def neighbours(self, pair: tuple[Chapter | None, Chapter | None], link: Link) -> Options:
        """Return links to the chapters before and after."""
        before, after = ({"href": link(each.path), "title": each.nav_title} if each else None for each in pair)
        return {"before": before, "after": after}

    def quote(self, quote: Quote, link: Link, *, context: bool) -> Options:
        """Return a quote; with the sentence that gives its context if `context`."""
        file = self._site.media_file(quote.picture) if quote.picture else None
        alt_text = str(quote.picture_text or "")
        return {
            "text": quote.text,
            "name": quote.name,
            "role": quote.role,
            "organisation": quote.organisation,
            "context": quote.context if context else None,
            "picture_html": self._pictures.portrait(file, link, side_px=72, text=alt_text) if file else "",
        }

    @cached_property
    def partners_as_at(self) -> Markup | str:
        """The day on which all partners' entries were right; empty if the days differ, so that each shows its own."""
        partners = self._site.consultation.partners
        same = len({partner.as_at for partner in partners}) == 1
        return self._as_at(partners[0]) if same else ""

    def _as_at(self, partner: Partner) -> Markup | str:
        if partner.as_at is None:
            return ""
        return self._words.html("partners.as_at", day=self._wording.day_element(partner.as_at))


_WAY_FACTS = ("post", "phone", "email", "address", "hours", "text_relay")
_NO_FACTS: Options = dict.fromkeys((*_WAY_FACTS, "lead"))
