"""`approve`: record what a partner has approved, after showing what that covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from microsite import typed_program
from microsite.authoring.asking import ask, can_ask
from microsite.authoring.list_insert import item_lines, with_item
from microsite.authoring.new_site import CreationFailed
from microsite.commands.new_item import write_beside
from microsite.commands.options import Options
from microsite.commands.summary import print_problems
from microsite.model.site import Site
from microsite.pipeline import make_site
from microsite.problems import Location, Problem, Severity, did_you_mean, listed
from microsite.report import report_json
from microsite.sign_off.approvals import (
    FILE,
    Approval,
    PackName,
    load_approvals,
    near_partners,
    partner_named,
    read_approvals,
)
from microsite.sign_off.packs import Pack, described_changes, known_packs, load_pack
from microsite.sign_off.parts import DEFAULT_PARTS, PARTS, Part
from microsite.sign_off.standing import no_such_pack
from microsite.sign_off.words import SiteWords, words_of
from microsite.store import Store
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError
from microsite.validate.record_fields import fields_of

#: The facts that an approval needs besides its partner, in the order in which they are asked for.
_ASKED = ("pack", "person", "role", "date", "evidence", "recorded_by")
_NEW_FILE = b"# Who approved which words: written by the command approve. Nothing of this is ever published.\n"
_PLACE = Location(file="approve")
_NOTHING = "Nothing was written down."


class _Refused(Exception):
    """The approval cannot be recorded."""

    def __init__(self, problems: Sequence[Problem], code: int = 1) -> None:
        super().__init__()
        self.problems, self.code = problems, code


def run_approve(options: Options) -> int:
    """Record an approval.

    Returns:
        0 when it is recorded, or was already; 1 when it is refused; 2 when facts are missing.
    """
    try:
        return _approve(options)
    except _Refused as refused:
        return _report_result(options, refused.problems, refused.code, _NOTHING)
    except CreationFailed as refused:
        return _report_result(options, [refused.problem], 1, _NOTHING)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"Stopped. {_NOTHING}") from None


def _approve(options: Options) -> int:
    site, words = _site(options)
    name = _partner(" ".join(options.words), words)
    given = _facts(options, site, name)
    pack = _pack(options, given["pack"])
    covers = _covers(options.given.get("covers", ""))
    fields = {"partner": name, **{key: given[key] for key in ("person", "role", "date")}, "pack": pack.id}
    fields |= {part: pack.fingerprint(part) for part in covers}
    fields |= {key: given[key] for key in ("evidence", "recorded_by")}
    _refuse_wrong(fields, site)
    content = load_approvals(options.site) or b""
    lines = [*_summary(site, name, pack, covers, words)]
    recorded = read_approvals(content, site.clock.zone.key)[0]
    if any(_same(each.approval, fields) for each in recorded):
        return _report_result(options, (), 0, "\n".join((*lines, f"It is in {FILE} already.")))
    new = with_item(FILE, content if content.strip() else _NEW_FILE, fields)
    if new is None:
        advice = f"Write these lines at the end of the file yourself: {' / '.join(item_lines(fields))}"
        message = f"We could not add to the list without changing something else in {FILE}."
        raise _Refused([Problem.error("NEW-007", message, Location(file=FILE), advice)])
    write_beside(options.site / FILE, new)
    return _report_result(options, (), 0, "\n".join((*lines, f"Added to {FILE}.")))


def _site(options: Options) -> tuple[Site, SiteWords]:
    store = Store(options.store_folder, writes=False)
    build = make_site(options.site, options.engine_templates, options.now, store=store)
    if build.site is None:
        raise _Refused([each for each in build.problems if each.severity is Severity.ERROR])
    return build.site, words_of(build.sites)


def _partner(typed: str, words: SiteWords) -> str:
    partner = partner_named(typed, words.partners)
    if not partner:
        message = f"“{typed}” is not a partner of this site."
        raise _Refused([Problem.error("APPR-003", message, _PLACE, near_partners(typed, words.partners))])
    return words.partners[partner]


def _facts(options: Options, site: Site, name: str) -> dict[str, str]:
    """Return the facts of the approval; ask for missing ones if somebody is at a terminal to answer."""
    given = {key: _tidied(key, text, site) for key, text in options.given.items() if key in _ASKED and text.strip()}
    missing = [key for key in _ASKED if not given.get(key)]
    if missing and (options.json or not can_ask()):
        raise _Refused([_missing(options, name, missing, given)], 2)
    for key in missing:
        offered = str(options.now.date()) if key == "date" else ""

        def judge(typed: str, key: str = key) -> tuple[str, Sequence[Problem]]:
            text = _tidied(key, typed, site)
            if not text:
                return text, [Problem.error("CONF-004", f"“{key}” must have a value.", _PLACE, "Type it.")]
            return text, _wrong(options, {key: text}, site)

        question = f"{key.replace('_', ' ').capitalize()}: {fields_of(Approval)[key].description}"
        given[key] = ask(options.console, question, default=offered, judge=judge)
    return given


def _tidied(key: str, text: str, site: Site) -> str:
    text = " ".join(text.split())
    if key != "date" or not text:
        return text
    try:
        return str(LocalMoment.parse(text))
    except FieldError as error:
        write = error.to_write(key, site.clock.zone, None)[0]
        return write[0][0] if len(write) == 1 else text


def _missing(options: Options, name: str, missing: Sequence[str], given: Mapping[str, str]) -> Problem:
    known = {**given, **({"covers": options.given["covers"]} if "covers" in options.given else {})}
    examples = {"pack": "7K3MQ-9TX2B", "date": str(options.now.date())}
    packs = known_packs(options.site)
    if packs:
        examples["pack"] = packs[-1]
    values = {**known, **{key: examples.get(key, "…") for key in missing}}
    typed = " ".join(f'--{key.replace("_", "-")} "{text}"' for key, text in values.items())
    message = f"There is nobody to ask here, and these answers are missing: {', '.join(missing)}."
    advice = f'Give them with the command, in your own words: {typed_program()} approve "{name}" {typed}'
    return Problem.error("NEW-004", message, _PLACE, advice)


def _pack(options: Options, typed: str) -> Pack:
    try:
        name = str(PackName.parse(typed))
    except FieldError as error:
        raise _Refused([Problem.error("APPR-005", error.message, _PLACE, error.advice)]) from None
    pack = load_pack(options.site, name)
    if pack is None:
        problem = no_such_pack(name, known_packs(options.site), _PLACE)
        raise _Refused([Problem.error(problem.code, problem.message, problem.location, problem.advice)])
    return pack


def _covers(typed: str) -> tuple[Part, ...]:
    named = [each.strip().lower() for each in typed.split(",") if each.strip()]
    for each in named:
        if each not in PARTS:
            advice = did_you_mean(each, PARTS) or f"It can be {listed(PARTS, joined='or')}."
            raise _Refused([Problem.error("CONF-005", f"“{each}” is not a choice for covers.", _PLACE, advice)])
    return tuple(part for part in PARTS if part in named) if named else DEFAULT_PARTS


def _refuse_wrong(fields: Mapping[str, str], site: Site) -> None:
    text = "\n".join(item_lines(fields))
    recorded, problems = read_approvals(text.encode("utf-8", "replace"), site.clock.zone.key)
    wrong = [each for each in problems if each.severity >= Severity.WARNING]
    if wrong or not recorded:
        raise _Refused([_here(each) for each in wrong])
    late = _late(fields["date"], site)
    if late:
        raise _Refused([late])


def _late(day: str, site: Site) -> Problem | None:
    try:
        comes = LocalMoment.parse(day).start(site.clock.zone) > site.clock.now
    except FieldError:
        return None
    message = f"The approval is dated {day}, and that day has not come yet."
    advice = "Correct the date: it is the day on which the partner approved."
    return Problem.error("APPR-004", message, _PLACE, advice) if comes else None


def _wrong(options: Options, fields: Mapping[str, str], site: Site) -> list[Problem]:
    """Return what is wrong with some answers, judged without the others."""
    if "pack" in fields:
        try:
            _pack(options, fields["pack"])
        except _Refused as refused:
            return [*refused.problems]
        return []
    text = "\n".join(item_lines(fields))
    problems = read_approvals(text.encode("utf-8", "replace"), site.clock.zone.key)[1]
    own = [each for each in problems if any(each.path == f"approvals[1].{key}" for key in fields)]
    late = _late(fields["date"], site) if "date" in fields else None
    return [*(each for each in own if each.code != "CONF-002"), *([late] if late else [])]


def _here(problem: Problem) -> Problem:
    from msgspec.structs import replace

    advice = "Find it out, and use the command again." if problem.code == "CONF-006" else problem.advice
    message = problem.message.replace("approvals[1].", "")
    return replace(problem, location=_PLACE, message=message, advice=advice.replace("approvals[1].", ""))


def _summary(site: Site, name: str, pack: Pack, covers: Sequence[Part], now: SiteWords) -> list[str]:
    """Say what an approval covers, and what has changed since the pack was made."""
    lines = [f"{name} approves pack {pack.id} of “{site.consultation.title}”. That covers:"]
    for part in covers:
        entries = pack.words.entries(part)
        if part == "chapters":
            texts = sorted(pack.words.texts.values(), key=lambda text: (text.number == 0, text.number))
            lines.append(f"  chapters   {len(texts)}, with {pack.words.count:,} words:")
            lines += [f"               {f'{text.number}. ' if text.number else ''}{text.title}" for text in texts]
        else:
            lines.append(f"  {part:<10} {len(entries)}")
    others = [part for part in PARTS if part not in covers]
    if others:
        lines.append(f"It does not cover: {', '.join(others)}.")
    changed = {part: described_changes(pack, now, part, pack.changes(part, now)) for part in covers}
    if not any(changed.values()):
        lines.append("Nothing has changed since the pack was made.")
        return lines
    lines.append("This has changed since the pack was made, so it is not covered:")
    lines += [f"  {part}: {', '.join(names)}" for part, names in changed.items() if names]
    return lines


def _same(approval: Approval, fields: Mapping[str, str]) -> bool:
    return all(str(getattr(approval, key) or "") == fields.get(key, "") for key in Approval.__struct_fields__)


def _report_result(options: Options, problems: Sequence[Problem], code: int, done: str) -> int:
    if options.json:
        further = {"file": FILE} if code == 0 else {}
        options.console.print(report_json(problems, made=code == 0, **further))
        return code
    print_problems(options.console, problems)
    options.console.print(done)
    return code
