"""The output folder is replaced as a whole or not at all, and only when it is ours."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from microsite.cli import main
from microsite.problems import OutputRefused
from microsite.write import MARKER, refuse_output, write_output
from tests.built_sites import ROOT, SITES
from tests.small_sites import write_files

NOT_ROOT = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_replaces_all_of_an_earlier_output(tmp_path):
    """A second build leaves nothing of the first behind, neither in the folder nor beside it."""
    output = tmp_path / "output"
    write_output({"index.html": b"1", "old/page.html": b"1"}, output)
    write_output({"index.html": b"2"}, output)
    assert {path: content for path, content in tree(output).items() if path != MARKER} == {"index.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_mends_a_swap_that_was_cut_off(tmp_path):
    """An output that was moved aside when the power failed is put back before the next build."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    output.rename(tmp_path / ".output.old")
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_clears_up_after_a_swap(tmp_path):
    """The output before, left beside the new one when the power failed, goes with the next build."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    write_output({"index.html": b"older"}, tmp_path / ".output.old")
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_leaves_alone_what_is_not_ours_beside_the_output(tmp_path):
    """A folder that only has the name of an output moved aside is neither put in its place nor deleted."""
    output, old = tmp_path / "output", tmp_path / ".output.old"
    old.mkdir()
    (old / "letter.txt").write_bytes(b"mine")
    write_output({"index.html": b"good"}, output)
    assert (output / "index.html").read_bytes() == b"good" and not (output / "letter.txt").exists()
    with pytest.raises(OutputRefused):
        write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"good"
    assert tree(old) == {"letter.txt": b"mine"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".output.old", "output"]


#: Writes an output while the system refuses to put it in its place, as it does where a program holds a file open.
REFUSED_SWAP = """
import os, sys
from pathlib import Path
from microsite.problems import OutputRefused
from microsite.write import write_output

output, left, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])

def refuse(event, arguments):
    global left
    if event == "os.rename" and left and Path(arguments[1]) == output:
        left -= 1
        raise OSError(number, os.strerror(number))

sys.addaudithook(refuse)
try:
    write_output({"index.html": b"new"}, output)
except OutputRefused as refused:
    print(refused.problem.code, refused.problem.message)
"""


@pytest.mark.parametrize(
    ("times", "number", "why"),
    [(1, errno.EBUSY, os.strerror(errno.EBUSY)), (2, errno.EACCES, "you are not allowed to write there")],
)
def test_rolls_back_a_swap_that_failed(times, number, why, tmp_path):
    """When the new output cannot be put in its place the last good one is put back, at once or by the next build."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    command = [sys.executable, "-c", REFUSED_SWAP, str(output), str(times), str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    said = f"OUT-002 We cannot write the site: {why}. The last good output is unchanged.\n"
    assert done.stdout == said, done.stderr
    if times == 1:
        assert (output / "index.html").read_bytes() == b"good"
        assert [path.name for path in tmp_path.iterdir()] == ["output"]
    with pytest.raises(OutputRefused):
        write_output({"../out.html": b""}, output)
    assert (output / "index.html").read_bytes() == b"good"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_keeps_the_last_good_output(tmp_path):
    """When a file cannot be written the last good output stays, and nothing lies beside it."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b"new", "index.html/page.html": b"impossible"}, output)
    assert refused.value.problem.code == "OUT-002"
    assert (output / "index.html").read_bytes() == b"good"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_folder_in_the_way_is_named(tmp_path):
    """OUT-002: files of somebody else's, where the last output goes for a moment, are named and stay."""
    output, foreign = tmp_path / "output", tmp_path / ".output.old"
    write_output({"index.html": b"good"}, output)
    write_files({"notes.txt": b"mine"}, foreign)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b"new"}, output)
    problem = refused.value.problem
    assert ".output.old beside it is in the way" in problem.message
    assert problem.advice.startswith(f"Rename {foreign}, or move it somewhere else, and build again")
    assert (foreign / "notes.txt").read_bytes() == b"mine"
    assert (output / "index.html").read_bytes() == b"good"
    foreign.rename(tmp_path / "kept")
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"


def test_refuses_a_path_that_leads_out(tmp_path):
    """No file is ever written outside of the output folder."""
    with pytest.raises(OutputRefused) as refused:
        write_output({"../stolen.html": b""}, tmp_path / "output")
    assert "We cannot write the site: ../stolen.html leads out of the output." in refused.value.problem.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/", "This folder holds everything, or it is your home folder."),
        ("~", "This folder holds everything, or it is your home folder."),
        ("site", "It holds the site itself (site)."),
        (".", "It holds the site itself (site)."),
        ("site/content/new", "It is in content/, which belongs to the site."),
        ("full", "It holds files that this program did not make."),
        ("file", "There is a file with that name."),
        ("link", "It is a link to another folder."),
    ],
)
def test_refuses_what_is_not_ours(name, why, tmp_path):
    """An output that would destroy something else is refused, with the reason."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "site", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    output = Path.home() if name == "~" else tmp_path / name
    with pytest.raises(OutputRefused) as refused:
        refuse_output(output, tmp_path / "site", [tmp_path / "site" / "content"])
    assert refused.value.problem.code == "OUT-001"
    assert refused.value.problem.message == f"We do not write the site to this folder. {why}"


@pytest.mark.parametrize("name", ["content", "microsite", "templates", "theme"])
def test_the_folder_of_a_site_may_have_any_name(name, tmp_path):
    """A site in a folder that is called like one of its own parts takes an output as any other does."""
    site = tmp_path / name
    parts = [site / "content", site / "theme"]
    refuse_output(site / "output", site, parts)
    with pytest.raises(OutputRefused):
        refuse_output(site / "content" / "output", site, parts)


def test_empty_and_missing_folders_are_taken(tmp_path):
    """A folder that is empty, or not there, may become the output."""
    (tmp_path / "empty").mkdir()
    refuse_output(tmp_path / "empty", tmp_path / "site", [])
    refuse_output(tmp_path / "new" / "deep", tmp_path / "site", [])


def test_an_earlier_output_is_taken(tmp_path):
    """The output of an earlier build may be replaced, and one in folders that are not there yet is made with them."""
    files = {"a/b/c/page.html": b"1", "a/b/page.html": b"2", "a/page.html": b"3", "page.html": b"4"}
    output = tmp_path / "new" / "deep"
    write_output(files, output)
    refuse_output(output, tmp_path / "site", [])
    assert {path: content for path, content in tree(output).items() if path != MARKER} == files


def test_refuses_what_holds_the_home_folder(tmp_path, monkeypatch):
    """No folder above somebody's home folder is ever replaced."""
    home = tmp_path / "people" / "anna"
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for folder in (home, home.parent):
        with pytest.raises(OutputRefused) as refused:
            refuse_output(folder, tmp_path / "site", [])
        assert "it is your home folder." in refused.value.problem.message


def test_names_the_site_that_is_here(tmp_path, monkeypatch):
    """The site's folder is named as it was given, also where that is the folder one is in."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputRefused) as refused:
        refuse_output(Path(), Path(), [])
    assert refused.value.problem.message.endswith("It holds the site itself (.).")


def test_mistake_keeps_the_last_good_site(tmp_path, capsys, monkeypatch):
    """A mistake in a chapter leaves every byte of the last good output as it was, and says so."""
    site = tmp_path / "site"
    for path, content in tree(SITES["one-page"]).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert main(["--site", "site", "--now", "2027-02-01"]) == 0
    before = tree(site / "output")
    (site / "content" / "bench.md").write_text("---\ntitle: a: b\n---\n\nText.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--site", "site", "--now", "2027-02-01"]) == 1
    assert tree(site / "output") == before
    assert capsys.readouterr().out.endswith("Nothing was built. The last good site is unchanged.\n")


@NOT_ROOT
def test_says_when_it_may_not_write(tmp_path):
    """A folder that cannot be written to is said in one sentence."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputRefused) as refused:
            write_output({"index.html": b""}, tmp_path / "output")
        assert "you are not allowed to write there" in refused.value.problem.message
    finally:
        tmp_path.chmod(0o700)
