"""Checks of a site's own duties, of its waivers, and of the duties it says it is bound by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from microsite.duties.data import all_known_ids
from microsite.load.site_files import CONFIG
from microsite.model.consultation import Consultation
from microsite.problems import Location, Problem, did_you_mean


def own_problems(consultation: Consultation, places: Mapping[str, Location]) -> Iterator[Problem]:
    """Report own duties that lack a norm or whose id is taken, and unknown duties in `waived` and `bound_by`.

    Args:
        consultation: the facts of the site.
        places: the location of each of them.
    """

    def error(code: str, message: str, path: str, advice: str) -> Problem:
        return Problem.error(code, message, places.get(path, Location(file=CONFIG)), advice, path=path)

    known = set(all_known_ids())
    for number, duty in enumerate(consultation.duties, 1):
        path = f"duties[{number}]"
        lacks = [name for name in ("source", "address", "read") if getattr(duty, name) is None]
        if duty.kind != "custom" and lacks:
            message = f"This is said to be {KINDS[duty.kind]}, and nothing says {SAID[lacks[0]]}."
            advice = f"Add a line {lacks[0]}: below it. If it is your own practice, write kind: custom"
            yield error("DUTY-003", message, f"{path}.kind", advice)
        if str(duty.id) in known:
            advice = "Write another id: in small letters, with hyphens."
            yield error("DUTY-004", f"There is already a duty “{duty.id}”.", f"{path}.id", advice)
        known.add(str(duty.id))
    named = [(f"waived[{number}].duty", str(each.duty)) for number, each in enumerate(consultation.waived, 1)]
    named += [(f"bound_by[{number}]", str(each)) for number, each in enumerate(consultation.bound_by, 1)]
    for path, name in named:
        if name not in known:
            advice = did_you_mean(name, sorted(known)) or "The command check --duties shows the short name of each."
            yield error("DUTY-002", f"There is no duty “{name}”.", path, advice)


KINDS = {"law": "a law", "case": "a judgment", "guidance": "guidance"}
SAID = {"source": "which one", "address": "where its text can be read", "read": "on which day somebody read its text"}
