"""What each command imports: as little as it needs, for most of the time of a short run is the time of its imports."""

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest

from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, write_files

#: What a build imports that finds nothing changed: these and what Python has imported before it starts.
NOTHING_CHANGED = {"__future__", "microsite", "microsite.digests", "microsite.quick_build", "microsite.record"}
#: Python's own modules for digests, by their names in any Python.
DIGESTS = {"_blake2", "_sha2", "_sha256"}
#: Modules of the program that say what the last build said where there is more to it than the quickest path can say.
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
#: Modules of the program that the help needs, with those that find the environment of the tests.
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
#: What only certain pictures, calendars and documents take.
DOCUMENTS = {"PIL", "icalendar", "segno", "docx", "pypdf"}
#: What compiles templates, and nothing else.
TO_COMPILE = {"jinja2.compiler", "jinja2.parser", "jinja2.lexer", "ast", "microsite.validate.advice"}
LIBRARIES = {"jinja2", "markdown", "yaml", "pymdownx", "msgspec", "nh3", "selectolax", "icalendar", "PIL", "sqlite3"}


def imported(*command: str, folder=None) -> tuple[set[str], str]:
    """Run Python and give the names of all modules that it and its processes import, and what is printed."""
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
    """What Python imports before it does anything."""
    return frozenset(imported("-c", "pass")[0])


def modules(*arguments: str, folder) -> set[str]:
    """The modules that build.py imports beyond Python's own start."""
    return imported(str(ROOT / "build.py"), *arguments, folder=folder)[0] - python_itself()


def among(found: set[str], packages: set[str]) -> set[str]:
    """Those packages and modules that were imported, whole or in part."""
    return {name for name in packages if any(f"{each}.".startswith(f"{name}.") for each in found)}


def own(found: set[str]) -> set[str]:
    """The program's own modules."""
    return {name for name in found if name.partition(".")[0] == "microsite"} | {"__future__"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site that was built, with a second chapter."""
    more = {"content/02-more.md": "# More\n\nA path for all.\n"}
    folder = write_files({**SMALLEST, **more}, tmp_path_factory.mktemp("imports"))
    found = modules(folder=folder)
    # Else nothing below would prove anything.
    assert among(found, LIBRARIES) >= {"jinja2", "markdown", "yaml", "pymdownx", "msgspec", "sqlite3"}
    assert among(found, {"microsite.duties"}) == set(), "no build needs the duties, unless it is asked to stop for them"
    return folder


def test_nothing_changed(site):
    """A build that finds nothing changed imports four small modules, and no library at all."""
    assert modules(folder=site) - DIGESTS == NOTHING_CHANGED
    assert modules("build", "--site", str(site), folder=ROOT) - NOTHING_CHANGED - DIGESTS == set()


def test_nothing_changed_as_json(site):
    """Written for a program, the same needs what reads the problems, and neither the store nor what makes pages."""
    found = modules("--json", folder=site)
    assert own(found) <= SAID_AGAIN
    assert among(found, {*LIBRARIES, "argparse", *PREVIEW}) <= {"msgspec"}


def test_one_chapter(site):
    """A build after an edit of one chapter imports nothing of the preview, nor of documents, pictures and calendars."""
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
    """The same with a site that uses everything: nothing is imported that writes advice or compiles templates."""
    shutil.copytree(ROOT / "tests/sites/harbour-town", tmp_path, dirs_exist_ok=True)
    modules("build", "--now", "2027-03-10T12:00", folder=tmp_path)
    chapter = next(each for each in sorted((tmp_path / "content").glob("*.md")) if b"\ndraft:" not in each.read_bytes())
    chapter.write_text(f"{chapter.read_text('utf-8')}\nAnd a bench.\n", "utf-8")
    found = modules("build", "--now", "2027-03-10T12:00", folder=tmp_path)
    assert "microsite.html.convert" in found
    assert among(found, PREVIEW | DOCUMENTS | TO_COMPILE | {"yaml", "microsite.duties"}) == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help(option, site):
    """The help and the version need what reads the command line, and no library."""
    found = modules(option, folder=site)
    assert own(found) <= HELP
    assert among(found, LIBRARIES | PREVIEW) == set()


def test_check(site):
    """`check` imports nothing of the preview, nor what only a build needs; what is known is not converted again."""
    modules(folder=site)
    found = modules("check", folder=site)
    assert among(found, PREVIEW | DOCUMENTS) == set()
    assert among(found, {"markdown", "pymdownx", "yaml", "microsite.write", "microsite.html.convert"}) == set()
    further = {name for name in found if name.startswith("microsite.commands.")}
    light = ("check", "new_addresses", "options", "published_languages", "summary")
    assert further == {f"microsite.commands.{name}" for name in light}
