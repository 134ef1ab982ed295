"""The lists of packages agree with each other, and don't say where packages come from."""

import ast
import re
import tomllib

import pytest

from microsite.bootstrap import ROOT

REQUIREMENTS = ROOT / "requirements"


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w-]+)==([\w.]+)", (REQUIREMENTS / name).read_text(), re.MULTILINE))


def test_an_own_environment_needs_what_a_build_installs() -> None:
    """The project's dependencies are the pinned packages, at the pinned version or a newer one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = dict(re.findall(r"^([\w-]+)>=([\d.]+)", "\n".join(project["dependencies"]), re.MULTILINE))
    assert wanted == _pins("build.in")


def test_build_asks_for_every_package_it_installs() -> None:
    """build.py checks for every package that it installs, so it notices if one is missing."""
    tree = ast.parse((ROOT / "build.py").read_text())
    needed = next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign))
    modules = {"pillow": "PIL", "pymdown-extensions": "pymdownx", "pyyaml": "yaml"}
    assert sorted(needed.split()) == sorted(modules.get(name, name) for name in _pins("build.in"))


@pytest.mark.parametrize("name", ["build", "tests", "results"])
def test_every_requirement_is_locked_with_hashes(name: str) -> None:
    """Each package of a list has its version and hashes in the lock file, which names no server."""
    lock = (REQUIREMENTS / f"{name}.txt").read_text()
    locked = _pins(f"{name}.txt")
    assert {package: locked.get(package) for package in _pins(f"{name}.in")} == _pins(f"{name}.in")
    entries = re.split(r"^(?=[\w-]+==)", lock, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in lock


@pytest.mark.parametrize(("folder", "count"), [("engines", 18), ("engines/book_checkers", 184)])
def test_checkers_are_locked_without_addresses(folder: str, count: int) -> None:
    """The npm packages of the checkers have hashes, and the lock file names no server."""
    lock = (ROOT / f"tests/{folder}/package-lock.json").read_text()
    assert lock.count('"integrity": "sha512-') == count
    assert "://" not in lock
