"""The mark in a translation that identifies the state of the text it was made from."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from microsite import typed_program
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import short
from microsite.validate.field_types import FieldError, FieldText

_MARK = lazy_pattern(r"[0-9a-f]{10}")


class OriginalMark(FieldText):
    """Ten letters and digits that tell one state of a text from any other; the program writes them."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a mark.

        Raises:
            FieldError: it does not have the form of a mark that the program writes.
        """
        if not _MARK.fullmatch(text.lower()):
            raise FieldError(
                "TRAN-007",
                f"“{short(text)}” does not say which state of the original this is a translation of.",
                f"Delete the line, and type {typed_program()} new translation --checked with the name of the file and "
                "its language.",
            )
        return cls(text.lower())
