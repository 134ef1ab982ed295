"""What a rule finds in a chapter."""

from __future__ import annotations

from msgspec import Struct

from microsite.problems import Severity


class Finding(Struct):
    """What a rule found, with its place in the body; most hints only add their line to another hint."""

    code: str
    severity: Severity
    message: str
    start: int
    length: int
    advice: str
    criterion: str = ""
    #: Other places: a description, the start and the length of each.
    related: tuple[tuple[str, int, int], ...] = ()
