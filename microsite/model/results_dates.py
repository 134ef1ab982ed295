"""Rules for the day on which the results are published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from microsite.model.dates import resolve_dates
from microsite.problems import Problem, Severity
from microsite.validate.date_types import LocalMoment, zone_of
from microsite.validate.reading import Reading

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation

_PATH = "results.published"


def results_date_problems(consultation: Consultation, published: LocalMoment, reading: Reading) -> Iterator[Problem]:
    """Report results published before the closing or after the outcome, and ranges of days that end before they start.

    Args:
        consultation: what site_config.yaml says.
        published: the day of the results.
        reading: knows where every value is.
    """
    zone = zone_of(consultation.time_zone)
    for number, each in enumerate(consultation.results.over_time if consultation.results else (), 1):
        if each.last_day.day < each.first_day.day:
            message = f"These days end ({each.last_day}) before they start ({each.first_day})."
            path = f"results.over_time[{number}].last_day"
            yield reading.problem("DATE-008", message, path, "Correct first_day or last_day.")
    starts = published.start(zone).timestamp()
    if published.end(zone).timestamp() <= consultation.opens.start(zone).timestamp():
        message = f"results.published ({published}) is before the opening date ({consultation.opens})."
        yield reading.problem("DATE-014", message, _PATH, "Correct one of the dates.")
        return
    span = next((each for each in resolve_dates(consultation).periods if each.holds(starts)), None)
    if span is not None:
        message = f"On this day ({published}) people can still answer, and would see what others have answered."
        advice = f"Write a day after the closing ({consultation.last_close})."
        yield reading.problem("DATE-023", message, _PATH, advice, severity=Severity.WARNING)
    outcome = consultation.known_outcome
    if outcome and outcome.published and starts > outcome.published.end(zone).timestamp():
        message = f"People read what was decided on {outcome.published}, and what they said only on {published}."
        advice = "If you can, publish the results before the outcome, or on the same day."
        related = (("the outcome", reading.places["outcome.published"]),)
        yield reading.problem("DATE-024", message, _PATH, advice, severity=Severity.HINT, related=related)
