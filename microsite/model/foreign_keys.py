"""Front matter keys that belong to other programs: skipped, or an error if they would keep a page back there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load import front_keys
from microsite.load.front_keys import OWN_KEYS, folded
from microsite.load.source_text import SourceText
from microsite.problems import Problem, nearest, short
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError, WholeNumber
from microsite.validate.web_types import PageName

if TYPE_CHECKING:
    from microsite.load.yaml_values import Value

_YES = frozenset("yes true on y 1 always all ja oui sí si tak ie".split())
_NO = frozenset("no false off n 0 never none null ~ nein non nie nage nej".split())
_EVERYBODY = frozenset("public everyone everybody anyone all any open world published".split())
_DAY = lazy_pattern(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}))?(?![0-9])")
#: A version number, as opposed to a day.
_VERSION = lazy_pattern(r"v?[0-9]{1,3}(?:\.[0-9]{1,3})*")
#: A key less similar than this to one of ours is not a typing mistake.
_NEAR_ENOUGH = 0.75
_OWN_FOLDED = frozenset(folded(key) for key in OWN_KEYS)


class Day(Struct, frozen=True, kw_only=True):
    """The date of a page in another program, which may keep it back until then."""

    key: str
    #: Written as `publish_on` would have it.
    day: str
    #: What to report while the day is still to come.
    problem: Problem


class ForeignKeys(Struct, frozen=True, kw_only=True):
    """The keys in a chapter's front matter that are for other programs."""

    #: The keys that mean nothing here, as written.
    names: tuple[str, ...] = ()
    #: Those among them that only keep a page out of search engines or menus.
    still_public: tuple[str, ...] = ()
    #: Those whose value one of our keys would accept, with the name of our key.
    our_equivalents: tuple[tuple[str, str], ...] = ()
    days: tuple[Day, ...] = ()


class _Reading(Struct):
    source: SourceText
    #: The front matter's own keys with their values.
    own: dict[str, Value]
    problems: list[Problem] = field(default_factory=lambda: [])
    days: list[Day] = field(default_factory=lambda: [])
    #: Keys of ours that a problem tells the author to write, with its line, so that none is asked for twice.
    asked: dict[str, int] = field(default_factory=lambda: {})


def without_foreign_keys(front: Value, source: SourceText) -> tuple[Value, ForeignKeys, list[Problem]]:
    """Separate the keys of other programs from ours.

    Returns:
        The front matter with our keys and those that are probably misspellings of ours; the other keys; and an error
        for each that keeps the page back elsewhere.
    """
    if front.kind != "mapping":
        return front, ForeignKeys(), []
    reading = _Reading(source, {key.text: value for key, value in front.entries if key.text in OWN_KEYS})
    ours: list[tuple[Value, Value]] = []
    names: list[str] = []
    still_public: list[str] = []
    our_equivalents: list[tuple[str, str]] = []
    for key, value in front.entries:
        if _is_ours(key.text):
            ours.append((key, value))
        elif not _is_held_back(key, value, reading):
            names.append(" ".join(key.text.split())[:40])
            if _only_hides(folded(key.text), value):
                still_public.append(names[-1])
            ours_is = front_keys.OUR_EQUIVALENTS.get(folded(key.text), "")
            if ours_is and ours_is not in reading.own and _fits(value, ours_is):
                our_equivalents.append((names[-1], ours_is))
    found = ForeignKeys(
        names=tuple(names),
        still_public=tuple(still_public),
        our_equivalents=tuple(our_equivalents),
        days=() if {"draft", "publish_on"} & {*reading.asked} else tuple(reading.days),
    )
    return replace(front, entries=ours), found, reading.problems


def _is_ours(key: str) -> bool:
    """Whether a key is one of ours, or so similar to one that it must be a misspelling."""
    name = folded(key)
    if key in OWN_KEYS or name in _OWN_FOLDED:
        return True
    if name in front_keys.KNOWN or any(part in name for part in (*front_keys.SUSPICIOUS, *front_keys.SUSPICIOUS_NO)):
        return False
    return bool(nearest(name, _OWN_FOLDED, alike=_NEAR_ENOUGH))


def _is_held_back(key: Value, value: Value, reading: _Reading) -> bool:
    """Whether a key keeps the page back in another program, which is reported; a day to judge later is only noted."""
    draft = reading.own.get("draft")
    if draft is not None and _normalised_text(draft) in _YES:
        return False  # Kept back here as well.
    name, value_text = folded(key.text), _normalised_text(value)
    day = _DAY.match(value.text.strip()) if value.kind == "text" else None
    if name in front_keys.TAKEN_AWAY_AFTER:
        return value_text not in _NO and not value.empty and _report_day(key, value, "expire_on", reading)
    if name in front_keys.HELD_BACK_UNTIL:
        if value_text in _NO or _VERSION.fullmatch(value_text) or value.empty or "publish_on" in reading.own:
            return False
        # Once its day has come, it keeps nothing back.
        return not (day and _note_day(key, value, reading)) and _report_day(key, value, "publish_on", reading)
    if day and name in front_keys.DAY_OF_PAGE | front_keys.HELD_BACK_BY_NO:
        _note_day(key, value, reading)
        return False
    if not _keeps_back(name, value, value_text):
        return False
    reading.problems.append(_draft_problem(key, value, reading))
    return True


def _keeps_back(name: str, value: Value, value_text: str) -> bool:
    """Whether a key with this value keeps a page from everybody or from some readers, with no end date."""
    if name in front_keys.BUILD_OPTIONS:
        parts = {folded(key.text): _normalised_text(part) for key, part in value.entries}
        return any(parts.get(part, "yes") in _NO | {"link", "local"} for part in ("render", "list"))
    if any(_held_below(folded(key.text), part) for key, part in value.entries):
        return True
    if name == "permalink":
        return value_text in _NO
    if name in front_keys.HELD_BACK_BY_NO:
        return not value.empty and value_text not in _YES
    if name in front_keys.HELD_BACK_BY_YES:
        return value.kind == "text" and not value.empty and value_text not in _NO
    if name in front_keys.FOR_SOME_READERS:
        return (
            not value.empty and value_text not in _NO | _EVERYBODY and bool(value_text or value.items or value.entries)
        )
    if name in front_keys.STATE_OF_PAGE:
        return any(front_keys.HELD_BACK_STATES.search(part) for part in _words(value))
    if name in front_keys.HELD_BACK_BY_PLAIN_NO:
        return value_text in _NO
    for_some = name in ("type", "layout") and value_text in front_keys.KINDS_FOR_SOME
    if for_some or any(part in front_keys.HELD_BACK_WORDS for part in _words(value)):
        return True
    if name in front_keys.MEANS_NOTHING:
        return False
    if any(part in name for part in front_keys.SUSPICIOUS):
        return not value.empty and value_text not in _NO
    return any(part in name for part in front_keys.SUSPICIOUS_NO) and value_text in _NO


def _held_below(name: str, value: Value) -> bool:
    """Whether a key nested below another one keeps the page back."""
    if name == "draft":
        return _normalised_text(value) in _YES
    return name in front_keys.HELD_BACK_BELOW and _keeps_back(name, value, _normalised_text(value))


def _fits(value: Value, ours: str) -> bool:
    """Whether one of our keys would accept a value as it is written."""
    kinds = {"order": WholeNumber, "updated": LocalMoment, "expire_on": LocalMoment, "redirect_from": PageName}
    values = value.items if ours == "redirect_from" else [value]
    try:
        for each in values:
            if each.kind != "text" or each.empty:
                return False
            if ours in kinds:
                kinds[ours].parse(each.text)
    except FieldError:
        return False
    return bool(values)


def _only_hides(name: str, value: Value) -> bool:
    if name not in front_keys.STILL_PUBLIC:
        return False
    value_text = _normalised_text(value)
    if name in front_keys.STILL_PUBLIC_BY_NO:
        return value_text in _NO or value.kind != "text"
    return value_text not in _NO | {"index", "follow", "all", "index, follow"} and not value.empty


def _draft_problem(key: Value, value: Value, reading: _Reading) -> Problem:
    """Return the error for a key that is the equivalent of `draft: yes`."""
    instead = "draft: yes"
    if folded(key.text) in ("password", "passwords", "pass", "passphrase"):
        message = (
            f"In other programs, “{key.text}” asks readers for a password. We have no passwords, so the page would "
            "be public."
        )
        return _problem(key, message, instead, reading, value)
    shown = f": {value.text}" if value.kind == "text" else ""
    message = f"In other programs, “{short(key.text + shown)}” hides a page. Here it would be public."
    return _problem(key, message, instead, reading, value)


def _report_day(key: Value, value: Value, ours: str, reading: _Reading) -> bool:
    if ours in reading.own and not reading.own[ours].empty:
        return False  # Our own key says it too.
    reading.problems.append(_day_problem(key, value, ours, reading))
    return True


def _note_day(key: Value, value: Value, reading: _Reading) -> bool:
    """Note a day on which the page may appear elsewhere; False if there is no such day, as with `0000-00-00`."""
    if "publish_on" not in reading.own:
        try:
            LocalMoment.parse(_day(value))
        except FieldError:
            return False
        problem = _day_problem(key, value, "publish_on", reading, note=False)
        reading.days.append(Day(key=key.text, day=_day(value), problem=problem))
    return True


def _day_problem(key: Value, value: Value, ours: str, reading: _Reading, *, note: bool = True) -> Problem:
    day = _day(value)
    does = "removes a page after that day" if ours == "expire_on" else "hides a page until that day"
    otherwise = "stay public" if ours == "expire_on" else "be public at once"
    written = short(f"{key.text}: {value.text}") if value.text else key.text
    message = f"In other programs, “{written}” {does}. Here it would {otherwise}."
    problem = _problem(
        key, message, f"{ours}: {day}" if day else f"{ours}: and the day, such as 2027-03-01", reading, value, note=note
    )
    if ours == "expire_on" and day and ":" not in day:
        return replace(problem, advice=f"{problem.advice} With {ours}, readers see the page until the end of that day.")
    return problem


def _problem(key: Value, message: str, instead: str, reading: _Reading, value: Value, *, note: bool = True) -> Problem:
    """Return the error; its advice depends on what the front matter says already."""
    ours, _, _ = instead.partition(":")
    own_value = reading.own.get(ours)
    if own_value is not None:
        advice = f"Delete this line, and write {instead} in place of line {own_value.line}."
    elif ours in reading.asked:
        advice = f"Delete this line: what you write on line {reading.asked[ours]} is enough."
    else:
        lines = "the line" if value.kind == "text" else "all its lines"
        advice = f"Write {instead} instead. If the page should be public, delete {lines}."
        if note:
            reading.asked[ours] = key.line
    location = reading.source.location(key.line, key.column, key.length)
    return Problem.error("CONF-028", message, location, advice, path=key.text)


def _day(value: Value) -> str:
    """Return a day as our own keys have it, with its time unless that is midnight; empty if it cannot be read."""
    match = _DAY.match(value.text.strip())
    if not match:
        return ""
    return match[1] if match[2] in (None, "00:00") else f"{match[1]} {match[2]}"


def _normalised_text(value: Value) -> str:
    return value.text.strip(" \t\n\u00a0\u200b\u2060\ufeff").casefold() if value.kind == "text" else ""


def _words(value: Value) -> list[str]:
    parts = [value, *value.items, *(part for _, part in value.entries)]
    return [_normalised_text(part).replace("_", " ").replace("-", " ") for part in parts]
