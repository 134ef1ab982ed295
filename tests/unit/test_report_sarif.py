"""The SARIF log follows version 2.1.0, and says the same about each problem as the report."""

import json

import pytest

from microsite.cli import main
from microsite.problem_codes import CODES
from microsite.problems import Location, Problem, Severity
from microsite.report_sarif import report_sarif
from tests.built_sites import ROOT

PLACE = Location(file="content/01 why.md", line=3, column=5, source="See [here](x.html).", length=4)
PROBLEMS = [
    Problem(
        code="TEXT-004", severity=Severity.ERROR, message="It leads nowhere.", location=PLACE, advice="Correct it."
    ),
    Problem(
        code="LIST-001",
        severity=Severity.WARNING,
        message="Twice.",
        location=Location(file="site_config.yaml"),
        path="partners[2]",
        related=(("the other one", PLACE),),
        criterion="2.4.9",
    ),
    Problem(code="TEXT-004", severity=Severity.HINT, message="Here too.", location=PLACE),
]


def test_log():
    """The log has one run, with a rule for each code that links to its page, and a result for each problem."""
    log = json.loads(report_sarif(PROBLEMS))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["LIST-001", "TEXT-004"]
    for rule in rules:
        assert (ROOT / f"docs/problems/{rule['id']}.md").is_file()
        assert f"docs/problems/{rule['id']}.md" in rule["help"]["markdown"]
    results = run["results"]
    assert [(each["ruleId"], rules[each["ruleIndex"]]["id"], each["level"]) for each in results] == [
        ("TEXT-004", "TEXT-004", "error"),
        ("LIST-001", "LIST-001", "warning"),
        ("TEXT-004", "TEXT-004", "note"),
    ]
    assert results[0]["message"]["text"] == "It leads nowhere. Correct it."
    physical = results[0]["locations"][0]["physicalLocation"]
    assert physical == {
        "artifactLocation": {"uri": "content/01%20why.md"},
        "region": {"startLine": 3, "startColumn": 5, "endColumn": 9, "snippet": {"text": "See [here](x.html)."}},
    }
    whole_file = results[1]["locations"][0]["physicalLocation"]
    assert whole_file == {"artifactLocation": {"uri": "site_config.yaml"}}
    assert results[1]["relatedLocations"][0]["message"] == {"text": "the other one"}
    assert [each.get("properties") for each in results] == [None, {"path": "partners[2]", "criterion": "2.4.9"}, None]


def test_every_code_makes_a_rule():
    """Every code has a unique rule name, and a description that begins with a capital and ends with a full stop."""
    problems = [Problem(code=code, severity=Severity.HINT, message="x", location=PLACE) for code in CODES]
    rules = json.loads(report_sarif(problems))["runs"][0]["tool"]["driver"]["rules"]
    assert len({rule["name"] for rule in rules}) == len(CODES)
    for rule in rules:
        assert rule["shortDescription"]["text"][0].isupper() and rule["shortDescription"]["text"].endswith(".")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sarif"], "You can only use --sarif with: build.py check"),
        (["--links"], "You can only use --links with: build.py check"),
        (["check", "--json", "--sarif"], "Use either --json or --sarif, not both"),
    ],
)
def test_options_that_do_not_go_together(arguments, said, capsys):
    """A wrong combination of options is reported in one line."""
    assert main(arguments) == 2
    assert capsys.readouterr().err == f"{said}\n"


def test_command(capsys):
    """`check --sarif` prints the log and nothing else."""
    assert main(["check", "--sarif", "--site", str(ROOT)]) == 0
    log = json.loads(capsys.readouterr().out)
    assert {result["ruleId"] for result in log["runs"][0]["results"]} >= {"FACT-001"}


def test_check_counts_what_is_silenced(capsys):
    """Silenced problems are counted by code, in the text and the JSON, and not reported."""
    site = ["--site", str(ROOT / "tests/problems/accepted-silenced/site"), "--now", "2027-04-01T12:00"]
    main(["check", *site])
    assert "Silenced: HEAD-005 (1), LANG-004 (1), LINK-002 (1), LINK-009 (1).\n" in capsys.readouterr().out
    main(["check", "--json", *site])
    log = json.loads(capsys.readouterr().out)
    assert log["silenced"] == {"HEAD-005": 1, "LANG-004": 1, "LINK-002": 1, "LINK-009": 1}
    assert {each["code"] for each in log["problems"]} == {"FACT-001"}
