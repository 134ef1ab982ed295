"""Problems with front matter keys of other programs: days still to come, and one hint about all other keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from microsite.load.front_keys import KNOWN, folded
from microsite.model.clock import Clock
from microsite.model.foreign_keys import Day, ForeignKeys
from microsite.problems import Location, Problem, listed, sentences
from microsite.validate.date_types import LocalMoment

#: How many keys are named at most; more would tell nobody anything new.
_NAMED = 8


def problems_of_keys(found: Mapping[str, ForeignKeys], clock: Clock) -> list[Problem]:
    """Report the days that are still to come, and add one hint about all other keys that are skipped.

    Args:
        found: the keys for other programs in each chapter's front matter, by its file.
        clock: decides which days have come; other programs keep a page back until its day.
    """
    problems: list[Problem] = []
    passed_over: dict[str, ForeignKeys] = {}
    for file, each in found.items():
        ahead = [day for day in each.days if not _has_come(day, clock)]
        problems += _days_ahead(ahead)
        names = tuple(name for name in each.names if name not in [day.key for day in ahead])
        if names:
            passed_over[file] = replace(each, names=names)
    return [*problems, *_keys_hint(passed_over)]


def _days_ahead(days: Sequence[Day]) -> list[Problem]:
    """Report the days of one chapter that are still to come; the advice is to rewrite the first and delete the rest."""
    if not days:
        return []
    first, *others = days
    advice = f"Delete this line: what you write on line {first.problem.location.line} is enough."
    return [first.problem, *(replace(other.problem, advice=advice) for other in others)]


def _has_come(day: Day, clock: Clock) -> bool:
    return clock.has_come(LocalMoment.parse(day.day).start(clock.zone))


def _keys_hint(having: Mapping[str, ForeignKeys]) -> list[Problem]:
    """Return the hint: the keys, what they are called here, and which of them do not hide a page here."""
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


def _renames(having: Mapping[str, ForeignKeys]) -> str:
    times = Counter(pair for each in having.values() for pair in each.our_equivalents)
    by_own: dict[str, str] = {}
    for (name, ours), _ in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        by_own.setdefault(ours, name)
    named = [f"{name} is {ours} here" for ours, name in by_own.items()]
    if any("lang" in each.names for each in having.values()):
        named.append("lang is language in site_config.yaml")
    return f"To use them here, rename them: {', '.join(named)}." if named else ""


def _not_shown(having: Mapping[str, ForeignKeys]) -> str:
    """Say that keys no known program uses may be meant for readers, who do not see them."""
    names = sorted({name for each in having.values() for name in each.names if folded(name) not in KNOWN})
    if not names:
        return ""
    shown = listed(names[:_NAMED]) if len(names) <= _NAMED else "those that no other program uses"
    say = "says" if len(names) == 1 else "say"
    return f"Readers do not see what {shown} {say}. If they should, write it in the text."


def _still_public(having: Mapping[str, ForeignKeys]) -> str:
    names = sorted({name for each in having.values() for name in each.still_public})
    if not names:
        return ""
    keys = listed(names, joined="or")
    return f"A page with {keys} is still public and in the menus. To hide it, write draft: yes in its front matter."
