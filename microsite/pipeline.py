"""The six stages of a build, in order: load, validate, model, render, check, and, for the caller, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from microsite.checks.content import check_content, known_to_rules
from microsite.lean_imports import import_without
from microsite.load.site_files import CONFIG, SiteFiles, load_site_files
from microsite.model.assemble import ShownChapters, assemble_chapters, assemble_site, dated_problems
from microsite.model.clock import Clock
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.ordering import published
from microsite.model.read_facts import read_facts
from microsite.model.silence import silenced_codes
from microsite.model.site import MediaFile, Site
from microsite.model.statement_checks import statement_problems
from microsite.problems import Location, Problem, Severity, SiteUnreadable, sorted_problems, without_silenced
from microsite.render.templates import Templates, templates_digest
from microsite.render.unreviewed import unreviewed_words
from microsite.render.words import added_words
from microsite.shared_work import draw_pages, read_fronts, work_on_chapters
from microsite.site_output import SiteOutput
from microsite.store import Store, digest_of
from microsite.validate.date_types import zone_of

if TYPE_CHECKING:
    from microsite.checks.rendered.page_facts import PageFacts
    from microsite.finished_pages import FinishedPages

#: What Jinja imports for templates that wait for something, and for keeping templates in ways that are not ours.
UNUSED_BY_TEMPLATES = {"inspect": ("getattr_static",), "tempfile": (), "hashlib": ("sha1",)}
_NOTHING = SiteOutput({})
_LEFT_OUT = b'<meta name="robots" content="noindex'


class Build(Struct, frozen=True, kw_only=True):
    """What became of a site."""

    #: None when errors stand in the way.
    site: Site | None
    #: Every file to publish by its path below the output folder; empty when there is an error.
    files: SiteOutput
    #: All problems, sorted by place.
    problems: tuple[Problem, ...]
    #: Those that the author has silenced.
    silenced: tuple[Problem, ...] = ()
    #: The files that it was made of; None where they could not be read.
    read: SiteFiles | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the site must not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


class Plan(Struct, frozen=True, kw_only=True):
    """What a site will be made of, before any page is drawn."""

    folder: Path
    templates: Templates
    #: None when a site cannot be made of it.
    site: Site | None
    #: The site's own last style layer.
    style: str
    #: Tells everything that pages are made of, chapters aside, from any other state of it.
    shared: bytes
    #: What was found so far, silenced or not.
    found: tuple[Problem, ...]
    #: Codes that the author does not want to read of, anywhere and in one file.
    silenced: frozenset[str]
    silenced_in_files: Mapping[str, frozenset[str]]

    @property
    def can_be_drawn(self) -> bool:
        """Whether nothing that was found so far stands in the way."""
        return self.site is not None and not any(problem.severity is Severity.ERROR for problem in self.found)

    def reported(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of some problems that the author wants to read of, in order."""
        return without_silenced(sorted_problems(problems), self.silenced, self.silenced_in_files)

    def not_reported(self, problems: Iterable[Problem], reported: Collection[Problem]) -> tuple[Problem, ...]:
        """Those that the author does not want to read of, given those that are reported."""
        if not self.silenced and not self.silenced_in_files:
            return ()
        shown = set(reported)
        return tuple(problem for problem in sorted_problems(problems) if problem not in shown)


def make_site(folder: Path, engine_templates: Path, now: datetime, *, store: Store | None = None) -> Build:
    """Make a site in memory; nothing is written but what the store may keep for the next time.

    Args:
        folder: the site's folder, which holds `site_config.yaml`.
        engine_templates: the templates that every site shares.
        now: the moment the status is worked out for; without a time zone it is on the site's clocks.
        store: keeps what was made; without one, everything is made anew.

    Returns:
        The files and every problem; a mistake of the author's is never raised.
    """
    try:
        files = load_site_files(folder)
    except SiteUnreadable as unreadable:
        return Build(site=None, files=_NOTHING, problems=unreadable.problems)
    store = store or Store()
    with gc_paused():
        plan = plan_site(files, folder, engine_templates, now, store)
        build = finish_site(plan, lambda site: prepare_pages(plan, site, store), store)
        store.end_run()
        if build.site is not None:
            from microsite.render.engine_bytecode import engine_bytecode

            engine_bytecode(engine_templates).save()
    return replace(build, read=files)


@contextmanager
def gc_paused() -> Generator[None]:
    """Pause the garbage collector: a build makes many objects and hardly a cycle, and looking costs a thirtieth."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def plan_site(
    files: SiteFiles,
    folder: Path,
    engine_templates: Path,
    now: datetime,
    store: Store,
    *,
    drafts: bool = False,
) -> Plan:
    """Work out everything about a site but its pages.

    Args:
        files: what is in the folder.
        folder: the site's folder.
        engine_templates: the templates that every site shares.
        now: as for `make_site`.
        store: keeps what was worked out.
        drafts: whether chapters that are drafts are part of the site.
    """
    facts, problems = read_facts(
        files, fixed_page_names(), store, lambda known, chapters: read_fronts(known, chapters, store)
    )
    if drafts:
        facts = replace(facts, entries=[published(entry) for entry in facts.entries])
    media: tuple[MediaFile, ...] = ()
    if facts.media:
        from microsite.assets.media import publish_media

        media, found = publish_media(facts.media, store)
        problems += found
    consultation = facts.consultation
    templates = Templates(
        site=folder / "theme" / "templates", engine=engine_templates, digest=templates_digest(engine_templates)
    )
    language = str(consultation.language) if consultation else facts.certain.language
    unread = files.theme_unread
    if files.words:
        from microsite.render.own_words import read_own_words

        own = read_own_words(files.words, language, engine_templates, store)
        templates, unread = replace(templates, words=own.words), (*unread, *own.unused)
        problems += own.problems
    if files.templates or unread:
        from microsite.render.unused_theme import unused_theme_files

        problems += unused_theme_files(files.templates, unread, engine_templates, language)
    site, shared = None, b""
    if consultation is None:
        problems += assemble_chapters(facts, store)[1]
        zone = zone_of(facts.certain.read.time_zone) if facts.certain.read else ZoneInfo("UTC")
        problems += dated_problems(facts, Clock(now if now.tzinfo else now.replace(tzinfo=zone), zone))
        problems += check_content(facts.entries, known_to_rules(facts, language), store)
    else:
        colour_place = facts.places.get("brand.colour")
        if colour_place is not None:
            problems += _brand_problems(str(consultation.brand.colour), colour_place, store)
        zone = zone_of(consultation.time_zone)
        clock = Clock(now if now.tzinfo else now.replace(tzinfo=zone), zone)
        problems += statement_problems(consultation, facts.places, CONFIG, clock)
        problems += unreviewed_words(consultation, facts.places, engine_templates)
        facts = replace(facts, words=added_words(engine_templates, str(consultation.language), store))
        known = known_to_rules(facts, str(consultation.language))

        def prepare(shown: ShownChapters) -> None:
            wait = work_on_chapters(shown, known, store)
            _import_drawing()
            _draw_ahead(str(consultation.brand.colour), store)
            wait()

        site, found = assemble_site(facts, consultation, clock, store, prepare)
        problems += [*found, *check_content(facts.entries, known, store)]
        shown = {file.source for file in site.media}
        site = replace(site, media=tuple(file for file in media if file.source in shown))
        shared = digest_of(_digest_of_files(files), templates.digest, *map(str, clock.interval), int(drafts))
    in_files = {entry.file: silenced_codes(entry.front.silence) for entry in facts.entries if entry.front.silence}
    return Plan(
        folder=folder,
        templates=templates,
        site=site,
        style=files.theme_style.decode("utf-8-sig", "replace"),
        shared=shared,
        found=tuple(problems),
        silenced=facts.certain.silenced,
        silenced_in_files=in_files,
    )


def _digest_of_files(files: SiteFiles) -> bytes:
    """Tell one state of a site from another by its files, chapters aside."""
    parts = (files.data, files.media, files.words, files.templates)
    written = (part for group in parts for name, content in group.items() for part in (name, content))
    return digest_of(files.config, files.theme_style, *written)


def _brand_problems(colour: str, place: Location, store: Store) -> tuple[Problem, ...]:
    def look() -> tuple[Problem, ...]:
        from microsite.assets.palette import brand_problems

        return tuple(brand_problems(colour, place))

    return store.get("brand", (colour, repr(place)), look, tuple[Problem, ...])


def _import_drawing() -> None:
    """Import what pages are drawn and checked with, while other processes work."""
    import_without(UNUSED_BY_TEMPLATES, "jinja2")
    for name in ("microsite.finished_pages", "microsite.formats.sitemap", "microsite.formats.beside_pages"):
        import_module(name)


def _draw_ahead(colour: str, store: Store) -> None:
    """Draw an icon, while other processes work; where none is kept, nothing is, and calendars are new as well."""
    from microsite.render.head import known_touch_icon, touch_icon_of

    if known_touch_icon(colour, store) is None:
        touch_icon_of(colour, store)
        import_module("icalendar")


def prepare_pages(plan: Plan, site: Site, store: Store) -> FinishedPages:
    """Prepare to draw the pages of a plan whose site is known."""
    from microsite.finished_pages import FinishedPages
    from microsite.render.pages import Drawing

    drawing = Drawing(site, templates=plan.templates, store=store, site_style=plan.style)
    return FinishedPages(drawing, plan.shared, store)


def finish_site(
    plan: Plan,
    prepare: Callable[[Site], FinishedPages],
    store: Store,
    between: Callable[[], None] = lambda: None,
) -> Build:
    """Draw the pages of a plan, and look at them before anybody else does.

    Args:
        plan: what the site is made of.
        prepare: gives its pages.
        store: keeps what is made.
        between: called again and again while pages are drawn, so that an exception can end it.
    """
    from microsite.checks.rendered import check_site
    from microsite.formats.beside_pages import render_beside_pages
    from microsite.formats.sitemap import render_sitemap

    site, problems = plan.site, list(plan.found)
    output = _NOTHING
    if site is not None and plan.can_be_drawn:
        try:
            pages = prepare(site)

            @cache
            def beside() -> dict[str, bytes]:
                return render_beside_pages(site, plan.templates, plan.shared, store)

            draw_pages(pages, store, between, meanwhile=beside)
            facts: list[PageFacts] = []
            for path in pages.drawing.pages:
                between()
                facts.append(pages.finished(path).facts)
            files = {**pages.drawing.files, **beside()}
            given = {file.path for file in site.media}  # What an author gave as it is, whatever it is.
            found = [page.path for page in facts if not page.left_out]
            found += [path for path in given if path.endswith(".html") and _LEFT_OUT not in files[path]]
            files |= render_sitemap(site, found, plan.templates.engine)
            output = SiteOutput(files, pages)
            made = {path: content for path, content in files.items() if path not in given}
            problems += check_site(facts, made, output, site, store)
        except Exception as error:  # A site's own template can do whatever a program can.
            from microsite.render.theme_problems import theme_problem

            problems.append(theme_problem(error, plan.folder))
    reported = plan.reported(problems)
    build = Build(site=site, files=output, problems=reported, silenced=plan.not_reported(problems, reported))
    return replace(build, site=None, files=_NOTHING) if build.has_errors else build
