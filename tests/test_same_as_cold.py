"""Caches save time and change nothing: every incremental build gives the same result as a cold one.

A small site is edited step by step. After each step it is built with everything that earlier builds have left, and a
copy of it is built cold: what is published and what is printed must be the same.
"""

import contextlib
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from microsite import cli, command_line, record, shared_work, store_disk, workers
from microsite.authoring.new_translation import original_mark
from microsite.commands import build as build_command
from microsite.model.site import Site
from microsite.quick_build import repeat_build
from microsite.render.engine_cache import EngineCache
from tests.built_sites import ROOT
from tests.conftest import ALL
from tests.edited_site import CHAPTERS, STEPS, TEMPLATE, Edited
from tests.engines.server import HANG_S
from tests.small_sites import CONFIG, states, tree, write_files

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
#: What a site is made of.
SITE_PARTS = ("site_config.yaml", "content", "theme")


@contextlib.contextmanager
def at(now: str, processes: int = 1) -> Iterator[pytest.MonkeyPatch]:
    """Set the program's clock, and how many processes may work at once."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SOURCE_DATE_EPOCH", "NO_COLOR"):
            patch.delenv(name, raising=False)
        clock = SimpleNamespace(now=moment.astimezone, fromisoformat=datetime.fromisoformat)
        patch.setattr(command_line, "datetime", clock)
        patch.setattr(record, "time", SimpleNamespace(time=moment.timestamp, time_ns=time.time_ns))
        patch.setattr(build_command, "save_bundle", lambda: None)
        for module in (workers, shared_work):
            patch.setattr(module, "cores", lambda: processes)
            # The test runner's thread that listens to its own processes only waits, so forking is safe; the program
            # itself has no such thread.
            patch.setattr(module, "can_fork", lambda: CAN_FORK)
        yield patch


def run(folder: Path, *arguments: str, quick: bool = True) -> tuple[int, str, bool]:
    """Do what build.py does, in a folder; return the exit code, the output and whether the last build was repeated."""
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.chdir(folder), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        repeated = repeat_build(list(arguments)) if quick else None
        code = cli.main(arguments) if repeated is None else repeated
    while (worker := workers.take_ready_worker()) is not None:
        worker.send(b"")
        worker.result()
    said.flush()
    return code, plain(said.buffer.getvalue().decode()), repeated is not None  # pyright: ignore


def plain(said: str) -> str:
    """Strip from the output what differs from a first build: how long it took, and that the last site is unchanged."""
    said = re.sub(r"in \d+\.\d seconds", "in some seconds", said.replace("\r\n", "\n"))
    return said.replace(" The last good site is unchanged.", "")


def copied(site: Path, folder: Path, addresses: bytes | None) -> Path:
    """Copy a site without anything that builds have left, except the record of published addresses."""
    folder.mkdir()
    for part in SITE_PARTS:
        if (site / part).is_dir():
            shutil.copytree(site / part, folder / part)
        elif (site / part).is_file():
            shutil.copy(site / part, folder)
    if addresses is not None:
        (folder / ".microsite-cache").mkdir(mode=0o700)
        (folder / ".microsite-cache/addresses.json").write_bytes(addresses)
    return folder


def addresses_of(site: Path) -> bytes | None:
    """Return the record of published addresses, or None if a build wouldn't read it."""
    file = site / ".microsite-cache/addresses.json"
    return file.read_bytes() if os.path.lexists(file) and record.is_own_file(str(file)) else None


def compare(edited: Edited, place: Path, *, processes: int = 1, check: bool = False) -> tuple[int, str, bool]:
    """Build a site with all that earlier builds have left, and a copy of it cold; the results must be the same."""
    output, before = edited.folder / "output", tree(edited.folder / "output")
    addresses = addresses_of(edited.folder)
    with tempfile.TemporaryDirectory(dir=place) as cold, at(edited.now, processes):
        if check:
            checked = run(edited.folder, "check", quick=False)
            assert tree(output) == before
            assert checked == run(copied(edited.folder, Path(cold, "checked"), addresses), "check", quick=False)
        code, said, repeated = run(edited.folder)
        copy = copied(edited.folder, Path(cold, "site"), addresses)
        with at(edited.now, 1):
            cold_code, cold_said, _ = run(copy, quick=False)
        assert (code, said) == (cold_code, cold_said)
        assert code in (0, 1)
        expected = tree(copy / "output") if code == 0 else before
        left = tree(output)
        assert {path for path in left.keys() | expected.keys() if left.get(path) != expected.get(path)} == set()
    return code, said, repeated


#: No shrinking: it would take minutes, since every try is a dozen builds.
PHASES = (Phase.explicit, Phase.generate)
#: Steps that must always be tried, in an order in which each has something to do.
EACH_ONCE = [
    ("touch", 1),
    ("edit_text", 0),
    ("change_theme", 1),
    ("damage_output", 0),
    ("mistake", 1),
    ("revert", 0),
    ("damage_store", 3),
    ("move_clock", 5),
]
OTHERS = [
    ("add_chapter", 2),
    ("edit_title", 2),
    ("change_list", 1),
    ("rename_chapter", 4),
    ("change_config", 1),
    ("delete_chapter", 0),
    ("damage_output", 4),
    ("move_clock", 0),
]


@settings(max_examples=40 if ALL else 1, deadline=None, derandomize=not ALL, database=None, phases=PHASES)
@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), min_size=4, max_size=8),
    check=st.booleans(),
    processes=st.sampled_from([1, 3]),
)
@example(steps=EACH_ONCE, check=True, processes=1)
@example(steps=OTHERS, check=False, processes=3)
def test_any_steps(tmp_path_factory: Any, steps: list[tuple[str, int]], check: bool, processes: int) -> None:
    """Whatever was done to a site, in whatever order, the next build and `check` give the same result as cold ones."""
    place = tmp_path_factory.mktemp("steps")
    edited = Edited(place / "site")
    assert compare(edited, place)[0] == 0
    for name, number in steps:
        edited.take(name, number)
        compare(edited, place, processes=processes, check=check)
    shutil.rmtree(place)


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A site that has been built once."""
    site = Edited(tmp_path / "site")
    assert compare(site, tmp_path)[0] == 0
    return site


def test_quick_path(edited, tmp_path):
    """If nothing has changed, the last build is repeated; the next day, and after an edit, it is not."""
    assert compare(edited, tmp_path)[2]
    edited.now = "2027-04-02T12:00"
    assert not compare(edited, tmp_path)[2]
    assert compare(edited, tmp_path)[2]
    edited.take("edit_text", 0)
    assert not compare(edited, tmp_path)[2]
    assert compare(edited, tmp_path)[2]
    edited.take("change_theme", 2)
    assert not compare(edited, tmp_path)[2]
    assert b">Ask us 2<" in tree(edited.folder / "output")["index.html"]


ORIGINAL = CHAPTERS["content/20-play.md"]
WELSH = f"""\
---
title: Chwarae
summary: Lle mae plant yn chwarae.
translation_of: {original_mark("content/20-play.md", ORIGINAL.encode())}
---

Siglenni.

## Ble

Gerllaw.
"""
#: What is done to a site, step by step: files that change (or, with None, are deleted), and lines of configuration.
LANGUAGE_STEPS: list[tuple[str, dict[str, str | None], str]] = [
    ("a second language", {}, "languages: [en-GB, cy]"),
    ("a translation", {"content/cy/20-play.md": WELSH}, ""),
    ("its original changes", {"content/20-play.md": ORIGINAL.replace("Swings", "Slides")}, ""),
    ("a copy", {"content/cy/10-why.md": CHAPTERS["content/10-why.md"]}, ""),
    ("later", {"content/cy/20-play.md": WELSH.replace("summary", "publish_on: 2027-04-10\nsummary")}, ""),
    ("a list", {"content/cy/data/faqs.yaml": "- question: Pwy?\n  answer: Tri o bobl.\n"}, ""),
    ("equal", {}, "languages: [en-GB, cy]\nequal: yes"),
    (
        "without translation",
        {"content/cy/20-play.md": None, "content/cy/data/faqs.yaml": None},
        "languages: [en-GB, cy]",
    ),
    ("public", {}, "languages: [en-GB, {tag: cy, public_since: 2027-03-01}]\npublish_only_complete: yes"),
    ("one language", {}, "language: en-GB"),
    ("held back", {}, "languages: [en-GB, {tag: cy, public_since: 2027-04-12}]\npublish_only_complete: yes"),
]


@pytest.mark.full
def test_languages(edited, tmp_path):
    """After each change to a site's languages, a build gives the same result as a cold one."""
    config = edited.files["site_config.yaml"]
    lines = ""
    for name, changes, own in LANGUAGE_STEPS:
        lines = own or lines
        files = {**changes, "site_config.yaml": f"{config}accept_unreviewed: yes\n{lines}\n"}
        for path, text in files.items():
            if text is None:
                (edited.folder / path).unlink()
        write_files({path: text for path, text in files.items() if text is not None}, edited.folder)
        if own.startswith("language: "):
            shutil.rmtree(edited.folder / "output")
        code, said, repeated = compare(edited, tmp_path)
        assert (code, repeated) == (0, False), (name, said)
    assert compare(edited, tmp_path, check=True)[2]
    assert "Welsh pages: not published" in said
    edited.now = "2027-04-12T12:00"
    assert not compare(edited, tmp_path)[2]
    assert (edited.folder / "output/cy/index.html").exists()


@pytest.mark.parametrize("config", ["publish_only_complete: yes", "publish_only_complete: no"])
def test_dates_of_a_translation(config, edited, tmp_path):
    """A translation that appears in the afternoon, and a day that passes in a language held back, are noticed."""
    same_words = "---\ntitle: Extra\n{}---\n\nSiglenni.\n"
    files = {
        "site_config.yaml": edited.files["site_config.yaml"]
        + f"accept_unreviewed: yes\nlanguages: [en-GB, cy]\n{config}\n",
        "content/50-extra.md": same_words.format("translation_of: 0000000000\n"),
        "content/cy/50-extra.md": same_words.format(""),
        "content/cy/10-why.md": "---\ntitle: Pam\npublish_on: 2027-04-01 15:00\n---\n\nParciau.\n",
        "content/cy/data/actions.yaml": "- what: Trwsio\n  due: 2027-06-14 14:00\n",
    }
    write_files(files, edited.folder)
    for now in ("2027-04-01T12:00", "2027-04-01T16:00", "2027-06-14T12:00", "2027-06-14T16:00"):
        edited.now = now
        _, said, repeated = compare(edited, tmp_path)
        assert not repeated, now
        assert ("up to date until 3pm on Thursday 1 April 2027 (today)" in said) == (now == "2027-04-01T12:00")
        assert compare(edited, tmp_path)[2], now


#: Prints the digests that the pages of a site in two languages depend on.
SHARED = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import datetime
from pathlib import Path
from microsite.cli import engine_templates
from microsite.language_plans import plan_languages
from microsite.load.site_files import load_site_files
from microsite.store import Store
folder = Path(sys.argv[2])
plans = plan_languages(load_site_files(folder), folder, engine_templates(), datetime(2027, 4, 1, 12), Store())
print(*(plan.shared.hex() for plan in plans))
"""


def test_same_digests_in_every_process(tmp_path):
    """What pages depend on has the same digest in every process, in whatever order that one keeps sets."""
    config = CONFIG + "accept_unreviewed: yes\nlanguages: [en-GB, cy]\n"
    welsh = {"content/cy/20-play.md": "---\ntitle: Chwarae\n---\n\nSiglenni.\n"}
    only_english = {f"content/5{number}-more.md": f"# More {number}\n\nA path.\n" for number in range(6)}
    folder = write_files({**CHAPTERS, **only_english, **welsh, "site_config.yaml": config}, tmp_path)
    printed = {
        subprocess.run(
            [sys.executable, "-c", SHARED, str(ROOT), str(folder)],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
            timeout=HANG_S,
        ).stdout
        for seed in range(1, 6)
    }
    assert len(printed) == 1 and len(printed.pop().split()) == 2


def test_approval_of_the_afternoon(tmp_path):
    """An approval dated later today is no reason to repeat the report of this morning, even if it is silenced."""
    folder = tmp_path / "site"
    more = "partners:\n  - {name: Friends of Parks, kind: Charity}\nsilence: [APPR-004]\n"
    write_files({**CHAPTERS, "site_config.yaml": CONFIG + more}, folder)
    with at("2027-03-20T12:00"):
        assert run(folder, "review", "--output", str(tmp_path / "review"))[0] == 0
        (pack,) = (file.stem for file in (folder / "sign-off/packs").iterdir() if file.suffix)
        said = (
            "--person",
            "A",
            "--role",
            "Chair",
            "--date",
            "2027-03-20",
            "--evidence",
            "A mail",
            "--recorded-by",
            "B",
        )
        assert run(folder, "approve", "Friends of Parks", "--pack", pack, *said)[0] == 0
    approvals = folder / "sign-off/approvals.yaml"
    for day, repeated in (("2027-03-20", True), ("2027-04-01 15:00", False)):
        approvals.write_text(approvals.read_text("utf-8").replace("2027-03-20", day), "utf-8")
        time.sleep(0.1)  # A record is only kept if its files are older than this.
        with at("2027-04-01T12:00"):
            assert [run(folder)[2], run(folder)[2]] == [False, repeated]
    with at("2027-04-01T16:00"):
        assert "hint" not in run(folder)[1]


def test_order_in_advice(edited, tmp_path):
    """Advice that lists the chapters is the same after their order has changed."""
    write_files({"content/30-paths.md": "# Paths\n\nSee [it](xylophone.md).\n"}, edited.folder)
    for one, other in ((1, 2), (3, 2)):
        write_files(
            {
                "content/10-why.md": f"---\norder: {one}\n---\n\n# Why\n\nParks.\n",
                "content/20-play.md": f"---\norder: {other}\n---\n\n# Play\n\n## Where\n\nSwings.\n",
            },
            edited.folder,
        )
        compare(edited, tmp_path)


@pytest.mark.parametrize("words", ["{% for c in site.chapters %}{{ c.title }}{% endfor %}", "{{ site.clock.now }}"])
def test_what_an_imported_template_reads(words, edited, tmp_path):
    """Each page that imports a theme's template depends on what that one reads, not only the first page."""
    imports = TEMPLATE.format('{% import "own.html" as own %}{{ own.read }}')
    files = {
        "theme/templates/own.html": "{% set read %}" + words + "{% endset %}",
        "theme/templates/pages/contact.html": imports,
        "theme/templates/pages/privacy.html": imports.replace("contact", "privacy"),
    }
    write_files(files, edited.folder)
    assert compare(edited, tmp_path)[0] == 0
    edited.take("edit_title", 1)
    edited.now = "2027-04-01T12:05"
    assert compare(edited, tmp_path)[0] == 0


#: Of what templates know of a site, the functions, and what Python prints with its place in memory.
NO_WORDS = {"clock", "chapters", "pages", "texts"}
NO_WORDS |= {"after_closing_in", "chapter_of_file", "chapters_on", "has_page", "media_file", "neighbours_of"}
NO_WORDS |= {"questions_on"}
OF_CHAPTERS = "body.digest file file_name headings html|length minutes path priority redirect_from slug summary title"
#: What a template prints: each part of a site, and each part of its chapters.
PRINTED = [
    *(f"site.{name}" for name in sorted({*Site.__struct_fields__, *dir(Site)} - NO_WORDS) if not name.startswith("_")),
    *(f"site.chapters[1].{name}" for name in OF_CHAPTERS.split()),
    *(f"site.chapters|map(attribute='{name}')|list" for name in ("headings", "title", "updated", "words")),
    "site.chapters|length",
    "site.chapters_on(1)|length",
    "site.chapter_of_file('20-play.md').title",
    "site.neighbours_of(site.chapters[1])[0].title",
    "site.texts|map(attribute='words')|list",
    "site.clock.interval",
]
#: Edits that change one thing at a time: a file, what is in it, and what takes its place.
EDITS = [
    ("content/20-play.md", "Swings", "Slides"),
    ("content/20-play.md", "## Where", "## Where to, and how {: #where }"),
    ("content/20-play.md", "title: Play", "title: Playing"),
    ("content/20-play.md", "summary: Where", "summary: Here is where"),
    ("content/20-play.md", "summary: Here", "updated: 2027-03-20\nredirect_from: [games.html]\nsummary: Here"),
    ("content/20-play.md", "Slides", "Slides and swings, and more than that, " + "on and on " * 300),
    ("content/40-later.md", "2027-04-10", "2027-04-11"),
    ("content/40-later.md", "title: Later", "title: Much later"),
    ("content/30-paths.md", "# Paths", "---\nexpire_on: 2027-12-01\n---\n\n# Paths"),
    ("content/30-paths.md", "2027-12-01", "2027-12-02"),
    ("content/data/faqs.yaml", "Three", "Four"),
    ("content/data/actions.yaml", "2027-06-14", "2027-06-15"),
    ("site_config.yaml", "2027-06-12", "2027-06-13"),
]


@pytest.mark.full
@pytest.mark.parametrize("printed", PRINTED)
def test_anything_that_a_template_prints(printed, tmp_path):
    """Whatever a theme's page prints, and nothing else, it is up to date after every build."""
    edited = Edited(tmp_path / "site")
    edited.files["theme/templates/pages/contact.html"] = TEMPLATE.format("{{ " + printed + " }}")
    write_files(edited.files, edited.folder)
    assert compare(edited, tmp_path)[0] == 0
    for path, old, new in EDITS:
        assert old in edited.files[path]
        edited.files[path] = edited.files[path].replace(old, new)
        write_files({path: edited.files[path]}, edited.folder)
        assert compare(edited, tmp_path)[0] == 0, path
    for step in (
        ("rename_chapter", 3),
        ("move_clock", 0),
        ("add_chapter", 2),
        ("move_clock", 1),
        ("delete_chapter", 0),
    ):
        edited.take(*step)
        compare(edited, tmp_path)


#: A template's words: the moment itself, in two ways, and whether the evening of a day has come.
OF_TIME = {
    "the moment": "{{ site.clock.now }}",
    "the moment in words": "{{ '%s' % site.clock.now.isoformat() }}",
    "an evening": "{{ site.clock.has_come(site.dates.closes.replace(month=4, day=1, hour=18)) }}",
}


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("words", OF_TIME)
def test_time_in_a_template(words, processes, edited, tmp_path, monkeypatch):
    """A theme's page about the moment is up to date, also if the last build did not render it."""
    monkeypatch.setattr(shared_work, "LEAST_PAGES", 2)
    template = TEMPLATE.format(OF_TIME[words])
    write_files({"theme/templates/pages/contact.html": template}, edited.folder)
    assert compare(edited, tmp_path, processes=processes)[0] == 0
    edited.take("edit_text", 1)
    assert compare(edited, tmp_path, processes=processes)[0] == 0
    assert compare(edited, tmp_path)[2] == (words == "an evening"), "only an evening stays what it is for a while"
    edited.now = "2027-04-01T12:01"
    assert compare(edited, tmp_path)[2] == (words == "an evening")
    edited.now = "2027-04-01T19:00"
    assert not compare(edited, tmp_path, processes=processes)[2]


def test_edit_while_it_starts(edited, tmp_path, monkeypatch):
    """An edit between the check for changes and the reading of the files is noticed next time."""
    edited.take("edit_text", 0)
    looked: list[int] = []
    describe = build_command.described_inputs

    def describe_then_save(key):
        described = describe(key)
        looked.append(described[0])
        edited.take("edit_text", 0)
        return described

    monkeypatch.setattr(build_command, "described_inputs", describe_then_save)
    with at(edited.now):
        began_ns = time.time_ns()
        assert not run(edited.folder)[2]
    monkeypatch.undo()
    assert looked and looked[0] >= began_ns
    assert not compare(edited, tmp_path)[2]
    assert compare(edited, tmp_path)[2]


def test_clock_set_back(edited, tmp_path):
    """After the clock is set back, a build gives the same result as a cold one."""
    edited.now = "2027-03-20T12:00"
    compare(edited, tmp_path)


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
@pytest.mark.parametrize(
    "processes", [pytest.param(1, marks=pytest.mark.full), 2, pytest.param(5, marks=pytest.mark.full)]
)
def test_number_of_processes(processes, tmp_path, monkeypatch):
    """One process and several make the same site, at first and after edits, and several are really started.

    Other processes also save what they have cached of the engine's files.
    """
    monkeypatch.setattr(shared_work, "LEAST_PAGES", 2)
    monkeypatch.setattr(shared_work, "LEAST_FRONTS", 1)
    monkeypatch.setattr(shared_work, "LEAST_CHAPTERS", 1)
    started = []
    begin = workers.Worker.__init__
    monkeypatch.setattr(workers.Worker, "__init__", lambda self, *work: (started.append(1), begin(self, *work))[1])
    (tmp_path / "saved").mkdir()
    monkeypatch.setattr(EngineCache, "save", lambda _: (tmp_path / "saved" / str(os.getpid())).touch())
    site = Edited(tmp_path / "site")
    assert compare(site, tmp_path, processes=processes)[0] == 0
    assert bool(started) == (processes > 1)
    saved_elsewhere = {file.name for file in (tmp_path / "saved").iterdir()} - {str(os.getpid())}
    assert bool(saved_elsewhere) == (processes > 1)
    for step in (("edit_text", 0), ("change_list", 1), ("change_config", 0)):
        site.take(*step)
        assert compare(site, tmp_path, processes=processes)[0] == 0


def die(*_: object) -> bytes:
    """Kill this process, as the system might."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
@pytest.mark.parametrize("when", ["in its work", "in a share of it", "before its job"])
def test_process_that_dies(when, edited, tmp_path, monkeypatch):
    """If a worker process is killed, the parent does its work, and the result is the same."""
    monkeypatch.setattr(shared_work, "LEAST_PAGES", 2)
    monkeypatch.setattr(shared_work, "LEAST_FRONTS", 1)
    monkeypatch.setattr(shared_work, "LEAST_CHAPTERS", 1)
    if when == "in its work":
        monkeypatch.setattr(shared_work, "_collected", die)
        monkeypatch.setattr(shared_work, "work_on_job", die)
        monkeypatch.setattr(shared_work.Store, "start_collecting", die)
    elif when == "in a share of it":
        monkeypatch.setattr(shared_work, "_collected", lambda *_: ((tmp_path / "died").touch(), die())[1])
    else:
        monkeypatch.setattr(shared_work, "get_ready", die)
    for chapter in range(3):
        edited.take("edit_text", chapter)
    edited.take("change_config", 0)
    take = workers.Worker.result
    monkeypatch.setattr(workers.Worker, "result", lambda self: (results.append(take(self)), results[-1])[1])
    results: list[bytes | None] = []
    with at(edited.now, 3):
        code, said, repeated = run(edited.folder)
        monkeypatch.undo()
    assert (tmp_path / "died").exists() if when == "in a share of it" else None in results
    left = tree(edited.folder / "output")
    with at(edited.now):
        copy = copied(edited.folder, tmp_path / "cold", addresses_of(edited.folder))
        assert (code, said, repeated) == run(copy, quick=False)
    assert left == tree(copy / "output")


@pytest.mark.parametrize("largest_bytes", [store_disk.LARGEST_FILE_BYTES, 0])
def test_other_files_stay_the_same_files(largest_bytes, edited, tmp_path, monkeypatch):
    """After an edit to one chapter, only files whose content has changed are rewritten, so a host copies no others.

    This also holds if the store is so large that it drops what the run doesn't ask for.
    """
    for _ in range(2):
        edited.take("change_config", 0)
        compare(edited, tmp_path)
    monkeypatch.setattr(store_disk, "LARGEST_FILE_BYTES", largest_bytes)
    output = edited.folder / "output"
    before, content = states(output), tree(output)
    edited.files["content/20-play.md"] += "\nAnd a slide.\n"
    edited.take("touch", 0)
    write_files(edited.files, edited.folder)
    assert compare(edited, tmp_path)[0] == 0
    changed = {path for path, each in tree(output).items() if content[path] != each}
    assert {path for path, each in states(output).items() if before[path] != each} == changed
    assert len(changed) < len(content) / 2 and any("play" in path for path in changed)


def test_failed_build_is_not_the_last_one(edited, tmp_path):
    """A failed build reports its problems each time; once the mistake is reverted, the site is built as before."""
    edited.take("mistake", 1)
    first = compare(edited, tmp_path)
    assert first[0] == 1 and not first[2] and "Nothing was built." in first[1]
    assert compare(edited, tmp_path) == first
    edited.take("revert", 0)
    assert compare(edited, tmp_path)[0] == 0
    assert compare(edited, tmp_path)[2]


def test_same_in_a_process_of_its_own(edited, tmp_path):
    """Caches in memory make no difference: build.py in a new process publishes the same."""
    for step in (*EACH_ONCE[:3], *OTHERS[:4]):
        edited.take(*step)
        with at(edited.now):
            run(edited.folder, "--now", edited.now)
    copy = copied(edited.folder, tmp_path / "cold", addresses_of(edited.folder))
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "NO_COLOR")}
    for folder in (edited.folder, copy):
        started = [sys.executable, str(ROOT / "build.py"), "--now", edited.now]
        ended = subprocess.run(
            started,
            check=False,
            cwd=folder,
            env={**kept, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            timeout=HANG_S,
        )
        assert ended.returncode == 0, ended.stdout.decode() + ended.stderr.decode()
    assert tree(edited.folder / "output") == tree(copy / "output")
