"""Rules for the accessibility statement: missing parts, untested claims, missed deadlines and overdue reviews."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from microsite.model.accessibility import Accessibility
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.problems import Location, Problem

#: The parts that the regulations require; a survey adds one.
LEGAL_PARTS = (
    "nation",
    "overview",
    "feedback_form",
    "answer_within_days",
    "visits",
    "compliance",
    "improving",
    "prepared",
    "reviewed",
    "tested",
    "tested_by",
    "method",
)
#: Regulation 8 requires the statement to be kept under review; the monitoring body expects that once a year.
LONGEST_WITHOUT_REVIEW = timedelta(days=366)


def statement_problems(
    consultation: Consultation, places: Mapping[str, Location], config: str, clock: Clock
) -> Iterator[Problem]:
    """Check the accessibility statement, and that the survey has a privacy notice.

    Args:
        consultation: the facts of the site.
        places: where each of them is.
        config: the name of the file they are in.
        clock: the moment the site is made for.
    """
    if consultation.survey and consultation.survey.privacy_notice is None:
        yield Problem.to_supply("survey.privacy_notice", places["survey"])
    statement = consultation.accessibility
    if statement is None:
        yield Problem.to_supply("accessibility", Location(file=config))
        return
    parts = LEGAL_PARTS if consultation.survey is None else (*LEGAL_PARTS, "survey_statement")
    for part in parts:
        if getattr(statement, part) is None:
            yield Problem.to_supply(f"accessibility.{part}", places["accessibility"])
    if statement.lacks_list:
        yield Problem.to_supply("accessibility.not_compliant", places["accessibility.compliance"])
    yield from _claim_problems(statement, places)
    yield from _promise_problems(statement, places, clock)
    reviewed = statement.reviewed.value if statement.reviewed else None
    if reviewed and clock.has_come(reviewed.start(clock.zone) + LONGEST_WITHOUT_REVIEW):
        message = f"The accessibility statement was last reviewed on {reviewed}, more than a year ago."
        advice = "Go through it, correct anything that has changed, and write the day in reviewed."
        yield Problem.warning(
            "STMT-001", message, places["accessibility.reviewed"], advice, path="accessibility.reviewed"
        )


def _claim_problems(statement: Accessibility, places: Mapping[str, Location]) -> Iterator[Problem]:
    if statement.compliance is None or statement.compliance.value != "full":
        return
    path = "accessibility.compliance"
    if not statement.was_tested:
        message = "You say that the site complies fully, but nothing says when and how you tested that."
        advice = "Add tested, tested_by and method. Until then, the page does not say that it complies."
        yield Problem.warning("STMT-002", message, places[path], advice, path=path)
    if statement.kinds_of_barrier:
        message = "You say that the site complies fully, but the statement lists things that some people cannot use."
        advice = "Write compliance: partial, or take out of the lists anything that has been fixed."
        yield Problem.warning("STMT-003", message, places[path], advice, path=path)


def _promise_problems(statement: Accessibility, places: Mapping[str, Location], clock: Clock) -> Iterator[Problem]:
    """Report barriers still listed although the day by which they were to be fixed has passed."""
    for number, barrier in enumerate(statement.not_compliant, start=1):
        day = barrier.date.value
        if day and clock.has_come(day.end(clock.zone)):
            message = f"This was due to be fixed by {day}, and that day has passed: “{barrier.what}”"
            advice = "If it is fixed, take it out of the list. If not, write the day by which you will fix it."
            yield Problem.warning(
                "STMT-004",
                message,
                places[f"accessibility.not_compliant[{number}].date"],
                advice,
                path=f"accessibility.not_compliant[{number}].date",
            )
