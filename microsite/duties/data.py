"""The norms that come with the program: one file for each nation, one for everywhere, and one of election days."""

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
#: The nations that have a file.
NATIONS = ("england", "wales", "scotland")
#: The file of norms that apply everywhere.
EVERYWHERE = "everywhere"


@cache
def known_duties(nation: str) -> tuple[Duty, ...]:
    """Return the duties that apply everywhere, and those of the nation if it has a file."""
    own = _read(nation, Duty) if nation in NATIONS else ()
    return (*_read(EVERYWHERE, Duty), *own)


def all_known_ids() -> frozenset[str]:
    """Return the ids of all duties that come with the program."""
    return frozenset(str(duty.id) for nation in NATIONS for duty in known_duties(nation))


@cache
def known_polls() -> tuple[Poll, ...]:
    """Return the elections whose day the law sets."""
    return _read("elections", Poll)


def _read(name: str, kind: type) -> tuple[Any, ...]:
    """Read one of these files.

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
