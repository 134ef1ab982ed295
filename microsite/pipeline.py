"""The six stages of a build, in order: load, validate, model, render, check, and, for the caller, write."""

from __future__ import annotations

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
from microsite.load.site_files import CONFIG, load_site_files
from microsite.model.assemble import Facts, assemble_chapters, assemble_site
from microsite.model.read_facts import read_facts
from microsite.model.silence import silenced_codes
from microsite.model.site import Site
from microsite.model.statement_checks import statement_problems
from microsite.problems import Problem, Severity, SiteUnreadable, sorted_problems, without_silenced
from microsite.render.pages import fixed_page_names, render_site
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

    @property
    def has_errors(self) -> bool:
        """Whether the site must not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def make_site(folder: Path, engine_templates: Path, now: datetime, *, cache: Cache | None = None) -> Build:
    """Make a site in memory; nothing is written but what the cache may keep for the next time.

    Args:
        folder: the site's folder, which holds `site_config.yaml`.
        engine_templates: the templates that every site shares.
        now: the moment the status is worked out for; without a time zone it is on the site's clocks.
        cache: remembers pictures, and from one run to the next what Markdown became; without one, pictures are
            remembered until the program ends.

    Returns:
        The files and every problem; a mistake of the author's is never raised.
    """
    try:
        files = load_site_files(folder)
    except SiteUnreadable as unreadable:
        return Build(site=None, files={}, problems=unreadable.problems)
    facts, problems = read_facts(files, fixed_page_names())
    cache = cache or Cache()
    media, found = publish_media(facts.media, cache.remember)
    problems += found
    consultation = facts.consultation
    if consultation is None:
        return _finished(None, {}, [*problems, *assemble_chapters(facts)[1]], facts)
    colour_place = facts.places.get("brand.colour")
    if colour_place is not None:
        problems += brand_problems(str(consultation.brand.colour), colour_place)
    moment = now if now.tzinfo else now.replace(tzinfo=zone_of(consultation.time_zone))
    problems += statement_problems(consultation, facts.places, CONFIG, moment)
    with remembering(cache.remember if cache.outlives_program else None):
        site, found = assemble_site(facts, consultation, moment)
    problems += [*found, *check_content(facts, str(consultation.language))]
    shown = {file.source for file in site.media}
    site = replace(site, media=tuple(file for file in media if file.source in shown))
    rendered: dict[str, bytes] = {}
    if not any(problem.severity is Severity.ERROR for problem in problems):
        templates = (folder / "theme" / "templates", engine_templates)
        style = files.theme_style.decode("utf-8-sig")
        try:
            rendered = render_site(site, template_folders=templates, remember=cache.remember, site_style=style)
            rendered |= render_beside_pages(site, engine_templates)
            rendered |= render_sitemap(site, rendered, engine_templates)
            cache.forget_unused()
        except Exception as error:  # A site's own template can do whatever a program can.
            problems.append(theme_problem(error, folder))
        problems += check_pages(rendered, site)
    return _finished(site, rendered, problems, facts)


def _finished(site: Site | None, files: dict[str, bytes], problems: list[Problem], facts: Facts) -> Build:
    everywhere = silenced_codes(facts.consultation.silence) if facts.consultation else frozenset[str]()
    in_files = {entry.source.source.file: silenced_codes(entry.front.silence) for entry in facts.entries}
    left = without_silenced(sorted_problems(problems), everywhere, in_files)
    build = Build(site=site, files=files, problems=left)
    return Build(site=None, files={}, problems=build.problems) if build.has_errors else build
