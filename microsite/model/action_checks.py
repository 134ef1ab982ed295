"""Rules for what was decided and is done since: priorities and passages that exist, days that somebody reports on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from microsite.model.chapter import Chapter
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.lists import Lists
from microsite.model.results import ENDED, Action
from microsite.problems import Location, Problem, did_you_mean, listed
from microsite.validate.date_types import said_day

Places = Mapping[str, Location]


def action_problems(
    lists: Lists,
    consultation: Consultation,
    chapters: Sequence[Chapter],
    not_shown: Collection[str],
    places: Places,
    clock: Clock,
) -> Iterator[Problem]:
    """Check decisions and actions, and what is missing among them once there is an outcome.

    Args:
        lists: all lists.
        consultation: the consultation, with what is not published yet.
        chapters: those that are shown.
        not_shown: the names of the files of chapters that there are and that are not shown.
        places: where each value is.
        clock: the moment the site is made for.
    """
    outcome = consultation.known_outcome
    published = outcome.published if outcome else None
    if (lists.decisions or lists.actions) and published is None and not (outcome and outcome.none_expected):
        path = "decisions[1]" if lists.decisions else "actions[1]"
        message = "Nobody will see this: site_config.yaml does not say on which day the outcome is published."
        advice = "Write outcome: in site_config.yaml, and below it published: with the day, such as 2027-11-16."
        yield Problem.warning("ACTION-001", message, places[path], advice, path=path)
    yield from _priority_problems(lists, consultation, places)
    for number, decision in enumerate(lists.decisions, 1):
        if decision.passage:
            path = f"decisions[{number}].passage"
            yield from _passage_problems(str(decision.passage), path, chapters, not_shown, places)
    for number, action in enumerate(lists.actions, 1):
        yield from _progress_problems(action, f"actions[{number}]", places, clock)
    if published is not None and consultation.priorities:
        yield from _silent_priorities(lists, consultation, places)


def _priority_problems(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    count = len(consultation.priorities)
    for name in ("themes", "decisions", "actions"):
        for number, item in enumerate(getattr(lists, name), 1):
            path = f"{name}[{number}].priority"
            if item.priority is not None and not 1 <= item.priority <= count:
                advice = (
                    f"site_config.yaml lists {count}: write a number from 1 to {count}."
                    if count
                    else "site_config.yaml lists no priorities: delete the line."
                )
                message = f"There is no priority {item.priority}."
                yield Problem.error("ACTION-006", message, places[path], advice, path=path)


def _passage_problems(
    passage: str, path: str, chapters: Sequence[Chapter], not_shown: Collection[str], places: Places
) -> Iterator[Problem]:
    file, _, heading = passage.partition("#")
    by_file = {chapter.file.rsplit("/", 1)[-1]: chapter for chapter in chapters}
    chapter = by_file.get(file)
    if chapter is None:
        if file not in not_shown:
            advice = did_you_mean(file, by_file) or "Write the name of a file in content/, such as 02-play.md."
            yield Problem.error("ACTION-007", f"There is no chapter “{file}”.", places[path], advice, path=path)
        return
    ids = [each.id for each in chapter.headings]
    if heading and heading not in ids:
        advice = did_you_mean(heading, ids) or (
            f"Its headings are {listed(ids)}. Or write {file} alone." if ids else f"Write {file} alone."
        )
        message = f"The chapter {file} has no heading “{heading}”."
        yield Problem.error("ACTION-007", message, places[path], advice, path=path)


def _progress_problems(action: Action, path: str, places: Places, clock: Clock) -> Iterator[Problem]:
    reports = action.progress
    for number, each in enumerate(reports, 1):
        own = f"{path}.progress[{number}]"
        before = reports[number - 2] if number > 1 else None
        if before and each.date.start(clock.zone) < before.date.start(clock.zone):
            message = f"This report is of {each.date}, and the one above it of {before.date}."
            yield Problem.error("ACTION-004", message, places[f"{own}.date"], "Put them in the order of their days.")
        if each.state == "dropped" and not each.note:
            message = "This says that the action is dropped, but not why."
            advice = "Add a line note: below it, with the reason in a sentence."
            yield Problem.error("ACTION-004", message, places[f"{own}.state"], advice, path=f"{own}.state")
    due = action.due
    if due is None:
        return
    over = [each for each in reports if clock.has_come(each.date.start(clock.zone))]
    end = due.end(clock.zone)
    # A report of the time since then has told why.
    reported = over and (over[-1].state in ENDED or over[-1].date.end(clock.zone) > end)
    if clock.has_come(end) and not reported:
        last = f"The last report says {over[-1].state}, on {over[-1].date}" if over else "There is no report"
        message = f"“{action.what}” was due by {said_day(due.day)}, and the page says that it is late. {last}."
        advice = "Add a line under progress: with the date, its state, and a note that says why it is late."
        yield Problem.warning("ACTION-003", message, places[f"{path}.due"], advice, path=f"{path}.due")


def _silent_priorities(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    told = {int(each.priority) for each in lists.decisions if each.priority}
    silent = [number for number in range(1, len(consultation.priorities) + 1) if number not in told]
    place = places.get("outcome.published")
    if not silent or place is None:
        return
    some = f"priority {silent[0]}" if len(silent) == 1 else f"priorities {listed([str(each) for each in silent])}"
    message = f"There is an outcome, but nothing says what you did about {some}."
    advice = (
        "Add an item to content/data/decisions.yaml with asked, said, did and "
        f"priority: {silent[0]}. If nothing changed, say so and why."
    )
    yield Problem.hint("ACTION-002", message, place, advice)
