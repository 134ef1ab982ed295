"""Report problems as SARIF 2.1.0, which code hosts and editors show beside the lines concerned."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

import microsite
from microsite.problem_codes import CODES
from microsite.problems import Location, Problem, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.HINT: "note",
    Severity.TO_SUPPLY: "note",
    Severity.REPAIR: "none",
}


def report_sarif(problems: Sequence[Problem]) -> str:
    """Return problems as one run of a SARIF log."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "microsite",
        "semanticVersion": microsite.__version__,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2)


def _rule(code: str) -> dict[str, object]:
    page = f"docs/problems/{code}.md"
    words = CODES[code].replace("-", " ")
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in CODES[code].split("-")),
        "shortDescription": {"text": f"{words[:1].upper()}{words[1:]}."},
        "help": {
            "text": f"What it means and what to do: {page}",
            "markdown": f"What it means and what to do: [{code}]({page})",
        },
    }


def _result(problem: Problem, rule: int) -> dict[str, object]:
    text = f"{problem.message} {problem.advice}".strip()
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [_location(problem.location)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": why}, **_location(place)}
            for number, (why, place) in enumerate(problem.related, 1)
        ]
    further = {name: value for name, value in (("path", problem.path), ("criterion", problem.criterion)) if value}
    if further:
        result["properties"] = further
    return result


def _location(place: Location) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}}
    if place.line:
        region: dict[str, object] = {"startLine": place.line}
        if place.column:
            region |= {"startColumn": place.column, "endColumn": place.column + max(1, place.length)}
        if place.source:
            region["snippet"] = {"text": place.source}
        physical["region"] = region
    return {"physicalLocation": physical}
