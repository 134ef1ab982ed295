"""A consultation's status depends only on its facts and the moment, in its own time zone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.model.dates import is_reopening
from microsite.model.status import Dates, Span, Status, stages, status_at
from microsite.validate.date_types import LocalMoment, zone_of
from tests.cases import dates_of, status_rows

ROWS = status_rows()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_truth_table(row):
    """Each row of cases/status.yaml holds, from YAML text to status."""
    assert status_at(dates_of(row.facts), row.now) == row.status


def test_table_is_whole():
    """The table has at least 60 rows, and covers every status."""
    assert len(ROWS) >= 60
    assert {row.status for row in ROWS} == set(Status)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_stages_agree(row):
    """The list of stages, which is embedded in pages, agrees with `status_at`."""
    found = [each for each in stages(dates_of(row.facts)) if each.since is None or each.since <= row.now]
    assert found[-1].status == row.status


CASES = {row.case: row.facts for row in ROWS}


@pytest.mark.parametrize("case", CASES)
def test_boundaries_are_exact(case):
    """The status changes exactly at each boundary, and nowhere between two of them."""
    dates = dates_of(CASES[case])
    found = [stage.since for stage in stages(dates) if stage.since is not None]
    second = timedelta(seconds=1)
    for moment in (each.astimezone(UTC) for each in found):
        assert status_at(dates, moment - second) != status_at(dates, moment)
    ends = [found[0].astimezone(UTC) - timedelta(days=900), *(each.astimezone(UTC) for each in found)]
    for start, end in zip(ends, [*ends[1:], ends[-1] + timedelta(days=900)], strict=True):
        steps = [start + (end - start) * step / 50 for step in range(50)]
        assert len({status_at(dates, moment) for moment in [*steps, end - second]}) == 1


@pytest.mark.parametrize("case", CASES)
def test_answers_are_taken_where_the_status_says_so(case):
    """The spans in which answers are accepted, which sentences are made from, agree with the status."""
    dates = dates_of(CASES[case])
    for row in (row for row in ROWS if row.case == case):
        inside = any(span.holds(row.now.timestamp()) for span in dates.taking)
        assert inside == Status(row.status).takes_answers


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe"])
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    closing=st.datetimes(datetime(2026, 10, 26), datetime(2027, 3, 10)).filter(lambda moment: moment.hour > 3),
    minutes=st.lists(st.integers(-3000, 3000), min_size=2, max_size=8),
)
def test_never_goes_back(zone, closing, minutes):
    """The status never goes backwards in time, even when the clocks change."""
    order = ["upcoming", "open", "closing_soon", "closed"]
    dates = dates_of({"opens": "2026-10-24", "closes": f"{closing:%Y-%m-%d %H:%M}", "time_zone": zone})
    moments = [dates.closes.astimezone(UTC) + timedelta(minutes=each) for each in sorted(minutes)]
    found = [order.index(status_at(dates, moment)) for moment in moments]
    assert found == sorted(found)


@pytest.mark.parametrize("name", ["opens", "closes", "now"])
def test_moments_have_zones(name):
    """A moment without a time zone is refused, by name."""
    moments = dict.fromkeys(("opens", "closes", "now"), datetime(2027, 1, 1, tzinfo=UTC)) | {name: datetime(2027, 1, 1)}
    with pytest.raises(ValueError, match=f"{name} has no time zone"):
        status_at(Dates(opens=moments["opens"], closes=moments["closes"]), moments["now"])


def day(month, number, hour=0):
    """Return a moment of 2027, in UTC."""
    return datetime(2027, month, number, hour, tzinfo=UTC)


def spans(dates):
    """Return the spans in which answers are accepted, as pairs of (month, day)."""
    return [((each.starts.month, each.starts.day), (each.ends.month, each.ends.day)) for each in dates.taking]


SPRING: dict[str, Any] = {"opens": day(3, 1), "closes": day(4, 1)}
AGAIN = (Span(starts=day(6, 1), ends=day(7, 1)),)


@pytest.mark.parametrize(
    ("more", "taken"),
    [
        ({}, [((3, 1), (4, 1))]),
        ({"reopenings": AGAIN}, [((3, 1), (4, 1)), ((6, 1), (7, 1))]),
        (
            {"reopenings": AGAIN, "pauses": (Span(starts=day(3, 10), ends=day(3, 20)),)},
            [((3, 1), (3, 10)), ((3, 20), (4, 1)), ((6, 1), (7, 1))],
        ),
        (
            {"reopenings": AGAIN, "pauses": (Span(starts=day(6, 10), ends=day(6, 20)),)},
            [((3, 1), (4, 1)), ((6, 1), (6, 10)), ((6, 20), (7, 1))],
        ),
        ({"pauses": (Span(starts=day(3, 1), ends=day(3, 10)),)}, [((3, 10), (4, 1))]),
        ({"pauses": (Span(starts=day(3, 20), ends=day(4, 1)),)}, [((3, 1), (3, 20))]),
        ({"withdrawn": day(3, 15), "reopenings": AGAIN}, [((3, 1), (3, 15))]),
        ({"superseded": day(3, 12), "withdrawn": day(3, 15)}, [((3, 1), (3, 12))]),
        ({"withdrawn": day(3, 1)}, []),
    ],
)
def test_spans_in_which_answers_are_taken(more, taken):
    """Answers are accepted in each period except its pauses, until the first end; there are no empty spans."""
    assert spans(Dates(**SPRING, **more)) == taken


def test_between_a_closing_and_a_reopening():
    """Until the last closing, the status does not mention an outcome, even if one is due or published."""
    dates = Dates(**SPRING, reopenings=AGAIN, outcome_due=day(5, 1), outcome_published=day(5, 2))
    assert dates.last_closing == day(7, 1)
    assert [status_at(dates, moment) for moment in (day(5, 20), day(7, 1))] == ["closed", "outcome_published"]


def test_nothing_is_known_of_an_outcome():
    """Without facts about an outcome, the consultation stays closed."""
    assert stages(Dates(**SPRING))[-1].status is Status.CLOSED


def test_stages_in_words():
    """Three statuses accept answers, two come before or between, and in all others the consultation is over."""
    assert {each for each in Status if each.takes_answers} == {"open", "closing_soon", "reopened"}
    assert {each for each in Status if not each.takes_answers and not each.is_over} == {"upcoming", "paused"}
    assert not any(each.is_over for each in Status if each.takes_answers)


@pytest.mark.parametrize(
    ("announced", "closing", "reopens"),
    [
        ("2027-05-31 16:59", "2027-05-31 17:00", False),
        ("2027-05-31 17:00", "2027-05-31 17:00", True),
        ("2027-05-31", "2027-05-31", False),
        ("2027-06-01", "2027-05-31", True),
    ],
)
def test_extension_or_reopening(announced, closing, reopens):
    """More time announced before the closing is an extension; announced at the closing or later, it is a reopening."""
    zone = zone_of("Europe/London")
    assert is_reopening(LocalMoment.parse(announced), LocalMoment.parse(closing), zone) == reopens
