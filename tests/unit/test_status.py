"""A consultation is upcoming, open or closed by the moment alone, on the clocks of its own zone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.model.status import Dates, Status, status_at
from microsite.validate.date_types import LocalMoment, zone_of

ROWS = yaml.load((Path(__file__).parents[1] / "cases/status.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
ORDER = list(Status)


def dates_of(opens: str, closes: str, zone: str) -> Dates:
    """Opening and closing as a site would resolve them."""
    where = zone_of(zone)
    return Dates(opens=LocalMoment.parse(opens).start(where), closes=LocalMoment.parse(closes).end(where))


@pytest.mark.parametrize("row", ROWS, ids=[row["case"].replace(" ", "-") for row in ROWS])
def test_truth_table(row):
    """Each row of cases/status.yaml holds, from the text that an author writes to the status."""
    dates = dates_of(row["opens"], row["closes"], row["zone"])
    assert status_at(dates, datetime.fromisoformat(row["now"])) == row["status"]


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe"])
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(
    closing=st.datetimes(datetime(2026, 10, 20), datetime(2027, 4, 10)),
    minutes=st.lists(st.integers(-3000, 3000), min_size=2, max_size=8),
)
def test_never_goes_back(zone, closing, minutes):
    """As time goes by, whatever the clocks do, a status is never followed by an earlier one."""
    dates = dates_of("2026-10-24", f"{closing:%Y-%m-%d %H:%M}", zone)
    moments = [dates.closes.astimezone(UTC) + timedelta(minutes=each) for each in sorted(minutes)]
    stages = [ORDER.index(status_at(dates, moment)) for moment in moments]
    assert stages == sorted(stages)


@pytest.mark.parametrize("name", ["opens", "closes", "now"])
def test_moments_have_zones(name):
    """A moment without a time zone is refused by name, since nobody could say when it is."""
    moments = dict.fromkeys(("opens", "closes", "now"), datetime(2027, 1, 1, tzinfo=UTC)) | {name: datetime(2027, 1, 1)}
    with pytest.raises(ValueError, match=f"{name} has no time zone"):
        status_at(Dates(opens=moments["opens"], closes=moments["closes"]), moments["now"])
