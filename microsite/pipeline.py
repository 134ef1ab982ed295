"""The six stages of a build, in order: load, validate, model, render, check, and, for the caller, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from microsite.assets.media import publish_media
from microsite.assets.palette import brand_problems
from microsite.cache import Cache
from microsite.checks.content import check_content
from microsite.checks.rendered import check_pages
from microsite.formats.beside_pages import render_beside_pages
from microsite.formats.sitemap import render_sitemap
from microsite.load.site_files import CONFIG, SiteFiles, load_site_files
from microsite.memo import AFRESH, Afresh
from microsite.model.assemble import assemble_chapters, assemble_site
from microsite.model.ordering import published
from microsite.model.read_facts import read_facts
from microsite.model.silence import silenced_codes
from microsite.model.site import MediaFile, Site
from microsite.model.statement_checks import statement_problems
from microsite.problems import Location, Problem, Severity, SiteUnreadable, sorted_problems, without_silenced
from microsite.render.pages import Drawing, fixed_page_names
from microsite.render.theme_problems import theme_problem
from microsite.text.remembering import remembering
from microsite.validate.date_types import zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What became of a site."""

    #: None when errors stand in the way.
    site: Site | None
    #: Every file to publish by its path below the output folder; empty when there is an error.
    files: dict[str, bytes]
    #: All problems, sorted by place.
    problems: tuple[Problem, ...]
    #: Those that the author has silenced.
    silenced: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether the site must not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a site will be made of, before any page is drawn."""

    folder: Path
    engine_templates: Path
    #: None when a site cannot be made of it.
    site: Site | None
    #: The site's own last style layer.
    style: str
    #: What was found so far, silenced or not.
    found: tuple[Problem, ...]
    #: Codes that the author does not want to read of, anywhere and in one file.
    silenced: frozenset[str]
    silenced_in_files: Mapping[str, frozenset[str]]

    @property
    def can_be_drawn(self) -> bool:
        """Whether nothing that was found so far stands in the way."""
        return self.site is not None and not any(problem.severity is Severity.ERROR for problem in self.found)

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of some problems that the author wants to read of, in order."""
        return without_silenced(sorted_problems(problems), self.silenced, self.silenced_in_files)

    def left_out(self, problems: Iterable[Problem], told: Collection[Problem]) -> tuple[Problem, ...]:
        """Those that the author does not want to read of, given those that are told."""
        if not self.silenced and not self.silenced_in_files:
            return ()
        shown = set(told)
        return tuple(problem for problem in sorted_problems(problems) if problem not in shown)


def make_site(folder: Path, engine_templates: Path, now: datetime, *, cache: Cache | None = None) -> Build:
    """Make a site in memory; nothing is written but what the cache may keep for the next time.

    Args:
        folder: the site's folder, which holds `site_config.yaml`.
        engine_templates: the templates that every site shares.
        now: the moment the status is worked out for; without a time zone it is on the site's clocks.
        cache: remembers pictures, and from one run to the next what became of each chapter's text; without one,
            pictures are remembered until the program ends.

    Returns:
        The files and every problem; a mistake of the author's is never raised.
    """
    try:
        files = load_site_files(folder)
    except SiteUnreadable as unreadable:
        return Build(site=None, files={}, problems=unreadable.problems)
    cache = cache or Cache()
    with _no_search_for_circles():
        build = finish_site(plan_site(files, folder, engine_templates, now, cache), cache)
    if build.files:
        cache.forget_unused()
    return build


@contextmanager
def _no_search_for_circles() -> Generator[None]:
    """A build makes many objects and hardly a circle of them; to search for those takes a thirtieth of its time."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()


def plan_site(
    files: SiteFiles,
    folder: Path,
    engine_templates: Path,
    now: datetime,
    cache: Cache,
    *,
    memo: Afresh = AFRESH,
    drafts: bool = False,
) -> Plan:
    """Work out everything about a site but its pages.

    Args:
        files: what is in the folder.
        folder: the site's folder.
        engine_templates: the templates that every site shares.
        now: as for `make_site`.
        cache: remembers pictures.
        memo: remembers what is worked out, from one call to the next.
        drafts: whether chapters that are drafts are part of the site.
    """
    facts, problems = read_facts(files, fixed_page_names(), memo)
    if drafts:
        facts = replace(facts, entries=[memo.call(published, entry) for entry in facts.entries])
    media, found = memo.call(_published_media, facts.media, cache)
    problems += found
    consultation = facts.consultation
    site = None
    if consultation is None:
        problems += assemble_chapters(facts, memo)[1]
    else:
        colour_place = facts.places.get("brand.colour")
        if colour_place is not None:
            problems += memo.call(_brand_problems, str(consultation.brand.colour), colour_place)
        moment = now if now.tzinfo else now.replace(tzinfo=zone_of(consultation.time_zone))
        problems += statement_problems(consultation, facts.places, CONFIG, moment)
        with remembering(cache.remember if cache.outlives_program else None):
            site, found = assemble_site(facts, consultation, moment, memo)
            problems += [*found, *check_content(facts, str(consultation.language), memo)]
        shown = {file.source for file in site.media}
        site = replace(site, media=tuple(file for file in media if file.source in shown))
    in_files = {entry.source.source.file: silenced_codes(entry.front.silence) for entry in facts.entries}
    return Plan(
        folder=folder,
        engine_templates=engine_templates,
        site=site,
        style=files.theme_style.decode("utf-8-sig", "replace"),
        found=tuple(problems),
        silenced=silenced_codes(consultation.silence) if consultation else frozenset(),
        silenced_in_files={file: codes for file, codes in in_files.items() if codes},
    )


def _brand_problems(colour: str, place: Location) -> tuple[Problem, ...]:
    return tuple(brand_problems(colour, place))


def _published_media(media: Mapping[str, bytes], cache: Cache) -> tuple[tuple[MediaFile, ...], list[Problem]]:
    return publish_media(media, cache.remember)


def drawing_of(plan: Plan, site: Site, cache: Cache, memo: Afresh = AFRESH) -> Drawing:
    """Prepare to draw the pages of a plan whose site is known."""
    templates = (plan.folder / "theme" / "templates", plan.engine_templates)
    return Drawing(site, template_folders=templates, remember=cache.remember, site_style=plan.style, memo=memo)


def finish_site(
    plan: Plan,
    cache: Cache,
    draw: Callable[[], dict[str, bytes]] | None = None,
    between: Callable[[], None] = lambda: None,
) -> Build:
    """Draw the pages of a plan, and look at them before anybody else does.

    Args:
        plan: what the site is made of.
        cache: remembers pictures.
        draw: gives every file that drawing the plan gives; the preview has kept most of them.
        between: called again and again while pages are checked, so that an exception can end it.
    """
    site, problems = plan.site, list(plan.found)
    rendered: dict[str, bytes] = {}
    if site is not None and plan.can_be_drawn:
        try:
            rendered = draw() if draw else drawing_of(plan, site, cache).all_files()
            rendered |= render_beside_pages(site, plan.engine_templates)
            rendered |= render_sitemap(site, rendered, plan.engine_templates)
        except Exception as error:  # A site's own template can do whatever a program can.
            problems.append(theme_problem(error, plan.folder))
        problems += check_pages(rendered, site, between)
    told = plan.told(problems)
    build = Build(site=site, files=rendered, problems=told, silenced=plan.left_out(problems, told))
    return replace(build, site=None, files={}) if build.has_errors else build
