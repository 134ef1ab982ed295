"""Decides which pages exist, and renders each with its template and context."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html import unescape
from posixpath import normpath
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct

from microsite.assets.stylesheet import fingerprinted
from microsite.html.shortcuts import has_shortcuts
from microsite.lazy_patterns import lazy_pattern
from microsite.model.addresses import relative_link
from microsite.model.chapter import Chapter
from microsite.model.directions import direction_of
from microsite.model.fixed_pages import FIXED_PAGES
from microsite.model.in_languages import below_output
from microsite.model.reads import TEXT_IN_WHOLE, ReadTracker, TrackedText
from microsite.model.site import Site
from microsite.render.answers_view import PAGE as ANSWERS
from microsite.render.decisions_view import PAGE as DECISIONS
from microsite.render.environment import begin_page, make_environment, share
from microsite.render.fallback_language import name_languages
from microsite.render.head import Head
from microsite.render.language_switch import languages_of_page
from microsite.render.navigation import Navigation
from microsite.render.on_all_pages import context_of_words, shared_context
from microsite.render.own_order import with_own_order
from microsite.render.shortcuts import Link, Shortcuts
from microsite.render.site_style import make_style
from microsite.render.start_page import MISSING, START, is_first_of_equals
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import MARKER, Words, words_for, words_of_statements
from microsite.store import Store

#: The templates of pages the law requires: they only use unreviewed words if the author accepts them.
STATEMENTS = ("accessibility", "privacy")
#: The template of the page that compares the text with the one people were consulted on.
CHANGES = "changes_to_the_text"
#: The whole document; addresses in papers are relative to it.
WHOLE = "whole-document.html"
#: The placeholder for a part in a page's frame: an element with an id and text, which checks find in order.
PART = lazy_pattern(r'<h6 id="\ue010(\d+)">\ue010\1</h6>')


class Page(Struct, frozen=True, kw_only=True):
    """One page to render."""

    path: str
    #: The template's name below pages/, without `.html`.
    template: str
    title: str
    description: str
    #: The key of the navigation entry it belongs to; empty for none.
    nav: str = ""
    chapter: Chapter | None = None
    #: For a page that has moved: its new path.
    target: str = ""

    @property
    def is_shared(self) -> bool:
        """Whether people and search engines may link to it: not if it has moved, and not if it is the 404 page."""
        return self.template not in ("moved", "not_found")

    @property
    def canonical_path(self) -> str:
        """Its canonical path: the new one if it has moved; empty for the 404 page, which is shown at any address."""
        return "" if self.template == "not_found" else self.target or self.path

    #: The name in templates made for 1.0.
    known_by = canonical_path


def part_placeholder(number: int) -> str:
    """Return the placeholder for a part in a frame."""
    return f'<h6 id="\ue010{number}">\ue010{number}</h6>'


def pages_of(site: Site, words: Words, in_statements: Words | None = None) -> tuple[Page, ...]:
    """List every page of a site.

    Args:
        site: the whole model.
        words: the interface's words.
        in_statements: the words of the statements, if they have their own.
    """
    consultation = site.consultation
    summary = str(consultation.summary)
    pages = [Page(path="index.html", template="home", title=str(consultation.title), description=summary, nav="home")]
    respond = Navigation(site, words).respond_name
    pages += [
        Page(
            path=path,
            template=template,
            title=respond
            if template == "have_your_say"
            else ((in_statements if template in STATEMENTS else None) or words)(key),
            description=summary,
            nav=nav,
        )
        for path, template, key, nav in FIXED_PAGES
        if path not in site.absent_pages
    ]
    for chapter in site.texts:
        about = chapter.summary or summary
        pages.append(
            Page(
                path=chapter.path,
                template="chapter" if chapter.number else "own_page",
                title=chapter.title,
                description=about,
                nav="strategy" if chapter.number else chapter.path,
                chapter=chapter,
            )
        )
        pages += [
            Page(path=old, template="moved", title=chapter.title, description=about, target=chapter.path)
            for old in chapter.redirect_from
        ]
    if is_first_of_equals(site):
        for path, template, key in ((START, "start", "title"), (MISSING, "not_found", "missing")):
            title = " – ".join(unescape(MARKER.sub("", each.offer[key])) for each in site.languages)
            pages.append(Page(path=path, template=template, title=title, description=summary))
    return tuple(pages)


class PartOfPage(Struct, frozen=True):
    """A text inserted into a page's frame: the text of a chapter, given by its slug, or any other HTML."""

    slug: str
    html: str = ""


class RenderedPage(Struct, frozen=True, kw_only=True):
    """A rendered page: its frame, and the parts to insert at the frame's placeholders."""

    frame: str
    parts: tuple[PartOfPage, ...]
    #: What the frame read from the chapters: a digest of each part's content, by name.
    reads: Mapping[str, bytes]


class PageRenderer:
    """The pages of one site, rendered lazily, and the files they share."""

    def __init__(self, site: Site, *, templates: Templates, store: Store, site_style: str = "") -> None:
        """Prepare everything that the pages share.

        Args:
            site: the whole model.
            templates: where to look for templates, and the site's own words.
            store: caches what is made from templates and pictures.
            site_style: the text of the site's own style layer, which comes last.
        """
        self._language = str(site.consultation.language)
        self._reads = ReadTracker(site.chapters, site.clock, site.pages)
        #: Returns the current digest of a part of a chapter that a page has read.
        self.current = self._reads.current
        self._chapters = {chapter.slug: chapter for chapter in site.texts}
        self._site = tracked = self._reads.tracked_site(site)
        self._lock = Lock()
        self._environment = make_environment(templates, store)
        kind = site.consultation.document_kind
        words = words_for(templates.engine, self._language, kind=kind, own=templates.words)
        self._words = words
        right_to_left = any(
            direction_of(tag) == "rtl" for tag in (self._language, *(each.tag for each in site.languages))
        )
        colour, several = str(site.consultation.brand.colour), bool(site.languages)
        compared = site.earlier is not None
        has_results = site.has_page(ANSWERS) or site.has_page(DECISIONS)
        style = make_style(
            templates,
            colour,
            site_style,
            store,
            several=several,
            right_to_left=right_to_left,
            compared=compared,
            has_results=has_results,
        )
        #: The path of the stylesheet, relative to this language's folder.
        self.style_path = site.shared_folder + fingerprinted("assets/site.css", style)
        script = (templates.engine / "scripts/status.js").read_bytes()
        script_path = site.shared_folder + fingerprinted("assets/status.js", script)
        head = Head(site, store, templates.engine, templates.digest)
        #: The files that are not pages, by their paths.
        self.files: dict[str, bytes] = {
            self.style_path: style,
            **head.files,
            **{path: each for file in site.media for path, each in file.files.items()},
        }
        self._has_stages_to_come = len(site.coming_stages) > 1
        if self._has_stages_to_come:
            self.files[script_path] = script
        self._shared = shared = shared_context(tracked, words, self.style_path, script_path, head)
        share(self._environment, shared)
        self._shortcuts = Shortcuts(self._environment, tracked, words, shared["wording"], shared["life"])
        in_statements = words_of_statements(templates.engine, site.consultation)
        self._in_statements: dict[str, Any] = {}
        if in_statements:
            self._in_statements = context_of_words(tracked, in_statements, Wording(tracked, in_statements))
        #: Every page, by its path.
        self.pages: dict[str, Page] = {page.path: page for page in pages_of(site, words, in_statements)}

    def render(self, page: Page) -> RenderedPage:
        """Render one page."""
        parts: list[PartOfPage] = []
        template = self._environment.get_template(f"pages/{page.template}.html")
        with self._lock:
            self._reads.begin()
            begin_page(self._environment)
            frame = template.render(self._context(page, parts))
            reads = self._reads.end()
        return RenderedPage(frame=self._with_languages(frame), parts=tuple(parts), reads=reads)

    def render_part(self, page: Page, part: PartOfPage) -> tuple[str, Mapping[str, bytes]]:
        """Render a part of a page; returns its HTML, and what it read from the chapters besides its own text."""
        with self._lock:
            self._reads.begin()
            begin_page(self._environment)
            html = self._placed(self._text_of(part), page)
            return self._with_languages(html), self._reads.end()

    def render_document(self, name: str, **given: Any) -> str:
        """Render a template for papers, which are not pages, with the texts of the chapters inserted.

        Args:
            name: the template below paper/, without `.html`.
            given: context in addition to what all templates get.
        """
        site = self._site.consultation
        page = Page(path=WHOLE, template=name, title=str(site.title), description=str(site.summary))
        parts: list[PartOfPage] = []
        template = self._environment.get_template(f"paper/{name}.html")
        with self._lock:
            self._reads.begin()
            begin_page(self._environment)
            pieces = PART.split(template.render({**self._context(page, parts), **given}))
            texts = (self._placed(self._text_of(parts[int(number)]), page) for number in pieces[1::2])
            html = "".join([pieces[0], *(each for pair in zip(texts, pieces[2::2], strict=True) for each in pair)])
            self._reads.end()
        return self._with_languages(html)

    def name_of_part(self, part: PartOfPage) -> str:
        """Return the name under which reads of a part's text are recorded; empty if it is not a chapter's text."""
        return f"{TEXT_IN_WHOLE}{part.slug}" if part.slug else ""

    def is_plain(self, part: PartOfPage) -> bool:
        """Whether a part has only its own text and pictures, and no shortcuts."""
        return not has_shortcuts(self._text_of(part))

    def _text_of(self, part: PartOfPage) -> str:
        return self._chapters[part.slug].html_in_whole if part.slug else part.html

    def _placed(self, html: str, page: Page) -> str:
        return self._shortcuts.fill(self._shortcuts.pictures.in_text(html), self._link_from(page))

    def _with_languages(self, html: str) -> str:
        return with_own_order(name_languages(html, self._language), self._language)

    def _root(self, page: Page) -> str:
        """Return the prefix for links on the 404 page, which is shown at any address; empty for other pages."""
        address = self._site.consultation.site_address
        known = page.template == "not_found" and address is not None and address.value is not None
        return urlsplit(str(address)).path.rstrip("/") + "/" if known else ""

    def _link_from(self, page: Page) -> Link:
        root = self._root(page)
        if page.template == "start":
            return lambda path: relative_link("index.html", below_output(path, self._site.folder))
        return lambda path: _from_root(root, path) if root else relative_link(page.path, path)

    def _context(self, page: Page, parts: list[PartOfPage]) -> dict[str, Any]:
        site = self._site

        def text_of(text: TrackedText | str) -> Markup:
            parts.append(PartOfPage(text.slug) if isinstance(text, TrackedText) else PartOfPage("", str(text)))
            return Markup(part_placeholder(len(parts) - 1))

        chapter: Chapter | None = self._reads.tracked(page.chapter) if page.chapter else None
        link = self._link_from(page)
        return {
            **(self._in_statements if page.template in STATEMENTS else {}),
            "page": page,
            "link": link,
            "languages": languages_of_page(site, page, link, self._words),
            **self._blocks(page, link),
            **self._changes(page, link),
            "linked": page.template != "not_found" or bool(self._root(page)),
            "chapter": chapter,
            "body_html": Markup(self._placed(chapter.html, page)) if chapter else "",
            "text_of": text_of,
            "neighbours": site.neighbours_of(chapter) if chapter and chapter.number else (None, None),
            "strategy_path": site.chapters[0].path if site.chapters else "whole-document.html",
        }

    def _changes(self, page: Page, link: Link) -> dict[str, Any]:
        """Return the context that only the page of changes to the text needs."""
        if page.template != CHANGES or self._site.earlier is None:
            return {}
        from microsite.render.changes_page import changes_since

        rendered = ((each, self._placed(each.html, page)) for each in self._site.chapters)
        return changes_since(self._site, self._site.earlier, rendered, self._words, self._shared["wording"], link)

    def _blocks(self, page: Page, link: Link) -> dict[str, Any]:
        """Return a page's data blocks: what it says in later stages, and on the home page structured data as well."""
        life_here = self._has_stages_to_come and page.template not in ("moved", "not_found", "start")
        if page.template != "home":
            stages = self._stages_block if life_here else ""
            return {"life_here": life_here, "stages_block": stages, "data_blocks": [stages] if life_here else []}
        steps: list[dict[str, Any]] = self._shared["next_steps"](link)
        stages = self._shared["stages_to_come"].block(steps) if life_here else ""
        blocks = [each for each in (self._shared["structured_data"], stages) if each]
        return {"life_here": life_here, "steps": steps, "stages_block": stages, "data_blocks": blocks}

    @cached_property
    def _stages_block(self) -> Markup:
        """The data block about later stages for every page except the home page."""
        return self._shared["stages_to_come"].block()


def _from_root(root: str, path: str) -> str:
    return normpath(f"{root}{path}") if path.startswith("../") else f"{root}{path}"
