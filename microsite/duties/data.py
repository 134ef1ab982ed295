"""The norms that come with the program: one file a nation, one for all of them, and the days of elections."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from microsite.duties.elections import Poll
from microsite.load.source_text import parse_source
from microsite.load.yaml_values import parse_yaml
from microsite.model.duty_records import Duty
from microsite.validate.reading import Reading
from microsite.validate.schema_problems import parse_list

FOLDER = Path(__file__).parent
#: The nations that there is a file for.
NATIONS = ("england", "wales", "scotland")
#: What is asked everywhere.
EVERYWHERE = "everywhere"


@cache
def known_duties(nation: str) -> tuple[Duty, ...]:
    """Give the duties of a nation and those of everywhere; where the nation is not known, the latter alone."""
    own = _read(nation, Duty) if nation in NATIONS else ()
    return (*_read(EVERYWHERE, Duty), *own)


def all_known_ids() -> frozenset[str]:
    """The short names of all duties that come with the program."""
    return frozenset(str(duty.id) for nation in NATIONS for duty in known_duties(nation))


@cache
def known_polls() -> tuple[Poll, ...]:
    """Give the elections that the law sets a day for."""
    return _read("elections", Poll)


def _read(name: str, kind: type) -> tuple[Any, ...]:
    """Read a file of our own.

    Raises:
        ValueError: something is wrong with it; a test reads every file.
    """
    file = FOLDER / f"{name}.yaml"
    source, problems = parse_source(file.name, file.read_bytes())
    value, syntax = parse_yaml(source) if source else (None, ())
    if source is None or value is None or problems or syntax:
        raise ValueError([*problems, *syntax])
    reading = Reading(source)
    items = parse_list(value, kind, reading, name)
    if reading.problems:
        raise ValueError(reading.problems)
    return tuple(item for _, item in items)
