"""Rules for decisions and actions: priorities and passages exist, and reports have plausible days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from microsite.model.chapter import Chapter
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.lists import Lists
from microsite.model.priority_hints import no_such_priority
from microsite.model.results import ENDED, Action, ActionState, Decision, folded_words
from microsite.problems import Location, Problem, did_you_mean, listed
from microsite.validate.date_types import LocalMoment, day_in_words

Places = Mapping[str, Location]


def action_problems(
    lists: Lists,
    consultation: Consultation,
    chapters: Sequence[Chapter],
    not_shown: Mapping[str, bool],
    places: Places,
    clock: Clock,
) -> Iterator[Problem]:
    """Check decisions and actions, and report what is missing once there is an outcome.

    Args:
        lists: all lists.
        consultation: the consultation, including what is not published yet.
        chapters: those that are shown.
        not_shown: for the file name of each chapter that exists but is not shown, whether it is a draft.
        places: where each value is.
        clock: the moment the site is made for.
    """
    outcome = consultation.known_outcome
    published = outcome.published if outcome else None
    if (lists.decisions or lists.actions) and published is None:
        path = "decisions[1]" if lists.decisions else "actions[1]"
        message = "Nobody will see this: site_config.yaml does not say on which day the outcome is published."
        advice = "Write outcome: in site_config.yaml, and below it published: with the day, such as 2027-11-16."
        if outcome and outcome.none_expected:
            message = "Nobody will see this: site_config.yaml says that there will be no outcome."
            advice = (
                "If there is one after all, write published: with the day in place of none_expected, below outcome:."
            )
        yield Problem.warning("ACTION-001", message, places[path], advice, path=path)
    yield from _priority_problems(lists, consultation, places)
    is_published = published is not None and clock.has_come(published.start(clock.zone))
    drafts = [file for file, is_draft in not_shown.items() if is_draft]
    for number, decision in enumerate(lists.decisions, 1):
        if decision.passage:
            path = f"decisions[{number}].passage"
            yield from _passage_problems(str(decision.passage), path, chapters, not_shown, places)
            if is_published:
                yield from _draft_problems(str(decision.passage), path, drafts, places)
        if decision.decided:
            path = f"decisions[{number}].decided"
            yield from _decided_problems(decision.decided, published, consultation, path, places, clock)
    yield from _copied_decisions(lists.decisions, places)
    opens = consultation.opens
    for number, action in enumerate(lists.actions, 1):
        path = f"actions[{number}]"
        yield from _progress_problems(action, path, opens, places, clock)
        yield from _due_problems(action, path, places, clock)
    if published is not None and consultation.priorities:
        yield from _unanswered_priorities(lists, consultation, places)


def _priority_problems(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    count = len(consultation.priorities)
    for name in ("themes", "decisions", "actions"):
        for number, item in enumerate(getattr(lists, name), 1):
            path = f"{name}[{number}].priority"
            if item.priority is not None and not 1 <= item.priority <= count:
                yield no_such_priority("ACTION-006", int(item.priority), count, places[path], path)


def _passage_problems(
    passage: str, path: str, chapters: Sequence[Chapter], not_shown: Collection[str], places: Places
) -> Iterator[Problem]:
    file, _, heading = passage.partition("#")
    by_file = {chapter.file_name: chapter for chapter in chapters}
    chapter = by_file.get(file)
    if chapter is None:
        if file not in not_shown:
            advice = did_you_mean(file, by_file) or "Write the name of a file in content/, such as 02-play.md."
            yield Problem.error("ACTION-007", f"There is no chapter “{file}”.", places[path], advice, path=path)
        return
    ids = [each.id for each in chapter.headings]
    if heading and heading not in ids:
        advice = did_you_mean(heading, ids) or (
            f"Its headings are {listed(ids)}. Or write passage: {file}" if ids else f"Write passage: {file}"
        )
        message = f"The chapter {file} has no heading “{heading}”."
        yield Problem.error("ACTION-007", message, places[path], advice, path=path)


def _draft_problems(passage: str, path: str, drafts: Collection[str], places: Places) -> Iterator[Problem]:
    file = passage.partition("#")[0]
    if file in drafts:
        message = f"{file} is a draft, so readers do not get the link to it."
        advice = f"Delete draft: yes from {file}, or delete the line passage here."
        yield Problem.warning("ACTION-007", message, places[path], advice, path=path)


def _decided_problems(
    decided: LocalMoment,
    published: LocalMoment | None,
    consultation: Consultation,
    path: str,
    places: Places,
    clock: Clock,
) -> Iterator[Problem]:
    """Report a decision made while people could still answer, and one that is published before it is made."""
    close = consultation.last_close
    if _before(decided, close, clock):
        message = f"This was decided on {decided}, while people could still answer: until {close}."
        advice = "Correct the day. If it was decided then, delete it here, since no answer could change it."
        yield Problem.warning("ACTION-008", message, places[path], advice, path=path)
    elif (
        published is not None
        and decided.start(clock.zone).timestamp() > published.start(clock.zone).timestamp()
        and not clock.has_come(decided.start(clock.zone))
    ):
        message = f"The page tells of this decision from {published} on, but it is made on {decided}."
        advice = "Correct the day, or add the decision when it is made."
        yield Problem.warning("ACTION-008", message, places[path], advice, path=path)


def _copied_decisions(decisions: Sequence[Decision], places: Places) -> Iterator[Problem]:
    first: dict[tuple[object, ...], int] = {}
    for number, each in enumerate(decisions, 1):
        words = (folded_words(str(part)) for part in (each.asked, each.said, each.did))
        other = first.setdefault((each.priority, each.chapter, *words), number)
        if other != number:
            path = f"decisions[{number}]"
            related = (("the other one", places[f"decisions[{other}]"]),)
            message = "This decision is in the list twice, with the same words."
            yield Problem.warning(
                "ACTION-009", message, places[path], "Delete one of the two.", path=path, related=related
            )


def _progress_problems(
    action: Action, path: str, opens: LocalMoment, places: Places, clock: Clock
) -> Iterator[Problem]:
    reports = action.progress
    for number, each in enumerate(reports, 1):
        own = f"{path}.progress[{number}]"
        before = reports[number - 2] if number > 1 else None
        if before and each.date.start(clock.zone) < before.date.start(clock.zone):
            message = f"This report is of {each.date}, and the one above it of {before.date}."
            advice = "Put the reports in the order of their days, the first one at the top."
            yield Problem.error("ACTION-004", message, places[f"{own}.date"], advice, path=f"{own}.date")
        elif _before(each.date, opens, clock):
            message = f"This report is of {each.date}, before the opening ({opens})."
            yield Problem.warning("ACTION-004", message, places[f"{own}.date"], "Correct the date.", path=f"{own}.date")
        if each.note:
            continue
        if each.state == "dropped":
            message = "This says that the action is dropped, but not why."
            advice = "Add a line note: below it, with the reason in a sentence."
            yield Problem.error("ACTION-004", message, places[f"{own}.state"], advice, path=f"{own}.state")
        elif before and before.state in ENDED and each.state != before.state:
            message = (
                f"This action was {before.state} on {before.date}. Nothing says why it is {_in_words(each.state)} now."
            )
            advice = "Add a line note: below it, with the reason in a sentence."
            yield Problem.warning("ACTION-004", message, places[f"{own}.state"], advice, path=f"{own}.state")


def _due_problems(action: Action, path: str, places: Places, clock: Clock) -> Iterator[Problem]:
    due, reports = action.due, action.progress
    if due is None:
        return
    first = reports[0] if reports else None
    if first and first.state == "planned" and _before(due, first.date, clock):
        message = f"This is due by {due}, but on {first.date} it was only planned."
        related = (("the first report", places[f"{path}.progress[1].date"]),)
        advice = "Correct due, or the date of the first report."
        yield Problem.warning("ACTION-004", message, places[f"{path}.due"], advice, path=f"{path}.due", related=related)
        return
    over = [each for each in reports if clock.has_come(each.date.start(clock.zone))]
    end = due.end(clock.zone)
    # A report from after the due date has explained the delay.
    reported = over and (over[-1].state in ENDED or over[-1].date.end(clock.zone) > end)
    if clock.has_come(end) and not reported:
        last = f"The last report says {_in_words(over[-1].state)}, on {over[-1].date}" if over else "There is no report"
        message = f"“{action.what}” was due by {day_in_words(due.day)}, and the page says that it is late. {last}."
        advice = (
            f"Add a report under progress, with a date after {due}, the state, and a note that says why it is late."
        )
        yield Problem.warning("ACTION-003", message, places[f"{path}.due"], advice, path=f"{path}.due")


def _before(one: LocalMoment, other: LocalMoment, clock: Clock) -> bool:
    """Whether one day or moment is over before another begins."""
    return one.end(clock.zone).timestamp() <= other.start(clock.zone).timestamp()


def _in_words(state: ActionState) -> str:
    return state.replace("_", " ")


def _unanswered_priorities(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    decided = {int(each.priority) for each in lists.decisions if each.priority}
    unanswered = [number for number in range(1, len(consultation.priorities) + 1) if number not in decided]
    place = places.get("outcome.published")
    if not unanswered or place is None:
        return
    some = (
        f"priority {unanswered[0]}"
        if len(unanswered) == 1
        else f"priorities {listed([str(each) for each in unanswered])}"
    )
    message = f"There is an outcome, but nothing says what you did about {some}."
    advice = (
        "Add an item to content/data/decisions.yaml with asked, said, did and "
        f"priority: {unanswered[0]}. If nothing changed, say so and why."
    )
    yield Problem.hint("ACTION-002", message, place, advice)
