"""The columns file, as the editor has left it: read, with what is wrong in it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from microsite.authoring.results.columns_record import FILE, USES, Columns
from microsite.model.parse_facts import read_yaml, together
from microsite.problems import Location, Problem, Severity
from microsite.validate.schema_problems import FAILED, parse_record


def read_columns(content: bytes) -> tuple[Columns | None, Mapping[str, Location], list[Problem]]:
    """Read the columns file; gives None with the problems where it cannot be read."""
    reading, value, syntax = read_yaml(FILE, content)
    if reading is None or value is None:
        return None, {}, list(syntax)
    columns = parse_record(value, Columns, reading)
    found = together(syntax, reading)
    # What is odd in words of the export is nobody's to mend.
    problems = [_told(each) for each in found if each.severity is Severity.ERROR]
    return None if problems or columns is FAILED else columns, reading.places, problems


def _told(problem: Problem) -> Problem:
    """Tell a mistake in the file as one of this file: a use that is no fact yet is no use."""
    if problem.code == "CONF-006" and problem.path.endswith(".use"):
        problem = replace(problem, code="SURVEY-005", message="This does not say yet what the column is.", advice=USES)
    return without_written(problem)


def without_written(problem: Problem) -> Problem:
    """Leave out a line of the file that can have words of the export in it."""
    source = problem.location.source
    if not any(key in source for key in ("written", "leave_out_when")):
        return problem
    return replace(problem, location=replace(problem.location, source=""))
