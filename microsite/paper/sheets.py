"""The poster and the leaflet, which are one page each whatever their texts are; the form is made from here, too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from microsite.lazy_patterns import lazy_pattern
from microsite.model.responses import WayToRespond
from microsite.model.status import Status
from microsite.paper.forms import known, make_form
from microsite.paper.papers import Source, as_of_day, nodes_and_pictures, shared_data, template_source
from microsite.paper.typst_pdf import typeset_sheet
from microsite.problems import Location, Problem, listed
from microsite.render.dated_facts import DatedFacts
from microsite.validate.field_types import LocalText, in_language_markers, with_language_markers

Options = dict[str, Any]
#: How many ways to answer a sheet has room for; the others are only named.
MOST_WAYS = 3
#: Stages that the newest change explains.
_EXPLAINED = (Status.PAUSED, Status.WITHDRAWN, Status.SUPERSEDED)
_END_OF_SENTENCE = lazy_pattern(r"(?<=[.!?؟])\s+")


class SheetStyle(Struct, frozen=True, kw_only=True):
    """How a sheet is typeset if all of it fits. Type sizes are in points; margin, QR code and gutter in mm."""

    sheet: str
    margin: float
    title: float
    title_smallest: float
    who: float
    summary: float
    status: float
    way: float
    fact: float
    details: float
    small: float
    address: float
    code: float
    gutter: float
    gap: float


SHEETS = {
    "poster": SheetStyle(
        sheet="a4", margin=16, code=74, gutter=9, gap=20, title=60, title_smallest=40, who=17, summary=18, status=30,
        way=19, fact=17, details=13.5, small=11.5, address=13,
    ),
    "leaflet": SheetStyle(
        sheet="a5", margin=12, code=40, gutter=7, gap=12, title=32, title_smallest=22, who=12, summary=12.5, status=18,
        way=13, fact=12, details=10.5, small=9.5, address=10,
    ),
}  # fmt: skip


def make_sheet(source: Source, kind: str) -> tuple[bytes, int]:
    """Make the poster, the leaflet or the form as a PDF.

    Returns:
        The PDF, and how many parts there was no room for; one more if the type is smaller than it should be, and two if
        not even that fits.
    """
    if kind == "form":
        return make_form(source), 0
    nodes, _, pictures = nodes_and_pictures(source, source.html("poster", sheet=sheet_facts(source)))
    style = {name.replace("_", "-"): value for name, value in asdict(SHEETS[kind]).items()}
    style["size"] = style["details"]
    data = {**shared_data(source), "style": style, "targets": [], "nodes": nodes}
    return typeset_sheet(template_source(source, "poster"), data, pictures, as_of_day(source.site), source.store)


def cut_problem(source: Source, kind: str, cut: int, place: Location) -> Iterator[Problem]:
    """Report what a sheet has no room for, in the order in which its template leaves it out."""
    consultation = source.site.consultation
    parts = {
        "the partners": bool(consultation.partners),
        "the summary after its first sentence": _has_more_sentences(consultation.summary),
        "what to do in each way to respond": source.site.takes_answers and _lose_details(source),
    }
    left_out = [part for part, is_there in list(parts.items())[:cut] if is_there]
    if left_out:
        message = f"The {kind} has no room for {listed(left_out)}."
        advice = "If that matters, shorten the title, the summary or the ways to respond. If not, leave it as it is."
        yield Problem.hint("PAPER-004", message, place, advice)
    if cut > len(parts):
        message = f"The {kind} is hard to read: what it must say only fits in type that is too small."
        if cut > len(parts) + 1:
            message = f"The {kind} has no room for all that it must say, so the end is missing."
        advice = "Shorten the title, the first sentence of the summary, the ways to respond and the newest change."
        yield Problem.warning("PAPER-005", message, place, advice)


def sheet_facts(source: Source) -> Options:
    """Return what a sheet's template needs besides what every template gets."""
    site, words = source.site, source.words
    consultation, contact = site.consultation, site.consultation.contact
    address = re.sub(r"^https?://", "", site.site_address).rstrip("/")
    chosen = _shown_ways(source)
    online = {"title": words("ways.online"), "post": None, "facts": [_digits(address)], "hours": None}
    online |= {"details": None, "brief": ""}
    others = [each for each in consultation.ways_to_respond if _is_known(each) and each not in chosen]
    dated = DatedFacts(site, words, source.wording)
    outcome = dated.outcome(leads=False)
    return {
        "address": address,
        "first_sentence": first_sentence(consultation.summary),
        "news": dated.changes[-1:] if site.status in _EXPLAINED else [],
        "outcome": outcome if outcome and not outcome["missing"] else None,
        "is_online": site.takes_answers and _has_survey(source),
        "ways": [*([online] if _has_survey(source) else []), *(_way(each) for each in chosen)],
        "other_ways": words.listed([with_language_markers(each.title) for each in others]),
        "phone": known(contact and contact.phone),
        "email": known(contact and contact.email),
        "partners": " · ".join(with_language_markers(each.name) for each in consultation.partners),
    }


def _lose_details(source: Source) -> bool:
    """Whether a sheet without room for details shows less of a way to respond: all but one sentence, or none of it."""
    survey = source.site.consultation.survey if _has_survey(source) else None
    return bool(survey and (survey.minutes or survey.questions)) or any(
        way.post or way.phone or way.email or _has_more_sentences(way.details) for way in _shown_ways(source)
    )


def _shown_ways(source: Source) -> list[WayToRespond]:
    """Return the ways that a sheet shows besides the survey."""
    return chosen_ways(source.site.consultation.ways_to_respond, MOST_WAYS - _has_survey(source))


def chosen_ways(ways: tuple[WayToRespond, ...], most: int) -> list[WayToRespond]:
    """Choose the ways that a sheet has room for, in their order; those that need no internet have priority.

    Args:
        ways: all of them; one whose address or number is still to be supplied is not shown.
        most: how many there is room for.
    """
    known = [each for each in ways if _is_known(each)]
    picked = sorted(known, key=lambda each: each.needs_internet)[:most]
    return [each for each in known if each in picked]


def first_sentence(text: LocalText) -> str:
    """Return the first sentence of a text, marked with the language that the text is in."""
    return in_language_markers(_END_OF_SENTENCE.split(str(text))[0], getattr(text, "language", ""))


def _has_more_sentences(text: LocalText) -> bool:
    return len(_END_OF_SENTENCE.split(str(text))) > 1


def _is_known(way: WayToRespond) -> bool:
    facts = (way.post, way.phone, way.email)
    return all(fact is None or fact.supplied for fact in facts)


def _has_survey(source: Source) -> bool:
    survey = source.site.consultation.survey
    return bool(survey and survey.address.supplied)


def _way(way: WayToRespond) -> Options:
    facts = [_digits(known(each)) for each in (way.phone, way.email) if each]
    return {
        "title": way.title,
        "post": known(way.post),
        "facts": facts,
        "hours": way.hours,
        "details": way.details,
        "brief": "" if facts or way.post else first_sentence(way.details),
    }


def _digits(said: Any) -> Options:
    return {"kind": "digits", "said": said}
