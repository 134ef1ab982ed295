"""What comes out of parsing one file besides the values: where they are, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from microsite.load.source_text import SourceText
from microsite.problems import Location, Problem, Severity
from microsite.validate.date_types import When
from microsite.validate.field_types import Lines, LocalText
from microsite.validate.web_types import SiteFile

if TYPE_CHECKING:
    from microsite.load.yaml_values import Value

#: For how many unknown words in one file we look for the word that was meant.
MOST_LOOKED_UP = 50
#: Keys whose texts no page shows, so that nobody has to translate them.
NOT_PUBLISHED = ("silence", "waived", "duties", "elections")


class Reading(Struct):
    """What came out of parsing one file besides the values themselves."""

    source: SourceText
    problems: list[Problem] = field(default_factory=lambda: [])
    #: The location of each value, by its path, such as `partners[2].name`.
    places: dict[str, Location] = field(default_factory=lambda: {})
    #: The site's time zone, if it is known.
    zone: ZoneInfo | None = None
    #: The day of each time that is given without one, by the path of the time.
    assumed_days: dict[str, date] = field(default_factory=lambda: {})
    #: Lines whose whole value is rewritten in some advice.
    rewritten: set[int] = field(default_factory=set[int])
    #: Lines whose value belongs to another key.
    moved: set[int] = field(default_factory=set[int])
    #: Lines with values that lose the curly quotation marks around them, and lines with values that keep them.
    unquoted_lines: set[int] = field(default_factory=set[int])
    quoted_lines: set[int] = field(default_factory=set[int])
    #: The values of the file's top-level keys; and the keys that are missing or could not be read.
    given: dict[str, Any] = field(default_factory=lambda: {})
    failed: Collection[str] = ()
    #: What could be read of records and lists that failed as a whole, by path.
    parts: dict[str, Any] = field(default_factory=lambda: {})
    #: Whether lines had to be left out to read the file; if so, missing keys are not reported.
    incomplete: bool = False
    #: The keys of the record that is being read, and the line of each that was written.
    keys: Collection[str] = ()
    lines: dict[str, int] = field(default_factory=lambda: {})
    looked_up: int = 0
    #: The language that the file is read for, and the one that it is in unless it says otherwise; both are empty in a
    #: site in one language.
    language: str = ""
    leading: str = ""
    #: Texts that are not in the language that the file is read for, by their paths.
    untranslated: dict[str, Location] = field(default_factory=lambda: {})
    #: Where files are named that are for another language, by path.
    other_files: dict[str, Location] = field(default_factory=lambda: {})
    #: The language of each value that is only given for another language, by path.
    other_languages: dict[str, str] = field(default_factory=lambda: {})
    #: The number of texts read, in a site in several languages.
    texts: int = 0

    def may_look_up(self) -> bool:
        """Whether to look for the word that was meant: a file with many unknown words has a different mistake."""
        self.looked_up += 1
        return self.looked_up <= MOST_LOOKED_UP

    def place(self, value: Value) -> Location:
        """Return the location of a value."""
        return self.source.location(value.line, value.column, value.length)

    def in_language(self, given: Any, value: Value, path: str) -> Any:
        """Count a text or file that is read for one language; return it marked if it is in another language."""
        if not self.language or path.startswith(NOT_PUBLISHED):
            return given
        language = value.language or self.leading
        if value.language and language != self.language:
            self.other_languages[path] = language
        if isinstance(given, SiteFile):
            if language != self.language:
                self.other_files[path] = self.place(value)
            return given
        if not isinstance(given, LocalText | When | Lines) or not any(letter.isalpha() for letter in str(given)):
            return given
        self.texts += 1
        if language == self.language:
            return given
        self.untranslated[path] = self.place(value)
        if isinstance(given, When):
            return When(str(given), None, language)
        return LocalText(str(given), language) if isinstance(given, LocalText) else given

    def problem(
        self,
        code: str,
        message: str,
        path: str,
        advice: str,
        *,
        severity: Severity = Severity.ERROR,
        related: tuple[tuple[str, Location], ...] = (),
    ) -> Problem:
        """Return a problem located at the value with this path, or at the whole file if there is none."""
        location = self.places.get(path, self.source.whole)
        return Problem.of(severity, code, message, location, advice, path=path, related=related)

    def add(self, code: str, message: str, value: Value, path: str, advice: str = "") -> None:
        """Report an error at a value."""
        self.problems.append(Problem.error(code, message, self.place(value), advice, path=path))
