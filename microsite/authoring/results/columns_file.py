"""Read the columns file as the editor has left it, and report what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from microsite.authoring.results.columns_record import FILE, USES, Columns
from microsite.problems import Location, Problem, Severity
from microsite.validate.schema_problems import FAILED, parse_record
from microsite.validate.yaml_file import merge_problems, read_yaml


def read_columns(content: bytes) -> tuple[Columns | None, Mapping[str, Location], list[Problem]]:
    """Return the columns file, the places of its values and its problems; None for the file if it has an error."""
    reading, value, syntax = read_yaml(FILE, content)
    if reading is None or value is None:
        return None, {}, list(syntax)
    columns = parse_record(value, Columns, reading)
    found = merge_problems(syntax, reading)
    # Only errors: the file quotes the export, and whatever looks odd there is not for the editor to fix.
    problems = [_adapted(each) for each in found if each.severity is Severity.ERROR]
    return None if problems or columns is FAILED else columns, reading.places, problems


def _adapted(problem: Problem) -> Problem:
    """Adapt a problem to this file: a `use` that is still a placeholder does not say yet what the column is."""
    if problem.code == "CONF-006" and problem.path.endswith(".use"):
        problem = replace(problem, code="SURVEY-005", message="This does not say yet what the column is.", advice=USES)
    return without_written(problem)


def without_written(problem: Problem) -> Problem:
    """Remove the quoted source line from a problem if it may contain words of the export."""
    source = problem.location.source
    if not any(key in source for key in ("written", "leave_out_when")):
        return problem
    return replace(problem, location=replace(problem.location, source=""))
