"""The lists that can be in `content/data/`."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from microsite.model.documents import Document, Related
from microsite.model.records import Event, Faq, GlossaryTerm, Listed, Quote, Update
from microsite.model.responses import Question
from microsite.model.results import Action, Decision, QuestionResult, Theme
from microsite.validate.web_types import RecordId

Item = TypeVar("Item", bound=Listed)

#: The record of each list's items, by the name of its file without the extension.
DATA_FILES: dict[str, type[Listed]] = {
    "quotes": Quote,
    "events": Event,
    "documents": Document,
    "questions": Question,
    "faqs": Faq,
    "glossary": GlossaryTerm,
    "updates": Update,
    "evidence": Related,
    "related": Related,
    "results": QuestionResult,
    "themes": Theme,
    "decisions": Decision,
    "actions": Action,
}
#: An id made from a long text is cut at a word boundary within this length.
LONGEST_ID = 60


class Lists(Struct, frozen=True, kw_only=True):
    """Every list of a site; a list that the author has not started is empty."""

    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    documents: tuple[Document, ...] = ()
    questions: tuple[Question, ...] = ()
    faqs: tuple[Faq, ...] = ()
    glossary: tuple[GlossaryTerm, ...] = ()
    updates: tuple[Update, ...] = ()
    evidence: tuple[Related, ...] = ()
    related: tuple[Related, ...] = ()
    results: tuple[QuestionResult, ...] = ()
    themes: tuple[Theme, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()


def with_ids(items: Sequence[Item]) -> tuple[Item, ...]:
    """Give each item without an id one that is made from its own words."""
    return tuple(item if item.id else msgspec.structs.replace(item, id=id_from_words(item.own_words)) for item in items)


def id_from_words(words: str) -> RecordId:
    """Make an id: lower-case letters of any script and digits, joined by hyphens."""
    kept = re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", words)).lower()
    slug = re.sub(r"[-\s]+", "-", kept).strip("-_")
    if len(slug) > LONGEST_ID:
        slug = slug[: LONGEST_ID + 1].rpartition("-")[0] or slug[:LONGEST_ID]
    return RecordId(slug or "item")
