"""The program as people and other programs run it: real processes, real consoles, real exit codes."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import BROKEN, SMALLEST, tree, write_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals, pipes and terminals")
WHEN = ("--now", "2027-04-01T12:00")
#: Builds, and raises SIGINT when a page is being rendered: when a template's function `root` is called.
INTERRUPTS_A_PAGE = """
import os, signal, sys

if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])  # With one processor, no other process draws a page.
from microsite.cli import main

def interrupt(frame, event, argument):
    if event == "call" and frame.f_code.co_name == "root":
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)

sys.setprofile(interrupt)
sys.exit(main(sys.argv[1:]))
"""


def start(
    *arguments: str, folder: Path, script: Path = ROOT / "build.py", **environment: str
) -> subprocess.Popen[bytes]:
    """Start build.py in a folder with the tests' Python."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*arguments: str, folder: Path, encoding: str = "utf-8", **started) -> tuple[int, str, str]:
    """Run build.py to its end and return the exit code, stdout and stderr."""
    process = start(*arguments, folder=folder, PYTHONIOENCODING=encoding, **started)
    out, err = process.communicate(timeout=HANG_S)
    return process.returncode, out.decode(encoding).replace("\r\n", "\n"), err.decode(encoding).replace("\r\n", "\n")


@pytest.fixture
def site(tmp_path):
    """A small site in a folder whose name has a space and a letter beyond ASCII."""
    return write_files(SMALLEST, tmp_path / "a sité")


def test_build_says_what_it_made(site):
    """A build in the site's own folder exits with 0, and says how many pages it made, how fast, and where they are."""
    code, out, err = run(*WHEN, folder=site)
    assert (code, err) == (0, "")
    pages = len(list((site / "output").rglob("*.html")))
    where = Path("output") / "index.html"
    assert re.fullmatch(
        rf"Built {pages} pages in \d+\.\d seconds\.\n"
        r"1 fact is still to be supplied; \S+ .*build\.py\"? check lists them\.\n"
        r"These pages will stay true\. They are up to date until Tuesday 25 May 2027 \(in 54 days\)\. "
        r"Build again then, or let the script on the pages update them\.\n"
        rf"Open this page in a browser: {re.escape(str(where))}\n",
        out,
    )


def test_error_keeps_the_last_good_output(site):
    """After a mistake, the exit code is 1, the report says where, and the output is byte-for-byte unchanged."""
    assert run(*WHEN, folder=site)[0] == 0
    before = tree(site / "output")
    write_files(BROKEN, site)
    code, out, err = run(*WHEN, folder=site)
    assert (code, err) == (1, "")
    assert out.startswith("content/01-why.md:2:13: error YAML-003 yaml-colon-in-value\n")
    assert out.endswith("\n1 error.\n\nNothing was built. The last good site is unchanged.\n")
    assert tree(site / "output") == before


def test_bug_in_the_program(site, tmp_path):
    """A bug in the program exits with 3, a short message and a report; no traceback is printed, nothing is built."""
    engine = tmp_path / "engine"
    for name in ("microsite", "templates"):
        shutil.copytree(ROOT / name, engine / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", engine)
    (engine / "templates/pages/home.html").write_text("{{ nobody.knows }}", encoding="utf-8")
    code, out, err = run(*WHEN, folder=site, script=engine / "build.py")
    assert (code, out) == (3, "")
    report = site / "microsite-bug.report.txt"
    assert err == (
        "Something went wrong in the program, and output/ has not changed. "
        f"Please send the file {report} to the people who look after the program.\n"
    )
    text = report.read_text(encoding="utf-8")
    assert text.startswith("microsite ") and "Arguments: --now 2027-04-01T12:00" in text
    assert "Traceback" in text and "'nobody' is undefined" in text
    assert not (site / "output").exists()


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_consoles_that_lack_characters(encoding, site):
    """On a console without arrows or curly quotation marks, the report is the same in plainer characters."""
    write_files(BROKEN, site)
    code, out, err = run("check", *WHEN, folder=site, encoding=encoding)
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[0] == "content/01-why.md:2:13: error YAML-003 yaml-colon-in-value"
    assert lines[3] == "      |             ^"
    assert any(line.startswith("  -> ") for line in lines) and "?" not in out


@POSIX
def test_reader_that_goes_away(site):
    """A pipe that is closed early isn't an error: the build succeeds and prints nothing on stderr."""
    process = start(*WHEN, folder=site)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(HANG_S) == 0
    process.stderr.close()
    assert (site / "output/index.html").is_file()


@POSIX
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours(environment, coloured, site):
    """The word error is coloured on a terminal, unless the environment forbids colour, and never in a pipe."""
    import pty

    write_files(BROKEN, site)
    ours, theirs = pty.openpty()
    settings = {"TERM": "xterm", **environment}
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "check", *WHEN],
        cwd=site,
        env={**{name: value for name, value in os.environ.items() if name != "NO_COLOR"}, **settings},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
    )
    assert process.wait(HANG_S) == 1
    shown = os.read(ours, 10_000)
    for end in (ours, theirs):
        os.close(end)
    assert (b"\x1b[1;31merror\x1b[0m" in shown) is coloured
    assert (b"\x1b" in shown) is coloured
    assert "\x1b" not in run("check", *WHEN, folder=site)[1]


@POSIX
def test_ends_of_processes_that_nobody_keeps(site):
    """A build succeeds even if its parent has set SIGCHLD to be ignored."""
    write_files(
        {f"content/{number:02}-part-{number}.md": f"# Part {number}\n\nA path.\n" for number in range(2, 32)}, site
    )
    never_asks = (
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", never_asks, sys.executable, str(ROOT / "build.py"), *WHEN]
    ended = subprocess.run(command, cwd=site, capture_output=True, timeout=HANG_S, check=False)
    assert (ended.returncode, ended.stderr) == (0, b""), ended.stdout
    assert len(list((site / "output").glob("part-*.html"))) == 30


@POSIX
def test_interrupted(site):
    """Ctrl+C ends a build with exit code 130 and a short message, and the last good output is unchanged."""
    assert run(*WHEN, folder=site)[0] == 0
    before = tree(site / "output")
    write_files({"theme/templates/pages/contact.html": "{{ site.title }}"}, site)
    ended = subprocess.run(
        [sys.executable, "-c", INTERRUPTS_A_PAGE, *WHEN],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=HANG_S,
        check=False,
    )
    stopped = "Stopped. The output folder has not changed.\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", stopped)
    assert tree(site / "output") == before
    left = {path.name for path in site.iterdir()} - {".microsite-cache"}
    assert left == {"content", "output", "site_config.yaml", "theme"}


#: Runs build.py, and raises SIGINT when a module is about to be imported.
INTERRUPTS_AN_IMPORT = """
import runpy, signal, sys

module = sys.argv.pop(1)

def interrupt(event, arguments):
    if event == "import" and arguments[0] == module:
        signal.raise_signal(signal.SIGINT)

sys.addaudithook(interrupt)
sys.argv[0] = sys.argv.pop(1)
sys.path.insert(0, sys.argv[0].removesuffix("build.py"))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.parametrize(
    "module", ["microsite.quick_build", "microsite.record", "microsite.own_environment", "microsite.cli", "argparse"]
)
def test_interrupted_at_the_very_start(module, site, tmp_path):
    """Ctrl+C ends with the message and no traceback, even during the first imports."""
    script = tmp_path / "interrupts.py"
    script.write_text(INTERRUPTS_AN_IMPORT, encoding="utf-8")
    process = start(module, str(ROOT / "build.py"), "check", folder=site, script=script)
    out, err = process.communicate(timeout=HANG_S)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().splitlines() == ["Stopped. The output folder has not changed."]


def test_module_runs_as_well(tmp_path):
    """`python -m microsite` is the same program."""
    site = write_files(SMALLEST, tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "microsite", "check", *WHEN],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=HANG_S,
    )
    assert (ended.returncode, ended.stdout.decode()) == (
        0,
        (
            "Still to be supplied:\n  site_config.yaml  accessibility\n\nNo problem was found. The site can be built.\n"
        ).replace("\n", os.linesep),
    )
