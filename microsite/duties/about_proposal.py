"""Tests of what the site says about a proposal: what it is, why now, what can change, what it costs, for whom."""

from __future__ import annotations

from microsite.duties.case import Answer, Case, met, missing, not_applicable
from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag
from microsite.validate.date_types import day_in_words

#: Longer titles are cut off by search engines, in lists of consultations and on phones.
LONGEST_TITLE = 65
PROPOSAL, HOME = "proposal.html", "index.html"
#: Words for people who live in an area, and for those who work there, in English and in Welsh with its mutations.
_LIVES = lazy_pattern(r"\b(?:live|lives|living|residents?|residing|byw|fyw|[dt]rigolion)\b|reswyl")
_WORKS = lazy_pattern(
    r"\b(?:work|works|working|workers?|workforce|employed|employees?|business(?:es)?|jobs?)\b|weithio|weithwyr|weithiwr"
)


def short_title(case: Case) -> Answer:
    """The title is short enough not to be cut off; only a person can say whether its words are plain."""
    length = len(str(case.site.consultation.title))
    place = case.place("title", HOME)
    if length <= LONGEST_TITLE:
        return met(place, note=f"The title has {length} characters. Whether its words are plain, only people can say.")
    return missing(f"The title has {length} characters.", place)


def who_consults(case: Case) -> Answer:
    """Every partner is named with its kind; if there are none, the organisation is enough."""
    consultation = case.site.consultation
    who = case.place("organisation", HOME)
    unclear = [str(each.name) for each in consultation.partners if not each.kind]
    if unclear:
        return missing(f"Nothing says what this partner is (kind): {'; '.join(unclear)}.", who)
    if not consultation.partners:
        return met(who, note="No partners are named.")
    return met(who, case.place("partners", "partners.html"), note=_named(len(consultation.partners)))


def _named(count: int) -> str:
    return "One partner is named." if count == 1 else f"{count} partners are named."


def proposal(case: Case) -> Answer:
    """There is something to read: a summary, and chapters or a document."""
    found = [case.place("summary", HOME)]
    site = case.site
    if site.chapters:
        found.append(case.in_file(site.chapters[0].file, site.chapters[0].path))
    elif site.lists.documents:
        found.append(case.place("documents[1].title", "documents.html"))
    else:
        return missing("There are no chapters and no documents.", *found)
    count = len(site.chapters)
    return met(*found, note=f"{count} chapter{'' if count == 1 else 's'}." if count else "")


def why_now(case: Case) -> Answer:
    """The site says why this is proposed, why now, and how far it has come."""
    return case.all_of(("proposal.why_now", PROPOSAL), ("proposal.stage", PROPOSAL))


def what_can_change(case: Case) -> Answer:
    """The site says what answers can still change, and what is settled."""
    return case.all_of(("proposal.can_change", PROPOSAL), ("proposal.settled", PROPOSAL))


def alternatives(case: Case) -> Answer:
    """The site gives other options with the reasons against them, or says that there were none."""
    proposal = case.site.consultation.proposal
    options = proposal.alternatives if proposal else ()
    unexplained = [str(each.option) for each in options if not each.why_not]
    if unexplained:
        place = case.place("proposal.alternatives", PROPOSAL)
        return missing(f"Nothing says why this was turned down (why_not): {'; '.join(unexplained)}.", place)
    return case.any_of(("proposal.alternatives", PROPOSAL), ("proposal.no_alternatives", PROPOSAL))


def evidence(case: Case) -> Answer:
    """The evidence behind the proposal can be read."""
    for number, each in enumerate(case.site.lists.evidence, 1):
        file = each.file and each.file.supplied
        if file or (each.address and each.address.supplied):
            return met(case.place(f"evidence[{number}].title", "documents.html"))
    return missing("It would be in content/data/evidence.yaml, with a file or an address.")


def costs(case: Case) -> Answer:
    """The site says what the proposal costs."""
    return case.all_of(("proposal.costs", PROPOSAL))


def equality_assessment(case: Case) -> Answer:
    """The equality impact assessment can be read, or the site says what it found."""
    for name in ("evidence", "related"):
        for number, each in enumerate(getattr(case.site.lists, name), 1):
            reachable = (each.file and each.file.supplied) or (each.address and each.address.supplied)
            if each.kind == "impact_assessment" and reachable:
                return met(case.place(f"{name}[{number}].title", "documents.html"))
    answer = case.any_of(("proposal.equality", PROPOSAL))
    if answer.places:
        return answer
    return missing(f"{answer.note} The document would be in content/data/evidence.yaml, with kind: impact_assessment.")


def effects_on_welsh(case: Case) -> Answer:
    """People are asked how the proposal affects the Welsh language."""
    return case.all_of(("proposal.welsh_language", PROPOSAL))


def both_languages_equal(case: Case) -> Answer:
    """The site is in Welsh and in English, and neither leads."""
    tags = {primary_subtag(str(each.consultation.language)) for each in case.sites}
    if not {"cy", "en"} <= tags:
        return missing("It would be under languages, with cy and en-GB, and equal: yes in site_config.yaml.")
    place = case.place("equal" if "equal" in case.places else "languages", HOME)
    if case.site.languages_are_equal:
        return met(place, note="Neither language leads.")
    return missing(
        "Both languages are there, and one of them leads. It would be equal: yes in site_config.yaml.", place
    )


def accessibility_statement(case: Case) -> Answer:
    """The accessibility statement says everything that it must."""
    from microsite.model.statement_checks import LEGAL_PARTS

    if case.site.consultation.accessibility is None:
        return missing("It would be under accessibility in site_config.yaml.")
    wanted = [(f"accessibility.{name}", "accessibility.html") for name in LEGAL_PARTS]
    return case.all_of(*wanted)


def live_or_work(case: Case) -> Answer:
    """People who live and people who work in the area are named among those who should answer."""
    place = case.place("audience", "have-your-say.html")
    words = str(case.site.consultation.audience or "").casefold()
    if _LIVES.search(words) and _WORKS.search(words):
        return met(place)
    return missing("audience in site_config.yaml does not name people who live and people who work in the area.")


def who_can_answer(case: Case) -> Answer:
    """The site says who should answer."""
    return case.all_of(("audience", "have-your-say.html"))


def public_meeting(case: Case) -> Answer:
    """A public meeting is among the events."""
    for number, each in enumerate(case.site.lists.events, 1):
        if each.public_meeting and not each.cancelled:
            return met(case.place(f"events[{number}].what", "events.html"), note=f"On {day_in_words(each.start.day)}.")
    return missing("It would be in content/data/events.yaml, with public_meeting: yes.")


def meetings_reported(case: Case) -> Answer:
    """The site says what was discussed at public meetings that are over."""
    over = [
        (number, each)
        for number, each in enumerate(case.site.lists.events, 1)
        if each.public_meeting and not each.cancelled and each in case.site.past_events
    ]
    if not over:
        return not_applicable("No public meeting on this site is over.")
    silent = [f"events[{number}]" for number, each in over if not each.discussed]
    if silent:
        return missing("It would be in content/data/events.yaml, under discussed.")
    return met(*(case.place(f"events[{number}].discussed", "events.html") for number, _ in over))
