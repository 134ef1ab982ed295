"""What is heard on the pages of the made-up site, kept as text to be read with a critical ear.

`MICROSITE_REWRITE=1 python3 -m tests tests/test_heard.py` writes the stored texts anew.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.built_sites import moment, write_site
from tests.engines.browser import opened_page
from tests.engines.spoken import LANDMARKS, as_text, spoken

STORED = Path(__file__).parent / "heard"
PAGES = ("index", "play", "have-your-say", "documents", "questions", "events")


@pytest.fixture(scope="module")
def heard(browser, tmp_path_factory):
    """What is said on each page while the consultation is open, with the status as the script writes it."""
    site = write_site("harbour-town", "open", tmp_path_factory.mktemp("heard"))
    found = {}
    with opened_page(browser, now=moment("harbour-town", "open")) as page:
        for name in PAGES:
            page.goto((site / f"{name}.html").as_uri())
            found[name] = spoken(page)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_heard_as_stored(name, heard):
    """A page is spoken, line by line, as its stored text says."""
    said = as_text(heard[name])
    stored = STORED / f"{name}.txt"
    if os.environ.get("MICROSITE_REWRITE"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_bytes(said.encode())
    assert said.splitlines() == stored.read_text(encoding="utf-8").splitlines()
