"""Which approvals hold for the site's current words, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from microsite import typed_program
from microsite.load.config_file import CONFIG
from microsite.load.source_text import parse_source
from microsite.load.yaml_values import parse_yaml
from microsite.problems import Location, Problem, Severity, listed, listed_up_to, sentences
from microsite.sign_off.approvals import Recorded, near_partners, of_partner, partner_named, read_approvals
from microsite.sign_off.packs import PACKS_FOLDER, Pack, described_changes, known_packs, load_pack
from microsite.sign_off.parts import DEFAULT_PARTS, PARTS, Part
from microsite.sign_off.words import SiteWords

#: How many names of what changed a message lists.
_MOST = 6


class Standing(Struct, frozen=True, kw_only=True):
    """The state of one partner's approvals, part by part."""

    partner: str
    name: str
    #: In `holds`, the approval that is valid for each part; in `outdated`, the last one for parts without a valid one.
    holds: Mapping[Part, Recorded]
    outdated: Mapping[Part, Recorded]
    #: The partner's last approval; None if there is none.
    last: Recorded | None

    @property
    def missing(self) -> list[Part]:
        """The parts that the partner is asked about and has never approved."""
        return [part for part in DEFAULT_PARTS if part not in self.holds and part not in self.outdated]


class SignOff:
    """The approvals of a site, compared with its current words."""

    def __init__(
        self, site: Path, content: bytes, words: SiteWords, now: datetime, zone: ZoneInfo, config: bytes = b""
    ) -> None:
        """Read the approvals.

        Args:
            site: the site's folder.
            content: the file with the approvals.
            words: what the site says now.
            now: the moment the site is made for, with a time zone.
            zone: the site's time zone.
            config: the content of site_config.yaml, to locate partners in it.
        """
        self.words, self._site, self._config = words, site, config
        self._now, self._zone = now, zone
        self.recorded, self._unreadable = read_approvals(content, zone.key)
        self._packs: dict[str, Pack | None] = {}

    def pack(self, name: str) -> Pack | None:
        """Return the record of a pack; None if there is none."""
        if name not in self._packs:
            self._packs[name] = load_pack(self._site, name)
        return self._packs[name]

    def standings(self) -> list[Standing]:
        """Return the state of each partner's approvals, in the partners' order."""
        valid = [each for each in self.recorded if not list(self._faults(each))]
        return [self._standing(partner, name, valid) for partner, name in self.words.partners.items()]

    def problems(self, *, strict: bool) -> list[Problem]:
        """Report each partner whose approval is missing or is for older words, and each approval that cannot be right.

        Args:
            strict: whether each of them is an error; otherwise none is.
        """
        found = [*self._unreadable]
        for each in self.recorded:
            found += self._faults(each)
        places = partner_places(self._config)
        for number, standing in enumerate(self.standings()):
            found += self._standing_problems(
                standing, places[number] if number < len(places) else Location(file=CONFIG)
            )
        return [_as_strict(each, strict=strict) for each in found]

    def changes(self, recorded: Recorded, parts: Sequence[Part]) -> dict[Part, list[str]]:
        """Return what changed since a pack, for the parts that did; empty if the pack has no record."""
        pack = self.pack(str(recorded.approval.pack))
        if pack is None:
            return {}
        found: dict[Part, list[str]] = {}
        for part in parts:
            found[part] = described_changes(pack, self.words, part, pack.changes(part, self.words))
        return {part: names for part, names in found.items() if names}

    def _standing(self, partner: str, name: str, valid: list[Recorded]) -> Standing:
        own = list(of_partner(valid, partner, self.words.partners))
        holds: dict[Part, Recorded] = {}
        outdated: dict[Part, Recorded] = {}
        for part in PARTS:
            covering = [each for each in own if each.approval.fingerprint(part)]
            good = next((each for each in covering if self._holds(each, part)), None)
            if good:
                holds[part] = good
            elif covering and (part in DEFAULT_PARTS or own[0].approval.fingerprint(part)):
                outdated[part] = covering[0]
        return Standing(partner=partner, name=name, holds=holds, outdated=outdated, last=own[0] if own else None)

    def _holds(self, recorded: Recorded, part: Part) -> bool:
        if recorded.approval.fingerprint(part) == self.words.fingerprint(part):
            return True
        pack = self.pack(str(recorded.approval.pack))
        return pack is not None and not pack.changes(part, self.words)

    def _standing_problems(self, standing: Standing, place: Location) -> Iterator[Problem]:
        name, command = standing.name, typed_program()
        if standing.last is None or standing.missing:
            parts = listed([*standing.missing]) if standing.last else "this site"
            message = f"“{name}” has not approved {parts} yet."
            advice = f"Send them the pack that {command} review makes. Once they agree, use {command} approve."
            yield Problem.hint("APPR-001", message, place, advice, path="partners")
        by_pack: dict[str, list[Part]] = {}
        for part, recorded in standing.outdated.items():
            by_pack.setdefault(str(recorded.approval.pack), []).append(part)
        for parts in by_pack.values():
            recorded = standing.outdated[parts[0]]
            day = recorded.approval.date.day.isoformat()
            changes = self.changes(recorded, parts)
            said = "; ".join(f"{part} ({listed_up_to(names, _MOST)})" for part, names in changes.items())
            changed = f"These have changed since: {said or listed([*parts])}."
            message = f"“{name}” approved earlier words, on {day}. {changed}"
            advice = f'Send them what changed: {command} review --partner "{name}". Then record their new approval.'
            yield Problem.warning("APPR-002", message, recorded.place, advice, path="approvals")

    def _faults(self, recorded: Recorded) -> Iterator[Problem]:
        """Yield what cannot be right about an approval."""
        approval, partners = recorded.approval, self.words.partners
        name = str(approval.partner)
        pack = self.pack(str(approval.pack))
        if not partner_named(name, partners):
            now = self._renamed(name, pack)
            message = f"“{name}” is not a partner of this site."
            near = near_partners(name, partners)
            advice = sentences(near, "Write its name as in site_config.yaml, or delete this approval.")
            if now:
                message = f"“{name}” is not the name of a partner any more."
                advice = f"If “{now}” is its new name, write partner: {now}"
            yield Problem.warning("APPR-003", message, recorded.at("partner"), advice)
        if approval.date.start(self._zone) > self._now:
            message = f"This approval is dated {approval.date}, and that day has not come yet."
            advice = "Correct the date: it is the day on which the partner approved."
            yield Problem.warning("APPR-004", message, recorded.at("date"), advice)
        yield from self._pack_faults(recorded, pack)

    def _pack_faults(self, recorded: Recorded, pack: Pack | None) -> Iterator[Problem]:
        approval, name = recorded.approval, str(recorded.approval.pack)
        if not approval.covers:
            message = "This approval does not say what it covers."
            advice = f"Delete it, and record it again: {typed_program()} approve with the name of the pack."
            yield Problem.warning("APPR-005", message, recorded.place, advice)
        elif pack is not None:
            wrong = [part for part in approval.covers if approval.fingerprint(part) != pack.fingerprint(part)]
            if wrong:
                message = f"Pack {name} has other words than this approval says, in: {listed([*wrong])}."
                advice = f"Delete this approval, and record it again: {typed_program()} approve with --pack {name}"
                yield Problem.warning("APPR-005", message, recorded.at(wrong[0]), advice)
        elif any(approval.fingerprint(part) != self.words.fingerprint(part) for part in approval.covers):
            yield no_such_pack(name, known_packs(self._site), recorded.at("pack"))

    def _renamed(self, name: str, pack: Pack | None) -> str:
        """Find the current name of a partner in a pack: by its id, its place in the list, or as the only new one."""
        then = pack.words.partners if pack else {}
        partner, now = partner_named(name, then), self.words.partners
        if not partner:
            return ""
        if partner in now:
            return now[partner]
        place = list(then).index(partner)
        new = [each for each in now if each not in then]
        at_place = list(now)[place] if len(now) == len(then) else ""
        return now[at_place] if at_place in new else now[new[0]] if len(new) == 1 else ""


def partner_places(config: bytes) -> list[Location]:
    """Return where the partners are in site_config.yaml, in their order."""
    source = parse_source(CONFIG, config)[0]
    value = parse_yaml(source)[0] if source else None
    if source is None or value is None:
        return []
    partners = next((each for key, each in value.entries if key.text == "partners"), None)
    items = partners.items if partners else []
    names = [next((value for _, value in item.entries), item) for item in items]
    return [source.location(each.line, each.column, each.length) for each in names]


def no_such_pack(name: str, known: Sequence[str], place: Location) -> Problem:
    """Report that the record of a pack is not there, or is not what was written."""
    message = f"There is no record of a pack {name} in {PACKS_FOLDER}, or somebody has changed it."
    have = f"The packs there are {listed_up_to(known)}." if known else ""
    advice = sentences(have, "Check the name, or put the file back as it was when the pack was made.")
    return Problem.warning("APPR-005", message, place, advice)


def _as_strict(problem: Problem, *, strict: bool) -> Problem:
    """If strict, turn a problem with approvals into an error; otherwise turn errors into warnings."""
    if strict and problem.severity >= Severity.HINT:
        return replace(problem, severity=Severity.ERROR)
    return replace(problem, severity=Severity.WARNING) if problem.severity is Severity.ERROR else problem
