"""Reads a YAML file of a site: its value, and its problems, merged so that no advice contradicts another."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.load.invisible_characters import invisible_characters
from microsite.load.source_text import SourceText, parse_source
from microsite.load.yaml_values import Value, parse_yaml
from microsite.problems import Location, Problem, Severity, capped
from microsite.validate.date_types import zone_of
from microsite.validate.reading import Reading

#: Codes about how a value is written; about a key itself; and those whose message shows an invisible character.
ABOUT_VALUE = frozenset({"YAML-003", "YAML-004", "YAML-005", "YAML-008", "YAML-009", "YAML-010", "YAML-013"})
ABOUT_KEYS = frozenset({"CONF-001", "CONF-002"})
SHOWS_INVISIBLE = frozenset({"YAML-008", "YAML-012"})


def read_yaml(file: str, content: bytes, zone: str = "") -> tuple[Reading | None, Value | None, list[Problem]]:
    """Read a YAML file.

    Returns:
        Where its problems are collected, and its value, or None for both if it has none; and its syntax problems.
    """
    source, problems = parse_source(file, content)
    if source is None:
        return None, None, list(problems)
    value, syntax = parse_yaml(source)
    if value is None and not syntax:
        syntax = (empty_file(file),)
    reading = Reading(source, zone=zone_of(zone) if zone else None)
    reading.incomplete = value is not None and value.incomplete
    reading.problems += [*problems, *other_invisible_characters(syntax, source)]
    if value is None:
        return None, None, [*reading.problems, *syntax]
    return reading, value, list(syntax)


def other_invisible_characters(syntax: Sequence[Problem], source: SourceText) -> list[Problem]:
    """Report invisible characters, except on lines where a syntax problem shows them already."""
    shown_lines = {problem.location.line for problem in syntax if problem.code in SHOWS_INVISIBLE}
    return [problem for problem in invisible_characters(source) if problem.location.line not in shown_lines]


def merge_problems(syntax: Sequence[Problem], reading: Reading) -> list[Problem]:
    """Merge a file's syntax problems with the problems of its values, so that no two pieces of advice contradict.

    If a value has a syntax error and is also invalid, advice that says what to write instead covers both; without
    such advice, only the syntax error is reported, and the value is judged once it can be read.
    """
    broken = {each.location.line for each in syntax if each.code in ABOUT_VALUE and each.severity is Severity.ERROR}
    covered = {
        each.location.line
        for each in reading.problems
        if each.location.line in reading.rewritten and each.code not in ABOUT_KEYS
    }
    # A value that starts with a special character and would be invalid in quotation marks too: report it as invalid.
    covered |= {
        each.location.line
        for each in syntax
        if each.code in ("YAML-004", "YAML-009", "YAML-010") and not each.advice.startswith("Below")
    } & {each.location.line for each in reading.problems if each.code.startswith("CONF-01")}
    lines = [each for each in syntax if each.code not in ABOUT_VALUE or each.location.line not in covered]
    lines = [line_problem for each in lines if (line_problem := _as_quoted(each, reading))]
    open_lines = broken - covered
    values = [each for each in reading.problems if each.code in ABOUT_KEYS or each.location.line not in open_lines]
    return list(capped((*lines, *values)))


def _as_quoted(problem: Problem, reading: Reading) -> Problem | None:
    """Turn YAML-013 into a hint if curly quotation marks were stripped from a value that is not text for readers.

    Returns:
        The problem as it should be reported; None if its line has neither text for readers nor a stripped value.
    """
    line = problem.location.line
    if problem.code != "YAML-013" or line in reading.quoted_lines:
        return problem
    if line not in reading.unquoted_lines:
        return None
    message = "We read the value without the curly quotation marks around it."
    return Problem.hint("YAML-013", message, problem.location, "Type straight ones, or none.")


def empty_file(file: str) -> Problem:
    """Report a file that is empty."""
    advice = "Write something in it, or delete it."
    location = Location(file=file)
    return Problem.error("FILE-003", "The file is empty.", location, advice)
