"""What the test of a duty takes and returns."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, cast

from msgspec import Struct

from microsite.load.site_files import CONFIG
from microsite.model.site import Site
from microsite.problems import Location, listed
from microsite.validate.field_types import MaybeSupplied


class State(StrEnum):
    """Whether a duty is met on one site."""

    MET = "met"
    MISSING = "missing"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


class Place(Struct, frozen=True, kw_only=True):
    """Where something was found: on which page of the output, and in which source file."""

    #: The page's path below the output folder; empty if it is on none.
    page: str
    file: str
    #: The line, from 1; 0 for the whole file.
    line: int

    @property
    def source(self) -> str:
        """File and line, as `site_config.yaml:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Answer(Struct, frozen=True, kw_only=True):
    """The result of a test."""

    state: State
    places: tuple[Place, ...] = ()
    #: Sentences: what was found, what is missing and where to write it, or why it does not apply.
    note: str = ""


class Case(Struct, frozen=True, kw_only=True):
    """One site at one moment, as the tests of duties see it."""

    site: Site
    #: The site in all of its languages.
    sites: tuple[Site, ...]
    #: The locations of values in site_config.yaml and the lists, by path.
    places: Mapping[str, Location]
    #: The nation it consults in; empty if not known.
    nation: str
    #: What kind of body consults; empty if not known.
    body: str

    def place(self, key: str, page: str) -> Place:
        """Return where the value of a key is, and the page that shows it."""
        found = self.places.get(key) or self.places.get(key.partition(".")[0]) or Location(file=CONFIG)
        return self.in_file(found.file, page, found.line or 0)

    def in_file(self, file: str, page: str, line: int = 0) -> Place:
        """Return a place in a file, and the page that shows it."""
        return Place(page=f"{self.site.folder}{page}" if page else "", file=file, line=line)

    def value(self, key: str) -> Any:
        """Return the value of a key such as `survey.minutes`; None if it is not given, or still to be supplied."""
        return _at(self.site.consultation, key.split("."))[0]

    def is_given(self, key: str) -> bool:
        """Whether a key has a value that is not empty; 0 is not empty."""
        found = self.value(key)
        return found is not None and str(found) != "" and found != ()

    def is_to_be_supplied(self, key: str) -> bool:
        """Whether a fact is written as still to be supplied."""
        return _at(self.site.consultation, key.split("."))[1]

    def all_of(self, *wanted: tuple[str, str], note: str = "") -> Answer:
        """Look for facts that are all needed.

        Args:
            wanted: the key of each, and the page that shows it.
            note: the note to return if all of them are given.
        """
        found = tuple(self.place(key, page) for key, page in wanted if self.is_given(key))
        lacks = [key for key, _ in wanted if not self.is_given(key)]
        if not lacks:
            return Answer(state=State.MET, places=found, note=note)
        return Answer(state=State.MISSING, places=found, note=self.how_to_say(lacks))

    def any_of(self, *wanted: tuple[str, str], note: str = "") -> Answer:
        """Look for facts of which any one is enough."""
        found = tuple(self.place(key, page) for key, page in wanted if self.is_given(key))
        if found:
            return Answer(state=State.MET, places=found, note=note)
        return Answer(state=State.MISSING, note=self.how_to_say([key for key, _ in wanted], joined="or"))

    def how_to_say(self, keys: list[str], joined: str = "and") -> str:
        """Say which facts are missing: those still to be supplied, and under which keys the others would be."""
        waiting = [key for key in keys if self.is_to_be_supplied(key)]
        missing = [key for key in keys if key not in waiting]
        sentences = [f"Still to be supplied: {listed(waiting, joined=joined)}."] if waiting else []
        if missing:
            sentences.append(f"It would be under {listed(missing, joined=joined)} in {CONFIG}.")
        return " ".join(sentences)


def _at(value: Any, names: list[str]) -> tuple[Any, bool]:
    """Follow names through nested records; return the value, and whether it is still to be supplied."""
    for name in names:
        value = getattr(value, name, None)
        if isinstance(value, MaybeSupplied):
            inner: Any = cast("MaybeSupplied[Any]", value).value
            if inner is None:
                return None, True
            value = inner
    return value, False


def met(*places: Place, note: str = "") -> Answer:
    """Return the answer that it was found."""
    return Answer(state=State.MET, places=places, note=note)


def missing(note: str, *places: Place) -> Answer:
    """Return the answer that it was not found; the note says where it would be."""
    return Answer(state=State.MISSING, places=places, note=note)


def not_applicable(note: str) -> Answer:
    """Return the answer that it does not apply; the note says why."""
    return Answer(state=State.NOT_APPLICABLE, note=note)
