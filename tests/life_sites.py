"""The made-up town's consultation in many lives: extended, paused, reopened, decided, withdrawn and more."""

import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.built_sites import GROWS_OLD, SITES
from tests.drawn_once import DrawnOnce

EXTENDED = """\
extensions:
  - old_close: 2027-07-04 23:59
    new_close: 2027-07-25
    announced: 2027-06-21
    reason: More people asked for paper forms than had been printed.
"""
REOPENED = """\
extensions:
  - old_close: 2027-07-04 23:59
    new_close: 2027-09-12
    announced: 2027-07-20
    reopens: 2027-08-23 09:00
    reason: The survey had been out of order for two days.
"""
PAUSED = """\
pauses:
  - starts: 2027-05-01
    ends: 2027-05-13
    reason: The council does not consult in the last days before an election.
"""
SUPERSEDED = """\
superseded_by:
  date: 2027-06-01 09:00
  address: https://www.example.org/new
  title: Harbour for all
"""
DECIDED = """\
outcome:
  expected: A decision in autumn.
  published: 2027-10-25 10:00
  summary: All eleven are built by 2031.
"""
#: YAML appended to the site's own configuration, by life.
LIVES = {
    "as-planned": "",
    "extended": EXTENDED,
    "paused": PAUSED,
    "reopened": REOPENED,
    "paused-and-extended": PAUSED + EXTENDED,
    "decided": "results:\n  published: 2027-08-20\n  responses: 2310\n  summary: Playgrounds matter most.\n",
    "withdrawn": "withdrawn:\n  date: 2027-06-01\n  reason: The harbour was sold.\n",
    "withdrawn-before-opening": "withdrawn:\n  date: 2027-04-02 12:00\n  reason: The harbour was sold.\n",
    "superseded": SUPERSEDED,
    "no-outcome": "",
}
OUTCOMES = {
    "decided": DECIDED,
    "no-outcome": "outcome:\n  none_expected: The government cancelled the scheme.\n",
}


@cache
def folder_of(life: str) -> Path:
    """Copy the site and write a life into its configuration; the copy is deleted when the tests end."""
    place = tempfile.TemporaryDirectory(prefix="microsite-life-")
    _KEPT.append(place)
    target = Path(place.name) / life
    shutil.copytree(SITES["harbour-town"], target)
    config = target / "site_config.yaml"
    text = config.read_text(encoding="utf-8")
    if life in OUTCOMES:
        start = text.index("outcome:\n")
        end = text.index("\nafter_closing", start) + 1
        text = text[:start] + OUTCOMES[life] + text[end:]
    if life == "no-outcome":
        text = text.replace("response_deadline: 2027-10-31\n", "")
    config.write_text(text + LIVES[life], encoding="utf-8")
    return target


_KEPT: list[tempfile.TemporaryDirectory] = []


@cache
def built_at(life: str, moment: datetime) -> Build:
    """Build the site at one moment; it must have no errors, and no warnings but those of age."""
    build = make_site(folder_of(life), engine_templates(), moment, store=DrawnOnce())
    grave = [problem for problem in build.problems if problem.severity > Severity.HINT]
    assert not [problem for problem in grave if problem.code not in GROWS_OLD], grave
    return build
