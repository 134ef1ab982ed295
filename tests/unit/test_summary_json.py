"""consultation.json has the facts that are public at the moment of the build, and no others."""

import json

import pytest

from tests.small_sites import made

OUTCOME = """\
response_deadline: 2027-08-31
outcome:
  expected: A decision in autumn.
  published: 2027-09-20 10:00
  summary: All eleven are built.
  address: https://www.example.org/outcome
"""


def record(build):
    """Return the consultation.json of a build."""
    assert build.files, build.problems
    return json.loads(build.files["consultation.json"])


def test_outcome_that_is_yet_to_be_published(tmp_path):
    """The date, summary and address of an outcome are left out until the very second of its publication."""
    before = record(made({"config": OUTCOME}, tmp_path, "2027-09-20T09:59:59"))
    assert before["outcome"] == {"expected": "A decision in autumn.", "promised_by": "2027-09-01T00:00:00+01:00"}
    assert "outcome_published" not in [each["status"] for each in before["stages"]]
    assert "2027-09-20" not in json.dumps(before)


def test_outcome_that_is_published(tmp_path):
    """Once the outcome is published, it is in the record with its date, and what was expected is not."""
    after = record(made({"config": OUTCOME}, tmp_path, "2027-09-20T10:00:00"))
    assert after["outcome"] == {
        "promised_by": "2027-09-01T00:00:00+01:00",
        "published": "2027-09-20T10:00:00+01:00",
        "summary": "All eleven are built.",
        "address": "https://www.example.org/outcome",
    }
    assert after["stages"][-1] == {"status": "outcome_published", "since": "2027-09-20T10:00:00+01:00"}


@pytest.mark.parametrize(
    ("config", "outcome"),
    [
        ("", None),
        ("response_deadline: 2027-08-31\n", {"promised_by": "2027-09-01T00:00:00+01:00"}),
        ("outcome:\n  none_expected: It was cancelled.\n", {"none_expected": "It was cancelled."}),
        ("outcome:\n  expected: A decision.\n", {"expected": "A decision."}),
        ("results:\n  published: 2027-07-01\n  responses: 0\n", {"responses": 0}),
        ("results:\n  published: 2027-07-01\n  summary: Paths matter.\n", {}),
        ("results:\n  published: 2027-11-01\n  responses: 7\n", None),
        ("outcome:\n  expected: A decision.\nwithdrawn: {date: 2027-04-20, reason: No money.}\n", {}),
    ],
)
def test_what_is_known_of_an_outcome(config, outcome, tmp_path):
    """Each known fact of an outcome is in the record; without any, there is no outcome."""
    found = record(made({"config": config}, tmp_path, "2027-10-01"))
    assert found.get("outcome") == outcome


def test_facts_of_the_record(tmp_path):
    """Facts are in the record word for word; facts that are missing or to be supplied are left out."""
    config = """\
place: Millbrook
audience: Everybody.
site_address: to be supplied
survey:
  address: https://survey.example.org/
ways_to_respond:
  - {kind: phone, title: By telephone, details: Ring us., phone: 01632 960123}
  - {kind: post, title: By post, details: Write., post: to be supplied}
partners:
  - {name: Friends of the parks, kind: Volunteers, address: https://friends.example.org/}
  - {name: The county}
"""
    found = record(made({"config": config}, tmp_path))
    assert (found["place"], found["audience"], "address" in found) == ("Millbrook", "Everybody.", False)
    assert found["ways_to_respond"] == [
        {"kind": "online", "title": "Online", "address": "https://survey.example.org/"},
        {"kind": "phone", "title": "By telephone", "details": "Ring us.", "phone": "01632 960123"},
        {"kind": "post", "title": "By post", "details": "Write."},
    ]
    assert found["partners"] == [
        {"name": "Friends of the parks", "kind": "Volunteers", "address": "https://friends.example.org/"},
        {"name": "The county"},
    ]
    assert found["format"] == 1
    assert found["takes_answers"] == [{"starts": "2027-03-01T00:00:00+00:00", "ends": "2027-06-01T00:00:00+01:00"}]
    assert found["stages"][0] == {"status": "upcoming"}


PROPOSAL = """\
proposal:
  why_now: The old plan ends.
  can_change: Which paths come first.
  settled: to be supplied
  alternatives:
    - {option: Wait, why_not: Bridges are not safe.}
    - option: Close all parks
"""


@pytest.mark.parametrize(
    ("config", "key", "told"),
    [
        ("", "proposal", None),
        (
            PROPOSAL,
            "proposal",
            {
                "why_now": "The old plan ends.",
                "can_change": "Which paths come first.",
                "alternatives": [
                    {"option": "Wait", "why_not": "Bridges are not safe."},
                    {"option": "Close all parks"},
                ],
            },
        ),
        (
            "proposal:\n  settled: The sum.\n  no_alternatives: The law asks for it.\n",
            "proposal",
            {"settled": "The sum.", "no_alternatives": "The law asks for it."},
        ),
        ("period_reason: Three months of school.\n", "period_reason", "Three months of school."),
        ("", "privacy", None),
        (
            "privacy: {names: optional, seen_by: The parks team., kept: to be supplied}\n",
            "privacy",
            {"names": "optional", "seen_by": "The parks team."},
        ),
    ],
)
def test_what_people_need_to_know(config, key, told, tmp_path):
    """Known facts about the proposal, the time to answer and the answers are in the record."""
    assert record(made({"config": config}, tmp_path)).get(key) == told


def test_layout_of_the_record(tmp_path):
    """The record is readable for people too: indented by two spaces for each level."""
    build = made({}, tmp_path)
    assert build.files["consultation.json"].decode() == f"{json.dumps(record(build), indent=2)}\n"


def test_site_address_of_the_record(tmp_path):
    """The address of the site is in the record once it is known."""
    found = record(made({"config": "site_address: https://www.example.org/parks/\n"}, tmp_path))
    assert found["address"] == "https://www.example.org/parks/"


def test_record_without_what_is_not_given(tmp_path):
    """The record of the smallest site has only the keys that every consultation has."""
    assert set(record(made({}, tmp_path))) == {
        *("format", "title", "summary", "organisation", "language"),
        *("opens", "closes", "time_zone", "stages", "takes_answers"),
    }
