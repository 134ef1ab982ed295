"""The checklist of one site: every duty and good practice, with what was found of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from microsite.duties.case import Answer, Case, State, not_applicable
from microsite.duties.data import known_duties
from microsite.duties.tests_of_duties import TESTS
from microsite.load.site_files import CONFIG
from microsite.model.consultation import Consultation
from microsite.model.duty_records import Duty, Waiver
from microsite.model.site import Site
from microsite.problems import Location, Problem, listed

#: What is asked at which time, in order, with the heading of each.
GROUPS = {
    "before_opening": "Before it opens",
    "while_open": "While it is open",
    "after_closing": "After it has closed",
}
#: What a kind of body, and a nation, is called in a sentence.
BODIES = {
    "council": "a council",
    "strategy_group": "a strategy group for crime and disorder",
    "police": "the police",
    "fire": "a fire and rescue authority",
    "health": "a health body",
    "government_department": "a government department",
    "other_public_body": "another public body",
    "other": "a body that is not public",
}
#: What is not known where a key is not given, and what can be written there.
UNSAID = {"body": "which kind of body consults", "nation": "where it consults"}
NATIONS = {"england": "England", "wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland"}
WRITE = {
    "body": f"It is one of {listed([*BODIES], joined='or')}.",
    "nation": f"It is one of {listed([*NATIONS], joined='or')}.",
}


class Item(Struct, frozen=True, kw_only=True):
    """A duty, or a piece of good practice, and what was found of it."""

    duty: Duty
    answer: Answer
    #: Whether it is law that binds this body; all else is good practice.
    is_duty: bool
    #: Who decided not to meet it; None where nobody did, or it is met all the same.
    waiver: Waiver | None = None

    @property
    def state(self) -> State:
        """What is known of it."""
        return self.answer.state

    @property
    def standing(self) -> str:
        """What it is for this body."""
        return "Duty" if self.is_duty else "Good practice"


class Checklist(Struct, frozen=True, kw_only=True):
    """Every duty and good practice of one site at one moment."""

    site: Site
    #: A nation, or empty where it is not known; a kind of body, or empty.
    nation: str
    body: str
    items: tuple[Item, ...]

    def group(self, name: str) -> list[Item]:
        """The items that have to be there at one time: the duties first, then by whose norm they are."""
        return [item for item in self.items if item.duty.by == name]

    def count(self, state: State, *, duties: bool) -> int:
        """How many duties, or pieces of good practice, are in a state."""
        return sum(item.state is state and item.is_duty is duties for item in self.items)

    @property
    def missing_duties(self) -> list[Item]:
        """Law that binds this body, and that nothing on the site was found for, as far as its time has come."""
        opened = self.site.status != "upcoming"
        return [
            item
            for item in self.items
            if item.is_duty and item.state is State.MISSING and (opened or item.duty.by == "before_opening")
        ]


def checklist_of(sites: Sequence[Site], places: Mapping[str, Location]) -> Checklist:
    """Look for everything that norms and good practice ask of a site.

    Args:
        sites: the site in all of its languages, the leading one first.
        places: where the values of site_config.yaml and of the lists are, by their paths.
    """
    site = sites[0]
    consultation = site.consultation
    case = Case(
        site=site, sites=tuple(sites), places=places, nation=nation_of(consultation), body=body_of(consultation)
    )
    asked = [*known_duties(case.nation), *consultation.duties]
    items = [_item(duty, case) for duty in asked]
    kinds = ("law", "case", "guidance", "custom")
    items.sort(key=lambda item: (not item.is_duty, kinds.index(item.duty.kind)))
    return Checklist(site=site, nation=case.nation, body=case.body, items=tuple(items))


def nation_of(consultation: Consultation) -> str:
    """Where it consults; empty where nobody has said so."""
    stated = consultation.accessibility.nation if consultation.accessibility else None
    return consultation.nation or (stated.value if stated and stated.value else "")


def body_of(consultation: Consultation) -> str:
    """What kind of body consults; empty where nobody has said so."""
    return (consultation.body.value or "") if consultation.body else ""


def strict_problems(checklist: Checklist) -> list[Problem]:
    """Give an error for each duty that nothing on the site was found for."""
    found: list[Problem] = []
    for key, said in (("body", checklist.body), ("nation", checklist.nation)):
        if not said:
            message = f"Nothing says {UNSAID[key]}, so no law can be called its duty."
            advice = f"Add a line {key}: in {CONFIG}. {WRITE[key]}"
            found.append(Problem.error("DUTY-006", message, Location(file=CONFIG), advice, path=key))
    for item in checklist.missing_duties:
        message = f"Not found on this site: {item.duty.sentence} This is asked by {item.duty.source}."
        advice = (
            f"{item.answer.note} If you decide against it, add {item.duty.id} below waived, with who, when and why."
        )
        found.append(Problem.error("DUTY-001", message, Location(file=CONFIG), advice.strip(), path=str(item.duty.id)))
    return found


def _item(duty: Duty, case: Case) -> Item:
    answer = _answer(duty, case)
    waiver = next((each for each in case.site.consultation.waived if str(each.duty) == str(duty.id)), None)
    if waiver and answer.state is State.MISSING:
        answer = replace(answer, state=State.WAIVED)
    elif waiver:
        waiver = None
    return Item(duty=duty, answer=answer, is_duty=binds(duty, case), waiver=waiver)


def _answer(duty: Duty, case: Case) -> Answer:
    kinds = [str(kind) for kind in duty.document_kinds]
    kind = str(case.site.consultation.document_kind)
    if duty.only_for and case.body and case.body not in duty.only_for:
        return not_applicable(f"It is for {listed([BODIES[each] for each in duty.only_for])}.")
    if duty.nations and case.nation not in duty.nations:
        return not_applicable(f"It is for {listed([NATIONS[each] for each in duty.nations])}.")
    if kinds and kind not in kinds:
        return not_applicable(f"It is for {listed(kinds)}, and document_kind says {kind}.")
    if duty.since and case.site.consultation.opens.day < duty.since.day:
        return not_applicable("The consultation opened before it was in force.")
    if duty.by == "after_closing" and not case.site.status.is_over:
        return not_applicable("It has not closed yet.")
    return TESTS[duty.test](case)


def binds(duty: Duty, case: Case) -> bool:
    """Whether a norm is law that binds the body that consults."""
    if duty.kind != "law":
        return False
    if duty.only_if == "personal_data" and case.value("privacy.names") == "not_asked":
        return False
    stated = str(duty.id) in map(str, case.site.consultation.bound_by)
    return stated or (bool(case.body) and case.body in duty.binds)
