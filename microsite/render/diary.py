"""Describes a consultation's moments in plain English for its editor, in the terminal and in a calendar."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from microsite.model.clock import ALWAYS, FOR_EVER
from microsite.model.moments import DatedChange
from microsite.model.site import Site
from microsite.render.wording import Wording

#: What happens at a moment, by its kind.
HAPPENINGS = {
    "upcoming": "The consultation is announced.",
    "open": "The consultation opens.",
    "closing_soon": "The last week to answer begins.",
    "closed": "The consultation closes.",
    "paused": "The consultation pauses.",
    "reopened": "The consultation opens again.",
    "outcome_overdue": "The outcome becomes overdue.",
    "outcome_published": "The outcome is published.",
    "no_outcome_expected": "The consultation closes, and no outcome is expected.",
    "withdrawn": "The consultation is withdrawn.",
    "superseded": "Another consultation takes its place.",
    "announced": "More time to answer is announced.",
    "event": "Event: {title}",
    "event_over": "Ends: {title}",
    "appears": "Appears: {title}",
    "goes": "Disappears: {title}",
    "results": "The results are published.",
    "delayed": "A delay of the outcome is announced.",
    "due": "The outcome is due.",
    "review": "Time to review: {title}",
    "progress": "A report appears: {title}",
    "action_due": "Due: {title}",
}
#: Kinds that happen when something ends: they are named by the day that is over then.
ENDINGS = frozenset({"closed", "no_outcome_expected", "outcome_overdue", "event_over", "goes", "due", "action_due"})
#: Kinds of changes that the script in the pages makes by itself.
LEFT_TO_SCRIPT = frozenset(HAPPENINGS) - {
    "outcome_published",
    "announced",
    "event_over",
    "appears",
    "goes",
    "results",
    "delayed",
    "progress",
    "action_due",
}


def describe_change(change: DatedChange) -> str:
    """Say what happens at a moment."""
    return HAPPENINGS[change.kind].format(title=change.title)


def moment_in_words(change: DatedChange, wording: Wording) -> str:
    """Say when something happens: the end of Monday 1 November 2021, 9am on Monday 12 April 2027."""
    when = wording.ending(change.at) if change.kind in ENDINGS else wording.starting(change.at)
    return when.striptags().replace("\u00a0", " ")


def distance(now: datetime, moment: datetime) -> str:
    """Say how far away a moment is, in calendar days: today, tomorrow, in 3 days."""
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


def boundary_report(site: Site, wording: Wording) -> str:
    """Say until when the pages are up to date, and what to do then."""
    true = "These pages will stay true."
    change = site.next_change
    if change is None:
        return f"{true} There are no more dates that will change them."
    last = site.clock.now.astimezone(change.at.tzinfo)
    when = distance(last, change.at)
    if change.kind in ENDINGS and (change.at.hour, change.at.minute) == (0, 0):
        days = (change.at.date() - last.date()).days - 1
        when = "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"
    leave = ", or let the script on the pages update them" if change.kind in LEFT_TO_SCRIPT else ""
    return f"{true} They are up to date until {moment_in_words(change, wording)} ({when}). Build again then{leave}."


def report_interval(site: Site) -> tuple[float, float]:
    """Return from when until just before when `boundary_report` stays the same, since it counts days.

    Returns:
        Both in seconds since 1970; infinite if there is no boundary to come.
    """
    change = site.next_change
    if change is None:
        return ALWAYS, FOR_EVER
    today = site.clock.now.astimezone(change.at.tzinfo).date()
    first, last = (datetime.combine(day, time(), change.at.tzinfo) for day in (today, today + timedelta(days=1)))
    return first.timestamp(), last.timestamp()


def held_back_lines(site: Site) -> list[str]:
    """Return a line for everything that is held back, with its reason."""
    return [f"  {each.file}  {each.title}: not published {each.why}" for each in site.held_back]
