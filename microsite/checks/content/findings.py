"""What a rule finds in a chapter."""

from __future__ import annotations

from dataclasses import dataclass

from microsite.problems import Severity


@dataclass(slots=True)
class Finding:
    """What a rule found, with its place in the body; most hints are told as the line of another alone."""

    code: str
    severity: Severity
    message: str
    start: int
    length: int
    hint: str
    criterion: str = ""
    #: Other places: what is there, where, and how long it is.
    related: tuple[tuple[str, int, int], ...] = ()
