"""Results, decisions and actions, as far as they are shown at one moment."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.held_back import HeldBack, why_not_shown
from microsite.model.lists import Lists
from microsite.model.results import Action
from microsite.validate.date_types import LocalMoment

RESULTS, THEMES, DECISIONS, ACTIONS = (
    f"content/data/{name}.yaml" for name in ("results", "themes", "decisions", "actions")
)
_NO_DAY = "until site_config.yaml says on which day"


def lists_at(lists: Lists, consultation: Consultation, clock: Clock) -> tuple[Lists, tuple[HeldBack, ...]]:
    """Leave out results until they are published; likewise decisions and actions, and reports on actions.

    Args:
        lists: all lists.
        consultation: the consultation, including what is not published yet.
        clock: the moment the site is made for.

    Returns:
        The lists as they are shown, and what was left out of them.
    """
    if not (lists.results or lists.themes or lists.decisions or lists.actions):
        return lists, ()
    results, outcome = consultation.results, consultation.known_outcome
    why = _why(clock, results.published if results else None)
    left_out = list(_whole(why, {RESULTS: lists.results, THEMES: lists.themes}))
    shown = replace(lists, results=(), themes=()) if why else lists
    why = _why(clock, outcome.published if outcome else None)
    left_out += _whole(why, {DECISIONS: lists.decisions, ACTIONS: lists.actions})
    if why:
        return replace(shown, decisions=(), actions=()), tuple(left_out)
    actions = [action_at(each, clock) for each in lists.actions]
    for action, at in zip(lists.actions, actions, strict=True):
        for report in action.progress[len(at.progress) if at else 0 :]:
            title = f"{action.what} ({report.state.replace('_', ' ')})"
            left_out.append(HeldBack(title=title, file=ACTIONS, why=f"until {report.date}"))
    return replace(shown, actions=tuple(each for each in actions if each)), tuple(left_out)


def action_at(action: Action, clock: Clock) -> Action | None:
    """Return an action without reports that are still to come; None if all of its reports are."""
    shown = tuple(each for each in action.progress if not why_not_shown(clock, each.date))
    return replace(action, progress=shown) if shown or not action.progress else None


def _why(clock: Clock, published: LocalMoment | None) -> str:
    return why_not_shown(clock, published) if published else _NO_DAY


def _whole(why: str, files: dict[str, tuple[object, ...]]) -> Iterator[HeldBack]:
    for file, items in files.items():
        if why and items:
            yield HeldBack(title=f"all of it ({len(items)})", file=file, why=why)
