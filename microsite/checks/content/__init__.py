"""Checks of what the author wrote, located in the author's own lines: one rule per module, named after the fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from microsite.checks.content.known import Known
from microsite.load.chapters import LONGEST_CHAPTER
from microsite.model.ordering import Entry, with_own_noun
from microsite.problems import Problem
from microsite.store import Shelf, Store

if TYPE_CHECKING:
    from microsite.model.facts import Facts


def known_to_rules(facts: Facts, language: str) -> Known:
    """Collect what the rules need to know about a site.

    Args:
        facts: everything that was read; each value in it is valid on its own.
        language: the language of the site, such as `en-GB`; empty if it is not known yet.
    """
    from microsite.checks.shipped import is_first_site  # It imports this package.

    without_action: frozenset[str] = frozenset()
    if facts.lists.decisions or facts.lists.actions:
        from microsite.checks.promises import chapters_without_action

        without_action = chapters_without_action(facts)

    glossary = facts.lists.glossary
    return Known(
        language=language,
        glossary_known="glossary" not in facts.unread_lists,
        explained=frozenset(str(name) for term in glossary for name in (term.term, *term.also)),
        without_action=without_action,
        media=facts.media,
        is_first_site=facts.consultation is None or is_first_site(str(facts.consultation.organisation)),
    )


#: What the rules found, by digest of the chapter.
Findings = Shelf[tuple[Problem, ...]]


def findings_of(known: Known, store: Store) -> Findings:
    """Return the stored findings in the chapters of a site."""
    return store.shelf("rules about text", (known.digest,), tuple[Problem, ...])


def check_content(entries: Iterable[Entry], known: Known, store: Store) -> list[Problem]:
    """Run every rule on every chapter that is published.

    Args:
        entries: the chapters; drafts are skipped.
        known: what the rules know about the site.
        store: caches the findings in each chapter.
    """
    findings = findings_of(known, store)
    problems: list[Problem] = []
    for entry in entries:
        if is_read(entry):
            problems += check_entry(entry, known, findings)
        entry.free_source()
    return problems


def is_read(entry: Entry) -> bool:
    """Whether the rules check a chapter: not if it is a draft, or too long to be converted."""
    return not entry.front.draft and (
        len(entry.content) <= LONGEST_CHAPTER or len(entry.source.body) <= LONGEST_CHAPTER
    )


def check_entry(entry: Entry, known: Known, findings: Findings) -> tuple[Problem, ...]:
    """Return the findings in one chapter; run every rule if they are not stored."""
    found = findings.find(entry.digest)
    if found is None:
        from microsite.checks.content.reading import Reading
        from microsite.checks.content.rules import check_chapter

        found = with_own_noun(entry, check_chapter(Reading(entry.source, str(entry.front.title or "")), known))
        findings.keep(entry.digest, found)
    return found
