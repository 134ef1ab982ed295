"""What each command imports: as little as it needs, because most of the time of a short run goes into imports."""

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest

from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, write_files

#: What a build imports if nothing has changed, apart from what Python itself imports at start-up.
NOTHING_CHANGED = {"__future__", "microsite", "microsite.digests", "microsite.quick_build", "microsite.record"}
NOTHING_CHANGED |= {"microsite.build_report", "microsite.file_states"}
#: Python's own modules for digests, by their names in all versions of Python.
DIGESTS = {"_blake2", "_sha2", "_sha256"}
#: Our modules that repeat the last build's report if the quickest path can't.
SAID_AGAIN = NOTHING_CHANGED | {
    "microsite.commands",
    "microsite.commands.published_languages",
    "microsite.commands.recorded_build",
    "microsite.commands.summary",
    "microsite.console",
    "microsite.lazy_patterns",
    "microsite.problem_codes",
    "microsite.problems",
    "microsite.report",
}
#: Our modules that the help needs, with those that find the tests' environment.
HELP = NOTHING_CHANGED | {
    "microsite.authoring",
    "microsite.bootstrap",
    "microsite.cli",
    "microsite.command_line",
    "microsite.digests",
    "microsite.console",
    "microsite.file_lock",
    "microsite.import_bundle",
    "microsite.kept_patterns",
    "microsite.lazy_patterns",
    "microsite.lean_imports",
    "microsite.own_environment",
    "microsite.set_up_failures",
}
PREVIEW = {"livereload", "tornado", "watchfiles", "http.server", "asyncio", "microsite.preview"}
#: What only certain pictures, calendars and documents need.
DOCUMENTS = {"PIL", "icalendar", "segno", "docx", "pypdf"}
#: What is needed only to compile templates or to write advice.
TO_COMPILE = {"jinja2.compiler", "jinja2.parser", "jinja2.lexer", "ast", "microsite.validate.advice"}
LIBRARIES = {"jinja2", "markdown", "yaml", "pymdownx", "msgspec", "nh3", "selectolax", "icalendar", "PIL", "sqlite3"}


def imported(*command: str, folder=None) -> tuple[set[str], str]:
    """Run Python and return the names of all modules that it and its child processes import, and its stdout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONPATH")}
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=HANG_S,
    )
    assert ended.returncode == 0, ended.stdout.decode() + ended.stderr.decode()[-2000:]
    lines = ended.stderr.decode().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}, ended.stdout.decode()


@cache
def python_itself() -> frozenset[str]:
    """Return what Python imports before it runs anything."""
    return frozenset(imported("-c", "pass")[0])


def modules(*arguments: str, folder) -> set[str]:
    """Return the modules that build.py imports, apart from those of Python's own start-up."""
    return imported(str(ROOT / "build.py"), *arguments, folder=folder)[0] - python_itself()


def among(found: set[str], packages: set[str]) -> set[str]:
    """Return those of these packages and modules that were imported, in whole or in part."""
    return {name for name in packages if any(f"{each}.".startswith(f"{name}.") for each in found)}


def own(found: set[str]) -> set[str]:
    """Return our own modules, and `__future__`."""
    return {name for name in found if name.partition(".")[0] == "microsite"} | {"__future__"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a second chapter that has been built once."""
    more = {"content/02-more.md": "# More\n\nA path for all.\n"}
    folder = write_files({**SMALLEST, **more}, tmp_path_factory.mktemp("imports"))
    found = modules(folder=folder)
    # Otherwise nothing below would prove anything.
    assert among(found, LIBRARIES) >= {"jinja2", "markdown", "yaml", "pymdownx", "msgspec", "sqlite3"}
    assert among(found, {"microsite.duties"}) == set(), "no build needs the duties, unless it is asked to stop for them"
    return folder


def test_nothing_changed(site):
    """A build that finds nothing changed imports only a few small modules of ours, and no library."""
    assert modules(folder=site) - DIGESTS == NOTHING_CHANGED
    assert modules("build", "--site", str(site), folder=ROOT) - NOTHING_CHANGED - DIGESTS == set()


def test_nothing_changed_as_json(site):
    """With --json, the same needs the modules that read the problems, but not the store or what makes pages."""
    found = modules("--json", folder=site)
    assert own(found) <= SAID_AGAIN
    assert among(found, {*LIBRARIES, "argparse", *PREVIEW}) <= {"msgspec"}


def test_one_chapter(site):
    """A build after an edit to one chapter imports nothing for the preview, documents, pictures or calendars."""
    with (site / "content/02-more.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\nAnd a bench.\n")
    found = modules(folder=site)
    assert "microsite.html.convert" in found
    assert among(found, PREVIEW | DOCUMENTS | {"yaml", "argparse", "urllib.request", "traceback"}) == set()
    further = {name for name in found if name.startswith("microsite.commands.")}
    assert further == {
        f"microsite.commands.{name}"
        for name in ("build", "new_addresses", "options", "published_languages", "recorded_build", "summary")
    }


def test_one_chapter_of_many_facts(tmp_path):
    """The same holds for a site that uses everything: nothing that writes advice or compiles templates is imported."""
    shutil.copytree(ROOT / "tests/sites/harbour-town", tmp_path, dirs_exist_ok=True)
    modules("build", "--now", "2027-03-10T12:00", folder=tmp_path)
    chapter = next(each for each in sorted((tmp_path / "content").glob("*.md")) if b"\ndraft:" not in each.read_bytes())
    chapter.write_text(f"{chapter.read_text('utf-8')}\nAnd a bench.\n", "utf-8")
    found = modules("build", "--now", "2027-03-10T12:00", folder=tmp_path)
    assert "microsite.html.convert" in found
    assert among(found, PREVIEW | DOCUMENTS | TO_COMPILE | {"yaml", "microsite.duties"}) == set()


def test_before_chapters_are_given_out():
    """Up to the moment at which chapters go to other processes, nothing that reads or converts them is imported."""
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import microsite.commands.build, microsite.model.parse_facts"
    )
    found = imported("-c", script)[0]
    assert among(found, {"yaml", "microsite.shared_work"}) == {"yaml", "microsite.shared_work"}
    for_chapters = {"microsite.source.chapter", "microsite.html.chapter", "microsite.html.removed", "markdown", "nh3"}
    assert among(found, {*for_chapters, "jinja2", "PIL", "icalendar"}) == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help(option, site):
    """The help and the version need only what parses the command line, and no library."""
    found = modules(option, folder=site)
    assert own(found) <= HELP
    assert among(found, LIBRARIES | PREVIEW) == set()


def test_check(site):
    """`check` imports nothing for the preview, nothing that only a build needs, and no converter on a cache hit."""
    modules(folder=site)
    found = modules("check", folder=site)
    assert among(found, PREVIEW | DOCUMENTS) == set()
    assert among(found, {"markdown", "pymdownx", "yaml", "microsite.write", "microsite.html.convert"}) == set()
    further = {name for name in found if name.startswith("microsite.commands.")}
    light = ("check", "new_addresses", "options", "published_languages", "summary")
    assert further == {f"microsite.commands.{name}" for name in light}
