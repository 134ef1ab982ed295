"""The six stages of a build, in order: load, validate, model, render, check and, left to the caller, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from microsite.language_plans import plan_languages
from microsite.languages import in_output
from microsite.load.site_files import SiteFiles, load_site_files
from microsite.model.in_languages import below_output, from_folder, paths_from
from microsite.model.site import Site
from microsite.plan import Plan
from microsite.problems import Location, Problem, Severity, SiteUnreadable
from microsite.progress import say_nothing
from microsite.shared_work import render_pages
from microsite.site_output import SiteOutput
from microsite.store import Store
from microsite.workers import wait_for_ends

if TYPE_CHECKING:
    from microsite.checks.rendered.page_facts import PageFacts
    from microsite.finished_pages import FinishedPages
    from microsite.translations import Share

#: Returns which papers to make of a site.
Formats = Callable[[Site], Sequence[str]]
_NOTHING = SiteOutput({})
_LEFT_OUT = b'<meta name="robots" content="noindex'


class Build(Struct, frozen=True, kw_only=True):
    """The result of a build."""

    #: None when errors prevent it.
    site: Site | None
    #: The site in each of its languages, `site` first; empty when errors prevent it.
    sites: tuple[Site, ...] = ()
    #: Every file to publish, by its path below the output folder; empty when there is an error.
    files: SiteOutput
    #: All problems that are not silenced, sorted by place.
    problems: tuple[Problem, ...]
    #: The problems that the author has silenced.
    silenced: tuple[Problem, ...] = ()
    #: The codes that are silenced everywhere, and in single files.
    silences: tuple[Collection[str], Mapping[str, Collection[str]]] = ((), {})
    #: How much of the site there is in each language; empty for a site in one.
    shares: tuple[Share, ...] = ()
    #: Where the values of site_config.yaml and of the lists are written, by their paths.
    places: Mapping[str, Location] = {}
    #: The files that it was made of; None if they could not be read.
    read: SiteFiles | None = None

    @property
    def held_back_languages(self) -> list[Share]:
        """The languages that are not published yet."""
        return [each for each in self.shares if each.held_back]

    @property
    def has_errors(self) -> bool:
        """Whether the site must not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def make_site(
    folder: Path,
    engine_templates: Path,
    now: datetime,
    *,
    store: Store | None = None,
    step: Callable[[str], None] = say_nothing,
    formats: Formats | None = None,
) -> Build:
    """Make a site in memory; nothing is written except what the store and caches keep for the next time.

    Args:
        folder: the site's folder, with `site_config.yaml` in it.
        engine_templates: the templates that every site shares.
        now: the moment the site is made for; without a time zone, it is in the site's.
        store: keeps what was made; without one, everything is made again.
        step: called with what is being done during a long wait.
        formats: returns which papers to make, in place of those that the site asks for.

    Returns:
        The files and every problem; an author's mistake is never raised.
    """
    try:
        files = load_site_files(folder)
    except SiteUnreadable as unreadable:
        return Build(site=None, files=_NOTHING, problems=unreadable.problems)
    store = store or Store()
    with gc_paused():
        plans = plan_languages(files, folder, engine_templates, now, store, step=step)
        build = finish_site(
            plans, lambda plan, site: prepare_pages(plan, site, store), store, step=step, formats=formats
        )
        store.end_run()
        wait_for_ends()
        if build.site is not None:
            from microsite.render.engine_cache import engine_cache

            engine_cache(engine_templates).save()
    return replace(build, read=files)


@contextmanager
def gc_paused() -> Generator[None]:
    """Pause the garbage collector: a build makes many objects and few cycles, and collecting takes 1/30 of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def prepare_pages(plan: Plan, site: Site, store: Store) -> FinishedPages:
    """Prepare to render the pages of a plan that has a site."""
    from microsite.finished_pages import FinishedPages
    from microsite.render.pages import PageRenderer

    renderer = PageRenderer(site, templates=plan.templates, store=store, site_style=plan.style)
    return FinishedPages(renderer, plan.shared, store)


def finish_site(
    plans: Sequence[Plan],
    prepare: Callable[[Plan, Site], FinishedPages],
    store: Store,
    between: Callable[[], None] = lambda: None,
    step: Callable[[str], None] = say_nothing,
    formats: Formats | None = None,
) -> Build:
    """Draw the pages of a site, and check them before anybody sees them.

    Args:
        plans: what the site is made of, in each of its languages.
        prepare: returns the pages of one of them.
        store: keeps what is made.
        between: called again and again while pages are rendered, so that it can stop that with an exception.
        step: called with what is being done during a long wait.
        formats: returns which papers to make, in place of those that the site asks for.
    """
    from microsite.checks.where_written import located

    first = plans[0]
    problems = [problem for plan in plans for problem in plan.found]
    output = _NOTHING
    if all(plan.can_be_rendered for plan in plans):
        try:
            plans, found = _with_papers(plans, store, step, formats)
            problems += found
            output, found = _render(plans, prepare, store, between)
            problems += found
        except Exception as error:  # A site's own template can raise anything.
            from microsite.render.theme_problems import theme_problem

            problems.append(theme_problem(error, first.theme))
    problems = located(problems, {file: content for plan in plans for file, content in plan.written.items()})
    reported = first.reported(problems)
    build = Build(
        site=first.site,
        sites=tuple(plan.site for plan in plans if plan.site is not None),
        files=output,
        problems=reported,
        shares=first.shares,
        places=first.facts.places,
        silenced=first.not_reported(problems, reported),
        silences=(first.silenced, {file: codes for plan in plans for file, codes in plan.silenced_in_files.items()}),
    )
    return replace(build, site=None, sites=(), files=_NOTHING) if build.has_errors else build


def _formats_asked_for(site: Site) -> Sequence[str]:
    return site.consultation.formats


def _with_papers(
    plans: Sequence[Plan], store: Store, step: Callable[[str], None], formats: Formats | None
) -> tuple[Sequence[Plan], list[Problem]]:
    """Make the papers that are asked for, in each language."""
    wanted = formats or _formats_asked_for
    asked = [wanted(plan.site) if plan.site else () for plan in plans]
    if not any(asked):
        return plans, []
    from microsite.papers_of_plan import with_papers

    made = [with_papers(plan, kinds, store, step) for plan, kinds in zip(plans, asked, strict=True)]
    return [plan for plan, _ in made], [each for _, found in made for each in found]


def _render(
    plans: Sequence[Plan],
    prepare: Callable[[Plan, Site], FinishedPages],
    store: Store,
    between: Callable[[], None],
) -> tuple[SiteOutput, list[Problem]]:
    """Draw and check all pages, in each language."""
    from microsite.checks.rendered import check_site
    from microsite.formats.beside_pages import render_beside_pages
    from microsite.formats.host_files import render_host_files
    from microsite.formats.sitemap import render_sitemap
    from microsite.render.engine_cache import engine_cache

    rendered: list[tuple[Site, FinishedPages, list[PageFacts], dict[str, bytes]]] = []
    files: dict[str, bytes] = {}
    for plan in plans:
        site = plan.site
        assert site is not None, "a plan that can be rendered has one"
        pages = prepare(plan, site)

        @cache
        def beside(plan: Plan = plan, site: Site = site) -> dict[str, bytes]:
            return render_beside_pages(site, plan.templates, plan.shared, store)

        render_pages(pages, store, between, meanwhile=beside, afterwards=engine_cache(plan.templates.engine).save)
        facts: list[PageFacts] = []
        for path in pages.renderer.pages:
            between()
            facts.append(pages.finished(path).facts)
        own = {**pages.renderer.files, **{each.path: each.content for each in site.papers}, **beside()}
        rendered.append((site, pages, facts, own))
        files |= {below_output(path, site.folder): content for path, content in own.items()}
    leading = rendered[0][0]
    files |= plans[0].root
    found = [(site, [page.path for page in facts if not page.noindex]) for site, _, facts, _ in rendered]
    given = {below_output(file.path, site.folder) for site, *_ in rendered for file in site.media}
    pages_given = [path for path in given if path.endswith(".html") and _LEFT_OUT not in files[path]]
    found[0][1].extend(from_folder(path, leading.folder) for path in pages_given)
    files |= render_sitemap(found, plans[0].templates)
    all_pages = [below_output(path, site.folder) for site, pages, *_ in rendered for path in pages.renderer.pages]
    for_hosts, problems = render_host_files([site for site, *_ in rendered], files, all_pages)
    files |= for_hosts
    output = SiteOutput(files, [(site.folder, pages) for site, pages, *_ in rendered])
    given |= {*plans[0].root}  # And files that the author wants published unchanged.
    made = {path: content for path, content in files.items() if path not in given}
    for site, _, facts, own in rendered:
        paths = output if len(rendered) == 1 else paths_from(output, site.folder)
        to_check = made if site is leading else {path: each for path, each in own.items() if not path.startswith("../")}
        problems += [in_output(each, site.folder) for each in check_site(facts, to_check, paths, site, store)]
    return output, list(dict.fromkeys(problems))
