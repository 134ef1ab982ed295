"""Make the papers of a plan: before its pages, since a page lists them with their sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from microsite.bootstrap import SetUpFailed
from microsite.command_packages import ensure_packages
from microsite.load.site_files import CONFIG
from microsite.plan import Plan
from microsite.problems import Location, Problem
from microsite.progress import say_nothing
from microsite.store import Store, digest_of

#: Modules that papers are made with: two libraries, and one font to stand for all the fonts.
_NEEDED = ("typst", "pikepdf", "fontpkg_source_sans_3")


def with_papers(
    plan: Plan, kinds: Sequence[str], store: Store, step: Callable[[str], None] = say_nothing
) -> tuple[Plan, list[Problem]]:
    """Make the papers of a site that can be rendered.

    Args:
        plan: the plan of the site in one of its languages.
        kinds: the formats to make; without any, nothing is imported.
        store: keeps what was made.
        step: called with what takes a while.

    Returns:
        The plan whose site has the papers, and what is wrong with its texts on paper.
    """
    site = plan.site
    if not kinds or site is None:
        return plan, []
    place = plan.facts.places.get("formats") or Location(file=CONFIG)
    from microsite.paper.kinds import TYPESET

    if not TYPESET.isdisjoint(kinds):
        try:
            ensure_packages("paper", _NEEDED, "PDF formats need")
        except SetUpFailed as failed:
            advice = "Do what the message says, and try again. Or take the PDF formats out of formats."
            return plan, [Problem.error("PAPER-002", f"We cannot make PDFs. {failed}", place, advice)]
    from microsite.paper.papers import make_papers, source_of
    from microsite.render.pages import PageRenderer

    renderer = PageRenderer(site, templates=plan.templates, store=store, site_style=plan.style)
    papers, problems = make_papers(source_of(site, renderer, plan.templates, plan.written, store), kinds, place, step)
    facts = [part for each in papers for part in (each.path, len(each.content), each.pages)]
    return replace(plan, site=replace(site, papers=papers), shared=digest_of(plan.shared, *facts)), problems
