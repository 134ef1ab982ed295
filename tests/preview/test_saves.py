"""No save is lost, however it is made, and saves that belong together are built once."""

import os
import queue
import re
import threading
import time
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from microsite.cli import engine_templates
from microsite.preview.builds import LATEST_S, SETTLED_S, Builder, Choices, debounce_s
from microsite.preview.watcher import SiteWatcher
from microsite.store import Store
from tests.engines.server import HANG_S
from tests.preview.running import running, until
from tests.small_sites import CHAPTER, SMALLEST, tree, write_files


def test_output_is_not_touched(preview):
    """A preview does not write the output folder."""
    assert not (preview.site / "output").exists()


def test_save_during_a_build(mended):
    """Of many saves in quick succession, the last one is shown."""
    for number in range(60):
        mended.save("content/01-why.md", CHAPTER + f"\nSaved {number} times.\n")
        time.sleep(0.003)
    mended.shows("Saved 59 times.")


def test_save_within_a_second_of_the_last(mended):
    """A save straight after the last one was shown is shown too."""
    for number in range(3):
        mended.save("content/01-why.md", CHAPTER + f"\nAgain {number}.\n")
        mended.shows(f"Again {number}.")


def test_style_of_a_page_on_its_way(mended):
    """The styles and scripts of a page that was served before the last save are still served."""
    assets = re.findall(r'"(assets/[^"]+\.(?:css|js))"', mended.get("/why.html")[2])
    assert len(assets) >= 2
    mended.save("theme/site.css", "h1 { text-decoration: underline wavy; }")
    mended.save("site_config.yaml", SMALLEST["site_config.yaml"].replace("Millbrook.", "Newbrook."))
    mended.shows("Newbrook.", "/")
    until(lambda: assets[0] not in mended.get("/why.html")[2])
    for asset in assets:
        status, headers, _ = mended.get(f"/{asset}")
        assert (status, headers["Content-Type"].split(";")[0].split("/")[0]) == (200, "text"), asset


def test_older_time_stamp(mended):
    """A file that is copied in with an old timestamp is shown."""
    file = mended.site / "content/01-why.md"
    mended.save("content/01-why.md", CHAPTER + "\nFrom an old copy.\n")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    mended.shows("From an old copy.")
    mended.save("content/01-why.md", CHAPTER + "\nFrom an odd copy.\n")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    mended.shows("From an odd copy.")


def test_renamed_over(mended):
    """Saves by an editor that writes a temporary file and renames it over the old one are seen every time."""
    for number in range(3):
        mended.save("content/.01-why.md.tmp", CHAPTER + f"\nRenamed {number}.\n")
        (mended.site / "content/.01-why.md.tmp").replace(mended.site / "content/01-why.md")
        mended.shows(f"Renamed {number}.")
        mended.save(
            "site_config.yaml.tmp", (SMALLEST["site_config.yaml"]).replace("Millbrook.", f"Millbrook {number}.")
        )
        (mended.site / "site_config.yaml.tmp").replace(mended.site / "site_config.yaml")
        mended.shows(f"Millbrook {number}.", "/")


def test_folder_replaced(mended):
    """A folder that is moved away and back is watched as before."""
    (mended.site / "content").rename(mended.site / "away")
    until(lambda: mended.get("/why.html")[0] == 404)
    (mended.site / "away").rename(mended.site / "content")
    mended.shows("Parks are for everyone.")
    for number in range(3):
        mended.save("content/01-why.md", CHAPTER + f"\nBack again, {number}.\n")
        mended.shows(f"Back again, {number}.")


def test_five_files_at_once(mended):
    """Five files saved together are all built, and listed on the home page."""
    for number in range(5):
        mended.save(f"content/1{number}-new-{number}.md", f"# New {number}\n\nOne of five.\n")
    for number in range(5):
        mended.shows("One of five.", f"/new-{number}.html")
    assert all(f"new-{number}.html" in mended.get("/")[2] for number in range(5))


def test_saved_during_a_build(tmp_path):
    """All files saved during a build go into one build after it."""
    write_files(SMALLEST, tmp_path)
    told, go_on = queue.Queue(), threading.Event()

    def publish(state):
        told.put(state)
        go_on.wait(HANG_S)

    now = datetime.fromisoformat("2027-04-01T12:00")
    builder = Builder(tmp_path, engine_templates(), Store(), lambda: now, publish, Choices())
    builder.start()
    told.get(timeout=HANG_S)
    names = [f"content/1{number}-new-{number}.md" for number in range(5)]
    for name in names:
        write_files({name: "# New\n\nOne of five.\n"}, tmp_path)
        builder.files_changed([name])
    go_on.set()
    state = told.get(timeout=HANG_S)
    builder.end()
    assert (state.number, list(state.changed_files), len(state.edition.site.chapters)) == (2, names, 6)


@pytest.mark.parametrize("gap_s", [0.04, 0.1])
def test_files_that_trickle_in(gap_s):
    """The next build waits for all the files that a program saves in a row just after a build."""
    built_s = 100.0
    saved_s = [built_s + gap_s * number for number in range(1, 6)]
    for changed_s, next_s in pairwise(saved_s):
        assert debounce_s(changed_s, built_s, saved_s[0], changed_s) > next_s - changed_s
    assert debounce_s(saved_s[-1] + SETTLED_S, built_s, saved_s[0], saved_s[-1]) == pytest.approx(0)


def test_nobody_waits_for_files_without_end():
    """A save long after the last build is built at once, and a run of saves is never put off beyond `LATEST_S`."""
    assert debounce_s(200.0, 100.0, 200.0, 200.0) == 0
    assert debounce_s(100.1 + LATEST_S, 100.0, 100.1, 100.1 + LATEST_S) == 0
    assert debounce_s(100.9, 100.0, 100.1, 100.9) == pytest.approx(LATEST_S - 0.8)


def test_saved_again_at_once(tmp_path):
    """A file that is saved again with the same size right after it was read is read again."""
    file = write_files(SMALLEST, tmp_path) / "content/01-why.md"
    read = []
    saved = threading.Event()

    def changed(_):
        read.append(file.read_text(encoding="utf-8"))
        if not saved.is_set():
            file.write_text("second", encoding="utf-8")
            saved.set()

    watcher = SiteWatcher(tmp_path, engine_templates(), changed, events=False)
    file.write_text("first.", encoding="utf-8")
    watcher.check()
    watcher.start(None)
    until(lambda: read[-1:] == ["second"], lambda: str(read))
    watcher.end()


def test_added_renamed_removed(mended):
    """A new chapter gets a page, also under a new name once renamed, and has none once removed."""
    mended.save("content/03-trees.md", "# Trees\n\nTwo thousand.\n")
    mended.shows("Two thousand.", "/trees.html")
    (mended.site / "content/03-trees.md").rename(mended.site / "content/03-shade.md")
    mended.shows("Two thousand.", "/shade.html")
    (mended.site / "content/03-shade.md").unlink()
    until(lambda: mended.get("/shade.html")[0] == 404)


def test_without_events(tmp_path):
    """Without events from the system, as on a network drive, saves are found by polling."""
    write_files(SMALLEST, tmp_path)
    told = []
    watcher = SiteWatcher(tmp_path, engine_templates(), told.append, events=False)
    watcher.start(None)
    write_files({"content/01-why.md": CHAPTER + "\nMore.\n", "theme/site.css": "p{}"}, tmp_path)
    until(lambda: told)
    watcher.end()
    assert told == [["content/01-why.md", "theme/", "theme/site.css"]]


@pytest.mark.parametrize("at", [".", "site", "linked"])
def test_file_that_the_system_names(at, tmp_path, monkeypatch):
    """Events name the saved file relative to the site, however the site's folder was given; only that file is checked.

    On Windows the event's name can be the only trace of a file that was overwritten.
    """
    site = write_files(SMALLEST, tmp_path / "site")
    (tmp_path / "linked").symlink_to(site, target_is_directory=True)
    monkeypatch.chdir(site if at == "." else tmp_path)
    named = []

    class Told(SiteWatcher):
        def check(self, names=()):
            named.extend(names)
            super().check(names)

    watcher = Told(Path(at), engine_templates(), lambda _: None)
    watcher.start(None)
    file = site / "content/01-why.md"

    def is_named():
        file.write_text(f"{CHAPTER}\n", encoding="utf-8")
        return named

    until(is_named)
    watcher.end()
    assert {*named} == {"content/01-why.md"}


@pytest.mark.parametrize("part", ["content/01-why.md", "site_config.yaml"])
def test_saved_as_it_was(part, mended):
    """Saving a file without a change leaves the page as it is."""
    before = mended.get("/why.html")[2]
    mended.save(part, tree(mended.site)[part])
    mended.catch_up()
    assert mended.get("/why.html")[2] == before


def test_terminal_does_not_repeat_itself(tmp_path):
    """A save prints new problems; those already printed are only counted."""
    paths = {"content/02-paths.md": "# Paths\n\nEvery path is mended.\n"}
    site = write_files(
        {**SMALLEST, **paths, "content/03-play.md": "# Play\n\n<u>Really</u> everyone plays.\n"}, tmp_path
    )
    with running(site) as preview:
        preview.catch_up()
        preview.save("content/03-play.md", "# Play\n\nMore.\n\n<u>Really</u> everyone plays.\n")
        preview.catch_up()
        preview.save("content/04-trees.md", "# Trees\n\n<s onclick='x()'>Oaks</s> grow.\n")
        preview.catch_up()
        until(lambda: preview.lines("TEXT-002"))
        assert len(preview.lines("TEXT-001")) == 1
        assert preview.lines("none of them new")
