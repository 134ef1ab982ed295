"""Packages that only one command needs: used if installed, fetched into our own environment, or else explained."""

import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

from microsite import bootstrap, command_packages
from microsite.command_packages import ensure_packages
from microsite.own_environment import OURS
from tests.built_sites import ROOT


def test_used_where_they_are():
    """A Python that has the packages already is used as it is."""
    ensure_packages("word", ["json"], "Word documents need")


def test_explained():
    """If the environment is not ours to change, the message says which command to run."""
    with pytest.raises(bootstrap.SetUpFailed) as failed:
        ensure_packages("nothing-of-ours", ["not_there_at_all"], "Word documents need")
    assert str(failed.value) == (
        "Word documents need a few more packages. Run this, then try again: "
        f'"{sys.executable}" -m pip install "microsite[nothing-of-ours]"'
    )


@pytest.mark.parametrize("name", ["paper", "results"])
def test_extra_has_what_the_list_has(name):
    """The extra that the message names for an installed program has every package in the matching requirements list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = re.findall(r"^([\w-]+)==", (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(re.split("[>=<]", each)[0] for each in project["optional-dependencies"][name]) == sorted(listed)


@pytest.mark.full
def test_fetched_once(tmp_path, monkeypatch, capfd):
    """Packages are installed into our environment once, checked by hash; an unfinished installation is repeated."""
    environment = tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    (environment / OURS).write_text("whatever", encoding="utf-8")
    (tmp_path / "wheels").mkdir()
    (tmp_path / "requirements").mkdir()
    wheel = tmp_path / "wheels" / "little_one-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("little_one.py", "")
        file.writestr("little_one-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: little-one\nVersion: 1.0\n")
        file.writestr(
            "little_one-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr("little_one-1.0.dist-info/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    locked = tmp_path / "requirements" / "little.txt"
    locked.write_text(f"little-one==1.0 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    for module in (bootstrap, command_packages):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(environment))
    packages = next(environment.glob("[Ll]ib/**/site-packages"))
    monkeypatch.syspath_prepend(str(packages))

    ensure_packages("little", ["little_one"], "Tests need")
    assert "Tests need a few more packages. Fetching them, once" in capfd.readouterr().err
    assert (packages / "little_one.py").is_file()
    ensure_packages("little", ["little_one"], "Tests need")
    assert capfd.readouterr().err == ""
    (environment / "packages-for-little.txt").unlink()
    ensure_packages("little", ["little_one"], "Tests need")
    assert "Fetching them" in capfd.readouterr().err
    (environment / "packages-for-little.txt").unlink()
    locked.write_text(f"little-one==1.0 \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    subprocess.run([str(bootstrap.python_of(environment)), "-m", "pip", "uninstall", "-qy", "little-one"], check=True)
    with pytest.raises(bootstrap.SetUpFailed, match="not the one that was expected"):
        ensure_packages("little", ["little_one"], "Tests need")
