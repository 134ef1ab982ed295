"""The checklist of one site: every duty and good practice, and whether it was found."""

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

#: When things are due, in order, with the heading of each group.
GROUPS = {
    "before_opening": "Before it opens",
    "while_open": "While it is open",
    "after_closing": "After it has closed",
}
#: How each kind of body is named in a sentence; `NATIONS` does the same for nations.
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
#: What is not known if a key is missing; `WRITE` says what can be written there.
UNKNOWN = {"body": "which kind of body consults", "nation": "where it consults"}
NATIONS = {"england": "England", "wales": "Wales", "scotland": "Scotland", "northern_ireland": "Northern Ireland"}
WRITE = {
    "body": f"It is one of {listed([*BODIES], joined='or')}.",
    "nation": f"It is one of {listed([*NATIONS], joined='or')}.",
}


class Item(Struct, frozen=True, kw_only=True):
    """A duty or a good practice, and whether it was found."""

    duty: Duty
    answer: Answer
    #: Whether it is law that binds this body; all else is good practice.
    is_duty: bool
    #: Who decided not to meet it; None if nobody did, or if nothing is missing after all.
    waiver: Waiver | None = None

    @property
    def state(self) -> State:
        """Whether it is met."""
        return self.answer.state

    @property
    def standing(self) -> str:
        """What it is for this body, in words."""
        return "Duty" if self.is_duty else "Good practice"


class Checklist(Struct, frozen=True, kw_only=True):
    """Every duty and good practice of one site at one moment."""

    site: Site
    #: The nation and the kind of body; each empty if not known.
    nation: str
    body: str
    items: tuple[Item, ...]

    def group(self, name: str) -> list[Item]:
        """Return the items that are due at one time: duties first, then by the kind of norm."""
        return [item for item in self.items if item.duty.by == name]

    def count(self, state: State, *, duties: bool) -> int:
        """Return how many duties, or good practices, are in a state."""
        return sum(item.state is state and item.is_duty is duties for item in self.items)

    @property
    def missing_duties(self) -> list[Item]:
        """Duties that nothing was found for on the site; before it opens, only those due by then."""
        opened = self.site.status != "upcoming"
        return [
            item
            for item in self.items
            if item.is_duty and item.state is State.MISSING and (opened or item.duty.by == "before_opening")
        ]


def checklist_of(sites: Sequence[Site], places: Mapping[str, Location]) -> Checklist:
    """Check a site against everything that norms and good practice ask of it.

    Args:
        sites: the site in all of its languages, the leading one first.
        places: the locations of values in site_config.yaml and the lists, by path.
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
    """Return the nation it consults in; empty if nothing says so."""
    stated = consultation.accessibility.nation if consultation.accessibility else None
    return consultation.nation or (stated.value if stated and stated.value else "")


def body_of(consultation: Consultation) -> str:
    """Return what kind of body consults; empty if nothing says so."""
    return (consultation.body.value or "") if consultation.body else ""


def strict_problems(checklist: Checklist) -> list[Problem]:
    """Return an error for each duty that nothing was found for on the site, and for an unknown body or nation."""
    found: list[Problem] = []
    for key, value in (("body", checklist.body), ("nation", checklist.nation)):
        if not value:
            message = f"Nothing says {UNKNOWN[key]}, so no law can be called its duty."
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
    """Whether a norm is law that binds the consulting body."""
    if duty.kind != "law":
        return False
    if duty.only_if == "personal_data" and case.value("privacy.names") == "not_asked":
        return False
    stated = str(duty.id) in map(str, case.site.consultation.bound_by)
    return stated or (bool(case.body) and case.body in duty.binds)
