"""Tests of timing: how long people have, what falls within that time, and what is published afterwards."""

from __future__ import annotations

from datetime import date, timedelta

from microsite.duties.case import Answer, Case, Place, met, missing, not_applicable
from microsite.duties.elections import elections_on, knows_elections
from microsite.model.period_hints import TWELVE_WEEKS, busy_days, lasts_twelve_weeks
from microsite.model.status import Status
from microsite.problems import listed
from microsite.validate.date_types import LocalMoment, day_in_words

SAY, HOME = "have-your-say.html", "index.html"
SAID, DID = "what-people-said.html", "what-we-did.html"


def at_least_twelve_weeks(case: Case) -> Answer:
    """People have twelve weeks, or the site says why they have less."""
    first, last = case.site.consultation.opens.day, case.site.consultation.last_close.day
    days = case.site.length_days
    dates = (case.place("opens", HOME), case.place("closes", HOME))
    if lasts_twelve_weeks(first, last):
        return met(*dates, note=f"{days} days.")
    return _with_reason(case, f"People have {days} days; twelve weeks are 84.")


def holidays(case: Case) -> Answer:
    """No holidays fall within the time, or it is longer because of them, or the site says why not."""
    first, last = case.site.consultation.opens.day, case.site.consultation.last_close.day
    busy = [f"{name} ({day_in_words(day)})" for name, day in busy_days(first, last)]
    if first.month == last.month == 8 and first.year == last.year:
        busy.append("all of it is in August")
    if not busy:
        note = "No holidays that we know of fall into the time, or it is two weeks longer for them."
        return met(case.place("opens", HOME), case.place("closes", HOME), note=note)
    return _with_reason(case, f"In that time: {', '.join(busy)}.")


def _with_reason(case: Case, short: str) -> Answer:
    if case.is_given("period_reason"):
        return met(case.place("period_reason", SAY), note=f"{short} The reason is told.")
    return missing(f"{short} The reason would be under period_reason in site_config.yaml.")


def not_in_election(case: Case) -> Answer:
    """The consultation does not open in the weeks before an election."""
    opens = case.site.consultation.opens.day
    place = case.place("opens", HOME)
    found = elections_on(opens, case.nation, case.site.consultation.elections)
    if found:
        said = "; ".join(f"{each.name}: {day_in_words(each.starts)} to {day_in_words(each.ends)}" for each in found)
        return missing(f"It opens on {day_in_words(opens)}, in the weeks before an election. {said}.", place)
    if not knows_elections(case.nation, case.site.consultation.elections):
        note = "No dates of elections are known for this place. They would be under elections in site_config.yaml."
        return missing(note)
    return met(place, note="Of the elections that we know of. An election to Parliament can be called at any time.")


def changes_of_date(case: Case) -> Answer:
    """The site explains each change of the closing date: old date, new date, when it was announced, and why."""
    extensions = case.site.consultation.extensions
    if not extensions:
        return not_applicable("No date has changed.")
    silent = [number for number, each in enumerate(extensions, 1) if not each.reason]
    places = tuple(case.place(f"extensions[{number}].new_close", SAY) for number in range(1, len(extensions) + 1))
    if silent:
        return missing("The reason would be under extensions, as reason, in site_config.yaml.", *places)
    return met(*places)


def outcome(case: Case) -> Answer:
    """The outcome came within twelve weeks, or a dated line says why not."""
    over = _over(case)
    if over is not None:
        return over
    consultation = case.site.consultation
    outcome = consultation.known_outcome
    closed = consultation.last_close.day
    due = closed + TWELVE_WEEKS
    if outcome and outcome.none_expected:
        return met(case.place("outcome.none_expected", SAY), note="It is told that there will be none, and why.")
    published = outcome.published if outcome else None
    if published and published.day <= due:
        places = (case.place("outcome.published", SAY), *_decisions(case))
        return met(*places, note=f"Published on {day_in_words(published.day)}.")
    delays = outcome.delays if outcome else ()
    in_time = next((number for number, each in enumerate(delays, 1) if _in_time(each.date, due)), 0)
    if in_time:
        return met(case.place(f"outcome.delays[{in_time}].date", SAY), note="A dated line says why it takes longer.")
    if not published and _today(case) <= due:
        return not_applicable(f"Twelve weeks after the closing are over on {day_in_words(due)}.")
    note = f"Twelve weeks after the closing were over on {day_in_words(due)}."
    if published:
        note += f" It came on {day_in_words(published.day)}."
    return missing(f"{note} The dated line would be under outcome, as delays, in site_config.yaml.")


def _in_time(said: LocalMoment, due: date) -> bool:
    """Whether a delay was announced no later than a week after the outcome was due."""
    return said.day <= due + timedelta(weeks=1)


def answers_by_channel(case: Case) -> Answer:
    """The site says how many people answered, and in which ways."""
    over = _over(case)
    if over is not None:
        return over
    if case.site.consultation.results is None:
        due = case.site.consultation.last_close.day + TWELVE_WEEKS
        if _today(case) <= due:
            return not_applicable(f"Twelve weeks after the closing are over on {day_in_words(due)}.")
        return missing("It would be under results, as responses and channels, in site_config.yaml.")
    page = SAID if case.site.has_page(SAID) else SAY
    return case.all_of(("results.responses", page), ("results.channels", page))


def decisions_told(case: Case) -> Answer:
    """The site says what was decided on each priority because of the answers; reasons for no change are counted."""
    over = _over(case)
    if over is not None:
        return over
    consultation = case.site.consultation
    outcome = consultation.known_outcome
    if outcome and outcome.none_expected:
        return not_applicable("It is told that there will be no outcome, and why.")
    if not outcome or not outcome.published:
        return not_applicable("No outcome is published yet.")
    decisions = case.site.lists.decisions
    if not decisions:
        return missing("It would be in content/data/decisions.yaml, under asked, said and did.")
    told = {int(each.priority) for each in decisions if each.priority}
    silent = [str(number) for number in range(1, len(consultation.priorities) + 1) if number not in told]
    if silent:
        some = f"priority {silent[0]}" if len(silent) == 1 else f"priorities {listed(silent)}"
        return missing(f"Nothing in content/data/decisions.yaml is about {some}.", *_decisions(case))
    reasons = sum(len(each.not_changed) for each in decisions)
    note = f"Reasons why something was not changed: {reasons}." if reasons else "Nothing is named that was not changed."
    return met(*_decisions(case), note=note)


def _decisions(case: Case) -> tuple[Place, ...]:
    """Return where the decisions are; empty while there are none."""
    return (case.place("decisions[1]", DID),) if case.site.lists.decisions else ()


def _today(case: Case) -> date:
    return case.site.clock.now.astimezone(case.site.clock.zone).date()


def _over(case: Case) -> Answer | None:
    """Return why nothing that is due after closing is asked for yet, or ever; None if it is."""
    if not case.site.status.is_over:
        return not_applicable("It has not closed yet.")
    if case.site.status in (Status.WITHDRAWN, Status.SUPERSEDED):
        return not_applicable("It was withdrawn or replaced.")
    return None
