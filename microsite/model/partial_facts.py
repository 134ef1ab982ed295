"""What is certain about a consultation while part of site_config.yaml cannot be read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from microsite.model.consultation import Consultation
from microsite.model.facts import Certain
from microsite.model.silence import silenced_codes
from microsite.validate.date_types import LocalMoment, TimeZoneName
from microsite.validate.field_types import LocalText
from microsite.validate.reading import Reading
from microsite.validate.record_fields import fields_of
from microsite.validate.schema_problems import FAILED

#: Stand-ins for required facts that could not be read. No problem is reported about them.
_STAND_INS: dict[str, Any] = {
    "title": LocalText("…"),
    "summary": LocalText("…"),
    "organisation": LocalText("…"),
    "opens": LocalMoment(date(2000, 1, 1)),
    "closes": LocalMoment(date(2000, 4, 1)),
    "time_zone": TimeZoneName("UTC"),
}


def unread_keys(kind: type, reading: Reading) -> frozenset[str]:
    """Return the keys of a file that could not be read, about which nothing can be reported.

    Args:
        kind: the class of the file's record.
        reading: what was read of it.
    """
    absent = [name for name in fields_of(kind) if name not in reading.given]
    nothing = not reading.given and not reading.failed
    return frozenset([*reading.failed, *(absent if reading.incomplete or nothing else ())])


def with_stand_ins(reading: Reading) -> Consultation:
    """Make a consultation from what could be read; required facts that could not be read get stand-ins."""
    read = {name: value for name, value in reading.given.items() if value is not FAILED}
    return Consultation(**{**_STAND_INS, **read})


def certain_facts(consultation: Consultation, unread: Collection[str], *, whole: bool) -> Certain:
    """Collect what checks of the chapters need to know, as far as it could be read."""
    return Certain(
        read=None if whole else consultation,
        unread=frozenset(unread),
        language="" if "language" in unread else str(consultation.language),
        priorities=None if "priorities" in unread else len(consultation.priorities),
        silenced=frozenset() if "silence" in unread else silenced_codes(consultation.silence),
    )
