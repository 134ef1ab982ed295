"""Plan a site before any page is rendered: its files read, the facts in them validated, its model assembled."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from microsite.checks.content import check_content, known_to_rules
from microsite.checks.shipped import as_at_stage, shipped_problems
from microsite.languages import at_own_path, folder_in_output, in_its_folder, placed_media
from microsite.lean_imports import import_logging, import_without
from microsite.load.outside import Outside
from microsite.load.site_files import CONFIG, SiteFiles
from microsite.model.assemble import ShownChapters, assemble_chapters, assemble_site, dated_problems
from microsite.model.clock import Clock, ShownTexts
from microsite.model.consultation import Consultation
from microsite.model.facts import Facts
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.ordering import published
from microsite.model.read_facts import read_facts
from microsite.model.silence import silenced_codes
from microsite.model.site import MediaFile, Site
from microsite.model.statement_checks import statement_problems
from microsite.problems import Location, Problem, Severity, sorted_problems, without_silenced
from microsite.progress import say_nothing
from microsite.render.templates import Templates, templates_digest
from microsite.render.unreviewed import unreviewed_words
from microsite.render.words import added_words
from microsite.shared_work import read_fronts, work_on_chapters
from microsite.store import Store, digest_of
from microsite.validate.date_types import zone_of

if TYPE_CHECKING:
    from microsite.checks.content.known import Known
    from microsite.model.consultation import Consultation
    from microsite.translations import Share

#: What Jinja imports for asynchronous templates, and for ways to cache and compile templates that we do not use.
UNUSED_BY_TEMPLATES = {
    "inspect": ("getattr_static",),
    "tempfile": (),
    "hashlib": ("sha1",),
    "random": ("choice", "randrange"),
    "jinja2.compiler": ("CodeGenerator", "generate"),
    "jinja2.lexer": ("get_lexer", "Lexer", "TokenStream"),
    "jinja2.parser": ("Parser",),
}


class Plan(Struct, frozen=True, kw_only=True):
    """What a site will be made of, before any page is rendered."""

    folder: Path
    #: The files that the author has written, by path.
    written: Mapping[str, bytes]
    templates: Templates
    #: What comes from outside the site's folder, and where its theme is.
    outside: Outside
    theme: Path
    #: Files that are published unchanged at the root of the site, by path.
    root: Mapping[str, bytes]
    #: None if errors prevent a site.
    site: Site | None
    #: The facts that the site is made of, including those that are not shown at this moment.
    facts: Facts
    #: The site's own last style layer.
    style: str
    #: The digest of everything that pages are made of, apart from chapters.
    shared: bytes
    #: The problems found so far, silenced or not.
    found: tuple[Problem, ...]
    #: The codes that the author has silenced: everywhere, and in single files.
    silenced: frozenset[str]
    silenced_in_files: Mapping[str, frozenset[str]]
    #: How much of the site there is in each language; only in the plan of the leading language.
    shares: tuple[Share, ...] = ()

    @property
    def can_be_rendered(self) -> bool:
        """Whether there is a site and no error so far."""
        return self.site is not None and not any(problem.severity is Severity.ERROR for problem in self.found)

    def reported(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return those of some problems that the author has not silenced, sorted."""
        problems = map(self.outside.with_theme_path, problems)
        return without_silenced(sorted_problems(problems), self.silenced, self.silenced_in_files)

    def not_reported(self, problems: Iterable[Problem], reported: Collection[Problem]) -> tuple[Problem, ...]:
        """Return the silenced problems, given those that are reported."""
        if not self.silenced and not self.silenced_in_files:
            return ()
        shown = set(reported)
        problems = map(self.outside.with_theme_path, problems)
        return tuple(problem for problem in sorted_problems(problems) if problem not in shown)


def plan_site(
    files: SiteFiles,
    folder: Path,
    engine_templates: Path,
    now: datetime,
    store: Store,
    *,
    drafts: bool = False,
    shown_texts: ShownTexts | None = None,
    step: Callable[[str], None] = say_nothing,
) -> Plan:
    """Work out everything about a site except its pages.

    Args:
        files: the files in the folder.
        folder: the site's folder.
        engine_templates: the templates that every site shares.
        now: as for `make_site`.
        store: keeps what was worked out.
        drafts: whether draft chapters are part of the site.
        shown_texts: which chapters and documents are shown, if `now` does not decide that.
        step: as for `make_site`.
    """
    facts, problems = read_facts(
        files, fixed_page_names(), store, lambda known, chapters: read_fronts(known, chapters, store)
    )
    shown_drafts = {entry.file for entry in facts.texts if drafts and entry.front.draft}
    if drafts:
        facts = _with_drafts(facts)
    facts, media, place, found = _with_media(facts, files, store, step)
    problems += found
    consultation = facts.consultation
    theme = folder / (files.outside.theme or "theme")
    templates = Templates(site=theme / "templates", engine=engine_templates, digest=templates_digest(engine_templates))
    language = str(consultation.language) if consultation else facts.certain.language
    unread = (*files.theme_unread,)
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
        problems += check_content(facts.texts, known_to_rules(facts, language), store)
    else:
        colour_place = facts.places.get("brand.colour")
        if colour_place is not None:
            problems += _brand_problems(str(consultation.brand.colour), colour_place, store)
        zone = zone_of(consultation.time_zone)
        clock = Clock(now if now.tzinfo else now.replace(tzinfo=zone), zone, shown_texts)
        problems += statement_problems(consultation, facts.places, CONFIG, clock)
        problems += _duty_problems(consultation, facts.places, store)
        problems += unreviewed_words(consultation, facts.places, engine_templates)
        facts = replace(facts, words=added_words(engine_templates, language, templates.words))
        facts = _with_earlier(facts, files, consultation, clock)
        known = replace(
            known_to_rules(facts, str(consultation.language)), collects_parts=bool(files.languages or files.language)
        )

        def prepare(shown: ShownChapters) -> None:
            wait = work_on_chapters(shown, known, store)
            _import_rendering()
            _draw_ahead(str(consultation.brand.colour), store)
            wait()

        site, found = assemble_site(facts, consultation, clock, store, prepare)
        own = [entry for entry in facts.texts if not entry.language]
        problems += [*found, *check_content(own, known, store), *shipped_problems(facts, consultation)]
        problems = _at_stage([*problems, *_promise_problems(facts, known)], site, shown_drafts)
        site = replace(_with_shown_media(site, media), folder=place)
        shared = digest_of(
            place,
            language,
            _digest_of_files(files),
            templates.digest,
            *map(str, clock.remember_interval()),
            int(drafts),
            repr(shown_texts),
            repr(site.held_back),
            repr(site.dated_changes),
        )
    in_files = {entry.file: silenced_codes(entry.front.silence) for entry in facts.texts if entry.front.silence}
    return Plan(
        folder=folder,
        outside=files.outside,
        theme=theme,
        written={CONFIG: files.config, **_shared(files), **files.data, **files.texts},
        facts=facts,
        templates=templates,
        root=files.root,
        site=site,
        style=files.theme_style.decode("utf-8-sig", "replace"),
        shared=shared,
        found=tuple(problems),
        silenced=facts.certain.silenced,
        silenced_in_files=in_files,
    )


def _with_media(
    facts: Facts, files: SiteFiles, store: Store, step: Callable[[str], None]
) -> tuple[Facts, tuple[MediaFile, ...], str, list[Problem]]:
    """Prepare pictures and documents for publication; return where they and the pages of a language go."""
    media: tuple[MediaFile, ...] = ()
    problems: list[Problem] = []
    if facts.media:
        from microsite.assets.media import publish_media

        media, found = publish_media(facts.media, store, step)
        problems = [at_own_path(each, files) for each in found]
    if files.language is None or facts.consultation is None:
        return facts, media, "", problems
    place = folder_in_output(files, facts.consultation)
    media = placed_media(media, files, place)
    return in_its_folder(facts, media, place), media, place, problems


def _with_earlier(facts: Facts, files: SiteFiles, consultation: Consultation, clock: Clock) -> Facts:
    """Add the text that people were consulted on, if the site has a record of it."""
    if files.outside.earlier is None:
        return facts
    from microsite.model.earlier import earlier_text

    return replace(facts, earlier=earlier_text(files.outside.earlier, consultation, clock))


def _with_shown_media(site: Site, media: Iterable[MediaFile]) -> Site:
    shown = {file.source for file in site.media}
    return replace(site, media=tuple(file for file in media if file.source in shown))


def _with_drafts(facts: Facts) -> Facts:
    entries, pages = ([published(entry) for entry in each] for each in (facts.entries, facts.pages))
    return replace(facts, entries=entries, pages=pages)


def _at_stage(problems: Iterable[Problem], site: Site, shown_drafts: Collection[str]) -> list[Problem]:
    """Judge leftover examples by the stage of the site; leave out those in drafts, which only the author sees."""
    is_open = site.status.takes_answers
    kept = (each for each in problems if each.code != "START-002" or each.location.file not in shown_drafts)
    return [as_at_stage(each, is_open=is_open) for each in kept]


def _shared(files: SiteFiles) -> dict[str, bytes]:
    return {files.outside.shared: files.outside.shared_content} if files.outside.shared else {}


def _digest_of_files(files: SiteFiles) -> bytes:
    """Return the digest of a site's files, apart from chapters."""
    parts = (files.data, files.media, files.words, files.templates, files.theme_unread)
    written = (part for group in parts for name, content in group.items() for part in (name, content))
    earlier = files.outside.earlier
    beside = (
        (files.outside.shared_content, earlier.digest, earlier.as_of) if earlier else (files.outside.shared_content,)
    )
    return digest_of(files.config, files.theme_style, *beside, *written)


def _brand_problems(colour: str, place: Location, store: Store) -> tuple[Problem, ...]:
    def check() -> tuple[Problem, ...]:
        from microsite.assets.palette import brand_problems

        return tuple(brand_problems(colour, place))

    return store.get("brand", (colour, repr(place)), check, tuple[Problem, ...])


def _duty_problems(consultation: Consultation, places: Mapping[str, Location], store: Store) -> tuple[Problem, ...]:
    """Check what a site says about duties; if it says nothing, there is nothing to load."""
    said = {"waived": consultation.waived, "duties": consultation.duties, "bound_by": consultation.bound_by}
    if not any(said.values()):
        return ()

    def check() -> tuple[Problem, ...]:
        from microsite.duties.own import own_problems

        return tuple(own_problems(consultation, places))

    where = {path: place for path, place in places.items() if path.partition("[")[0] in said}
    return store.get("own duties", (repr(said), repr(where)), check, tuple[Problem, ...])


def _promise_problems(facts: Facts, known: Known) -> list[Problem]:
    """Check what decisions promise; most sites have none yet."""
    if not facts.lists.decisions:
        return []
    from microsite.checks.promises import promises_in_decisions

    return list(promises_in_decisions(facts, known.words))


def _import_rendering() -> None:
    """Import what renders and checks pages, while other processes work."""
    import_logging()
    import_without(UNUSED_BY_TEMPLATES, "jinja2")
    for name in ("microsite.finished_pages", "microsite.formats.sitemap", "microsite.formats.beside_pages"):
        import_module(name)


def _draw_ahead(colour: str, store: Store) -> None:
    """Draw the icon while other processes work; if the store has none, calendars have to be made as well."""
    from microsite.formats.icalendar import import_icalendar
    from microsite.render.head import known_touch_icon, touch_icon_of

    if known_touch_icon(colour, store) is None:
        touch_icon_of(colour, store)
        import_icalendar()
