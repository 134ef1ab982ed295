"""The output folder is replaced completely or not at all, and only if it is ours."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from microsite.cli import main
from microsite.problems import OutputRefused
from microsite.write import MARKER, refuse_file, refuse_output, write_output
from tests.built_sites import ROOT, SITES
from tests.small_sites import tree, write_files

NOT_ROOT = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")


def test_replaces_all_of_an_earlier_output(tmp_path):
    """A second build leaves nothing of the first behind, in the folder or next to it."""
    output = tmp_path / "output"
    write_output({"index.html": b"1", "old/page.html": b"1"}, output)
    write_output({"index.html": b"2"}, output)
    assert {path: content for path, content in tree(output).items() if path != MARKER} == {"index.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


@pytest.fixture(params=[True, False], ids=["in one step", "in two steps"])
def one_step(request, monkeypatch):
    """Whether the system can swap two folders in one step."""
    if not request.param:
        monkeypatch.setattr("microsite.write.exchange", lambda *_: False)
    return request.param


def test_mends_a_swap_that_was_cut_off(tmp_path):
    """An output left moved aside by an interrupted swap is replaced by the next build, which leaves nothing else."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    output.rename(tmp_path / ".output.old")
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_clears_up_after_a_swap(tmp_path, one_step):
    """Leftovers of interrupted builds next to the output are removed by the next build; folders of other names stay."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    write_output({"index.html": b"older"}, tmp_path / ".output.old")
    write_output({"index.html": b"begun"}, tmp_path / ".output.new-1")
    (tmp_path / ".output.new-22").mkdir()
    others = [".new-7", ".output.new-", ".output.new-mine", "output.new-8"]
    for name in others:
        (tmp_path / name).mkdir()
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*others, "output"])


def test_leaves_alone_what_is_not_ours_beside_the_output(tmp_path, monkeypatch):
    """A folder that only has the name of a moved-aside output is neither used nor deleted."""
    monkeypatch.setattr("microsite.write.exchange", lambda *_: False)
    output, old = tmp_path / "output", tmp_path / ".output.old"
    old.mkdir()
    (old / "letter.txt").write_bytes(b"mine")
    (tmp_path / ".output.new-5").write_bytes(b"a file")
    write_output({"index.html": b"good"}, output)
    assert (output / "index.html").read_bytes() == b"good" and not (output / "letter.txt").exists()
    with pytest.raises(OutputRefused):
        write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"good"
    assert tree(old) == {"letter.txt": b"mine"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".output.new-5", ".output.old", "output"]


#: Writes an output while the system refuses the renames, as if another program had a file open.
REFUSED_SWAP = """
import os, sys
from pathlib import Path
import microsite.write
from microsite.problems import OutputRefused
from microsite.write import write_output

microsite.write.exchange = lambda *_: False
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


READ_ONLY = """
import errno, os, sys
from pathlib import Path
from microsite.problems import OutputRefused
from microsite.write import write_output
def refuse(event, arguments):
    if event in ("os.mkdir", "os.rename") or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
sys.addaudithook(refuse)
try:
    write_output({"index.html": b"new"}, Path(sys.argv[1]))
except OutputRefused as refused:
    print(refused.problem.code, refused.problem.advice)
"""


def test_another_folder_is_offered_where_nothing_can_be_written(tmp_path):
    """On a read-only disk, such as a locked USB stick, the hint suggests another folder."""
    command = [sys.executable, "-c", READ_ONLY, str(tmp_path / "output")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    advice = "Build to a folder that you can write to: add --output and its name, such as --output ../our-site."
    assert done.stdout == f"OUT-002 {advice}\n", done.stderr


@pytest.mark.parametrize(
    ("times", "number", "why"),
    [(1, errno.EIO, os.strerror(errno.EIO)), (2, errno.EACCES, "you are not allowed to write there")],
)
def test_rolls_back_a_swap_that_failed(times, number, why, tmp_path):
    """If the new output cannot be moved into place, the last good one is restored, at once or by the next build."""
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


#: Writes a second output, killed at each file operation in turn; prints what was left each time.
KILLED = """
import json, os, sys
from pathlib import Path
import microsite.write
from microsite.write import write_output
from tests.killed import killed_at

if sys.argv[2] == "two":
    microsite.write.exchange = lambda *_: False
BEFORE = {f"{each}/page.html": b"old" * each for each in range(1, 9)} | {"index.html": b"old"}
AFTER = {f"{each}/page.html": b"new" * each for each in range(5, 13)} | {"index.html": b"new"}

def pages(output):
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*.html")}

def left_by(number, output):
    write_output(BEFORE, output)
    ended = killed_at(number, lambda: write_output(AFTER, output))
    found = pages(output) if output.exists() else None
    name = "before" if found == BEFORE else "after" if found == AFTER else "none" if found is None else "torn"
    write_output({"index.html": b"last"}, output)
    mended = pages(output) == {"index.html": b"last"} and os.listdir(output.parent) == [output.name]
    return name, mended, ended

found = []
number, ended = 1, False
while not ended:
    folder = Path(sys.argv[1]) / str(number)
    folder.mkdir()
    name, mended, ended = left_by(number, folder / "output")
    found.append((name, mended))
    number += 1
print(json.dumps(found))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
@pytest.mark.parametrize("steps", [pytest.param("one", marks=pytest.mark.full), "two"])
def test_killed_at_any_moment(steps, tmp_path):
    """A killed build leaves the old or the new site complete, or for one moment neither without a one-step swap."""
    command = [sys.executable, "-c", KILLED, str(tmp_path), steps]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    assert len(found) > 40
    assert all(mended for _, mended in found)
    names = [name for name, _ in found]
    assert set(names) == {"before", "after"} | ({"none"} if steps == "two" else set())
    assert names.count("none") <= 1
    assert names == sorted(names, key=["before", "none", "after"].index)


#: Writes an output to the same place five times.
ONE_OF_SEVERAL = """
import sys
from pathlib import Path
from microsite.write import write_output

content = sys.argv[2].encode()
for _ in range(5):
    write_output({f"{each}.html": content for each in range(30)}, Path(sys.argv[1]))
"""


def test_several_at_once(tmp_path):
    """Concurrent builds to one folder wait for each other: none fails, and one of them is there, complete."""
    output = tmp_path / "output"
    command = [sys.executable, "-c", ONE_OF_SEVERAL, str(output)]
    started = [subprocess.Popen([*command, str(each)], cwd=ROOT, stderr=subprocess.PIPE) for each in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [(b"", 0)] * 4
    contents = {content for path, content in tree(output).items() if path != MARKER}
    assert len(contents) == 1 and len(tree(output)) == 31
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


#: Gets a signal at the first rename of a folder.
INTERRUPTED = """
import os, signal, sys
from pathlib import Path
import microsite.write
from microsite.write import write_output

microsite.write.exchange = lambda *_: False
def interrupt(event, _):
    if event == "os.rename":
        os.kill(os.getpid(), getattr(signal, sys.argv[2]))
sys.addaudithook(interrupt)
write_output({"index.html": b"new"}, Path(sys.argv[1]))
print("done")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals to itself")
@pytest.mark.parametrize(("name", "left"), [("SIGINT", (0, "done\n")), ("SIGTERM", (-15, ""))])
def test_interrupted_during_the_swap(name, left, tmp_path):
    """Ctrl+C during the swap is too late and ignored; SIGTERM takes effect once the new site is in place."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    command = [sys.executable, "-c", INTERRUPTED, str(output), name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == left, done.stderr
    assert (output / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_folder_that_cannot_be_replaced(tmp_path, monkeypatch):
    """In a mount point, files are replaced one by one, the home page last, and old files are removed."""
    output = tmp_path / "output"
    write_output({"index.html": b"1", "a": b"1", "b/c.html": b"1", "gone/old.html": b"1", "same.css": b"1"}, output)
    monkeypatch.setattr("os.path.ismount", lambda folder: folder == output)
    folder = output.stat().st_ino
    new = {"index.html": b"2", "a/d.html": b"2", "b": b"2", "same.css": b"1", "z.css": b"2"}
    write_output(new, output)
    assert {path: content for path, content in tree(output).items() if path != MARKER} == new
    assert output.stat().st_ino == folder and not (output / "gone").exists()
    moved = {path: (output / path).stat().st_ctime_ns for path in new}
    assert max(moved["b"], moved["z.css"]) <= moved["a/d.html"] <= moved["index.html"]
    with pytest.raises(OutputRefused):
        write_output({"index.html": b"3", "../out.html": b""}, output)
    assert {path: content for path, content in tree(output).items() if path != MARKER} == new


@pytest.mark.parametrize("number", range(1, 30))
@pytest.mark.parametrize("links", [True, False])
def test_failure_halfway_in_a_folder_that_cannot_be_replaced(links, number, tmp_path, monkeypatch):
    """Whichever file cannot be moved, all that were moved before it are put back."""
    output = tmp_path / "output"
    old = {"index.html": b"1", "a": b"1", "b/c.html": b"1", "gone/old.html": b"1", "same.css": b"1"}
    write_output(old, output)
    monkeypatch.setattr("os.path.ismount", lambda folder: folder == output)
    if not links:
        monkeypatch.setattr("os.link", refuse)
    left = iter(range(number - 1, -1, -1))
    for name in ("replace", "rename"):
        monkeypatch.setattr(Path, name, fails_once(getattr(Path, name), left))
    new = {"index.html": b"2", "a/d.html": b"2", "b": b"2", "same.css": b"1", "z.css": b"2"}
    try:
        write_output(new, output)
        expected = new
    except OutputRefused as refused:
        assert "The last good output is unchanged." in refused.problem.message
        expected = old
    assert {path: content for path, content in tree(output).items() if path != MARKER} == expected
    assert (expected is old) == (number <= 9)
    folders = {each.name for each in output.iterdir() if each.is_dir()}
    assert folders == {path.split("/")[0] for path in expected if "/" in path}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["assets", ".before", ".new"])
@pytest.mark.parametrize("leads", [True, False])
def test_links_in_a_folder_that_cannot_be_replaced(leads, name, tmp_path, monkeypatch):
    """A link among the output's folders is replaced; nothing is written where it leads."""
    output, elsewhere = tmp_path / "output", write_files({"a.css": b"mine", "index.html": b"mine"}, tmp_path / "other")
    write_output({"index.html": b"1"}, output)
    (output / name).symlink_to(elsewhere if leads else tmp_path / "nowhere")
    monkeypatch.setattr("os.path.ismount", lambda folder: folder == output)
    new = {"index.html": b"2", "assets/a.css": b"2"}
    for _ in range(2):
        write_output(new, output)
        assert {path: content for path, content in tree(output).items() if path != MARKER} == new
    assert tree(elsewhere) == {"a.css": b"mine", "index.html": b"mine"}


def test_what_cannot_be_put_back_is_kept(tmp_path, monkeypatch):
    """OUT-002: if the old files cannot be put back either, the message says where they are."""
    output = tmp_path / "output"
    old = {"a.html": b"1", "index.html": b"1"}
    write_output(old, output)
    monkeypatch.setattr("os.path.ismount", lambda folder: folder == output)
    replace, left = Path.replace, iter([True, True])

    def fails_from_then_on(self, target):
        if next(left, None) is None:
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_from_then_on)
    with pytest.raises(OutputRefused) as refused:
        write_output({"a.html": b"2", "index.html": b"2"}, output)
    assert "Some files are new, and the ones that they replaced are in .before." in refused.value.problem.message
    assert (output / ".before/a.html").read_bytes() == b"1"


def refuse(*_: object, **__: object) -> None:
    """Fail like a drive without hard links."""
    raise OSError(errno.EPERM, "no links here")


def fails_once(move, left):
    """Wrap a move so that it fails when the countdown reaches 0."""

    def moved(self, target):
        if next(left, None) == 0:
            raise PermissionError(errno.EACCES, "in use")
        return move(self, target)

    return moved


def test_keeps_the_last_good_output(tmp_path, one_step):
    """If a file cannot be written, the last good output stays, with nothing left next to it."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b"new", "index.html/page.html": b"impossible"}, output)
    assert refused.value.problem.code == "OUT-002"
    assert (output / "index.html").read_bytes() == b"good"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_folder_in_the_way_is_named(tmp_path, monkeypatch):
    """OUT-002: a foreign folder with the name that a swap needs is named in the message, and stays."""
    monkeypatch.setattr("microsite.write.exchange", lambda *_: False)
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
    """No file is ever written outside the output folder."""
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
    """An output folder that would destroy something else is refused, with the reason."""
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


@pytest.mark.parametrize(
    ("files", "is_spared"),
    [
        ({"index.html": b"", "consultation.json": b""}, True),
        ({"index.html": b"", "en/consultation.json": b"", "cy/consultation.json": b""}, True),
        ({"index.html": b"", "rehearsal.css": b"", "1-open/consultation.json": b""}, False),
    ],
    ids=["site", "site in languages", "rehearsal"],
)
def test_what_is_about_a_site_never_replaces_one(files, is_spared, tmp_path):
    """A rehearsal or a review pack never replaces a finished site."""
    output = tmp_path / "output"
    write_output(files, output)
    refuse_output(output, tmp_path / "site", [])
    if is_spared:
        with pytest.raises(OutputRefused) as refused:
            refuse_output(output, tmp_path / "site", [], by_site=False)
        assert "It holds the site that a build made." in refused.value.problem.message
    else:
        refuse_output(output, tmp_path / "site", [], by_site=False)


def test_what_is_not_for_readers_is_not_put_among_the_pages(tmp_path):
    """A file for `--to` is refused in an output folder or among the site's own files."""
    output, content = tmp_path / "output", tmp_path / "content"
    write_output({"index.html": b"new"}, output)
    content.mkdir()
    refuse_file(tmp_path / "record.zip", [content])
    for file, why in (
        (output / "new/record.zip", "output/ is what a build makes"),
        (content / "a.zip", "content/ belongs"),
    ):
        with pytest.raises(OutputRefused) as refused:
            refuse_file(file, [content])
        assert why in refused.value.problem.message
        assert refused.value.problem.advice == f"Give another place after --to, such as {file.name} alone."


@pytest.mark.parametrize("name", ["content", "microsite", "templates", "theme"])
def test_the_folder_of_a_site_may_have_any_name(name, tmp_path):
    """A site whose folder has the name of one of its own subfolders can have an output like any other."""
    site = tmp_path / name
    parts = [site / "content", site / "theme"]
    refuse_output(site / "output", site, parts)
    with pytest.raises(OutputRefused):
        refuse_output(site / "content" / "output", site, parts)


def test_empty_and_missing_folders_are_taken(tmp_path):
    """An empty or missing folder may become the output."""
    (tmp_path / "empty").mkdir()
    refuse_output(tmp_path / "empty", tmp_path / "site", [])
    refuse_output(tmp_path / "new" / "deep", tmp_path / "site", [])


def test_an_earlier_output_is_taken(tmp_path):
    """An earlier build's output may be replaced, and missing parent folders of an output are created."""
    files = {"a/b/c/page.html": b"1", "a/b/page.html": b"2", "a/page.html": b"3", "page.html": b"4"}
    output = tmp_path / "new" / "deep"
    write_output(files, output)
    refuse_output(output, tmp_path / "site", [])
    assert {path: content for path, content in tree(output).items() if path != MARKER} == files


def test_refuses_what_holds_the_home_folder(tmp_path, monkeypatch):
    """A home folder, or a folder above it, is never replaced."""
    home = tmp_path / "people" / "anna"
    home.mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for folder in (home, home.parent):
        with pytest.raises(OutputRefused) as refused:
            refuse_output(folder, tmp_path / "site", [])
        assert "it is your home folder." in refused.value.problem.message


def test_names_the_site_that_is_here(tmp_path, monkeypatch):
    """The message names the site's folder as it was given, even if it is the current folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputRefused) as refused:
        refuse_output(Path(), Path(), [])
    assert refused.value.problem.message.endswith("It holds the site itself (.).")


def test_mistake_keeps_the_last_good_site(tmp_path, capsys, monkeypatch):
    """After a mistake in a chapter, the last good output is unchanged, and the report says so."""
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


def test_folder_that_may_not_be_looked_into(tmp_path, monkeypatch):
    """OUT-001: nothing is known about what such a folder holds, so it isn't used."""

    def refuse_listing(_: Path) -> None:
        raise PermissionError(errno.EACCES, "not allowed")

    (tmp_path / "output").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse_listing)
    with pytest.raises(OutputRefused) as refused:
        refuse_output(tmp_path / "output", tmp_path / "site", [])
    assert refused.value.problem.message.endswith("We may not look into it.")


@NOT_ROOT
def test_says_when_it_may_not_write(tmp_path):
    """If the folder is not writable, the message says so."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputRefused) as refused:
            write_output({"index.html": b""}, tmp_path / "output")
        assert "you are not allowed to write there" in refused.value.problem.message
    finally:
        tmp_path.chmod(0o700)
