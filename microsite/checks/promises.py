"""Promises, and the actions that cover them, once there is an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.words import Words
from microsite.model.facts import Facts
from microsite.problems import Problem

#: How many words of a promise a message shows.
WORDS_SHOWN = 4


def has_published_actions(facts: Facts) -> bool:
    """Whether there is a published outcome with decisions or actions, so that every promise should have an action."""
    if not (facts.lists.decisions or facts.lists.actions) or {"decisions", "actions"} & facts.unread_lists:
        return False
    outcome = facts.consultation.known_outcome if facts.consultation else None
    return outcome is not None and outcome.published is not None


def chapters_without_action(facts: Facts) -> frozenset[str]:
    """Return the files of chapters that no action covers, either by file name or by priority."""
    if not has_published_actions(facts):
        return frozenset()
    chapters, priorities = _covered(facts)
    return frozenset(
        entry.file
        for entry in facts.texts
        if entry.noun == "chapter"
        and entry.file_name not in chapters
        and int(entry.front.priority or 0) not in priorities
    )


def _covered(facts: Facts) -> tuple[set[str], set[int]]:
    """Return the file names of chapters, and the priorities, that an action covers."""
    actions = facts.lists.actions
    chapters = {str(each.chapter) for each in actions if each.chapter}
    return chapters, {int(each.priority) for each in actions if each.priority}


def promises_in_decisions(facts: Facts, words: Words) -> Iterator[Problem]:
    """Report decisions that say something will be done, if no action has the same priority or chapter."""
    if not has_published_actions(facts):
        return
    chapters, priorities = _covered(facts)
    for number, decision in enumerate(facts.lists.decisions, 1):
        found = words.future_action.search(str(decision.did))
        if found is None or decision.priority in priorities or decision.chapter in chapters:
            continue
        path = f"decisions[{number}].did"
        about = f"priority: {decision.priority}" if decision.priority else f"chapter: {decision.chapter}"
        if not decision.priority and not decision.chapter:
            about = "the same priority or chapter as this decision"
        words_of_it = " ".join(str(decision.did)[found.start() :].split()[:WORDS_SHOWN])
        message = f"This promises something, and no action says how far it has come: “{words_of_it} …”."
        advice = f"Add an item to content/data/actions.yaml with what, due and {about}. If it is done, say so here."
        yield Problem.hint("ACTION-005", message, facts.places[path], advice, path=path)
