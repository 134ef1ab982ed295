"""The stage of a consultation follows from its facts and the moment alone, on the clocks of its own zone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.model.status import Dates, Status, boundaries, stages, status_at
from tests.cases import dates_of, status_rows

ROWS = status_rows()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_truth_table(row):
    """Each row of cases/status.yaml holds, from the text that an author writes to the status."""
    assert status_at(dates_of(row.facts), row.now) == row.status


def test_table_is_whole():
    """The table has at least 60 rows, and every status in it."""
    assert len(ROWS) >= 60
    assert {row.status for row in ROWS} == set(Status)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_stages_agree(row):
    """The list of stages, which pages carry, says the same as the function."""
    found = [each for each in stages(dates_of(row.facts)) if each.since is None or each.since <= row.now]
    assert found[-1].status == row.status


CASES = {row.case: row.facts for row in ROWS}


@pytest.mark.parametrize("case", CASES)
def test_boundaries_are_exact(case):
    """At each boundary the status changes, and between two of them it never does."""
    dates = dates_of(CASES[case])
    found = boundaries(dates)
    second = timedelta(seconds=1)
    for moment in (each.astimezone(UTC) for each in found):
        assert status_at(dates, moment - second) != status_at(dates, moment)
    ends = [found[0].astimezone(UTC) - timedelta(days=900), *(each.astimezone(UTC) for each in found)]
    for start, end in zip(ends, [*ends[1:], ends[-1] + timedelta(days=900)], strict=True):
        steps = [start + (end - start) * step / 50 for step in range(50)]
        assert len({status_at(dates, moment) for moment in [*steps, end - second]}) == 1


@pytest.mark.parametrize("case", CASES)
def test_answers_are_taken_where_the_status_says_so(case):
    """The spans in which answers are taken, which sentences are made of, agree with the status."""
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
    """As time goes by, whatever the clocks do, closing soon is never followed by open, nor closed by either."""
    order = ["upcoming", "open", "closing_soon", "closed"]
    dates = dates_of({"opens": "2026-10-24", "closes": f"{closing:%Y-%m-%d %H:%M}", "time_zone": zone})
    moments = [dates.closes.astimezone(UTC) + timedelta(minutes=each) for each in sorted(minutes)]
    found = [order.index(status_at(dates, moment)) for moment in moments]
    assert found == sorted(found)


@pytest.mark.parametrize("name", ["opens", "closes", "now"])
def test_moments_have_zones(name):
    """A moment without a time zone is refused by name, since nobody could say when it is."""
    moments = dict.fromkeys(("opens", "closes", "now"), datetime(2027, 1, 1, tzinfo=UTC)) | {name: datetime(2027, 1, 1)}
    with pytest.raises(ValueError, match=f"{name} has no time zone"):
        status_at(Dates(opens=moments["opens"], closes=moments["closes"]), moments["now"])
