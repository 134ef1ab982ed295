"""The first run sets up what is missing, and never touches what is not its own."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from microsite.bootstrap import ROOT, python_of
from microsite.set_up_steps import progress_text
from tests.set_up.project import FIRST, PACKAGES, Project, contents_of, modules_of


def test_first_run_sets_up_and_later_runs_are_silent_and_write_nothing(project: Project) -> None:
    """The first run prints one line; the second is silent, writes nothing, and passes on arguments and exit code."""
    assert project.run() == (0, "built\n", FIRST)
    before = contents_of(project.root)
    assert project.run("check", "--now", "a b") == (7, "built check --now a b\n", "")
    assert contents_of(project.root) == before


@pytest.mark.full
def test_set_up_says_how_far_it_is(ready: Project) -> None:
    """The output of pip so far shows which package it is fetching, and then that it is installing them all."""
    said = ready.log.read_text(encoding="utf-8")
    lines = said.splitlines(keepends=True)
    steps = [progress_text("".join(lines[:number]), len(PACKAGES)) for number in range(len(lines) + 1)]
    fetched = [f"Setting up: fetching package {number} of {len(PACKAGES)}" for number in range(1, len(PACKAGES) + 1)]
    assert list(dict.fromkeys(steps)) == [*fetched, f"Setting up: installing {len(PACKAGES)} packages"]
    assert progress_text("", 0) == "Setting up: making a folder for the packages"


@pytest.mark.full
def test_python_that_has_the_packages_is_used_as_it_is(project: Project, tmp_path: Path) -> None:
    """A Python that has the packages is used without a set-up, unless one of them is too old."""
    own = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", own], check=True)
    for name in PACKAGES:
        (modules_of(python_of(own)) / f"{name}.py").touch()
    mine = Project(project.root, python_of(own))
    assert mine.run() == (0, "built\n", "")
    assert not mine.environment.exists()
    about = modules_of(python_of(own)) / "jinja2-2.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: jinja2\nVersion: 2.9\n")
    assert mine.run() == (0, "built\n", FIRST)


def test_foreign_folder_is_left_alone(project: Project) -> None:
    """A folder .venv that we did not make is neither changed nor deleted."""
    project.environment.mkdir()
    (project.environment / "notes.txt").write_text("mine")
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f"{message}, and try again.\n")
    assert [path.name for path in project.environment.iterdir()] == ["notes.txt"]


def test_foreign_environment_is_used_when_it_has_the_packages(project: Project) -> None:
    """An environment made by hand is used if it has the packages; if not, its owner is told how to install them."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.environment], check=True)
    python, requirements = python_of(project.environment), project.root / "requirements" / "build.txt"
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f'{message}, or run: "{python}" -m pip install -r "{requirements}"\n')
    for name in PACKAGES:
        (modules_of(python) / f"{name}.py").touch()
    assert project.run() == (0, "built\n", "")


def test_file_in_the_way_is_left_alone(project: Project) -> None:
    """A file named .venv is left alone too."""
    project.environment.write_text("mine")
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f"{message}, and try again.\n")
    assert project.environment.read_text() == "mine"


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_python_without_venv_is_said(project: Project, tmp_path: Path, missing: str) -> None:
    """If Python lacks venv or ensurepip, as Debian's may, the message names Debian's package for it."""
    lacking = tmp_path / "lacking"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", lacking], check=True)
    shim = f"import sys\nsys._base_executable = sys.executable\nsys.modules[{missing!r}] = None\n"
    if missing == "ensurepip":
        # Debian's own venv exits like this if ensurepip is missing.
        shim += "if '-m' in sys.orig_argv: sys.exit('ensurepip is not available. On Debian, you need to install...')\n"
    (modules_of(python_of(lacking)) / "shim.py").write_text(shim)
    (modules_of(python_of(lacking)) / "shim.pth").write_text("import shim\n")
    major, minor = sys.version_info[:2]
    message = (
        "This Python comes without the part that makes environments. "
        f"On Debian and Ubuntu, run: sudo apt install python{major}.{minor}-venv\n"
    )
    assert Project(project.root, python_of(lacking)).run() == (1, "", FIRST + message)


@pytest.mark.parametrize(
    ("program", "subject"), [("build.py", "This program needs"), ("tests/__main__.py", "The tests need")]
)
def test_old_python_is_told_in_a_sentence(program: str, subject: str) -> None:
    """The entry points can be parsed by a Python far too old for the rest, and say that it is too old."""
    source = (ROOT / program).read_text(encoding="ascii")
    ast.parse(source, feature_version=(3, 4))
    pretend = "import sys; sys.version_info = (3, 8, 1); exec(compile(open(sys.argv[1]).read(), 'door', 'exec'))"
    old = subprocess.run(
        [sys.executable, "-c", pretend, ROOT / program], capture_output=True, encoding="utf-8", check=False
    )
    message = f"{subject} Python 3.11 or newer, and this is Python 3.8. "
    assert (old.returncode, old.stdout) == (1, "")
    assert old.stderr == f"{message}Install the newest Python from python.org and try again.\n"


def test_tests_need_a_browser_that_exists() -> None:
    """If MICROSITE_BROWSER names a missing file, that is reported before any test runs."""
    variables = {**os.environ, "MICROSITE_BROWSER": "/nowhere/browser"}
    started = subprocess.run(
        [sys.executable, "-m", "tests"], cwd=ROOT, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert (started.returncode, started.stdout) == (1, "")
    assert started.stderr == "MICROSITE_BROWSER names /nowhere/browser, which does not exist.\n"
