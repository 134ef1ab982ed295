"""Tests of what the site says about answering: how, how long it takes, and what happens to the answers."""

from __future__ import annotations

from microsite.duties.case import Answer, Case, met, missing, not_applicable

SAY, CONTACT, PRIVACY = "have-your-say.html", "contact.html", "privacy.html"
_CONTACTS = ("contact.email", "contact.phone", "contact.post")


def how_to_answer(case: Case) -> Answer:
    """There is a usable way to answer: the survey with its address, or another one."""
    ways = case.site.consultation.ways_to_respond
    if case.is_given("survey.address"):
        found = [case.place("survey.address", SAY)]
        return met(*found, *([case.place("ways_to_respond", SAY)] if ways else []))
    if ways:
        return met(case.place("ways_to_respond", SAY))
    return missing(case.how_to_say(["survey.address", "ways_to_respond"], joined="or"))


def needs_no_internet(case: Case) -> Answer:
    """At least one way to answer works without the internet."""
    for number, way in enumerate(case.site.consultation.ways_to_respond, 1):
        if not way.needs_internet:
            return met(case.place(f"ways_to_respond[{number}].title", SAY))
    return missing("It would be under ways_to_respond in site_config.yaml: by post, by phone or in person.")


def length_of_survey(case: Case) -> Answer:
    """The site says how long the survey takes, and how many questions it has."""
    if case.site.consultation.survey is None:
        return not_applicable("There is no survey.")
    return case.all_of(("survey.minutes", SAY), ("survey.questions", SAY))


def anonymous(case: Case) -> Answer:
    """The site says whether people must say who they are."""
    return case.all_of(("privacy.names", SAY))


def questions_readable(case: Case) -> Answer:
    """The questions can be read before starting the survey."""
    if case.site.consultation.survey is None:
        return not_applicable("There is no survey.")
    if case.site.lists.questions:
        count = len(case.site.lists.questions)
        return met(
            case.place("questions[1].text", "questions.html"),
            note="One question." if count == 1 else f"{count} questions.",
        )
    return missing("They would be in content/data/questions.yaml.")


def other_formats(case: Case) -> Answer:
    """The site mentions other formats, with a way to ask for them without the web."""
    answer = case.all_of(("contact.formats", CONTACT))
    without_web = case.any_of(("contact.phone", CONTACT), ("contact.post", CONTACT))
    if without_web.places and answer.state == "met":
        return met(*answer.places, *without_web.places)
    notes = [each.note for each in (answer, without_web) if each.note]
    return missing(" ".join(notes), *answer.places, *without_web.places)


def privacy(case: Case) -> Answer:
    """The page for answering says who controls and sees the answers, on what basis, for how long, and where more is."""
    wanted = [(f"privacy.{name}", SAY) for name in ("controller", "processor", "seen_by", "lawful_basis", "kept")]
    if case.site.consultation.survey is not None:
        wanted.append(("survey.privacy_notice", SAY))
    return case.all_of(*wanted)


def what_next(case: Case) -> Answer:
    """The site says what happens to the answers, who decides, and by when people will hear."""
    return case.all_of(("next_steps", SAY), ("decided_by", SAY), ("response_deadline", SAY))


def late_answers(case: Case) -> Answer:
    """The site says what happens to answers that come late."""
    return case.all_of(("late_answers", SAY))


def contact(case: Case) -> Answer:
    """There is somebody to ask."""
    return case.any_of(*((key, CONTACT) for key in _CONTACTS))


def complaints(case: Case) -> Answer:
    """The site says where to complain if the consultation is not run as it should be."""
    return case.all_of(("contact.complaints", CONTACT))
