"""The text that people were consulted on, used to show what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from microsite.load.outside import EarlierRecord
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation


class EarlierText(Struct, frozen=True, kw_only=True):
    """The finished pages of a public record, in one language."""

    #: The moment the pages were made for, with a time zone.
    as_of: datetime
    #: By their paths in the record: the whole document, and the chapters' own pages.
    pages: Mapping[str, bytes]
    #: Digest of the record.
    digest: str


def earlier_text(record: EarlierRecord, consultation: Consultation, clock: Clock) -> EarlierText | None:
    """Return the text that people were consulted on, if changes since then can be shown at a moment.

    Args:
        record: the record that `changes_from` names.
        consultation: the facts of site_config.yaml.
        clock: the moment.

    Returns:
        The text; None until the consultation has closed, if it is withdrawn, before the moment of the record, and if
        the record has no pages in the language.
    """
    from microsite.load.public_record import WHOLE, in_language, is_page_of_text, language_of_page

    as_of = datetime.fromisoformat(record.as_of)
    has_closed = clock.has_come(consultation.last_close.end(clock.zone))
    if not clock.has_come(as_of) or not has_closed or consultation.withdrawn:
        return None
    whole = sorted(filter(is_page_of_text, record.pages))
    place = in_language([language_of_page(record.pages[path]) for path in whole], str(consultation.language))
    if place is None:
        return None
    folder = whole[place].removesuffix(WHOLE)
    pages = {
        path: content
        for path, content in record.pages.items()
        if path.startswith(folder) and "/" not in path[len(folder) :]
    }
    return EarlierText(as_of=as_of, pages=pages, digest=record.digest)
