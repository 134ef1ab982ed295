"""The example sites, built in each state, once for each worker."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.drawn_once import DrawnOnce

ROOT = Path(__file__).resolve().parent.parent
SITES = {
    "first": ROOT,
    "harbour-town": ROOT / "tests/sites/harbour-town",
    "one-page": ROOT / "tests/sites/one-page",
    "right-to-left": ROOT / "tests/sites/right-to-left",
    "forty-chapters": ROOT / "tests/sites/forty-chapters",
    "welsh": ROOT / "tests/sites/welsh",
}
#: Those in several languages, whose pages are in folders.
SEVERAL = {name: ROOT / "tests/sites" / name for name in ("english-and-welsh", "english-and-arabic")}
EVERY_SITE = {**SITES, **SEVERAL}
#: A moment before the opening, one while open, one after the closing.
MOMENTS = {
    "first": ("2021-08-01T09:00", "2021-09-01T09:00", "2026-01-01T09:00"),
    "harbour-town": ("2027-04-01T09:00", "2027-05-12T09:00", "2027-07-10T09:00"),
    "one-page": ("2027-02-01T09:00", "2027-03-10T09:00", "2027-04-10T09:00"),
    "right-to-left": ("2027-02-01T09:00", "2027-04-01T09:00", "2027-06-10T09:00"),
    "forty-chapters": ("2027-01-10T09:00", "2027-03-01T09:00", "2027-05-10T09:00"),
    "welsh": ("2027-02-10T09:00", "2027-03-10T09:00", "2027-05-10T09:00"),
    "english-and-arabic": ("2027-02-01T09:00", "2027-04-01T09:00", "2027-06-10T09:00"),
    "english-and-welsh": ("2027-02-10T09:00", "2027-03-10T09:00", "2027-05-10T09:00"),
}
STATES = ("upcoming", "open", "closed")
#: The state each site is shown in: the first is closed, the second is open.
SHOWN = {
    "first": "closed",
    "harbour-town": "open",
    "one-page": "upcoming",
    "right-to-left": "open",
    "forty-chapters": "open",
    "welsh": "open",
    "english-and-arabic": "open",
    "english-and-welsh": "open",
}
#: The states in which every page of a site is tried: what the states change, the sites in one language show.
STATES_TRIED = {name: (SHOWN[name],) if name in SEVERAL else STATES for name in EVERY_SITE}


def moment(name: str, state: str) -> datetime:
    """The moment at which a site is in a state; all of them are on the clocks of London."""
    return datetime.fromisoformat(MOMENTS[name][STATES.index(state)]).replace(tzinfo=ZoneInfo("Europe/London"))


@cache
def built(name: str, state: str) -> Build:
    """Build a site in one state, in memory; it must have no errors and no warnings."""
    now = datetime.fromisoformat(MOMENTS[name][STATES.index(state)])
    build = make_site(EVERY_SITE[name], engine_templates(), now, store=DrawnOnce())
    assert not [problem for problem in build.problems if problem.severity > Severity.HINT], build.problems
    return build


def pages(name: str, state: str) -> dict[str, str]:
    """The text of every page by its path."""
    files = built(name, state).files
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def in_urdu(state: str, folder: Path) -> Mapping[str, bytes]:
    """The files of the site from right to left in a language that the interface has no words in: English stands in."""
    site = shutil.copytree(SITES["right-to-left"], folder / "urdu")
    config = (site / "site_config.yaml").read_text(encoding="utf-8")
    (site / "site_config.yaml").write_text(config.replace("language: ar", "language: ur"), encoding="utf-8")
    return make_site(site, engine_templates(), moment("right-to-left", state)).files


def write_site(name: str, state: str, folder: Path) -> Path:
    """Write a site's files into a folder of its own."""
    target = folder / f"{name}-{state}"
    for path, content in built(name, state).files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return target
