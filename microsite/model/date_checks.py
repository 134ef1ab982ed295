"""Rules for dates: in order, with times that exist on the clock, and extensions that follow on from each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from microsite.problems import Problem, Severity
from microsite.validate.date_types import LocalMoment, When, day_in_words, falls_in_clock_change, zone_of
from microsite.validate.reading import Reading
from microsite.validate.record_fields import values_in

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation

_CHANGES = {
    "skipped": (
        "{moment} is skipped when the clocks go forward ({zone}).",
        "Choose another time of day.",
    ),
    "twice": (
        "{moment} comes twice when the clocks go back ({zone}).",
        "Say which one you mean: {moment} (first), which is still summer time, or {moment} (second).",
    ),
    "once": ("{moment} comes only once ({zone}).", "Delete the part in brackets."),
}


def date_problems(consultation: Consultation, reading: Reading, unread: Collection[str] = ()) -> Iterator[Problem]:
    """Check every date of site_config.yaml against the others.

    Args:
        consultation: what the file says.
        reading: knows where every value is.
        unread: keys that could not be read; checks that depend on them are skipped.
    """

    def known(*keys: str) -> bool:
        return not any(key in unread for key in keys)

    if known("time_zone", "opens", "closes"):
        zone = zone_of(consultation.time_zone)
        if consultation.closes.end(zone).timestamp() <= consultation.opens.start(zone).timestamp():
            message = f"The consultation closes ({consultation.closes}) before it opens ({consultation.opens})."
            related = (("opens", reading.places["opens"]),)
            yield reading.problem("DATE-005", message, "closes", "Correct opens or closes.", related=related)
    moments = [(path, moment) for path, moment in _moments(consultation) if known(path.split(".")[0].split("[")[0])]
    for path, moment in moments if known("time_zone") else ():
        yield from clock_problems(path, moment, consultation.time_zone, reading)
    for path, moment in moments:
        if path == "closes" or path.endswith(".new_close"):
            yield from _midnight_problems(path, moment, reading)
    if known("time_zone", "closes", "extensions"):
        yield from _extension_problems(consultation, reading)
        if known("opens", "pauses"):
            yield from _pause_problems(consultation, reading)
        if known("opens", "outcome", "results", "response_deadline"):
            yield from _later_problems(consultation, reading)
    if known("elections"):
        yield from _election_problems(consultation, reading)
    period = consultation.strategy_period
    if period and period.last_year < period.first_year:
        message = f"The period ends ({period.last_year}) before it begins ({period.first_year})."
        yield reading.problem("DATE-008", message, "strategy_period.last_year", "Correct one of the years.")


def clock_problems(path: str, moment: LocalMoment, zone: str, reading: Reading) -> Iterator[Problem]:
    """Report a time of day that a clock change skips or repeats, and a needless note on which of two is meant."""
    change = falls_in_clock_change(moment, zone_of(zone))
    if change:
        message, advice = (each.format(moment=moment, zone=zone) for each in _CHANGES[change])
        yield reading.problem("DATE-006", message, path, advice)


def _midnight_problems(path: str, moment: LocalMoment, reading: Reading) -> Iterator[Problem]:
    if moment.time_of_day is None or moment.time_of_day.strftime("%H:%M") != "00:00":
        return
    last = LocalMoment(moment.day - timedelta(days=1))
    message = f"Midnight starts a day, so with {moment} the last full day is {day_in_words(last.day)}."
    key = path.rsplit(".", 1)[-1]
    advice = f"For the end of {day_in_words(moment.day)}, write {key}: {moment.day.isoformat()}"
    advice += f"; for the end of {day_in_words(last.day)}, write {key}: {last}"
    yield reading.problem("DATE-007", message, path, advice, severity=Severity.WARNING)


def _extension_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    zone = zone_of(consultation.time_zone)
    close, before = consultation.closes, "closes"
    for number, each in enumerate(consultation.extensions, 1):
        path = f"extensions[{number}]"
        if each.old_close != close:
            message = f"This extension starts from {each.old_close}, but the closing date before it is {close}."
            related = ((before, reading.places[before]),)
            advice = f"Write old_close: {close}, or correct {before}."
            yield reading.problem("DATE-012", message, f"{path}.old_close", advice, related=related)
        if each.new_close.end(zone).timestamp() <= each.old_close.end(zone).timestamp():
            message = f"The new closing date ({each.new_close}) is not later than the old one ({each.old_close})."
            yield reading.problem("DATE-012", message, f"{path}.new_close", "Correct one of them.")
        start = each.announced if each.reopens is None else each.reopens
        key = "announced" if each.reopens is None else "reopens"
        if start.start(zone).timestamp() >= each.new_close.end(zone).timestamp():
            message = (
                f"Nobody could use this extra time: {key} ({start}) is not before the new closing date "
                f"({each.new_close})."
            )
            yield reading.problem("DATE-012", message, f"{path}.{key}", "Correct one of them.")
        if each.reopens and each.reopens.start(zone).timestamp() < each.old_close.end(zone).timestamp():
            message = f"You cannot take answers again ({each.reopens}) before the closing date ({each.old_close})."
            advice = "Delete reopens: if you announce an extension in time, it goes on without a gap."
            yield reading.problem("DATE-012", message, f"{path}.reopens", advice)
        hour = each.old_close.time_of_day
        # A minute before midnight means the end of the day, just like no time at all.
        if hour is not None and f"{hour:%H:%M}" != "23:59" and each.new_close.time_of_day is None:
            message = (
                f"Until now there was an hour ({hour:%H:%M}), and the new closing date has none: "
                f"people can answer until the end of {day_in_words(each.new_close.day)}."
            )
            day = each.new_close.day.isoformat()
            advice = f"For the same hour, write new_close: {day} {hour:%H:%M} – for the end of the day, {day} 23:59"
            yield reading.problem("DATE-021", message, f"{path}.new_close", advice, severity=Severity.WARNING)
        close, before = each.new_close, f"{path}.new_close"


def _pause_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    zone = zone_of(consultation.time_zone)
    last = consultation.last_close.end(zone).timestamp()
    in_time = sorted(enumerate(consultation.pauses, 1), key=lambda item: item[1].starts.start(zone).timestamp())
    ended = consultation.opens.start(zone).timestamp()
    for position, (number, each) in enumerate(in_time):
        path = f"pauses[{number}]"
        starts, ends = each.starts.start(zone).timestamp(), each.ends.end(zone).timestamp()
        if ends <= starts:
            message = f"This pause ends ({each.ends}) before it starts ({each.starts})."
            yield reading.problem("DATE-013", message, f"{path}.ends", "Correct starts or ends.")
        elif starts < ended and position:
            other = in_time[position - 1][0]
            message = f"This pause starts ({each.starts}) before the one above it has ended."
            related = (("the other one", reading.places[f"pauses[{other}]"]),)
            advice = "Make the two pauses into one, or correct their dates."
            yield reading.problem("DATE-013", message, f"{path}.starts", advice, related=related)
        elif starts < ended or ends > last:
            message = f"This pause ({each.starts} to {each.ends}) is not between the opening and closing dates."
            advice = "A pause is a break in the time to answer. If you gave people more time, add it to extensions."
            yield reading.problem("DATE-013", message, f"{path}.starts", advice)
        ended = max(ended, ends)


def _election_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    for number, each in enumerate(consultation.elections, 1):
        if each.ends.day < each.starts.day:
            message = f"The weeks before this election end ({each.ends}) before they start ({each.starts})."
            yield reading.problem("DATE-008", message, f"elections[{number}].ends", "Correct starts or ends.")


def _later_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    """Report what cannot come before the closing, and an outcome that contradicts itself."""
    zone = zone_of(consultation.time_zone)
    close = consultation.last_close
    outcome = consultation.known_outcome
    later = [
        ("response_deadline", consultation.response_deadline),
        ("outcome.published", outcome and outcome.published),
        *(
            (f"outcome.delays[{number}].date", each.date)
            for number, each in enumerate(outcome.delays if outcome else (), 1)
        ),
    ]
    for path, moment in later:
        if moment and moment.end(zone).timestamp() < close.end(zone).timestamp():
            message = f"{path} ({moment}) is before the closing date ({close})."
            yield reading.problem("DATE-014", message, path, "Correct one of the dates.")
    if consultation.results:
        from microsite.model.results_dates import results_date_problems

        yield from results_date_problems(consultation, consultation.results.published, reading)
    if outcome and outcome.none_expected and (outcome.published or outcome.expected):
        message = "You say that an outcome is expected or published, and also that there will be none."
        advice = "Keep only none_expected, or delete it."
        yield reading.problem("DATE-014", message, "outcome.none_expected", advice)
    if outcome and (outcome.summary or outcome.address) and not outcome.published:
        path = "outcome.summary" if "outcome.summary" in reading.places else "outcome"
        message = "Nothing says when this outcome was published, so the consultation still has the status “closed”."
        advice = (
            "Add a line published: with the day, below outcome:. If something is still to come, write it after "
            "expected:"
        )
        yield reading.problem("DATE-017", message, path, advice, severity=Severity.WARNING)


def _moments(consultation: Consultation) -> Iterator[tuple[str, LocalMoment]]:
    """Yield every moment, with its path."""
    for path, value in values_in(consultation):
        moment = value.moment if isinstance(value, When) else value
        if isinstance(moment, LocalMoment):
            yield path, moment
