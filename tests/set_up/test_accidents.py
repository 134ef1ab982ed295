"""What can go wrong in a set-up, and what is said about it; the rarer cases run only in the full run."""

import os
import re
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

import pytest

from microsite.bootstrap import ROOT, python_of
from microsite.set_up_failures import explain_disk, explain_install
from tests.set_up.project import AGAIN, FIRST, OFFLINE, UNFINISHED, Project, modules_of, outcome


@pytest.mark.full
def test_misleading_variables_do_not_matter(project: Project, tmp_path: Path) -> None:
    """Packages on PYTHONPATH do not shadow ours, and pip's environment variables do not divert the set-up."""
    misleading = tmp_path / "misleading"
    misleading.mkdir()
    (misleading / "yaml.py").write_text("raise SystemExit('the wrong yaml')")
    (project.root / "microsite/cli.py").write_text("import yaml\ndef main():\n    print(yaml.__name__)")
    variables = {"PYTHONPATH": str(misleading), "PIP_USER": "1", "PIP_TARGET": str(misleading)}
    assert project.run(**variables) == (0, "yaml\n", FIRST)
    assert project.run(**variables) == (0, "yaml\n", "")


@pytest.mark.full
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that lets a process stand still")
def test_two_runs_at_once_make_one_environment(project: Project) -> None:
    """One of two runs sets up, the other waits for it, and both build."""
    with project.start() as one:
        while not project.log.exists() and one.poll() is None:
            pass
        one.send_signal(signal.SIGSTOP)
        with project.start() as other:
            assert other.stderr and other.stderr.readline() == "Another run is setting up. Waiting for it to finish.\n"
            one.send_signal(signal.SIGCONT)
            ended = [outcome(process) for process in (one, other)]
    assert ended == [("built\n", FIRST), ("built\n", "")]


@pytest.mark.full
def test_moved_folder_is_set_up_again(ready: Project, tmp_path: Path) -> None:
    """An environment holds absolute paths, so it is recreated when the folder has moved."""
    moved = Project(ready.root.rename(tmp_path / "moved"), ready.python)
    assert moved.run() == (0, "built\n", AGAIN)
    assert moved.run() == (0, "built\n", "")


@pytest.mark.full
def test_changed_requirements_are_installed(ready: Project) -> None:
    """When the requirements have changed, the packages are installed again."""
    with (ready.root / "requirements/build.txt").open("a") as requirements:
        requirements.write("# changed\n")
    assert ready.run() == (0, "built\n", AGAIN)


@pytest.mark.full
def test_vanished_python_leads_to_a_new_set_up(ready: Project) -> None:
    """If the Python that an environment is based on was removed, the environment is recreated."""
    settings = ready.environment / "pyvenv.cfg"
    settings.write_text("home = /nowhere/at/all\n")
    assert ready.run() == (0, "built\n", AGAIN)


@pytest.mark.full
def test_damaged_environment_is_noticed_and_then_repaired(ready: Project) -> None:
    """A missing package stops one run, and the next run repairs it: there is no endless loop of restarts."""
    shutil.rmtree(modules_of(python_of(ready.environment)) / "yaml")
    assert ready.run() == (1, "", "The folder .venv was damaged. Try again to make a new one.\n")
    again = "Setting up again, because a package was missing. This takes about a minute.\n"
    assert ready.run() == (0, "built\n", again)


@pytest.mark.full
def test_missing_wheel_is_named(project: Project) -> None:
    """If the folder wheels lacks a package, the message says so."""
    next((project.root / "wheels").glob("yaml*")).unlink()
    reason = "The folder wheels lacks a package for this Python and system, or holds another version of it."
    assert project.run() == (1, "", f"{FIRST}{reason} Details are in {project.log}\n")


@pytest.mark.full
def test_changed_wheel_is_refused(project: Project) -> None:
    """A package with the wrong hash is not installed."""
    with zipfile.ZipFile(next((project.root / "wheels").glob("yaml*")), "a") as archive:
        archive.writestr("yaml/added.py", "")
    reason = "A package is not the one that was expected, so nothing was installed."
    assert project.run() == (1, "", f"{FIRST}{reason} Details are in {project.log}\n")


@pytest.mark.full
def test_a_site_brings_no_packages(project: Project, tmp_path: Path) -> None:
    """Wheels and modules in a site's folder are never used, only the folder wheels next to the program."""
    site = tmp_path / "site"
    shutil.move(project.root / "wheels", site / "wheels")
    (site / "yaml.py").write_text("raise SystemExit('brought by the site')\n")
    code, _, err = project.run("--site", str(site), PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert code == 1 and "there is no network" in err
    shutil.move(site / "wheels", project.root / "wheels")
    code, out, _ = project.run("--site", str(site))
    assert (code, out) == (7, f"built --site {site}\n")


@pytest.mark.full
def test_no_network_is_said_with_the_offline_way(project: Project) -> None:
    """Without a network or wheels, the message says how to get the wheels."""
    shutil.rmtree(project.root / "wheels")
    reason = "The packages cannot be fetched: there is no network, or it is closed. Try again with a network, "
    closed = project.run(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert closed == (1, "", f"{FIRST}{reason}{OFFLINE}Details are in {project.log}\n")


@pytest.mark.full
def test_closed_proxy_is_said(project: Project) -> None:
    """If the proxy does not answer, the message says so."""
    shutil.rmtree(project.root / "wheels")
    reason = "The proxy does not let the set-up through. Ask your IT team for its address and set HTTPS_PROXY to it, "
    variables = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
        "NO_PROXY": "",
        "no_proxy": "",
    }
    closed = project.run(PIP_INDEX_URL="https://packages.example/simple", **variables)
    assert closed == (1, "", f"{FIRST}{reason}{OFFLINE}Details are in {project.log}\n")


@pytest.mark.full
def test_unknown_certificate_is_said(tmp_path: Path) -> None:
    """On a network that intercepts TLS, the message asks for its certificate."""
    said = (
        "WARNING: Retrying (Retry(total=1)) after connection broken by 'SSLError(SSLCertVerificationError(1, "
        "'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))'\n"
        "ERROR: No matching distribution found for jinja2==3.1.6\n"
    )
    reason = (
        "The network's certificate is not trusted. Ask your IT team for its certificate file and set PIP_CERT to it, "
    )
    message = explain_install(said, tmp_path / "log", Path("build.txt"), has_wheels=False)
    assert message == f"{reason}{OFFLINE}Details are in {tmp_path / 'log'}"


def test_unsuitable_python_is_said(tmp_path: Path) -> None:
    """For a 32-bit Python, or one newer than the packages, the message says that there is no package for it."""
    said = (
        "Looking for msgspec\n"
        "ERROR: Could not find a version that satisfies the requirement msgspec==0.22.0 (from versions: none)\n"
        "ERROR: No matching distribution found for msgspec==0.22.0\n"
    )
    reason = "There is no package for this Python and system. Install the newest 64-bit Python from python.org."
    message = explain_install(said, tmp_path / "log", Path("build.txt"), has_wheels=False)
    assert message == f"{reason} Details are in {tmp_path / 'log'}"


@pytest.mark.full
def test_real_packages_are_installed_from_the_network_and_from_wheels(project: Project) -> None:
    """The locked requirements can be installed, also offline after the download command that the message gives."""
    shutil.rmtree(project.root / "wheels")
    shutil.copy(ROOT / "requirements/build.txt", project.root / "requirements/build.txt")
    given = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    assert project.run(**given) == (0, "built\n", FIRST)
    advice = "-m pip download --only-binary :all: -d wheels -r requirements/build.txt"
    assert advice in OFFLINE
    command = [python_of(project.environment), *advice.split()]
    subprocess.run(command, cwd=project.root, check=True, capture_output=True)
    shutil.rmtree(project.environment)
    assert project.run(PIP_INDEX_URL="http://127.0.0.1:9/simple") == (0, "built\n", FIRST)


@pytest.mark.full
def test_killed_set_up_is_repaired(project: Project) -> None:
    """After a set-up was killed, the next run starts afresh."""
    with project.start() as process:
        while not project.log.exists() and process.poll() is None:
            pass
        process.kill()
    code, out, err = project.run()
    assert (code, out) == (0, "built\n")
    # It may have been killed before it wrote the marker file.
    assert err.removeprefix("Another run is setting up. Waiting for it to finish.\n") in (FIRST, UNFINISHED)
    assert project.run() == (0, "built\n", "")


@pytest.mark.full
def test_interrupted_set_up_is_told_as_such(project: Project) -> None:
    """After a set-up that was interrupted, the next one says so."""
    project.environment.mkdir()
    (project.environment / "made-by-microsite.txt").write_text("not finished")
    assert project.run() == (0, "built\n", UNFINISHED)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are another matter there")
def test_read_only_program_has_its_packages_elsewhere(project: Project, tmp_path: Path) -> None:
    """A program in a read-only folder suggests another place for its packages, and works with it."""
    project.root.chmod(0o500)
    code, _, said = project.run(HOME=str(tmp_path))
    assert code == 1 and "Type this line, and then the same command again" in said
    name, place = re.findall(r'export (\w+)="(.+)"', said)[0]
    place = place.replace("$HOME", str(tmp_path))
    assert project.run(**{name: place}) == (0, "built\n", FIRST)
    assert project.run(**{name: place}) == (0, "built\n", "")


def test_read_only_advice() -> None:
    """For a read-only folder, the message names the folder and the variable to set."""
    said = explain_disk(PermissionError(13, "Permission denied"), Path("/opt/site/.venv"))
    assert said.startswith(f"The folder {Path('/opt/site')} cannot be written, so the packages need another place.")
    assert "MICROSITE_PACKAGES" in said
