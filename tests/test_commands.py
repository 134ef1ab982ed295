"""The commands as people and other programs run them: real processes, real consoles, real exit codes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.built_sites import ROOT
from tests.small_sites import CHAPTER, SMALLEST, tree, write_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals, pipes and terminals")
WHEN = ("--now", "2027-04-01T12:00")
WARNED = {**SMALLEST, "content/01-why.md": CHAPTER + "\n<u>Really</u> everyone.\n"}
BROKEN = {**SMALLEST, "content/01-why.md": "---\ntitle: Parks: a plan – “ours”\n---\n\nText.\n"}
OPTIONS = "--site --output --now --strict --json --version --help".split()


def start(
    *arguments: str, folder: Path, script: Path = ROOT / "build.py", **environment: str
) -> subprocess.Popen[bytes]:
    """Start build.py in a folder with the Python of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(*arguments: str, folder: Path, encoding: str = "utf-8", **started) -> tuple[int, str, str]:
    """Run build.py to its end: exit code, what it prints, what it complains about."""
    process = start(*arguments, folder=folder, PYTHONIOENCODING=encoding, **started)
    out, err = process.communicate(timeout=120)
    return process.returncode, out.decode(encoding).replace("\r\n", "\n"), err.decode(encoding).replace("\r\n", "\n")


@pytest.fixture
def site(tmp_path):
    """A small site in a folder whose name has a space and letters beyond ASCII."""
    return write_files(SMALLEST, tmp_path / "a sité")


def test_build_says_what_it_made(site):
    """A build in the site's own folder ends with 0, and says how many pages, how long, and where to look."""
    code, out, err = run(*WHEN, folder=site)
    assert (code, err) == (0, "")
    pages = len(list((site / "output").rglob("*.html")))
    where = Path("output") / "index.html"
    assert re.fullmatch(
        rf"Built {pages} pages in \d+\.\d seconds\.\n"
        r"These pages are true at any moment\. They read best until Tuesday 25 May 2027 \(in 54 days\): "
        r"build again then, or leave it to the script\.\n"
        rf"Open this page in a browser: {re.escape(str(where))}\n",
        out,
    )


def test_build_counts_what_is_missing(tmp_path):
    """Facts to be supplied stop nothing: a build counts them and says how to list them."""
    code, out, _ = run("--site", str(ROOT), "--output", str(tmp_path / "out"), folder=tmp_path)
    listed = (
        run("check", "--site", str(ROOT), folder=tmp_path)[1]
        .partition("Still to be supplied:\n")[2]
        .partition("\n\n")[0]
    )
    assert code == 0
    assert f"\n{len(listed.splitlines())} facts are still to be supplied; build.py check lists them.\n" in out
    assert re.search(r"site_config.yaml:\d+:\d+ +survey.address", listed)


def test_other_folders(site, tmp_path):
    """--site and --output name any folders; nothing is written anywhere else."""
    before = tree(site)
    code, out, _ = run("build", "--site", site.name, "--output", "public/site", *WHEN, folder=tmp_path)
    assert code == 0 and out.endswith(f"{Path('public/site/index.html')}\n")
    assert tree(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([site.name, "public"])


def test_error_keeps_the_last_good_output(site):
    """After a mistake the exit code is 1, the report says where, and every byte of the output is as it was."""
    assert run(*WHEN, folder=site)[0] == 0
    before = tree(site / "output")
    write_files(BROKEN, site)
    code, out, err = run(*WHEN, folder=site)
    assert (code, err) == (1, "")
    assert out.startswith("content/01-why.md:2:13: error YAML-003 yaml-colon-in-value\n")
    assert out.endswith("\n1 error.\n\nNothing was built. The last good site is unchanged.\n")
    assert tree(site / "output") == before


def test_warnings_count_when_asked(site):
    """A warning stops a build under --strict only, and a check likewise."""
    write_files(WARNED, site)
    assert [run(command, "--strict", *WHEN, folder=site)[0] for command in ("build", "check")] == [1, 1]
    assert not (site / "output").exists()
    assert [run(command, *WHEN, folder=site)[0] for command in ("build", "check")] == [0, 0]
    assert (site / "output" / "index.html").is_file()


def test_check_writes_nothing(site):
    """A check leaves the folder as it is, whatever it finds."""
    for files in (SMALLEST, WARNED, BROKEN):
        before = tree(write_files(files, site))
        run("check", *WHEN, folder=site)
        assert tree(site) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "There is no command “biuld”. Did you mean “build”? For help: build.py --help"),
        (["--outptu", "x"], "--outptu"),
        (["--site"], "--site"),
        (["--now", "yesterday"], "“yesterday” is not a moment. Write it as 2027-03-01T09:00"),
    ],
)
def test_usage(arguments, said, site):
    """A command line that says nothing clear ends with 2 and one line that names the trouble."""
    code, out, err = run(*arguments, folder=site)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1
    assert not (site / "output").exists()


def test_bug_in_the_program(site, tmp_path):
    """A mistake of the program's own ends with 3, one sentence and a report; no traceback, no output."""
    engine = tmp_path / "engine"
    for name in ("microsite", "templates"):
        shutil.copytree(ROOT / name, engine / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", engine)
    (engine / "templates/pages/home.html").write_text("{{ nobody.knows }}", encoding="utf-8")
    code, out, err = run(*WHEN, folder=site, script=engine / "build.py")
    assert (code, out) == (3, "")
    report = site / "microsite-bug.report.txt"
    assert err == (
        "The program has made a mistake of its own, and output/ is as it was: "
        f"please send the file {report} to the people who look after it.\n"
    )
    text = report.read_text(encoding="utf-8")
    assert text.startswith("microsite ") and "Arguments: --now 2027-04-01T12:00" in text
    assert "Traceback" in text and "'nobody' is undefined" in text
    assert not (site / "output").exists()


def test_json_is_complete(site):
    """With --json the whole result is one JSON object: files when built, every problem with its place otherwise."""
    code, out, err = run("--json", *WHEN, folder=site)
    built = json.loads(out)
    assert (code, err, built["built"], built["problems"]) == (0, "", True, [])
    assert sorted(built["files"]) == sorted(set(tree(site / "output")) - {".microsite"})
    assert (site / built["index"]).is_file()
    write_files(BROKEN, site)
    for command, key in (("build", "built"), ("check", "ready")):
        code, out, err = run(command, "--json", *WHEN, folder=site)
        result = json.loads(out)
        assert (code, err, result[key]) == (1, "", False)
        (problem,) = result["problems"]
        assert set(problem) == set("code name severity message hint path file line column source related".split())
        assert (problem["code"], problem["file"], problem["line"], problem["column"]) == (
            "YAML-003",
            "content/01-why.md",
            2,
            13,
        )
        assert problem["source"] == "title: Parks: a plan – “ours”"


def test_help_is_for_officers(site):
    """The help names both commands, every option and what to change, in lines that fit a small window."""
    code, out, err = run("--help", folder=site)
    assert (code, err) == (0, "")
    for word in ("build.py check", "site_config.yaml", "content/", "output/", *OPTIONS):
        assert word in out, word
    assert max(map(len, out.splitlines())) <= 80
    assert not re.search(r"\b(argument|parser|stdout|JSON|exit code|None|default:)\b", out)
    assert run("-h", folder=site)[1] == out
    assert re.fullmatch(r"microsite \d+\.\d+\.\d+\S*\n", run("--version", folder=site)[1])


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_consoles_that_lack_characters(encoding, site):
    """On a console without arrows or curly quotation marks the report is the same, in plainer characters."""
    write_files(BROKEN, site)
    code, out, err = run("check", *WHEN, folder=site, encoding=encoding)
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert lines[0] == "content/01-why.md:2:13: error YAML-003 yaml-colon-in-value"
    assert lines[3] == "      |             ^"
    assert any(line.startswith("  -> ") for line in lines) and "?" not in out


@POSIX
def test_reader_that_goes_away(site):
    """A pipe that is closed early is no mistake: the build ends well and complains of nothing."""
    process = start(*WHEN, folder=site)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(120) == 0
    process.stderr.close()
    assert (site / "output/index.html").is_file()


@POSIX
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours(environment, coloured, site):
    """A terminal shows the word error in colour, unless it cannot or must not; a pipe never does."""
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
    assert process.wait(120) == 1
    shown = os.read(ours, 10_000)
    for end in (ours, theirs):
        os.close(end)
    assert (b"\x1b[1;31merror\x1b[0m" in shown) is coloured
    assert (b"\x1b" in shown) is coloured
    assert "\x1b" not in run("check", *WHEN, folder=site)[1]


def test_clock(site):
    """--now is on the site's clocks, goes before SOURCE_DATE_EPOCH, and that goes before the real clock."""

    def status(*arguments: str, **environment: str) -> str:
        code, _, err = run(*arguments, folder=site, **environment)
        assert (code, err) == (0, "")
        found = re.search(r"data-status=\"(\w+)\"", (site / "output/index.html").read_text(encoding="utf-8"))
        return found[1] if found else ""

    last_second = "2027-05-31T23:59:59"
    assert status("--now", "2027-05-24T23:59:59") == "open"
    assert status("--now", last_second) == "closing_soon"
    assert status("--now", "2027-06-01T00:00:00") == "closed"
    assert status("--now", "2027-05-31T23:00:00+00:00") == "closed"
    assert status(SOURCE_DATE_EPOCH="1811804399") == "closing_soon"
    assert status(SOURCE_DATE_EPOCH="1811804400") == "closed"
    assert status("--now", last_second, SOURCE_DATE_EPOCH="1811804400") == "closing_soon"
    assert run(folder=site, SOURCE_DATE_EPOCH="soon")[0] == 2


@POSIX
def test_interrupted(site):
    """Ctrl-C ends a build with 130 and one sentence, and the last good output is as it was."""
    assert run(*WHEN, folder=site)[0] == 0
    before = tree(site / "output")
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    write_files({"theme/templates/pages/contact.html": endless}, site)
    program = "import sys; from microsite.cli import main; print('started', flush=True); sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", program, *WHEN],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout and process.stdout.readline() == "started\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "Stopped. The output folder is as it was.\n")
    assert tree(site / "output") == before
    left = {path.name for path in site.iterdir()} - {".microsite-cache"}
    assert left == {"content", "output", "site_config.yaml", "theme"}


def test_output_that_is_not_ours(site):
    """A folder with somebody's files in it is refused with 1, and not touched."""
    write_files({"letters/mine.txt": "Dear all"}, site)
    code, out, _ = run("--output", "letters", *WHEN, folder=site)
    assert code == 1 and "OUT-001" in out
    assert tree(site / "letters") == {"mine.txt": b"Dear all"}


def test_module_runs_as_well(tmp_path):
    """`python -m microsite` is the same program."""
    site = write_files(SMALLEST, tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "microsite", "check", *WHEN],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stdout.decode()) == (
        0,
        "No problem was found. The site can be built.\n".replace("\n", os.linesep),
    )
