"""Build the example sites in each state, once per worker."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
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
#: Sites in several languages, with each language's pages in a folder.
SEVERAL = {name: ROOT / "tests/sites" / name for name in ("english-and-welsh", "english-and-arabic")}
EVERY_SITE = {**SITES, **SEVERAL}
#: Derived from another site: forty chapters, half of them in Welsh too, and a quarter in Arabic.
THREE = "three-languages"
#: Derived too: the made-up town with what people said and what came of it.
LATER = "harbour-town-later"
#: Warnings that a site gets only because time has passed.
GROWS_OLD = {"STMT-001", "STMT-004", "ACTION-003"}
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
    THREE: ("2027-01-10T09:00", "2027-03-01T09:00", "2027-05-10T09:00"),
    # With results; with an outcome; years later, with actions that are done, dropped and late.
    LATER: ("2027-09-25T09:00", "2027-11-21T09:00", "2030-10-10T09:00"),
}
STATES = ("upcoming", "open", "closed")
#: The state each site is shown in when only one is tried.
SHOWN = {
    "first": "closed",
    "harbour-town": "open",
    "one-page": "upcoming",
    "right-to-left": "open",
    "forty-chapters": "open",
    "welsh": "open",
    "english-and-arabic": "open",
    "english-and-welsh": "open",
    THREE: "open",
    LATER: "closed",
}
#: The states in which each site's pages are tried. Sites in one language are enough to show what a state changes.
STATES_TRIED = {name: STATES if name in SITES or name == LATER else (SHOWN[name],) for name in SHOWN}
#: Settings for a site that is only partly translated: languages, and the translation problems silenced.
_NOT_WHOLE = """
languages: [en-GB, cy, ar]
accept_unreviewed: yes
silence:
  - {code: TRAN-001, reason: The translation is on its way.}
  - {code: TRAN-002, reason: The same.}
  - {code: TRAN-003, reason: The same.}
  - {code: TRAN-004, reason: The same.}
"""


@cache
def _made_folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def folder_of(name: str) -> Path:
    """Return the folder of a site; derived sites are made first."""
    if name in EVERY_SITE:
        return EVERY_SITE[name]
    return years_later("harbour-town") if name == LATER else in_three_languages()


@cache
def years_later(name: str) -> Path:
    """Make an example site with results, an outcome, decisions and actions, from its folder in `tests/added`."""
    site, added = Path(_made_folder().name, f"{name}-later"), ROOT / f"tests/added/{name}-later"
    shutil.copytree(EVERY_SITE[name], site, ignore=shutil.ignore_patterns("output", ".microsite*"))
    shutil.copytree(added / "content", site / "content", dirs_exist_ok=True)
    config = site / "site_config.yaml"
    text = config.read_text("utf-8")
    outcome = added / "outcome.yaml"
    if outcome.exists():  # Replaces the outcome that the site expects.
        start = text.index("outcome:\n")
        end = text.index("\nafter_closing", start) + 1
        text = text[:start] + outcome.read_text("utf-8") + text[end:]
    config.write_text(text + (added / "added.yaml").read_text("utf-8"), "utf-8")
    return site


@cache
def in_three_languages() -> Path:
    """Make the site in three languages."""
    site = Path(_made_folder().name, THREE)
    shutil.copytree(SITES["forty-chapters"], site, ignore=shutil.ignore_patterns("output", ".microsite-cache"))
    config = site / "site_config.yaml"
    lines = [line for line in config.read_text("utf-8").splitlines() if not line.startswith("language:")]
    config.write_text("\n".join(lines) + _NOT_WHOLE, "utf-8")
    chapters = sorted(site.glob("content/*.md"))
    for folder, share, text in (
        ("cy", chapters[::2], "# Pennod {0}\n\n## Beth fydd yn newid\n\nGeiriau pennod {0}.\n"),
        ("ar", chapters[::4], "# فصل {0}\n\n## ما الذي سيتغير\n\nنص الفصل {0}.\n"),
    ):
        (site / "content" / folder).mkdir()
        for chapter in share:
            (site / "content" / folder / chapter.name).write_text(text.format(chapter.name[:2]), "utf-8")
    return site


def moment(name: str, state: str) -> datetime:
    """Return a moment at which a site is in a state; all are in London time."""
    return datetime.fromisoformat(MOMENTS[name][STATES.index(state)]).replace(tzinfo=ZoneInfo("Europe/London"))


@cache
def built(name: str, state: str) -> Build:
    """Build a site in one state, in memory; no errors or warnings are allowed (years later, warnings of age are)."""
    now = datetime.fromisoformat(MOMENTS[name][STATES.index(state)])
    build = make_site(folder_of(name), engine_templates(), now, store=DrawnOnce())
    grave = [problem for problem in build.problems if problem.severity > Severity.HINT]
    assert not [problem for problem in grave if name != LATER or problem.code not in GROWS_OLD], grave
    return build


def pages(name: str, state: str) -> dict[str, str]:
    """Return the text of every page by its path."""
    files = built(name, state).files
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def in_urdu(state: str, folder: Path) -> Mapping[str, bytes]:
    """Build the right-to-left site in Urdu, which the interface isn't translated into: it falls back to English."""
    site = shutil.copytree(SITES["right-to-left"], folder / "urdu")
    config = (site / "site_config.yaml").read_text(encoding="utf-8")
    (site / "site_config.yaml").write_text(config.replace("language: ar", "language: ur"), encoding="utf-8")
    return make_site(site, engine_templates(), moment("right-to-left", state)).files


def write_site(name: str, state: str, folder: Path) -> Path:
    """Write a built site's files into a new folder and return it."""
    target = folder / f"{name}-{state}"
    for path, content in built(name, state).files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return target
