"""Renders the shortcuts in chapters, with the same components that the pages use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jinja2
from markupsafe import Markup, escape

from microsite.html.shortcuts import fill_shortcuts
from microsite.model.records import Listed
from microsite.model.shortcuts import numbered
from microsite.model.site import Site
from microsite.render.life_view import LifeView
from microsite.render.list_view import ListView
from microsite.render.pictures import Pictures
from microsite.render.view import View
from microsite.render.wording import Wording
from microsite.render.words import Words

Link = Callable[[str], str]


class Shortcuts:
    """Replaces the shortcuts' placeholders in the chapters of one site."""

    def __init__(
        self, environment: jinja2.Environment, site: Site, words: Words, wording: Wording, life: LifeView
    ) -> None:
        """Take the templates, the site, the interface's words, and the sentences about dates and stages."""
        self._environment = environment
        self.pictures = Pictures(site.media)
        self._site = site
        self._words = words
        self._wording = wording
        self._life = life
        self._view = View(site, words, wording, life)
        self._listed = ListView(site, words, wording)

    def fill(self, marked_html: str, link: Link) -> str:
        """Replace the shortcuts in a chapter.

        Args:
            marked_html: the chapter's text, with placeholders for shortcuts.
            link: returns addresses relative to the page.
        """
        return fill_shortcuts(
            marked_html,
            lambda name, level: self._block(name, level, link),
            lambda name, words: self._within(name, Markup(words), link),
        )

    def _block(self, name: str, level: int, link: Link) -> str:
        kind, _, which = name.partition("/")
        sentence = self._sentence(kind)
        if sentence:
            return Markup("<p>{}</p>").format(sentence)
        drawn = self._fact(kind, which, level, link) or self._listing(kind, which, level, link)
        return Markup('<div class="placed">\n{}</div>').format(drawn)

    def _sentence(self, kind: str) -> Markup | str:
        wording = self._wording
        return {
            "status": self._life.sentence,
            "opens": Markup("{} ({})").format(wording.opening, wording.zone),
            "closes": Markup("{} ({})").format(wording.closing, wording.zone),
            "length": wording.length,
            "dates": wording.answers_from_until,
        }.get(kind, "")

    def _fact(self, kind: str, which: str, level: int, link: Link) -> Markup | str:
        """Render facts of site_config.yaml, or a quote; empty for other kinds."""
        consultation, view = self._site.consultation, self._view
        if kind == "survey":
            if self._site.takes_answers:
                return self._macro("survey", view.survey(main=False))
            return Markup("<p>{}</p>").format(self._life.survey_took)
        if kind == "ways":
            ways = [{**way, "lead": None} for way in view.ways(link, brief=True)]
            return self._macro("ways", {"level": level, "entries": ways}) if ways else self._past_ways_to_respond
        if kind == "contact":
            return self._macro("contact_facts", view.contact)
        if kind == "partners":
            return self._macro("partner_grid", {"entries": view.partners(link, links=False)})
        if kind in ("priority", "priorities"):
            entries = view.priorities(link)
            index = numbered(consultation.priorities, which) if which else None
            chosen = entries if index is None else [entries[index]]
            return self._macro("priority_list", {"level": level, "first": (index or 0) + 1, "entries": chosen})
        if kind == "quote":
            index = numbered(self._site.quotes, which) or 0
            return self._macro("quote", view.quote(self._site.quotes[index], link, context=True))
        return ""

    def _listing(self, kind: str, which: str, level: int, link: Link) -> Markup | str:
        """Render one item, or all, of a list in content/data/."""
        listed, lists = self._listed, self._site.lists
        kinds: dict[str, tuple[str, Sequence[Listed], Callable[[], list[Any]]]] = {
            "event": ("event_list", lists.events, lambda: [listed.event(each) for each in lists.events]),
            "document": ("document_list", lists.documents, lambda: listed.documents(link)),
            "question": ("question_list", lists.questions, lambda: listed.questions(link)),
            "faq": ("faq_list", lists.faqs, listed.faqs),
            "term": ("glossary_list", lists.glossary, lambda: [listed.term(each) for each in lists.glossary]),
            "update": ("update_list", lists.updates, lambda: [listed.update(each, link) for each in lists.updates]),
            "evidence": ("related_list", lists.evidence, lambda: listed.related(lists.evidence, "evidence", link)),
            "related": ("related_list", lists.related, lambda: listed.related(lists.related, "related", link)),
        }
        component, items, entries_of = kinds[kind if kind in kinds else kind.removesuffix("s")]
        entries = [{**each, "anchor": ""} for each in entries_of()]
        index = numbered(items, which) if which else None
        chosen = entries if index is None else [entries[index]]
        return self._macro(component, {"level": level, "stacked": True, "entries": chosen})

    def _within(self, name: str, written: Markup, link: Link) -> str:
        """Render a shortcut within a sentence: as a date or other words, a quote, or a link with the author's words."""
        kind, _, which = name.partition("/")
        sentence = self._sentence(kind)
        if sentence:
            return escape(sentence)
        if kind == "quote":
            quote = self._site.quotes[numbered(self._site.quotes, which) or 0]
            return Markup("<q>{}</q>").format(quote.text)
        return Markup('<a href="{}">{}</a>').format(self._address(kind, which, link), written)

    def _address(self, kind: str, which: str, link: Link) -> str:
        consultation = self._site.consultation
        if kind == "priority":
            index = numbered(consultation.priorities, which) or 0
            chapters = self._site.chapters_on(index + 1)
            return link(chapters[0].path if chapters else "priorities.html")
        if kind == "question" and which.isdecimal():
            which = str(self._site.lists.questions[int(which) - 1].id)
        page = _PAGES.get(kind) or _PAGES[kind.removesuffix("s")]
        return f"{link(page)}#{kind}-{which}" if which else link(page)

    @property
    def _past_ways_to_respond(self) -> Markup:
        items = Markup("").join(Markup("<li>{}</li>\n").format(way) for way in self._view.ways_in_words)
        return Markup("<ul>\n{}</ul>\n").format(items)

    def _macro(self, component: str, options: dict[str, Any]) -> Markup:
        template = self._environment.get_template(f"components/{component}/{component}.html")
        macro: Callable[[dict[str, Any]], Any] = getattr(template.module, component)
        return Markup(macro(options))


#: The page that each kind links to; an `s` at the end of a kind does not count.
_PAGES = {
    "survey": "have-your-say.html",
    "ways": "have-your-say.html",
    "contact": "contact.html",
    "partner": "partners.html",
    "prioritie": "priorities.html",
    "event": "events.html",
    "document": "documents.html",
    "evidence": "documents.html",
    "related": "documents.html",
    "question": "questions.html",
    "faq": "faqs.html",
    "term": "glossary.html",
    "update": "updates.html",
}
