"""What several tests share: the browser, and which part of the matrix is run."""

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

# A shell starts what it leaves in the background with Ctrl+C ignored, and so would every program that is started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Functions of a colour or a few texts: many small sites have the same ones, and no site keeps them for the next.
head.touch_icon = cache(head.touch_icon)
head.social_card, head.qr_code = cache(head.social_card), cache(head.qr_code)
_read_page = finished_pages.read_page
#: What has been read of pages; those of many small sites are the same, byte for byte.
_read_before: dict[object, object] = {}


def _read_once(path, content, weight):
    key = (path, blake2b(content).digest(), weight)
    if key not in _read_before:
        _read_before[key] = _read_page(path, content, weight)
    return _read_before[key]


finished_pages.read_page = _read_once

# The workers of the test runner keep all processors at work, and each build would start one process more.
shared_work.cores = workers.cores = lambda: 1

ALL = os.environ.get("MICROSITE_TESTS_ALL") == "1"

# Whether drawing an example takes long depends on what else the machine does. New examples are for the whole matrix: a
# change is not held up by a fault that was there before it.
settings.register_profile(
    "any machine", deadline=None, derandomize=not ALL, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What was collected stays to the end, so that Python need not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


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
