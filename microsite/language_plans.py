"""Plan a site in each of its languages, and tell the languages what they have to know about each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.languages import Language
from microsite.load.site_files import SiteFiles, site_files_in
from microsite.model.clock import ShownTexts
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.in_languages import in_language
from microsite.model.moments import DatedChange
from microsite.plan import Plan, plan_site
from microsite.problems import Problem
from microsite.progress import say_nothing
from microsite.store import Store, digest_of

if TYPE_CHECKING:
    from microsite.translations import LanguageComparison

_QUOTED = lazy_pattern("“[^”]*”")


def plan_languages(
    files: SiteFiles,
    folder: Path,
    engine_templates: Path,
    now: datetime,
    store: Store,
    *,
    drafts: bool = False,
    shown_texts: ShownTexts | None = None,
    step: Callable[[str], None] = say_nothing,
) -> tuple[Plan, ...]:
    """Work out everything about a site except its pages, once for each of its languages.

    The arguments are those of `plan_site`.
    """

    def plan_files(files: SiteFiles) -> Plan:
        return plan_site(files, folder, engine_templates, now, store, drafts=drafts, shown_texts=shown_texts, step=step)

    if not files.languages:
        return (plan_files(files),)
    from microsite.translations import Side, compare_languages, shown_translations

    def plan(language: Language, files: SiteFiles) -> tuple[SiteFiles, Plan]:
        own = site_files_in(files, language)
        return own, plan_files(own)

    first = files.languages[0]
    leading = plan(first, files)
    site = leading[1].site
    shown, waiting, changes = shown_translations(files, site.clock if site else None, store, drafts=drafts)
    if shown.translated[first.tag] != files.translated[first.tag] or shown.texts.keys() != files.texts.keys():
        leading = plan(first, shown)
        if site and leading[1].site:  # What was asked of the first plan's clock holds for this one.
            site.clock.forward_to(leading[1].site.clock)
    files = shown
    planned = [leading, *(plan(each, files) for each in files.languages[1:])]
    comparison = compare_languages(
        [Side(files=own, facts=each.facts, site=each.site) for own, each in planned], waiting, engine_templates, store
    )
    plans = _with_comparison([each for _, each in planned], comparison, changes, drafts=drafts)
    return _together(plans, store)


def _with_comparison(
    plans: Sequence[Plan], comparison: LanguageComparison, changes: Sequence[DatedChange], *, drafts: bool
) -> list[Plan]:
    """Add what the comparison of the languages has found, and leave out languages that are not published yet."""
    from microsite.checks.translations import without_duplicate_order_problems
    from microsite.translations import with_held_back, with_outdated

    found = _unique_problems(plans)
    first = replace(
        plans[0],
        found=(*without_duplicate_order_problems(found, comparison.problems), *comparison.problems),
        shares=comparison.shares,
    )
    sites = {str(plan.site.consultation.language): plan.site for plan in plans if plan.site is not None}
    if len(sites) < len(plans):
        return [first, *(replace(plan, found=()) for plan in plans[1:])]
    result: list[Plan] = []
    for plan, (tag, site) in zip((first, *plans[1:]), sites.items(), strict=True):
        if plan is not first:  # Also if it is held back: what is wrong with it is reported.
            site.clock.forward_to(next(iter(sites.values())).clock)
        if tag in comparison.held_back and not drafts:
            continue
        shown = with_outdated(site, comparison.outdated[tag], sites)
        if plan is first and not drafts:
            shown = with_held_back(shown, comparison, changes)
        result.append(replace(plan, site=shown, found=plan.found if plan is first else ()))
    return result


def _unique_problems(plans: Sequence[Plan]) -> tuple[Problem, ...]:
    """Collect the problems of all languages; one that is the same in several is kept as the first of them has it."""
    found: list[Problem] = []
    known: set[object] = set()
    for plan in plans:
        found += [each for each in dict.fromkeys(plan.found) if _without_words(each) not in known]
        known.update(map(_without_words, plan.found))
    return tuple(found)


def _without_words(problem: Problem) -> object:
    """Return a key for a problem that is the same in every language, even if its message quotes a fact's own words."""
    if not problem.path:
        return problem
    return problem.code, problem.location, problem.path, _QUOTED.sub("“”", problem.message)


def _together(plans: Sequence[Plan], store: Store) -> tuple[Plan, ...]:
    """Tell the site in each language about all the others."""
    sites = [plan.site for plan in plans if plan.site is not None]
    if len(sites) < len(plans):
        return tuple(plans)
    languages = tuple(in_language(site, fixed_page_names()) for site in sites)
    if sites[0].folder:
        from microsite.render.start_page import offer_of

        languages = tuple(
            replace(each, offer=offer_of(site, plan.templates))
            for each, site, plan in zip(languages, sites, plans, strict=True)
        )
    if len(sites) == 1 and not sites[0].folder:
        languages = ()
    # The order of a set differs from process to process.
    shared = repr([(replace(each, stand_ins=frozenset()), sorted(each.stand_ins)) for each in languages])
    return tuple(
        replace(plan, site=replace(site, languages=languages), shared=digest_of(plan.shared, shared))
        for plan, site in zip(plans, sites, strict=True)
    )
