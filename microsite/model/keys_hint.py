"""One hint for all chapters whose front matter has keys of another program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from microsite.load.front_keys import KNOWN, folded
from microsite.model.clock import Clock
from microsite.model.keys_elsewhere import Day, KeysElsewhere
from microsite.problems import Location, Problem, listed, sentences
from microsite.validate.date_types import LocalMoment

#: So many keys are named; a reader of more learns nothing new.
_NAMED = 8


def problems_of_keys(found: Mapping[str, KeysElsewhere], clock: Clock) -> list[Problem]:
    """Report the days that lie ahead, and say once which other keys are skipped.

    Args:
        found: what each chapter's front matter says to other programs, by its file.
        clock: tells which days have come: until its day, other programs keep a page back.
    """
    problems: list[Problem] = []
    passed_over: dict[str, KeysElsewhere] = {}
    for file, each in found.items():
        ahead = [day for day in each.days if not _has_come(day, clock)]
        problems += _days_ahead(ahead)
        names = tuple(name for name in each.names if name not in [day.key for day in ahead])
        if names:
            passed_over[file] = replace(each, names=names)
    return [*problems, *_keys_hint(passed_over)]


def _days_ahead(days: Sequence[Day]) -> list[Problem]:
    """Report the days of one chapter that lie ahead; of several, one is written and the others are deleted."""
    if not days:
        return []
    first, *others = days
    advice = f"Delete this line: what you write on line {first.problem.location.line} is enough."
    return [first.problem, *(replace(other.problem, advice=advice) for other in others)]


def _has_come(day: Day, clock: Clock) -> bool:
    return clock.has_come(LocalMoment.parse(day.day).start(clock.zone))


def _keys_hint(having: Mapping[str, KeysElsewhere]) -> list[Problem]:
    """Name the keys, what they are called here, and those that do not hide a page."""
    if not having:
        return []
    times = Counter(name for each in having.values() for name in dict.fromkeys(each.names))
    where = f"{len(having)} chapters" if len(having) > 1 else "this chapter"
    names = _named(times, len(having))
    message = f"These keys in the front matter of {where} mean nothing here, so we ignore them: {names}."
    file = next(iter(having)) if len(having) == 1 else "content"
    advice = (
        sentences(_renames(having), _still_public(having), _not_shown(having))
        or "You do not need to do anything. Delete them, or leave them."
    )
    return [Problem.hint("CHAP-016", message, Location(file=file), advice)]


def _named(times: Counter[str], files: int) -> str:
    names = sorted(times, key=lambda name: (-times[name], name))
    shown = [f"{name} ({times[name]})" if files > 1 else name for name in names[:_NAMED]]
    more = len(names) - len(shown)
    return f"{', '.join(shown)}{f' and {more} more' if more else ''}"


def _renames(having: Mapping[str, KeysElsewhere]) -> str:
    times = Counter(pair for each in having.values() for pair in each.called_here)
    by_own: dict[str, str] = {}
    for (name, ours), _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        by_own.setdefault(ours, name)
    named = [f"{name} is {ours} here" for ours, name in by_own.items()]
    if any("lang" in each.names for each in having.values()):
        named.append("lang is language in site_config.yaml")
    return f"To use them here, rename them: {', '.join(named)}." if named else ""


def _not_shown(having: Mapping[str, KeysElsewhere]) -> str:
    """Say that what no program is known to take may be words for readers, which nobody is shown."""
    names = sorted({name for each in having.values() for name in each.names if folded(name) not in KNOWN})
    if not names:
        return ""
    shown = listed(names[:_NAMED]) if len(names) <= _NAMED else "those that no other program uses"
    say = "says" if len(names) == 1 else "say"
    return f"Readers do not see what {shown} {say}. If they should, write it in the text."


def _still_public(having: Mapping[str, KeysElsewhere]) -> str:
    names = sorted({name for each in having.values() for name in each.still_public})
    if not names:
        return ""
    keys = listed(names, joined="or")
    return f"A page with {keys} is still public and in the menus. To hide it, write draft: yes in its front matter."
