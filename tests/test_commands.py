"""What the commands print and do, and their exit codes; `test_processes.py` runs them as real processes."""

import json
import re
from pathlib import Path

import pytest

from microsite import swap
from microsite.cli import main
from microsite.progress import say_nothing
from tests.built_sites import ROOT
from tests.small_sites import BROKEN, CHAPTER, SMALLEST, tree, write_files

WHEN = ("--now", "2027-04-01T12:00")
WARNED = {**SMALLEST, "content/01-why.md": CHAPTER + "\n<u>Really</u> everyone.\n"}
OPTIONS = "--site --output --now --strict --json --version --help".split()


@pytest.fixture
def run(monkeypatch, capsys):
    """A function that runs a command in a folder and returns its exit code, stdout and stderr."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def command(*arguments, folder):
        monkeypatch.chdir(folder)
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def site(tmp_path):
    """A small site in a folder whose name has a space and a letter beyond ASCII."""
    return write_files(SMALLEST, tmp_path / "a sité")


def test_build_counts_what_is_missing(tmp_path, run):
    """Facts to be supplied don't stop a build: it counts them and says how to list them."""
    code, out, _ = run("--site", str(ROOT), "--output", str(tmp_path / "out"), folder=tmp_path)
    listed = (
        run("check", "--site", str(ROOT), folder=tmp_path)[1]
        .partition("Still to be supplied:\n")[2]
        .partition("\n\n")[0]
    )
    assert code == 0
    assert f"\n{len(listed.splitlines())} facts are still to be supplied; build.py check lists them.\n" in out
    assert re.search(r"site_config.yaml:\d+:\d+ +survey.address", listed)


def test_other_folders(site, tmp_path, run):
    """--site and --output can name any folder; nothing is written anywhere else."""
    before = tree(site)
    code, out, _ = run("build", "--site", site.name, "--output", "public/site", *WHEN, folder=tmp_path)
    assert code == 0 and out.endswith(f"{Path('public/site/index.html')}\n")
    assert tree(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([site.name, "public"])


def test_warnings_count_when_asked(site, run):
    """A warning fails a build or a check only with --strict."""
    write_files(WARNED, site)
    assert [run(command, "--strict", *WHEN, folder=site)[0] for command in ("build", "check")] == [1, 1]
    assert not (site / "output").exists()
    assert [run(command, *WHEN, folder=site)[0] for command in ("build", "check")] == [0, 0]
    assert (site / "output" / "index.html").is_file()


def test_check_writes_nothing(site, run):
    """A check leaves the folder unchanged, whatever it finds."""
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
        (["--now", "yesterday"], "“yesterday” is not a date and time. Write it like this: 2027-03-01T09:00"),
    ],
)
def test_usage(arguments, said, site, run):
    """An invalid command line exits with 2 and one line that names the mistake."""
    code, out, err = run(*arguments, folder=site)
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1
    assert not (site / "output").exists()


def test_json_is_complete(site, run):
    """With --json the result is one JSON object: the files if built, and every problem with its location."""
    code, out, err = run("--json", *WHEN, folder=site)
    built = json.loads(out)
    assert (code, err, built["built"]) == (0, "", True)
    assert [(problem["code"], problem["path"]) for problem in built["problems"]] == [("FACT-001", "accessibility")]
    assert sorted(built["files"]) == sorted(set(tree(site / "output")) - {".microsite"})
    assert (site / built["index"]).is_file()
    write_files(BROKEN, site)
    for command, key in (("build", "built"), ("check", "ready")):
        code, out, err = run(command, "--json", *WHEN, folder=site)
        result = json.loads(out)
        assert (code, err, result[key]) == (1, "", False)
        (problem,) = [each for each in result["problems"] if each["severity"] == "error"]
        assert set(problem) == set(
            "code name severity message hint path file line column source related criterion".split()
        )
        assert (problem["code"], problem["file"], problem["line"], problem["column"]) == (
            "YAML-003",
            "content/01-why.md",
            2,
            13,
        )
        assert problem["source"] == "title: Parks: a plan – “ours”"


def test_help_is_for_officers(site, run):
    """The help names the common options and what to edit, without jargon, in lines of at most 80 characters."""
    code, out, err = run("--help", folder=site)
    assert (code, err) == (0, "")
    for word in ("build.py check", "site_config.yaml", "content/", "output/", *OPTIONS):
        assert word in out, word
    assert max(map(len, out.splitlines())) <= 80
    assert not re.search(r"\b(argument|parser|stdout|JSON|exit code|None|default:)\b", out)
    assert run("-h", folder=site)[1] == out
    assert re.fullmatch(r"microsite \d+\.\d+\.\d+\S*\n", run("--version", folder=site)[1])


def test_clock(site, run, monkeypatch):
    """--now is in the site's time zone and overrides SOURCE_DATE_EPOCH, which overrides the real clock."""

    def status(*arguments: str, epoch: str = "") -> str:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        code, _, err = run(*arguments, folder=site)
        assert (code, err) == (0, "")
        found = re.search(r"data-status=\"(\w+)\"", (site / "output/index.html").read_text(encoding="utf-8"))
        return found[1] if found else ""

    last_second = "2027-05-31T23:59:59"
    assert status("--now", "2027-05-24T23:59:59") == "open"
    assert status("--now", last_second) == "closing_soon"
    assert status("--now", "2027-06-01T00:00:00") == "closed"
    assert status("--now", "2027-05-31T23:00:00+00:00") == "closed"
    assert status(epoch="1811804399") == "closing_soon"
    assert status(epoch="1811804400") == "closed"
    assert status("--now", last_second, epoch="1811804400") == "closing_soon"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(folder=site)[0] == 2


def test_output_that_is_not_ours(site, run):
    """An output folder with somebody else's files in it is rejected with exit code 1, and left untouched."""
    write_files({"letters/mine.txt": "Dear all"}, site)
    code, out, _ = run("--output", "letters", *WHEN, folder=site)
    assert code == 1 and "OUT-001" in out
    assert tree(site / "letters") == {"mine.txt": b"Dear all"}


def test_publish(site, tmp_path, run):
    """PUB-002: the site is copied to a folder; files there that aren't ours are listed before anything is written."""
    web = tmp_path / "web"
    code, out, _ = run("publish", "--to", str(web), "--dry-run", folder=site)
    assert code == 0 and "new      index.html" in out
    assert not web.exists() and not (site / "output").exists()
    code, out, _ = run("publish", "--to", str(web), folder=site)
    assert code == 0 and out.startswith(f"Published 9 pages to {web}. Files: 18 new, 0 changed, 0 removed.\n")
    assert {path for path in tree(web) if path[0] != "."} == {path for path in tree(site / "output") if path[0] != "."}
    code, out, _ = run("publish", "--to", str(web), folder=site)
    assert code == 0 and "There was nothing to copy." in out

    write_files({"theirs.txt": "theirs", "why.html": "changed"}, web)
    before = tree(web)
    code, out, _ = run("publish", "--to", str(web), folder=site)
    assert code == 1 and tree(web) == before
    assert "PUB-002" in out and "2 files that we did not put there: theirs.txt and why.html." in out
    assert "add --adopt to the command. The site then replaces why.html." in out
    assert out.endswith("Nothing was published.\n")
    code, out, _ = run("publish", "--to", str(web), "--adopt", folder=site)
    assert code == 0 and "Not ours, so it stays: theirs.txt." in out
    record = tree(web)[".microsite-published"]
    replaced = {"why.html": (site / "output/why.html").read_bytes(), ".microsite-published": record}
    assert tree(web) == {**before, **replaced}
    assert run("publish", "--to", str(web), folder=site)[0] == 0, "nobody is asked twice about the same file"


def test_publish_removes_many(site, tmp_path, run):
    """PUB-003: more than a tenth of the files is removed only once that is confirmed."""
    write_files({f"content/{number}0-page-{number}.md": f"# Page {number}\n\nText.\n" for number in range(1, 6)}, site)
    web = tmp_path / "web"
    run("publish", "--to", str(web), folder=site)
    for number in range(1, 6):
        (site / f"content/{number}0-page-{number}.md").unlink()
    before = tree(web)
    code, out, _ = run("publish", "--to", str(web), folder=site)
    assert code == 1 and "PUB-003" in out and tree(web) == before
    assert (
        "This would remove 5 of 2" in out
        and "page-1.html, page-2.html, page-3.html, page-4.html and page-5.html" in out
    )
    code, _, _ = run("publish", "--to", str(web), "--yes", folder=site)
    assert code == 0 and "page-1.html" not in tree(web)


def test_publish_one_at_a_time(site, tmp_path, run, monkeypatch):
    """PUB-001: nothing is copied while somebody else is publishing to the folder; afterwards publishing works again."""
    (tmp_path / "server").mkdir()
    web = tmp_path / "server/web"
    monkeypatch.setattr(swap, "WAITS_S", 0)
    with swap.only_writer(web, say_nothing):
        code, out, _ = run("publish", "--to", str(web), folder=site)
        assert code == 1 and "Somebody else has been publishing to this folder" in out and not web.exists()
    assert run("publish", "--to", str(web), folder=site)[0] == 0


def test_publish_refuses(site, tmp_path, run):
    """A site for a later day (PUB-005) or with mistakes is not published; options of the wrong command are errors."""
    web = tmp_path / "web"
    code, out, _ = run("publish", "--to", str(web), "--now", "2999-01-01T09:00", folder=site)
    assert code == 1 and "PUB-005" in out and not web.exists()
    code, _, err = run("publish", folder=site)
    assert (code, err) == (2, "Say where to publish: build.py publish --to FOLDER\n")
    code, _, err = run("build", "--to", str(web), folder=site)
    assert (code, err) == (2, "You can only use --to with: build.py publish\n")
    code, _, err = run("check", "--dry-run", folder=site)
    assert (code, err) == (2, "You can only use --dry-run with: build.py publish\n")
    write_files(BROKEN, site)
    code, out, _ = run("publish", "--to", str(web), folder=site)
    assert code == 1 and out.endswith("Nothing was published.\n") and not web.exists()
    code, out, _ = run("publish", "--to", str(web), "--json", folder=site)
    assert code == 1 and json.loads(out)["published"] is False
