"""Fixtures: projects before and after set-up."""

import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from microsite.bootstrap import python_of
from tests.set_up.project import FIRST, NAME, Project, make_project


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python without packages."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return python_of(folder)


@pytest.fixture
def project(tmp_path: Path, bare_python: Path) -> Project:
    """A project that was never set up, in a folder with spaces and non-ASCII letters in its name."""
    return make_project(tmp_path, bare_python)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, bare_python: Path) -> Project:
    """A project that is set up once per session, and kept unchanged as the source of copies."""
    made = make_project(tmp_path_factory.mktemp("made"), bare_python)
    assert made.run() == (0, "built\n", FIRST)
    return Project(made.root.rename(made.root.with_name("kept")), bare_python)


@pytest.fixture
def ready(made_once: Project) -> Generator[Project]:
    """A project that is set up, for one test: a copy at the path where the set-up ran."""
    root = made_once.root.with_name(NAME)
    shutil.copytree(made_once.root, root, symlinks=True)
    yield Project(root, made_once.python)
    shutil.rmtree(root, ignore_errors=True)
