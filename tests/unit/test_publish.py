"""Publishing copies the site into a folder, keeps other files there, and may be interrupted anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from microsite import publish, publish_plan
from microsite.problems import OutputRefused
from microsite.publish import copy_site, refuse_target
from microsite.publish_plan import RECORD, plan_copy, sha256
from tests.built_sites import ROOT
from tests.small_sites import tree, write_files

SITE = {
    "index.html": b"home 1, site.aaaaaaaaaa.css",
    "why.html": b"why 1, site.aaaaaaaaaa.css",
    "assets/site.aaaaaaaaaa.css": b"style 1",
    "media/plan.pdf": b"plan",
}
LATER = {
    "index.html": b"home 2, site.bbbbbbbbbb.css",
    "reasons.html": b"why 2, site.bbbbbbbbbb.css",
    "assets/site.bbbbbbbbbb.css": b"style 2",
    "media/plan.pdf": b"plan",
}


def plan(site, folder):
    """Plan a copy."""
    return plan_copy({path: sha256(content) for path, content in site.items()}, folder)


def published(site, folder):
    """Publish a site, and return the plan."""
    planned, record = plan(site, folder)
    copy_site(site, folder, planned, record)
    return planned


def content(folder):
    """Return the files of a folder, without our record."""
    return {path: each for path, each in tree(folder).items() if path != RECORD}


def test_first_copy_and_later_ones(tmp_path):
    """A copy writes new and changed files, removes those that are gone, and does not touch the rest."""
    folder = tmp_path / "web"
    assert published(SITE, folder).new == tuple(sorted(SITE))
    assert content(folder) == SITE
    same = (folder / "media/plan.pdf").stat()
    planned = published(LATER, folder)
    assert planned.new == ("assets/site.bbbbbbbbbb.css", "reasons.html")
    assert planned.changed == ("index.html",)
    assert planned.removed == ("assets/site.aaaaaaaaaa.css", "why.html")
    assert content(folder) == LATER
    assert (folder / "media/plan.pdf").stat() == same
    before = tree(folder)
    assert published(LATER, folder).does_nothing
    assert tree(folder) == before


def test_other_peoples_files_stay(tmp_path):
    """Files that are not ours are named and kept, whether they were there first, came later, or were changed since."""
    folder = write_files({"robots.txt": "theirs", ".git/config": "theirs", "media/own.pdf": "theirs"}, tmp_path / "web")
    assert plan(SITE, folder)[0].unknown == ("media/own.pdf", "robots.txt")
    published(SITE, folder)
    write_files({"why.html": "changed by hand, site.aaaaaaaaaa.css", "new.txt": "theirs"}, folder)
    planned = published(LATER, folder)
    assert planned.unknown == ("new.txt",)
    assert planned.others == ("media/own.pdf", "new.txt", "robots.txt")
    assert planned.altered == ("why.html",)
    assert planned.used == ("assets/site.aaaaaaaaaa.css",), "the page that stays still has its style"
    theirs = {"robots.txt", ".git/config", "media/own.pdf", "new.txt", "why.html", "assets/site.aaaaaaaaaa.css"}
    assert set(content(folder)) == {*LATER, *theirs}
    (folder / "why.html").unlink()
    assert published(LATER, folder).removed == ("assets/site.aaaaaaaaaa.css",)


def test_a_file_of_the_site_that_was_changed_there(tmp_path):
    """A page that somebody has changed in the folder is listed before the site's page replaces it."""
    folder = tmp_path / "web"
    published(SITE, folder)
    (folder / "index.html").write_text("by hand")
    planned = plan(SITE, folder)[0]
    assert planned.replaced == ("index.html",) and planned.changed == ("index.html",)
    (folder / "index.html").unlink()
    planned = plan(SITE, folder)[0]
    assert planned.replaced == () and planned.new == ("index.html",)


def test_leftovers_and_empty_folders_go(tmp_path):
    """Temporary files of a crashed copy are removed, and so are folders that we leave empty."""
    folder = tmp_path / "web"
    published({**SITE, "old/a/b.html": b"old"}, folder)
    write_files({"media/.microsite-new-1": "half", "theirs/empty.txt": "x"}, folder)
    (folder / "theirs/empty.txt").unlink()
    published(SITE, folder)
    assert content(folder) == SITE
    assert not (folder / "old").exists()
    assert (folder / "theirs").is_dir()


def test_a_file_becomes_a_folder_and_back(tmp_path):
    """A file of ours can be replaced by a folder, and the other way round."""
    folder = tmp_path / "web"
    one, other = {"index.html": b"1", "a": b"file"}, {"index.html": b"1", "a/b.html": b"in a folder"}
    for site in (one, other, one):
        published(site, folder)
        assert content(folder) == site


@pytest.mark.parametrize(
    ("path", "site", "way"),
    [
        ("why.html/theirs.txt", SITE, "why.html/theirs.txt"),
        ("media", SITE, "media"),
    ],
)
def test_what_is_in_the_way_is_named(path, site, way, tmp_path):
    """PUB-001: a file or folder that is not ours is not moved out of the way."""
    folder = write_files({path: "theirs"}, tmp_path / "web")
    with pytest.raises(OutputRefused) as refused:
        plan(site, folder)
    assert refused.value.problem.code == "PUB-001"
    assert refused.value.problem.advice == f"Move {way} to another folder."


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right that few have")
def test_links_are_not_followed(tmp_path):
    """Nothing is written or removed through a symlink in the folder."""
    elsewhere = write_files({"site.aaaaaaaaaa.css": "theirs"}, tmp_path / "elsewhere")
    folder = tmp_path / "web"
    folder.mkdir()
    (folder / "assets").symlink_to(elsewhere)
    with pytest.raises(OutputRefused) as refused:
        plan(SITE, folder)
    assert refused.value.problem.advice == "Move assets to another folder."
    assert tree(elsewhere) == {"site.aaaaaaaaaa.css": b"theirs"}


def test_a_record_that_cannot_be_read(tmp_path):
    """With an unreadable record, nothing is known to be ours and nothing is touched; the hint works."""
    folder = tmp_path / "web"
    published(SITE, folder)
    (folder / RECORD).write_text("{")
    with pytest.raises(OutputRefused) as refused:
        plan(LATER, folder)
    assert refused.value.problem.advice == f"Delete {RECORD} and publish again. We then list all files that differ."
    (folder / RECORD).unlink()
    assert plan(LATER, folder)[0].unknown == ("assets/site.aaaaaaaaaa.css", "why.html")


def test_a_folder_full_of_other_files(tmp_path, monkeypatch):
    """A folder with too many other files is refused."""
    monkeypatch.setattr(publish_plan, "MOST_FILES", 20)
    folder = write_files({f"{number}.txt": "theirs" for number in range(30)}, tmp_path / "web")
    with pytest.raises(OutputRefused) as refused:
        plan(SITE, folder)
    assert "more than 20 files" in refused.value.problem.message


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (".", "It holds the site itself (site)."),
        ("..", "It holds the site itself (site)."),
        ("content/web", "It is in content/, which belongs to the site."),
        ("output", "It is in output/, which belongs to the site."),
        ("output/web", "It is in output/, which belongs to the site."),
        ("rehearsal", "A build made it, and the next build there replaces all of it."),
        ("site_config.yaml", "There is a file with that name."),
        ("no/such/web", "There is no folder no/such to put it in."),
        ("/", "This folder holds everything, or it is your home folder."),
    ],
)
def test_refused_folders(to, why, tmp_path, monkeypatch):
    """PUB-001: a folder of the site or of a build, the root, and a path that is no folder are refused as the target."""
    site = write_files({"content/a.md": "a", "site_config.yaml": "a", "rehearsal/.microsite": "a"}, tmp_path / "site")
    monkeypatch.chdir(site)
    with pytest.raises(OutputRefused) as refused:
        refuse_target(Path(to), Path(), (Path("content"),), Path("output"))
    assert refused.value.problem.message.replace("()", "(site)") == (
        f"We do not publish to this folder. {why.replace('(site)', '(.)')}" if "(site)" in why
        else f"We do not publish to this folder. {why}"
    )  # fmt: skip


#: Publishes a second site over a first, killed at each file operation in turn.
KILLED = """
import json, sys
from pathlib import Path
from microsite.publish import copy_site
from microsite.publish_plan import plan_copy, sha256
from tests.killed import killed_at

def pages(version, numbers):
    style = f"assets/site.{version * 10}.css"
    return {style: version.encode() * 99, "index.html": f"home {style}".encode()} | {
        f"{number}.html": f"page {number} {style}".encode() for number in numbers}
BEFORE, AFTER, THIRD = pages("a", range(8)), pages("b", range(4, 12)), pages("c", range(6, 10))

def publish(site, folder):
    plan, record = plan_copy({path: sha256(content) for path, content in site.items()}, folder)
    copy_site(site, folder, plan, record)
    return plan

def left_by(number, folder):
    publish(BEFORE, folder)
    ended = killed_at(number, lambda: publish(AFTER, folder))
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    known = [(path, content) for path, content in found.items() if "/." not in f"/{path}"]
    whole = all(content in (BEFORE.get(path), AFTER.get(path)) for path, content in known)
    styled = all(content.split()[-1].decode() in found for path, content in found.items() if path.endswith(".html"))
    site = AFTER if number % 2 else THIRD  # The same command again, or the next site.
    plan = publish(site, folder)
    left = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    left.pop(".microsite-published")
    return whole, styled, left == site, not plan.unknown and not plan.replaced, ended

found, number = [], 1
while not found or not found[-1][-1]:
    found.append(left_by(number, Path(sys.argv[1]) / str(number)))
    number += 1
print(json.dumps(found))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_cut_off_at_any_moment(tmp_path):
    """Wherever a copy is killed, no page is half written or without its styles, and the next run completes it."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    found = json.loads(done.stdout)
    assert len(found) > 50
    assert [number for number, case in enumerate(found, 1) if not all(case[:4])] == []


def test_says_how_far_it_came(tmp_path, monkeypatch):
    """PUB-004: a full disk stops a copy; the message says how far it got, and the hint works."""
    folder = tmp_path / "web"
    published(SITE, folder)
    write, left = publish._write, [3]

    def until_full(file, content):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        write(file, content)

    monkeypatch.setattr(publish, "_write", until_full)
    with pytest.raises(OutputRefused) as refused:
        published(LATER, folder)
    problem = refused.value.problem
    assert problem.code == "PUB-004"
    assert problem.message.startswith("We stopped after 2 of 3 files.")
    assert "No space left on device" in problem.message
    monkeypatch.setattr(publish, "_write", write)
    assert published(LATER, folder).cut_off
    assert content(folder) == LATER
