"""What several tests share: the browser, and which part of the matrix is run."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.engines.browser import launched_browser

# Whether drawing an example takes long depends on what else the machine does.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
# A shell starts what it leaves in the background with Ctrl+C ignored, and so would every program that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

ALL = os.environ.get("MICROSITE_TESTS_ALL") == "1"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the whole matrix unless it was asked for."""
    if ALL:
        return
    left_out = [item for item in items if item.get_closest_marker("full")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("full")]


@pytest.fixture(scope="session")
def all_combinations() -> bool:
    """Whether the whole matrix is to be run."""
    return ALL


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker; each test opens pages in a context of its own."""
    with launched_browser() as launched:
        yield launched
