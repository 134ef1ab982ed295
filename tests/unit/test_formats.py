"""Files beside the pages: calendars, the feed, the record and structured data, the same whenever they are written."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import icalendar
import jsonschema
import pytest

from microsite.formats.summary_json import record_schema
from tests.built_sites import ROOT, SITES, STATES, built

ATOM = "{http://www.w3.org/2005/Atom}"
EVERY = [(name, state) for name in SITES for state in STATES]


def calendars(name, state) -> dict[str, Any]:
    """Parse every calendar file with the library, and return them by name."""
    files = built(name, state).files
    return {
        path.removeprefix("calendar/"): icalendar.Calendar.from_ical(content)
        for path, content in files.items()
        if path.endswith(".ics")
    }


def entry(calendar) -> Any:
    """Return the only entry of a calendar."""
    (found,) = calendar.walk("VEVENT")
    return found


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_calendars_are_whole(name, state):
    """Each calendar has one entry with everything that RFC 5545 requires, and no two entries share an id."""
    found = calendars(name, state)
    assert {"opening.ics", "closing.ics"} <= set(found)
    ids = [str(entry(each)["UID"]) for each in found.values()]
    assert len(set(ids)) == len(ids)
    for each in found.values():
        assert each["VERSION"] == "2.0" and each["PRODID"]
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(entry(each))
        if "DTEND" in entry(each):
            assert entry(each)["DTEND"].dt > entry(each)["DTSTART"].dt


def test_whole_days_and_moments():
    """A closing day is a whole day in the calendar; a closing time is the same moment in every time zone."""
    closing = entry(calendars("first", "open")["closing.ics"])
    assert (closing["DTSTART"].dt.isoformat(), closing["DTEND"].dt.isoformat()) == ("2021-11-01", "2021-11-02")
    closing = entry(calendars("harbour-town", "open")["closing.ics"])
    assert closing["DTSTART"].dt == datetime(2027, 7, 4, 22, 59, tzinfo=UTC) and "DTEND" not in closing


def test_events():
    """Each event has a file with its place and its end, as far as they are known, and says if it is cancelled."""
    found = calendars("harbour-town", "open")
    walk = entry(found["event-a-walk-through-the-outer-quays-2027-04-24.ics"])
    assert walk["DTEND"].dt - walk["DTSTART"].dt == timedelta(hours=2)
    assert walk["LOCATION"] == "Meet at the ferry steps, Outer Quay"
    cancelled = entry(found["event-drop-in-session-2027-06-10.ics"])
    assert cancelled["STATUS"] == "CANCELLED" and cancelled["SEQUENCE"] == 1
    days = entry(found["event-park-open-days-2027-06-19.ics"])
    assert (days["DTSTART"].dt.isoformat(), days["DTEND"].dt.isoformat()) == ("2027-06-19", "2027-06-21")


@pytest.mark.parametrize("name", SITES)
def test_calendars_do_not_depend_on_the_clock(name):
    """Calendars and structured data are the same before, during and after the consultation."""
    written = [
        {path: content for path, content in built(name, state).files.items() if path.endswith(".ics")}
        for state in STATES
    ]
    assert written[0] == written[1] == written[2]
    assert len({data_block(name, state) for state in STATES}) == 1


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_feed(name, state):
    """The feed is Atom as RFC 4287 requires: ids, titles and dates, newest first, no id twice."""
    root = ElementTree.fromstring(built(name, state).files["feed.xml"])
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{each}") for each in ("id", "title", "updated"))
    updated = [each.findtext(f"{ATOM}updated") or "" for each in root.iter(f"{ATOM}entry")]
    moments = [datetime.fromisoformat(each) for each in updated]
    assert moments == sorted(moments, reverse=True)
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_feed_tells_what_happened():
    """Opening and closing are in the feed once they have happened, and updates link to the chapter that changed."""
    titles = [
        [
            each.findtext(f"{ATOM}title")
            for each in ElementTree.fromstring(built("first", state).files["feed.xml"]).iter(f"{ATOM}entry")
        ]
        for state in STATES
    ]
    assert titles == [
        [],
        ["Open until the end of Monday 1 November 2021 (UK time)"],
        [
            "Closed at the end of Monday 1 November 2021 (UK time)",
            "Open until the end of Monday 1 November 2021 (UK time)",
        ],
    ]
    feed = built("harbour-town", "open").files["feed.xml"].decode()
    assert 'href="https://www.example.org/consultations/room-to-grow/money.html"' in feed


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_record_fits_its_schema(name, state):
    """consultation.json matches docs/consultation.schema.json, and the schema is up to date."""
    schema = json.loads((ROOT / "docs/consultation.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(record_schema()))
    record = json.loads(built(name, state).files["consultation.json"])
    jsonschema.Draft202012Validator(schema).validate(record)
    assert [each["status"] for each in record["stages"]][:2] == ["upcoming", "open"]


def data_block(name, state):
    """Return the structured data of the home page."""
    home = built(name, state).files["index.html"].decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', home)
    return found


@pytest.mark.parametrize(("name", "state"), EVERY)
def test_structured_data(name, state):
    """The structured data is JSON that no fact can break out of, and its times have a UTC offset."""
    text = data_block(name, state)
    assert not set("<>&") & set(text)
    data = json.loads(text)
    assert data["@type"] == "Event" and data["name"]
    for key in ("startDate", "endDate"):
        assert datetime.fromisoformat(data[key]).utcoffset() is not None
