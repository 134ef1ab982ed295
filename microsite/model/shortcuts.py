"""What a chapter can place by name: every fact and record that the YAML knows, as `priority/2` or `quote/ada`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from microsite.model.consultation import Consultation
from microsite.model.lists import Lists
from microsite.model.records import Listed


def shortcut_names(facts: Consultation, lists: Lists) -> frozenset[str]:
    """Name everything that can be placed.

    Args:
        facts: the facts of site_config.yaml.
        lists: the lists in content/data/.
    """
    return frozenset({"status", "opens", "closes", "length", "dates", *_names(facts, lists)})


def numbered(items: Sequence[Listed], wanted: str) -> int | None:
    """Find the item that is meant by its number from 1, or by its id; gives its index."""
    if wanted.isdecimal() and 1 <= int(wanted) <= len(items):
        return int(wanted) - 1
    return next((index for index, item in enumerate(items) if str(item.id).casefold() == wanted), None)


def _names(facts: Consultation, lists: Lists) -> Iterator[str]:
    if facts.survey:
        yield "survey"
    if facts.survey or facts.ways_to_respond:
        yield "ways"
    if facts.contact:
        yield "contact"
    for kind, kinds, items in (
        ("priority", "priorities", facts.priorities),
        ("", "partners", facts.partners),
        ("quote", "", lists.quotes),
        ("event", "events", lists.events),
        ("document", "documents", lists.documents),
        ("question", "questions", lists.questions),
        ("faq", "faqs", lists.faqs),
        ("term", "", lists.glossary),
        ("update", "updates", lists.updates),
        ("evidence", "evidence", lists.evidence),
        ("related", "related", lists.related),
    ):
        if not items:
            continue
        if kinds:
            yield kinds
        if kind:
            yield from (f"{kind}/{str(item.id).casefold()}" for item in items)
        if kind in ("priority", "question"):
            yield from (f"{kind}/{number}" for number in range(1, len(items) + 1))
