"""Calendar entries that people have added keep their id and follow what happens to the consultation."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from tests.small_sites import made

EXTENDED = "extensions:\n  - {old_close: 2027-05-31, new_close: 2027-06-14, announced: 2027-05-20}\n"
TWICE = EXTENDED + "  - {old_close: 2027-06-14, new_close: 2027-06-28, announced: 2027-06-10}\n"
REOPENED = "extensions:\n  - {old_close: 2027-05-31, new_close: 2027-07-14, announced: 2027-06-20}\n"
WITHDRAWN = "withdrawn: {date: 2027-04-20, reason: There is no money.}\n"
WITHDRAWN_AT_ONCE = "withdrawn: {date: 2027-02-20, reason: There is no money.}\n"
SUPERSEDED = "superseded_by: {date: 2027-04-20 12:00, address: https://www.example.org/new}\n"
PAUSED = "pauses:\n  - {starts: 2027-03-01, ends: 2027-03-14}\n"
EVENTS = """\
- {what: A walk, start: 2027-04-24 10:00, end: 2027-04-24 12:00, where: At the gate, booking: No need to book.}
- {what: A talk, start: 2027-04-26 19:00, address: https://www.example.org/talk, cancelled: yes}
- {what: Open days, start: 2027-05-01, end: 2027-05-03}
- {what: A fair, start: 2027-05-08}
"""


def entries(build):
    """Return the only entry of each calendar by the file's name."""
    assert build.files, build.problems
    found = {}
    for path, content in build.files.items():
        if path.endswith(".ics"):
            (found[path.removeprefix("calendar/").removesuffix(".ics")],) = icalendar.Calendar.from_ical(content).walk(
                "VEVENT"
            )
    return found


def test_ids(tmp_path):
    """Ids are the same in every version, so that a calendar updates the entry it has instead of adding one."""
    found = entries(made({"config": EXTENDED, "content/data/events.yaml": EVENTS}, tmp_path))
    assert {name: str(entry["UID"]) for name, entry in found.items()} == {
        "opening": "3437d79f-9586-5282-ac33-74ca9516e1f8",
        "closing": "c595ba79-8ec5-58a7-9cf8-b343da04a269",
        "event-a-walk-2027-04-24": "8c905fd7-8227-52bb-8510-f00ab07364de",
        "event-a-talk-2027-04-26": "ab7fa3bc-8e40-588b-9b55-24814b8f11e3",
        "event-open-days-2027-05-01": "d447204d-d1e0-51c3-a15c-aba65691b46b",
        "event-a-fair-2027-05-08": "71f8491f-81e0-5148-a4f7-1261660267fa",
    }


@pytest.mark.parametrize(
    ("config", "ends", "sequence"),
    [
        ("", date(2027, 5, 31), 0),
        (EXTENDED, date(2027, 6, 14), 1),
        (TWICE, date(2027, 6, 28), 2),
        (REOPENED, date(2027, 7, 14), 1),
        (WITHDRAWN, date(2027, 4, 19), 1),
        (SUPERSEDED, datetime(2027, 4, 20, 11, tzinfo=UTC), 1),
        (EXTENDED + WITHDRAWN, date(2027, 4, 19), 2),
        (EXTENDED + SUPERSEDED, datetime(2027, 4, 20, 11, tzinfo=UTC), 2),
        (WITHDRAWN + SUPERSEDED, date(2027, 4, 19), 2),
        (PAUSED, date(2027, 5, 31), 0),
    ],
    ids="planned extended twice reopened withdrawn superseded longer-withdrawn longer-superseded both paused".split(),
)
def test_closing_that_moves(config, ends, sequence, tmp_path):
    """If the closing moves, its entry gets a new date and the next sequence number, so that calendars update it."""
    closing = entries(made({"config": config}, tmp_path))["closing"]
    assert (closing["DTSTART"].dt, closing["SEQUENCE"], closing.get("STATUS")) == (ends, sequence, None)


def test_closing_that_never_comes(tmp_path):
    """If no answers were ever taken, the closing is cancelled on its planned day, and there is no opening."""
    found = entries(made({"config": WITHDRAWN_AT_ONCE}, tmp_path, "2027-02-25"))
    assert set(found) == {"closing"}
    closing = found["closing"]
    assert (closing["DTSTART"].dt, closing["STATUS"], closing["SEQUENCE"]) == (date(2027, 5, 31), "CANCELLED", 1)


@pytest.mark.parametrize(
    ("config", "starts"),
    [("", date(2027, 3, 1)), (PAUSED, date(2027, 3, 15)), (REOPENED, date(2027, 3, 1))],
)
def test_opening(config, starts, tmp_path):
    """The opening is the first day on which answers are taken."""
    opening = entries(made({"config": config}, tmp_path))["opening"]
    assert (opening["DTSTART"].dt, opening["SEQUENCE"], opening.get("STATUS")) == (starts, 0, None)


def test_events(tmp_path):
    """Events have the times, the place and the address that are known; a cancelled one says so."""
    config = "site_address: https://www.example.org/parks/\n"
    found = entries(made({"config": config, "content/data/events.yaml": EVENTS}, tmp_path))
    told = {
        name.removeprefix("event-")[:-11]: (
            *(entry[key].dt.isoformat() if key in entry else None for key in ("DTSTART", "DTEND")),
            *(str(entry.get(key, "")) for key in ("DESCRIPTION", "LOCATION", "URL", "STATUS", "SEQUENCE")),
        )
        for name, entry in found.items()
        if name.startswith("event-")
    }
    home, talk = "https://www.example.org/parks/", "https://www.example.org/talk"
    walk = ("2027-04-24T09:00:00+00:00", "2027-04-24T11:00:00+00:00", "No need to book.", "At the gate", home, "", "0")
    assert told == {
        "a-walk": walk,
        "a-talk": ("2027-04-26T18:00:00+00:00", None, "", "", talk, "CANCELLED", "1"),
        "open-days": ("2027-05-01", "2027-05-04", "", "", home, "", "0"),
        "a-fair": ("2027-05-08", "2027-05-09", "", "", home, "", "0"),
    }


@pytest.mark.parametrize(
    ("config", "address"),
    [
        ("", None),
        ("site_address: to be supplied\n", None),
        ("site_address: https://www.example.org/parks/\n", "https://www.example.org/parks/"),
    ],
)
def test_every_entry(config, address, tmp_path):
    """No entry marks people as busy; each has a description, and the site's address if that is known."""
    for entry in entries(made({"config": config}, tmp_path)).values():
        assert entry["TRANSP"] == "TRANSPARENT"
        assert entry.get("URL") == address
        assert str(entry["DESCRIPTION"]) == "A plan for the parks of Millbrook.\nMillbrook Town Council"
        assert entry["DTSTAMP"].dt == datetime(2027, 3, 1, tzinfo=UTC)


def test_time_of_day(tmp_path):
    """A time of day is a moment, even shortly after midnight; midnight itself is the end of the day before."""
    for closes, starts in (
        ("2027-05-31 17:00", datetime(2027, 5, 31, 16, tzinfo=UTC)),
        ("2027-05-31 00:30", datetime(2027, 5, 30, 23, 30, tzinfo=UTC)),
        ("2027-05-31 01:00", datetime(2027, 5, 31, tzinfo=UTC)),
        ("2027-05-31 00:00", date(2027, 5, 30)),
    ):
        config = f"title: A plan\nsummary: Parks.\norganisation: Council\nopens: 2027-03-01\ncloses: {closes}\n"
        files = {"site_config.yaml": config + "time_zone: Europe/London\n"}
        closing = entries(made(files, tmp_path))["closing"]
        assert closing["DTSTART"].dt == starts
        assert ("DTEND" in closing) == (type(starts) is date)


def test_whole_days(tmp_path):
    """An opening or a closing on a whole day ends on the next day, as calendars count; each has its own summary."""
    build = made({}, tmp_path)
    told = {name: [str(each["SUMMARY"]), each["DTEND"].dt] for name, each in entries(build).items()}
    assert told == {
        "opening": ["Parks for everyone: opens", date(2027, 3, 2)],
        "closing": ["Parks for everyone: last chance to answer", date(2027, 6, 1)],
    }
    for name in told:
        lines = build.files[f"calendar/{name}.ics"].decode().split("\r\n")
        assert "VERSION:2.0" in lines and any(line.startswith("PRODID:-//microsite//") for line in lines)


def test_actions_that_are_due(tmp_path):
    """The due date of an action is an entry, cancelled once nothing is left to do; each report counts as a change."""
    actions = """\
- what: Mend the gate
  who: Parks team
  due: 2028-05-31
  progress: [{date: 2027-09-20, state: planned}, {date: 2028-04-10, state: done}]
- what: Plant oaks
  due: 2028-10-31 12:00
  progress: [{date: 2027-09-20, state: planned}]
- what: Wait for rain
  progress: [{date: 2027-09-20, state: planned}]
"""
    config = "outcome: {published: 2027-09-20, summary: It is adopted.}\n"
    found = entries(made({"config": config, "content/data/actions.yaml": actions}, tmp_path, "2028-05-01"))
    told = {
        str(each["SUMMARY"]): (str(each["DESCRIPTION"]), each["DTSTART"].dt, each["SEQUENCE"], each.get("STATUS"))
        for name, each in found.items()
        if name not in ("opening", "closing")
    }
    assert told == {
        "Due: Mend the gate": ("Parks team\nParks for everyone", date(2028, 5, 31), 2, "CANCELLED"),
        "Due: Plant oaks": ("Parks for everyone", datetime(2028, 10, 31, 12, tzinfo=UTC), 1, None),
    }
