"""The timeline on the home page: the points on the way from draft to decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from microsite.model.records import Milestone
from microsite.model.site import Site
from microsite.model.status import Status
from microsite.render.wording import Wording
from microsite.render.words import Words
from microsite.validate.date_types import zone_of

Options = dict[str, Any]


def timeline_points(site: Site, words: Words, wording: Wording) -> list[Options]:
    """Return the points in order.

    A point that is past in the stage the site is made in stays past; nothing is claimed about the others, so a page
    that is never rebuilt says nothing false. The script updates those that have a moment.
    """
    reached = site.coming_stages[0].since
    now = reached.timestamp() if reached else float("-inf")
    consultation, end = site.consultation, site.dates.ended_early

    def planned(point: Options) -> Options:
        return {**point, "when": words.html("home.planned", when=point["when"]), "state": "open", "at": None}

    def milestones(stage: str) -> Iterator[Options]:
        for each in consultation.milestones:
            point = _milestone(each, site, wording, now)
            # A date in words may be before or after the early end, or the outcome: it is shown as what was planned.
            later = point["at"] is None or (end and point["at"] >= end.timestamp())
            if each.stage == stage:
                over = end or site.status is Status.OUTCOME_PUBLISHED
                yield planned(point) if stage == "after_closing" and over and later else point

    points = [*milestones("before_opening"), *_answering(site, words, wording, now), *milestones("after_closing")]
    period = consultation.strategy_period
    if period is not None:
        years = f"{period.first_year}–{period.last_year}"
        point = {"when": years, "what": words("home.in_force"), "state": "open", "at": None}
        points.append(planned(point) if end else point)
    return points


def _milestone(milestone: Milestone, site: Site, wording: Wording, now: float) -> Options:
    written = milestone.when.moment
    if written is None:
        state = "past" if milestone.stage == "before_opening" else "open"
        return {"when": milestone.when, "what": milestone.title, "state": state, "at": None}
    moment = written.start(zone_of(site.consultation.time_zone))
    state = "past" if moment.timestamp() <= now else "open"
    return {"when": wording.starting(moment), "what": milestone.title, "state": state, "at": round(moment.timestamp())}


def _answering(site: Site, words: Words, wording: Wording, now: float) -> Iterator[Options]:
    dates = site.dates

    def by_the_end(moment: datetime) -> Markup:
        return words.html("home.outcome_due_when", moment=wording.ending(moment))

    points: list[tuple[datetime, Any, str]] = []
    for number, period in enumerate(dates.periods):
        points.append((period.starts, wording.starting, "home.reopens" if number else "home.opens"))
        points.append((period.ends, wording.ending, "home.closes_again" if number else "home.closes"))
    for pause in dates.pauses:
        points += [(pause.starts, wording.starting, "home.pauses"), (pause.ends, wording.starting, "home.goes_on")]
    ended = [(dates.withdrawn, "home.withdrawn"), (dates.superseded, "home.superseded")]
    end = dates.ended_early
    points = [each for each in points if not end or each[0].timestamp() < end.timestamp()]
    points += [(moment, wording.starting, key) for moment, key in ended if moment]
    outcome = site.consultation.known_outcome
    if site.consultation.results:
        points.append((_start(site, site.consultation.results.published), wording.starting, "home.results"))
    if outcome and outcome.published:
        points.append((_start(site, outcome.published), wording.starting, "home.outcome"))
    elif dates.outcome_due and not dates.no_outcome_expected and not end:
        points.append((dates.outcome_due, by_the_end, "home.outcome_due"))
    for moment, in_words, key in sorted(points, key=lambda each: each[0].timestamp()):
        # Results are shown from their day on, whatever the stage.
        shows_results = key == "home.results" and site.clock.has_come(moment)
        state = "past" if shows_results or moment.timestamp() <= now else "open"
        happened = f"{key}_past" if state == "past" else key
        what = words(happened if happened in words.keys else key)
        yield {"when": in_words(moment), "what": what, "state": state, "at": round(moment.timestamp())}


def _start(site: Site, written: Any) -> datetime:
    return written.start(zone_of(site.consultation.time_zone))
