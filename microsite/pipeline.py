"""The six stages of a build, in order: load, validate, model, render, check, and, for the caller, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from microsite.load.site_files import SiteFiles, load_site_files
from microsite.model.site import Site
from microsite.plan import Plan, plan_site
from microsite.problems import Problem, Severity, SiteUnreadable
from microsite.progress import say_nothing
from microsite.shared_work import draw_pages
from microsite.site_output import SiteOutput
from microsite.store import Store

if TYPE_CHECKING:
    from microsite.checks.rendered.page_facts import PageFacts
    from microsite.finished_pages import FinishedPages

_NOTHING = SiteOutput({})
_LEFT_OUT = b'<meta name="robots" content="noindex'


class Build(Struct, frozen=True, kw_only=True):
    """What became of a site."""

    #: None when errors prevent it.
    site: Site | None
    #: Every file to publish by its path below the output folder; empty when there is an error.
    files: SiteOutput
    #: All problems, sorted by place.
    problems: tuple[Problem, ...]
    #: Those that the author has silenced.
    silenced: tuple[Problem, ...] = ()
    #: The codes that are silenced everywhere, and in single files.
    silences: tuple[Collection[str], Mapping[str, Collection[str]]] = ((), {})
    #: The files that it was made of; None where they could not be read.
    read: SiteFiles | None = None

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
) -> Build:
    """Make a site in memory; nothing is written but what the store may keep for the next time.

    Args:
        folder: the site's folder, with `site_config.yaml` in it.
        engine_templates: the templates that every site shares.
        now: the moment the status is worked out for; without a time zone it is on the site's clocks.
        store: keeps what was made; without one, everything is made again.
        step: told where a long wait is.

    Returns:
        The files and every problem; a mistake of the author's is never raised.
    """
    try:
        files = load_site_files(folder)
    except SiteUnreadable as unreadable:
        return Build(site=None, files=_NOTHING, problems=unreadable.problems)
    store = store or Store()
    with gc_paused():
        plan = plan_site(files, folder, engine_templates, now, store, step=step)
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
    from microsite.checks.where_written import located
    from microsite.formats.beside_pages import render_beside_pages
    from microsite.formats.host_files import render_host_files
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
            files = {**pages.drawing.files, **beside(), **plan.root}
            given = {*plan.root, *(file.path for file in site.media)}  # What an author gave as it is, whatever it is.
            found = [page.path for page in facts if not page.left_out]
            found += [file.path for file in site.media if file.path.endswith(".html") and _LEFT_OUT not in file.content]
            files |= render_sitemap(site, found, plan.templates.engine)
            for_hosts, found_there = render_host_files(site, files, pages.drawing.pages)
            files |= for_hosts
            problems += found_there
            output = SiteOutput(files, pages)
            made = {path: content for path, content in files.items() if path not in given}
            problems += check_site(facts, made, output, site, store)
        except Exception as error:  # A site's own template can do whatever a program can.
            from microsite.render.theme_problems import theme_problem

            problems.append(theme_problem(error, plan.theme))
    problems = located(problems, plan.written)
    reported = plan.reported(problems)
    build = Build(
        site=site,
        files=output,
        problems=reported,
        silenced=plan.not_reported(problems, reported),
        silences=(plan.silenced, plan.silenced_in_files),
    )
    return replace(build, site=None, files=_NOTHING) if build.has_errors else build
