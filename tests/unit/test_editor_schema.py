"""An editor that checks the configuration while it is typed agrees with the build."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml

from microsite.model.consultation import Consultation
from microsite.validate.editor_schema import editor_schema

ROOT = Path(__file__).parents[2]
SCHEMA_FILE = ROOT / "docs/site_config.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
ACCEPTED = [
    *(
        ROOT / name / "site_config.yaml"
        for name in (".", *(f"tests/sites/{s.name}" for s in (ROOT / "tests/sites").iterdir()))
    ),
    *sorted((ROOT / "tests/problems").glob("accepted-*/site/site_config.yaml")),
]
CHECKER = jsonschema.Draft202012Validator(SCHEMA)


class EditorLoader(yaml.SafeLoader):
    """Types plain scalars by YAML 1.2's core schema, as editors do: no dates, no `NO`, no 17:00."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for _tag, _pattern in (
    ("null", r"~|null|Null|NULL|"),
    ("bool", r"true|True|TRUE|false|False|FALSE"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), None)
# PyYAML reads a leading zero as octal; YAML 1.2 does not.
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(str(node.value).lstrip("+0") or "0", 0))


def as_typed(text: str) -> Any:
    """Parse a file as an editor does."""
    return yaml.load(text, EditorLoader)


def findings(value: Any) -> list[str]:
    """Return what the editor would underline: where, and by which rule."""
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.validator}" for each in CHECKER.iter_errors(value)]


def objects(schema: dict[str, Any], name: str = "the file") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every kind of mapping in the schema, with its name."""
    yield name, schema
    yield from schema.get("$defs", {}).items()


def test_types_are_an_editors():
    """The loader of these tests types scalars as editors do; otherwise the tests below would prove nothing."""
    text = "[2022, 01632960123, 2021-11-01, 17:00, NO, true, 1.5, 004b6e, 01632 960123, ~]"
    expected = [2022, 1632960123, "2021-11-01", "17:00", "NO", True, 1.5, "004b6e", "01632 960123", None]
    assert as_typed(text) == expected


def test_schema_on_disk_is_the_models():
    """The file that editors read matches the model; scripts/reference writes it."""
    assert editor_schema(Consultation, "site_config.yaml") == SCHEMA
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "file", ACCEPTED, ids=lambda file: file.parent.name if file.parent.name != "site" else file.parents[1].name
)
def test_no_finding_where_the_build_is_content(file):
    """What the build accepts is not underlined, although years, dates and phone numbers have no quotes."""
    assert findings(as_typed(file.read_text(encoding="utf-8-sig"))) == []


def test_shipped_files_name_the_schema():
    """The first line of a shipped configuration that names a schema leads to this one."""
    for file in ACCEPTED:
        first = file.read_text(encoding="utf-8-sig").split("\n", 1)[0]
        if "$schema=" in first:
            assert (file.parent / first.partition("$schema=")[2]).resolve() == SCHEMA_FILE
    assert (ROOT / "site_config.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")


def test_every_key_is_described():
    """Every key, and every kind of mapping, has a description that an editor shows beside it."""
    undescribed = [
        f"{name}.{key}"
        for name, schema in objects(SCHEMA)
        for key, field in (*schema["properties"].items(), ("itself", schema))
        if len(field.get("description", "").split()) < 2
    ]
    assert undescribed == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("titel: Parks", ": additionalProperties"),
        ("survey: {address: https://example.org, minuts: 5}", "survey: additionalProperties"),
        ("survey: {address: example.org}", "survey.address: anyOf"),
        ("opens: 01/03/2026", "opens: pattern"),
        ("partners: GO! Southampton", "partners: type"),
        ("milestones: [{when: Soon, title: A talk, stage: later}]", "milestones.0.stage: enum"),
        ("strategy_period: {first_year: 22, last_year: 2027}", "strategy_period.first_year: minimum"),
        ('brand: {colour: "1d70b8"}', "brand.colour: pattern"),
        ("survey: {address: to be supplied, minutes: ten}", "survey.minutes: anyOf"),
    ],
)
def test_mistakes_are_underlined(written, found):
    """A wrong key, shape, word or value is underlined where it is, and nothing else."""
    right = "{title: T, summary: S, organisation: O, opens: 2027-03-01, closes: 2027-04-01, time_zone: Europe/London}"
    assert findings(as_typed(right) | as_typed(written)) == [found]


def test_missing_keys_are_underlined():
    """Keys that a site cannot do without are asked for by name."""
    missing = [each.message for each in CHECKER.iter_errors({})]
    wanted = "title summary organisation opens closes time_zone".split()
    assert missing == [f"'{name}' is a required property" for name in wanted]
