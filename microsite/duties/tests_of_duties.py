"""All tests that a duty can name."""

from __future__ import annotations

from collections.abc import Callable

from microsite.duties import about_answers, about_proposal, about_time
from microsite.duties.case import Answer, Case

#: The tests of whether a duty is met, by the names that duties use for them in `model/duty_records.py`.
TESTS: dict[str, Callable[[Case], Answer]] = {
    "accessibility_statement": about_proposal.accessibility_statement,
    "alternatives": about_proposal.alternatives,
    "anonymous": about_answers.anonymous,
    "answers_by_channel": about_time.answers_by_channel,
    "at_least_twelve_weeks": about_time.at_least_twelve_weeks,
    "both_languages_equal": about_proposal.both_languages_equal,
    "changes_of_date": about_time.changes_of_date,
    "complaints": about_answers.complaints,
    "contact": about_answers.contact,
    "costs": about_proposal.costs,
    "decisions_told": about_time.decisions_told,
    "effects_on_welsh": about_proposal.effects_on_welsh,
    "equality_assessment": about_proposal.equality_assessment,
    "evidence": about_proposal.evidence,
    "holidays": about_time.holidays,
    "how_to_answer": about_answers.how_to_answer,
    "late_answers": about_answers.late_answers,
    "length_of_survey": about_answers.length_of_survey,
    "live_or_work": about_proposal.live_or_work,
    "meetings_reported": about_proposal.meetings_reported,
    "needs_no_internet": about_answers.needs_no_internet,
    "not_in_election": about_time.not_in_election,
    "other_formats": about_answers.other_formats,
    "outcome": about_time.outcome,
    "privacy": about_answers.privacy,
    "proposal": about_proposal.proposal,
    "public_meeting": about_proposal.public_meeting,
    "questions_readable": about_answers.questions_readable,
    "short_title": about_proposal.short_title,
    "what_can_change": about_proposal.what_can_change,
    "what_next": about_answers.what_next,
    "who_can_answer": about_proposal.who_can_answer,
    "who_consults": about_proposal.who_consults,
    "why_now": about_proposal.why_now,
}
