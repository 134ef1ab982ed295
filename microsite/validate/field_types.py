"""The kinds of value that a field can have.

Every kind parses the text that the author typed, and either returns a value or raises a `FieldError` that says, in the
author's words, what is wrong and what to write instead. `json_schema` describes the same kind to an editor, which
resolves YAML's types before it checks them: to it, a year is a number and a date is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

Kind = TypeVar("Kind")

TO_BE_SUPPLIED = "to be supplied"
#: Markers around a text in a language other than its page's; the language tag is between the first two. They are
#: private-use characters, so that no text has them.
STAND_IN, STAND_IN_NAMED, STAND_IN_END = "\ue004", "\ue006", "\ue005"


def in_language_markers(text: str, language: str) -> str:
    """Put the markers of a language around a text; none if it is in the language of its page."""
    return f"{STAND_IN}{language}{STAND_IN_NAMED}{text}{STAND_IN_END}" if language and text else text


class StandInText(str):
    """A text in another language than its page, as a page has it."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Keep the text, and the tag of its language."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __html__(self) -> str:
        """The text as HTML: escaped, in the markers of its language."""
        from markupsafe import escape

        return in_language_markers(str(escape(str(self))), self.language)


def with_language_markers(text: object) -> str:
    """Return a text in the markers of its language, if that is not its page's."""
    return in_language_markers(str(text), getattr(text, "language", ""))


class FieldError(ValueError):
    """A value that its field cannot have."""

    #: Whether the text names only a part of a year although a day is wanted.
    no_day = False

    def __init__(
        self,
        code: str,
        message: str,
        advice: str = "",
        *,
        write: Sequence[tuple[str, str]] = (),
        beside: Sequence[tuple[str, str]] = (),
        instead: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Keep the parts of the problem that the field knows; the caller adds the place.

        Args:
            code: the problem's code.
            message: what is wrong.
            advice: what to do, other than to write one of the values in `write`.
            write: values that would be valid, each with words that say what it would mean.
            beside: what else the text says, by the key that it is for; the first key that the record has is used.
            instead: the same, for a text that as a whole is for another key.
        """
        self.code = code
        self.message = message
        self.advice = advice
        self.write = write
        self.beside = beside
        self.instead = instead
        super().__init__(message)

    def to_write(self, key: str, zone: ZoneInfo | None, day: date | None) -> tuple[Sequence[tuple[str, str]], str]:
        """Say what to write.

        Args:
            key: the key that the value belongs to.
            zone: the site's time zone, if it is known.
            day: the day of a time without one, if another key says it.

        Returns:
            Values, each with what it means; and advice in words, which goes before them.
        """
        return self.write, self.advice


class FieldText(str):
    """A word or a few, kept as they are written."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one value.

        Raises:
            FieldError: the text is not of this kind.
        """
        return cls(text)


class LocalText:
    """A text, without Markdown or HTML.

    It is in the language of the pages, or in another one that stands in for it.
    """

    __slots__ = ("language", "text")
    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    def __init__(self, text: str, language: str = "") -> None:
        """Keep the text, and the tag of its language if that is not the pages' language."""
        self.text = text
        self.language = language

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text in the language of the pages; runs of white space count as one space."""
        return cls(" ".join(text.split()))

    def stored(self) -> object:
        """The text, for the store, with its language if it has one of its own."""
        return [self.text, self.language] if self.language else self.text

    @classmethod
    def restored(cls, written: str | list[str]) -> Self:
        """Read what `stored` returned."""
        return cls(written) if isinstance(written, str) else cls(*written)

    def __str__(self) -> str:
        """The text, not escaped."""
        return self.text

    def __html__(self) -> str:
        """The text as HTML: escaped, in the markers of its language if that is not the pages'."""
        from markupsafe import escape

        return in_language_markers(str(escape(self.text)), self.language)

    def __repr__(self) -> str:
        """Show the text as Python would."""
        return f"LocalText({self.text!r})" if not self.language else f"LocalText({self.text!r}, {self.language!r})"

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.text)

    def __eq__(self, other: object) -> bool:
        """Equal when words and language are."""
        if isinstance(other, LocalText):
            return (self.text, self.language) == (other.text, other.language)
        return NotImplemented

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash((self.text, self.language))


class Lines(str):
    """A text of several lines, such as a postal address: line ends count."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the lines, without the empty ones at the start and the end."""
        return cls("\n".join(line.strip() for line in text.strip().splitlines()))


class PostalLines(Lines):
    """A postal address: each line as it was typed, also without the `|` that YAML has for that."""

    __slots__ = ()


class WholeNumber(int):
    """A whole number, 0 or more, in digits."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "integer", "minimum": 0}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read digits."""
        if not re.fullmatch(r"[0-9]{1,9}", text):
            from microsite.validate.contact_mistakes import number_error

            raise number_error(text)
        return cls(text)


class Year(int):
    """A year in four digits."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "integer", "minimum": 1000, "maximum": 9999}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read four digits."""
        if not re.fullmatch(r"[1-9][0-9]{3}", text):
            years = re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", text)
            write = [(years[0], "")] if len(years) == 1 else ()
            raise FieldError(
                "CONF-010", f"“{text}” is not a year.", "" if write else "Write four digits, such as 2027.", write=write
            )
        return cls(text)


class _Truth(type):
    """Makes `isinstance(value, YesNo)` true for Python's `bool`."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, bool)


_YES_AND_NO = {
    "yes": "y yeah yep 1 x ✓ ✔ ja oui available wahr y/yes ok okay sure provided".split(),
    "no": "n nope 0 ✗ ✘ nein non not unavailable falsch".split(),
}


class YesNo(metaclass=_Truth):
    """Yes or no, as people write it.

    The value is a Python `bool`.
    """

    json_schema: ClassVar[dict[str, Any]] = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}

    @classmethod
    def parse(cls, text: str) -> bool:
        """Read `yes`, `no`, `true`, `false`, `on` or `off` in any case."""
        folded = text.casefold()
        if folded in {"yes", "true", "on"}:
            return True
        if folded in {"no", "false", "off"}:
            return False
        meant = next((word for word, others in _YES_AND_NO.items() if folded.rstrip(".!") in others), "")
        more = re.match(r"(?:(yes|no)\b[\s,;:.()\u2013\u2014-]*)?(.*?)\)?$", text, re.IGNORECASE | re.DOTALL)
        rest = "" if meant or more is None else more[2]
        meant = meant or (more[1].lower() if more and more[1] else "")
        write = [(meant, "")] if meant else ()
        raise FieldError(
            "CONF-010",
            f"“{text}” is neither yes nor no.",
            "" if meant else "Write yes or no.",
            write=write,
            beside=[("details", rest)] if rest else (),
        )


class MaybeSupplied(Generic[Kind]):
    """A fact that the site needs and that may still be `to be supplied`."""

    __slots__ = ("value",)

    def __init__(self, value: Kind | None) -> None:
        """Keep the fact, or None while it is to be supplied."""
        self.value = value

    def stored(self) -> object:
        """The fact, for the store, or an empty list, which no fact is: None would mean that nothing was written."""
        return [] if self.value is None else self.value

    @property
    def supplied(self) -> bool:
        """Whether the fact is known."""
        return self.value is not None

    def __str__(self) -> str:
        """The fact as text, or the words that stand for it."""
        return TO_BE_SUPPLIED if self.value is None else str(self.value)

    def __repr__(self) -> str:
        """Show the fact as Python would."""
        return f"MaybeSupplied({self.value!r})"

    def __eq__(self, other: object) -> bool:
        """Equal when the fact is."""
        return isinstance(other, MaybeSupplied) and repr(self) == repr(cast("MaybeSupplied[Any]", other))

    def __hash__(self) -> int:
        """Consistent with equality."""
        return hash(repr(self))
