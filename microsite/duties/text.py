"""The checklist as text for a terminal, and as data for other programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from microsite.duties.case import Place, State
from microsite.duties.checklist import BODIES, GROUPS, NATIONS, UNKNOWN, WRITE, Checklist, Item
from microsite.load.site_files import CONFIG
from microsite.validate.date_types import day_in_words

WIDTH = 100
#: The words for each state; they never say that somebody did not do something, nor that anything is lawful.
STATE_WORDS = {
    State.MET: "found",
    State.MISSING: "not found on this site",
    State.WAIVED: "waived",
    State.NOT_APPLICABLE: "does not apply",
}
#: The same, for use after a number.
COUNTED = {**STATE_WORDS, State.NOT_APPLICABLE: "not applicable"}
#: What each kind of norm is called.
KINDS = {"law": "Law", "case": "Judgment", "guidance": "Guidance", "custom": "Practice"}
LIMITS = (
    "This list says what was found on this site and what was not. It is no legal advice: it does not say that the "
    "consultation is lawful, nor that something was not done elsewhere."
)


def checklist_text(checklist: Checklist) -> str:
    """Return the checklist as text, grouped by when things are due."""
    lines = [f"Checklist for {subject_of(checklist)}", ""]
    lines += [*_wrapped(LIMITS, ""), ""]
    for note in missing_facts(checklist):
        lines += [*_wrapped(note, ""), ""]
    for name, heading in GROUPS.items():
        if checklist.group(name):
            lines += [heading, ""]
            for item in checklist.group(name):
                lines += [*_item_lines(item), ""]
    return "\n".join([*lines, *counts(checklist)])


def subject_of(checklist: Checklist) -> str:
    """Say which body and which moment the checklist is for."""
    clock = checklist.site.clock
    day = day_in_words(clock.now.astimezone(clock.zone).date())
    who = BODIES[checklist.body] if checklist.body else "a body of a kind that is not known"
    where = f"in {NATIONS[checklist.nation]}" if checklist.nation else "in a place that is not known"
    status = checklist.site.status.value.replace("_", " ")
    return f"{who} {where}, as of {day} ({status})"


def missing_facts(checklist: Checklist) -> list[str]:
    """Say which of the facts that decide what is a duty are missing."""
    facts = {"body": checklist.body, "nation": checklist.nation}
    return [
        f"Nothing says {UNKNOWN[key]}, so no law is called its duty here. Add {key}: to {CONFIG}. {WRITE[key]}"
        for key, value in facts.items()
        if not value
    ]


def counts(checklist: Checklist) -> list[str]:
    """Count duties and good practices by state, one line for each."""
    found: list[str] = []
    for name, duties in (("Duties", True), ("Good practice", False)):
        numbers = [(COUNTED[state], checklist.count(state, duties=duties)) for state in State]
        found.append(f"{name}: {', '.join(f'{count} {said}' for said, count in numbers if count) or 'none'}.")
    return found


def count_in_brief(checklist: Checklist) -> str:
    """Say in a few words how many duties were found, or good practices if no duties are known."""
    duties = any(item.is_duty for item in checklist.items)
    met, missing, waived = (checklist.count(state, duties=duties) for state in (State.MET, State.MISSING, State.WAIVED))
    return f"{met} of {met + missing + waived} {'duties' if duties else 'good practices'} found"


def checklist_data(checklist: Checklist) -> dict[str, Any]:
    """Return the checklist as plain values, for JSON."""
    return {
        "body": checklist.body or None,
        "nation": checklist.nation or None,
        "as_of": checklist.site.clock.now.astimezone(checklist.site.clock.zone).isoformat(),
        "status": checklist.site.status.value,
        "limits": LIMITS,
        "items": [_item_data(item) for item in checklist.items],
    }


def norm_of(item: Item) -> str:
    """Say what kind of norm it is, with its title."""
    return f"{KINDS[item.duty.kind]}: {item.duty.source}" if item.duty.source else KINDS[item.duty.kind]


def read_of(item: Item) -> str:
    """Say when the norm's text was read, and which part; empty if nobody read one."""
    if item.duty.read is None:
        return ""
    return f"Read on {day_in_words(item.duty.read.day)}. {item.duty.read_part or ''}".strip()


def places_text(places: Iterable[Place]) -> str:
    """Say where things are: each page, with the source lines that it shows."""
    together: dict[tuple[str, str], list[int]] = {}
    for place in places:
        together.setdefault((place.page, place.file), []).append(place.line)
    found: list[str] = []
    for (page, file), lines in together.items():
        source = f"{file}:{_line_text(sorted({*lines} - {0}))}".removesuffix(":")
        found.append(f"{page} ({source})" if page else source)
    return "; ".join(found)


def _line_text(lines: list[int]) -> str:
    """Return line numbers as text, with consecutive ones as a range: `3, 7-9`."""
    spans: list[list[int]] = []
    for line in lines:
        if spans and line == spans[-1][-1] + 1:
            spans[-1].append(line)
        else:
            spans.append([line])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)


def waived_text(item: Item) -> str:
    """Say who waived it, when and why; empty if nobody did."""
    waiver = item.waiver
    return f"Waived by {waiver.by} on {day_in_words(waiver.date.day)}: {waiver.reason}" if waiver else ""


def _item_lines(item: Item) -> Iterator[str]:
    yield from _wrapped(f"{STATE_WORDS[item.state].capitalize()}: {item.duty.sentence}", "  ", "    ")
    details = [f"{item.standing} ({item.duty.id}). {norm_of(item)}", item.duty.address or ""]
    details += [places_text(item.answer.places), item.answer.note, waived_text(item)]
    for each in details:
        if each:
            yield from _wrapped(str(each), "    ")


def _wrapped(words: str, indent: str, further: str | None = None) -> list[str]:
    rest = indent if further is None else further
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _item_data(item: Item) -> dict[str, Any]:
    duty, waiver = item.duty, item.waiver
    return {
        "id": str(duty.id),
        "sentence": str(duty.sentence),
        "state": item.state.value,
        "is_duty": item.is_duty,
        "by": duty.by,
        "norm": {
            "kind": duty.kind,
            "title": str(duty.source) if duty.source else None,
            "address": str(duty.address) if duty.address else None,
            "since": str(duty.since) if duty.since else None,
            "read": str(duty.read) if duty.read else None,
            "read_part": str(duty.read_part) if duty.read_part else None,
            "binds": list(duty.binds),
        },
        "places": [{"page": each.page, "file": each.file, "line": each.line} for each in item.answer.places],
        "note": item.answer.note,
        "waived": {"by": str(waiver.by), "date": str(waiver.date), "reason": str(waiver.reason)} if waiver else None,
    }
