"""The first run on a machine: real processes, real environments, no network.

The packages are empty wheels with the right names, so that a set-up takes seconds; the rarer accidents are tried with
the whole matrix.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from microsite.bootstrap import ROOT, python_of
from microsite.set_up_failures import explain_install

PACKAGES = re.search(r'^NEEDED = "(.+)"', (ROOT / "build.py").read_text(), re.MULTILINE)[1].split()  # type: ignore[index]
NAME = "Ratsbüro – Наш город"
FIRST = "Setting up for the first time. This takes about a minute.\n"
AGAIN = "Setting up again, because Python, the folder or the packages have changed. This takes about a minute.\n"
OFFLINE = (
    "or, on a machine with a network and the same Python and system, run: python -m pip download "
    "--only-binary :all: -d wheels -r requirements/build.txt and copy the folder wheels beside build.py. "
)


@dataclass(frozen=True)
class Project:
    """A copy of the program, whose own part only prints its arguments, with packages to install."""

    root: Path
    python: Path

    @property
    def environment(self) -> Path:
        """Where the set-up makes the environment."""
        return self.root / ".venv"

    @property
    def log(self) -> Path:
        """Where the set-up keeps what Python and pip said."""
        return self.environment / "set-up.log"

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen[str]:
        """Start build.py from another folder, with settings of pip only where they are given."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON", "MICROSITE"))}
        return subprocess.Popen(
            [self.python, self.root / "build.py", *arguments],
            cwd=self.root.parent,
            env={**kept, "PIP_CONFIG_FILE": os.devnull, "PYTHONIOENCODING": "utf-8", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str, str]:
        """Run build.py to its end; gives the exit code, its output and its complaints."""
        with self.start(*arguments, **variables) as process:
            out, err = process.communicate(timeout=300)
        return process.returncode, out, err


@pytest.fixture(scope="session")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python without any packages."""
    folder = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return python_of(folder)


@pytest.fixture
def project(tmp_path: Path, bare_python: Path) -> Project:
    """A project that was never set up, in a folder with a name that is hard to spell."""
    return _make_project(tmp_path, bare_python)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, bare_python: Path) -> Project:
    """A project that was set up once, and stays as it is."""
    made = _make_project(tmp_path_factory.mktemp("made"), bare_python)
    assert made.run() == (0, "built\n", FIRST)
    return Project(made.root.rename(made.root.with_name("kept")), bare_python)


@pytest.fixture
def ready(made_once: Project) -> Generator[Project]:
    """A project that was set up, for one test: a copy in the place where that happened."""
    root = made_once.root.with_name(NAME)
    shutil.copytree(made_once.root, root, symlinks=True)
    yield Project(root, made_once.python)
    shutil.rmtree(root, ignore_errors=True)


def _make_project(folder: Path, python: Path) -> Project:
    root = folder / NAME
    for name in (
        "build.py",
        "pyproject.toml",
        "microsite/bootstrap.py",
        "microsite/set_up_failures.py",
        "microsite/quick_build.py",
        "microsite/import_bundle.py",
        "microsite/own_environment.py",
        "microsite/record.py",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    (root / "microsite/__init__.py").touch()
    (root / "microsite/cli.py").write_text(
        "import sys\ndef main():\n    print('built', *sys.argv[1:])\n    return 7 if sys.argv[1:] else 0\n"
    )
    (root / "requirements").mkdir()
    (root / "wheels").mkdir()
    locked = [f"{name}==1.0 --hash=sha256:{_make_wheel(root / 'wheels', name)}\n" for name in PACKAGES]
    (root / "requirements/build.txt").write_text("".join(locked))
    return Project(root, python)


def _make_wheel(folder: Path, name: str) -> str:
    """Make an installable package with one empty module; gives its hash."""
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _contents(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def _modules(python: Path) -> Path:
    """Where a Python that was made by `venv` has its packages."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'), end='')"
    return Path(subprocess.run([python, "-c", question], capture_output=True, encoding="utf-8", check=True).stdout)


def test_first_run_sets_up_and_later_runs_are_silent_and_write_nothing(project: Project) -> None:
    """The first run says one line; the second says nothing, writes nothing, and passes arguments and exit code on."""
    assert project.run() == (0, "built\n", FIRST)
    before = _contents(project.root)
    assert project.run("check", "--now", "a b") == (7, "built check --now a b\n", "")
    assert _contents(project.root) == before


@pytest.mark.full
def test_misleading_variables_do_not_matter(project: Project, tmp_path: Path) -> None:
    """Packages on PYTHONPATH do not take the place of ours, and pip's settings do not divert it."""
    misleading = tmp_path / "misleading"
    misleading.mkdir()
    (misleading / "yaml.py").write_text("raise SystemExit('the wrong yaml')")
    (project.root / "microsite/cli.py").write_text("import yaml\ndef main():\n    print(yaml.__name__)")
    variables = {"PYTHONPATH": str(misleading), "PIP_USER": "1", "PIP_TARGET": str(misleading)}
    assert project.run(**variables) == (0, "yaml\n", FIRST)
    assert project.run(**variables) == (0, "yaml\n", "")


def test_killed_set_up_is_repaired(project: Project) -> None:
    """After a power cut in the middle of the set-up, the next run starts it afresh."""
    with project.start() as process:
        while not project.log.exists() and process.poll() is None:
            pass
        process.kill()
    code, out, err = project.run()
    assert (code, out) == (0, "built\n")
    assert err.removeprefix("Another run is setting up. This one waits for it.\n") == FIRST
    assert project.run() == (0, "built\n", "")


@pytest.mark.full
def test_two_runs_at_once_make_one_environment(project: Project) -> None:
    """One of two runs sets up, the other waits for it, and both build."""
    with project.start() as one, project.start() as other:
        ended = [process.communicate(timeout=300) for process in (one, other)]
    assert [out for out, _ in ended] == ["built\n", "built\n"]
    assert sorted(err for _, err in ended) == ["Another run is setting up. This one waits for it.\n", FIRST]


@pytest.mark.full
def test_moved_folder_is_set_up_again(ready: Project, tmp_path: Path) -> None:
    """An environment knows its place; in another one it is made anew."""
    moved = Project(ready.root.rename(tmp_path / "moved"), ready.python)
    assert moved.run() == (0, "built\n", AGAIN)
    assert moved.run() == (0, "built\n", "")


@pytest.mark.full
def test_changed_requirements_are_installed(ready: Project) -> None:
    """After an update of the program, its packages are updated too."""
    with (ready.root / "requirements/build.txt").open("a") as requirements:
        requirements.write("# changed\n")
    assert ready.run() == (0, "built\n", AGAIN)


@pytest.mark.full
def test_vanished_python_leads_to_a_new_set_up(ready: Project) -> None:
    """When the Python below an environment was removed, the environment is made anew."""
    settings = ready.environment / "pyvenv.cfg"
    settings.write_text("home = /nowhere/at/all\n")
    assert ready.run() == (0, "built\n", AGAIN)


@pytest.mark.full
def test_damaged_environment_is_noticed_and_then_repaired(ready: Project) -> None:
    """A package that went missing stops the run, once, and never starts it for ever."""
    shutil.rmtree(_modules(python_of(ready.environment)) / "yaml")
    assert ready.run() == (1, "", "The folder .venv was damaged. Try again: it is then made anew.\n")
    assert ready.run() == (0, "built\n", FIRST)


def test_python_that_has_the_packages_is_used_as_it_is(project: Project, tmp_path: Path) -> None:
    """In an environment of one's own, nothing is set up; with packages that are too old, it is not used."""
    own = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", own], check=True)
    for name in PACKAGES:
        (_modules(python_of(own)) / f"{name}.py").touch()
    mine = Project(project.root, python_of(own))
    assert mine.run() == (0, "built\n", "")
    assert not mine.environment.exists()
    about = _modules(python_of(own)) / "jinja2-2.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: jinja2\nVersion: 2.9\n")
    assert mine.run() == (0, "built\n", FIRST)


def test_foreign_folder_is_left_alone(project: Project) -> None:
    """A folder .venv that somebody made by hand is neither changed nor deleted."""
    project.environment.mkdir()
    (project.environment / "notes.txt").write_text("mine")
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f"{message}, and try again.\n")
    assert [path.name for path in project.environment.iterdir()] == ["notes.txt"]


def test_foreign_environment_is_used_when_it_has_the_packages(project: Project) -> None:
    """An environment made by hand is completed by its owner, not by us."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project.environment], check=True)
    python, requirements = python_of(project.environment), project.root / "requirements" / "build.txt"
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f'{message}, or run: "{python}" -m pip install -r "{requirements}"\n')
    for name in PACKAGES:
        (_modules(python) / f"{name}.py").touch()
    assert project.run() == (0, "built\n", "")


def test_file_in_the_way_is_left_alone(project: Project) -> None:
    """A file named .venv is not ours either."""
    project.environment.write_text("mine")
    message = "The folder .venv was not made by this program and lacks what it needs. Rename or delete it"
    assert project.run() == (1, "", f"{message}, and try again.\n")
    assert project.environment.read_text() == "mine"


@pytest.mark.full
def test_missing_wheel_is_named(project: Project) -> None:
    """The folder wheels must hold every package."""
    next((project.root / "wheels").glob("yaml*")).unlink()
    reason = "The folder wheels lacks a package for this Python and system, or holds another version of it."
    assert project.run() == (1, "", f"{FIRST}{reason} Details are in {project.log}\n")


def test_changed_wheel_is_refused(project: Project) -> None:
    """A package whose bytes are not the expected ones is not installed."""
    with zipfile.ZipFile(next((project.root / "wheels").glob("yaml*")), "a") as archive:
        archive.writestr("yaml/added.py", "")
    reason = "A package is not the one that was expected, so nothing was installed."
    assert project.run() == (1, "", f"{FIRST}{reason} Details are in {project.log}\n")


def test_no_network_is_said_with_the_offline_way(project: Project) -> None:
    """Without a network and without wheels, the message says how to bring them."""
    shutil.rmtree(project.root / "wheels")
    reason = "The packages cannot be fetched: there is no network, or it is closed. Try again with a network, "
    closed = project.run(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert closed == (1, "", f"{FIRST}{reason}{OFFLINE}Details are in {project.log}\n")


@pytest.mark.full
def test_closed_proxy_is_said(project: Project) -> None:
    """A proxy that does not answer is named as such."""
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


def test_unknown_certificate_is_said(tmp_path: Path) -> None:
    """A network that opens encrypted traffic needs its certificate."""
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
    """A Python for 32 bits, or one that came out after the packages, finds none."""
    said = (
        "Looking for msgspec\n"
        "ERROR: Could not find a version that satisfies the requirement msgspec==0.22.0 (from versions: none)\n"
        "ERROR: No matching distribution found for msgspec==0.22.0\n"
    )
    reason = "There is no package for this Python and system. Install the newest 64-bit Python from python.org."
    message = explain_install(said, tmp_path / "log", Path("build.txt"), has_wheels=False)
    assert message == f"{reason} Details are in {tmp_path / 'log'}"


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_python_without_venv_is_said(project: Project, tmp_path: Path, missing: str) -> None:
    """Debian's Python lacks a part, which the message names as Debian does."""
    lacking = tmp_path / "lacking"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", lacking], check=True)
    shim = f"import sys\nsys._base_executable = sys.executable\nsys.modules[{missing!r}] = None\n"
    if missing == "ensurepip":
        # As Debian's own venv does when it finds no ensurepip.
        shim += "if '-m' in sys.orig_argv: sys.exit('ensurepip is not available. On Debian, you need to install...')\n"
    (_modules(python_of(lacking)) / "shim.py").write_text(shim)
    (_modules(python_of(lacking)) / "shim.pth").write_text("import shim\n")
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
    """The doors can be read by a Python far too old for the rest, and say so."""
    source = (ROOT / program).read_text(encoding="ascii")
    ast.parse(source, feature_version=(3, 4))
    pretend = "import sys; sys.version_info = (3, 8, 1); exec(compile(open(sys.argv[1]).read(), 'door', 'exec'))"
    old = subprocess.run(
        [sys.executable, "-c", pretend, ROOT / program], capture_output=True, encoding="utf-8", check=False
    )
    message = f"{subject} Python 3.11 or newer, and this is Python 3.8. "
    assert (old.returncode, old.stdout) == (1, "")
    assert old.stderr == f"{message}Install the newest Python from python.org and try again.\n"


@pytest.mark.full
def test_real_packages_are_installed_from_the_network_and_from_wheels(project: Project) -> None:
    """The locked list can be installed as it is, and also without a network, after the command in the message."""
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


def test_tests_need_a_browser_that_exists() -> None:
    """A browser that is named but missing is said before any test is run."""
    variables = {**os.environ, "MICROSITE_BROWSER": "/nowhere/browser"}
    started = subprocess.run(
        [sys.executable, "-m", "tests"], cwd=ROOT, env=variables, capture_output=True, encoding="utf-8", check=False
    )
    assert (started.returncode, started.stdout) == (1, "")
    assert started.stderr == "MICROSITE_BROWSER names /nowhere/browser, which does not exist.\n"
