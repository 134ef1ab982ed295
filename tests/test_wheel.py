"""Installed from a wheel that includes its templates, the program builds a site in any folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, tree, write_files

pytestmark = pytest.mark.full
#: What a wheel is made from; the rest of the repository isn't needed.
SOURCES = ("microsite", "templates", "docs", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of the sources with the build backend that pyproject.toml names.

    The backend is fetched as in any installation of this project. If it is in the folder wheels/, or in another folder
    that pip is configured to look in, no network is needed.
    """
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    make = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--find-links", str(ROOT / "wheels")]
    made = subprocess.run(
        [*make, "--wheel-dir", str(folder / "dist"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_S,
    )
    assert made.returncode == 0, made.stderr
    (file,) = (folder / "dist").glob("microsite-*.whl")
    return file


@pytest.fixture(scope="module")
def command(wheel, tmp_path_factory):
    """The `microsite` command of a virtual environment with the wheel; it shares the tests' dependencies."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    scripts = "Scripts" if os.name == "nt" else "bin"
    python = environment / scripts / ("python.exe" if os.name == "nt" else "python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*install, str(wheel)], check=True, timeout=HANG_S)
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"]
    packages = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], encoding="utf-8")
    return environment / scripts / ("microsite.exe" if os.name == "nt" else "microsite")


def test_holds_the_program_and_its_templates(wheel):
    """The wheel has every module, template and page of the guide and of problems, and nothing outside `microsite`."""
    names = zipfile.ZipFile(wheel).namelist()
    parts = {
        "microsite": "microsite",
        **{name: f"microsite/{name}" for name in ("templates", "docs/guide", "docs/problems")},
    }
    for folder, inside in parts.items():
        for path in tree(ROOT / folder):
            if "__pycache__" not in path:
                assert f"{inside}/{path}" in names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"microsite"}


def test_builds_from_another_folder(command, tmp_path):
    """The installed command, outside any checkout, builds byte-for-byte the same site as build.py."""
    site = write_files(SMALLEST, tmp_path)
    moment = ("--now", "2027-04-01T12:00")
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    built = subprocess.run(
        [str(command), *moment], cwd=site, env=kept, capture_output=True, check=False, timeout=HANG_S
    )
    assert (built.returncode, built.stderr) == (0, b"")
    other = [sys.executable, str(ROOT / "build.py"), "--output", "other", *moment]
    subprocess.run(other, cwd=site, env=kept, check=True, capture_output=True, timeout=HANG_S)
    assert tree(site / "output") == tree(site / "other")


def test_says_its_version(command, wheel, tmp_path):
    """The command prints the version in the wheel's name."""
    said = subprocess.run([str(command), "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stdout == f"microsite {wheel.name.split('-')[1]}\n"


def test_calls_itself_by_its_name(command, tmp_path):
    """In all of its messages, the installed command calls itself `microsite`, not build.py."""

    def run(*arguments, folder=tmp_path):
        ended = subprocess.run(
            [str(command), *arguments],
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=HANG_S,
            stdin=subprocess.DEVNULL,
        )
        return (ended.stdout + ended.stderr).decode()

    answers = ["--title", "Parks", "--organisation", "Council", "--opens", "2027-03-01", "--closes", "2027-05-31"]
    now = ("--now", "2027-02-01")
    said = [
        run("--help"),
        run("biuld"),
        run("publish"),
        run(),
        run("new", "plan"),
        run("new", "plan", *answers),
        run("new", "plan", *answers),
        run(*now, folder=tmp_path / "plan"),
        run("check", *now, folder=tmp_path / "plan"),
        run("new", "partner", folder=tmp_path / "plan"),
        run("new", "chapter", "Paths", folder=tmp_path / "plan"),
        run("publish", "--to", "x", "--now", "2090-01-01", folder=tmp_path / "plan"),
        run("explain", "TEXT-009"),
        run("explain", "NEW-004"),
    ]
    assert [each for each in said if "build.py" in each] == []
    assert sum("microsite" in each for each in said) >= 9
    files = {
        name: content
        for name, content in tree(tmp_path / "plan").items()
        if not name.startswith(("output/", ".microsite-cache/"))
    }
    assert [name for name, content in files.items() if b"build.py" in content and not name.startswith(".vscode/")] == []
