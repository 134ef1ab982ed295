"""Set-up that all tests share: the browser, caches, and which part of the matrix is run."""

import gc
import os
import signal
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from microsite import finished_pages, shared_work, workers
from microsite.render import head
from tests.engines.browser import launched_browser

# A shell starts background jobs with SIGINT ignored, and every program started here would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# These depend only on a colour or a few texts. Many small sites have the same ones, and no store is shared by sites.
head.touch_icon = cache(head.touch_icon)
head.social_card, head.qr_code = cache(head.social_card), cache(head.qr_code)
_read_page = finished_pages.read_page
#: Parsed pages; those of many small sites are byte-for-byte the same.
_read_before: dict[object, object] = {}


def _read_once(path, content, weight):
    key = (path, blake2b(content).digest(), weight)
    if key not in _read_before:
        _read_before[key] = _read_page(path, content, weight)
    return _read_before[key]


finished_pages.read_page = _read_once

# The test runner's workers keep all processors busy, and each build would start one more process.
shared_work.cores = workers.cores = lambda: 1

ALL = os.environ.get("MICROSITE_TESTS_ALL") == "1"

# How long it takes to generate an example depends on what else the machine does. Random examples are only for the
# whole matrix, so that a change isn't held up by a bug that was there before it.
settings.register_profile(
    "any machine", deadline=None, derandomize=not ALL, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """Freeze the collected tests: they stay to the end, so the garbage collector need not go through them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests marked `full` unless the whole matrix was asked for."""
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
    """One browser for all tests on a worker; each test opens pages in its own context."""
    with launched_browser() as launched:
        yield launched
