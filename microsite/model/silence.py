"""Warnings and hints that somebody has looked at and silenced."""

from collections.abc import Iterable
from typing import Annotated, Self

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.field_types import FieldText, LocalText


class Silenced(Record, frozen=True, kw_only=True):
    """A code that is not reported any more, and why."""

    code: Annotated[FieldText, Meta(description="The code of the warning or hint, such as TEXT-005.")]
    reason: Annotated[LocalText, Meta(description="Why you want to ignore it, for whoever reads the file next.")]

    @classmethod
    def parse(cls, text: str) -> Self:
        """A code alone."""
        return cls(code=FieldText(text), reason=LocalText(""))


def silenced_codes(silence: Iterable[Silenced]) -> frozenset[str]:
    """Return the silenced codes, in capitals."""
    return frozenset(str(each.code).upper() for each in silence)
