"""The next step that the home page offers, in the stage the site is made in and in later ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from microsite.model.site import Site
from microsite.model.status import Stage, Status
from microsite.render.answers_view import PAGE as ANSWERS
from microsite.render.decisions_view import PAGE as DECISIONS
from microsite.render.life_view import LifeView
from microsite.render.words import Words

Options = dict[str, Any]
#: Stages in which the next step is to read the results, if they have been published.
_TOLD = (Status.CLOSED, Status.OUTCOME_OVERDUE, Status.NO_OUTCOME_EXPECTED)
Link = Callable[[str], str]


def next_steps(site: Site, words: Words, life: LifeView, link: Link) -> list[Options]:
    """Return the next step in each stage.

    Returns:
        `kind` is `survey` or `link`; a link has `href` and `text`, and `read`, a link to the strategy, unless it leads
        there itself.
    """
    return [_step(site, words, stage, link) for stage in life.stages]


def _step(site: Site, words: Words, stage: Stage, link: Link) -> Options:
    consultation, status = site.consultation, stage.status
    strategy = link(site.chapters[0].path if site.chapters else "whole-document.html")
    read: Options = {"kind": "link", "href": strategy, "text": words("action.read"), "read": "", "offer": False}
    if status.takes_answers and consultation.survey:
        known = consultation.survey.address.supplied
        return {**read, "kind": "survey"} if known else {**read, "offer": True}
    if status is Status.UPCOMING and site.dates.taking:
        calendar = {"href": link("calendar/opening.ics"), "text": words("action.calendar"), "read": strategy}
        return {**read, **calendar, "offer": bool(consultation.survey)}
    if status is Status.SUPERSEDED and consultation.superseded_by:
        return {
            **read,
            "href": str(consultation.superseded_by.address),
            "text": words("action.successor"),
            "read": strategy,
        }
    outcome = consultation.known_outcome
    if status is Status.OUTCOME_PUBLISHED and site.has_page(DECISIONS):
        return {**read, "href": link(DECISIONS), "text": words("action.did"), "read": strategy}
    if status is Status.OUTCOME_PUBLISHED and outcome and outcome.address:
        return {**read, "href": str(outcome.address), "text": words("action.decided"), "read": strategy}
    if consultation.results and status in _TOLD:
        if site.has_page(ANSWERS):
            return {**read, "href": link(ANSWERS), "text": words("action.said"), "read": strategy}
        href = str(consultation.results.address or f"{link('have-your-say.html')}#site-outcome")
        return {**read, "href": href, "text": words("action.results"), "read": strategy}
    if (
        status in (Status.CLOSED, Status.OUTCOME_OVERDUE)
        and consultation.next_steps
        and consultation.next_steps.supplied
    ):
        href = f"{link('have-your-say.html')}#site-next"
        return {**read, "href": href, "text": words("action.next"), "read": strategy}
    return read
