"""Tables of test cases shared by several tests, and their loaders."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from microsite.load.source_text import parse_source
from microsite.load.yaml_values import parse_yaml
from microsite.model.consultation import Consultation
from microsite.model.cross_checks import check_facts
from microsite.model.dates import resolve_dates
from microsite.model.status import Dates
from microsite.validate.reading import Reading
from microsite.validate.schema_problems import FAILED, parse_record

NAMES = {"title": "Benches", "summary": "Where benches stand.", "organisation": "Millbrook Parish Council"}


@cache
def read_cases(name: str) -> Any:
    """Load a file of cases/ by its name without `.yaml`, once per process."""
    return yaml.load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One row of cases/status.yaml: the status that some facts give at one moment."""

    case: str
    facts: dict[str, Any]
    now: datetime
    status: str

    def __str__(self) -> str:
        """Return the row's test id."""
        return f"{self.case.replace(' ', '-')}-{self.now:%Y%m%dT%H%M%S}"


def status_rows() -> list[StatusRow]:
    """Load the rows of cases/status.yaml."""
    cases = yaml.load((Path(__file__).parent / "status.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    return [
        StatusRow(case=case["case"], facts=case["facts"], now=datetime.fromisoformat(now), status=status)
        for case in cases
        for now, status in case["moments"].items()
    ]


def consultation_of(facts: dict[str, Any]) -> Consultation:
    """Parse facts from YAML text, as for a site, and check that they are consistent."""
    text = yaml.safe_dump({**NAMES, **facts}, allow_unicode=True, sort_keys=False)
    source, problems = parse_source("site_config.yaml", text.encode())
    assert source is not None and not problems
    value, problems = parse_yaml(source)
    assert value is not None and not problems, problems
    reading = Reading(source)
    consultation = parse_record(value, Consultation, reading)
    assert consultation is not FAILED, reading.problems
    assert [*reading.problems, *check_facts(consultation, reading, ())] == []
    return consultation


def dates_of(facts: dict[str, Any]) -> Dates:
    """Return the moments that decide the status."""
    return resolve_dates(consultation_of(facts))


def language_rows() -> dict[str, dict[str, Any]]:
    """Load cases/languages.yaml: the expected wording of each interface language, by language tag."""
    text = (Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8")
    return yaml.load(text.replace("~", "\u00a0"), yaml.CSafeLoader)
