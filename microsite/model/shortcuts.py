"""The names a chapter can use in shortcuts: every fact and record in the YAML, as `priority/2` or `quote/ada`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from microsite.model.consultation import Consultation
from microsite.model.lists import Lists
from microsite.model.records import Listed

#: The shortcuts that a key of site_config.yaml, or a list, provides.
_GIVES = {
    "survey": ("survey", "ways"),
    "ways_to_respond": ("ways",),
    "contact": ("contact",),
    "priorities": ("priorities", "priority"),
    "partners": ("partners",),
    "quotes": ("quote",),
    "events": ("events", "event"),
    "documents": ("documents", "document"),
    "questions": ("questions", "question"),
    "faqs": ("faqs", "faq"),
    "glossary": ("term",),
    "updates": ("updates", "update"),
    "evidence": ("evidence",),
    "related": ("related",),
}


def shortcut_names(consultation: Consultation, lists: Lists, unread: Collection[str] = ()) -> frozenset[str]:
    """Collect the names of all shortcuts.

    Args:
        consultation: the facts of site_config.yaml.
        lists: the lists in content/data/.
        unread: keys and lists that could not be read completely: the names they may provide are listed as prefixes,
            such as `event/`.
    """
    begun = {f"{name}/" for key in unread for name in _GIVES.get(key, ())}
    return frozenset({"status", "opens", "closes", "length", "dates", *begun, *_names(consultation, lists)})


def numbered(items: Sequence[Listed], wanted: str) -> int | None:
    """Return the index of the item with a number, counted from 1, or with an id; None if there is none."""
    if wanted.isdecimal() and 1 <= int(wanted) <= len(items):
        return int(wanted) - 1
    return next((index for index, item in enumerate(items) if str(item.id).casefold() == wanted), None)


def _names(consultation: Consultation, lists: Lists) -> Iterator[str]:
    if consultation.survey:
        yield "survey"
    if consultation.survey or consultation.ways_to_respond:
        yield "ways"
    if consultation.contact:
        yield "contact"
    for kind, kinds, items in (
        ("priority", "priorities", consultation.priorities),
        ("", "partners", consultation.partners),
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
