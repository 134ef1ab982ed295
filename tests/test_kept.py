"""More caches: compiled modules and templates, the record of a build with coarse clocks, the preview's pages.

Each is used while it is valid, and is ignored without a trace when it isn't.
"""

import os
import queue
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from microsite import record
from microsite.cli import engine_templates
from microsite.commands.recorded_build import YOUNG_NS, young_files
from microsite.file_states import Plain
from microsite.pipeline import make_site
from microsite.preview.builds import Builder, Choices, State
from microsite.problems import Severity
from microsite.record import BuildKey, load_record, unchanged
from microsite.render import engine_cache
from microsite.render.engine_cache import EngineCache
from microsite.store import Store
from microsite.write import MARKER
from tests.built_sites import ROOT
from tests.edited_site import Edited
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, tree, write_files
from tests.test_same_as_cold import at, run

NOW = "2027-04-01T12:00"
SAID = """\
Still to be supplied:
  site_config.yaml  accessibility

No problem was found. The site can be built."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """A copy of the program that tests may change, with nothing compiled."""
    folder = tmp_path_factory.mktemp("engine")
    for part in ("microsite", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("build.py", "pyproject.toml"):
        shutil.copy(ROOT / part, folder)
    write_files(SMALLEST, folder / "site")
    return folder


#: Runs the program, then prints which loader the pipeline came from.
TOLD = """
import sys
from microsite.quick_build import main
code = main()
print(type(sys.modules["microsite.pipeline"].__spec__.loader).__module__)
sys.exit(code)
"""


def start(engine: Path, command: str = "check", code: int = 0) -> tuple[str, bool]:
    """Run the copy in its own process; return its output, and whether its modules came from the bundle."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", TOLD, command, "--site", str(engine / "site"), "--now", NOW],
        check=False,
        capture_output=True,
        timeout=HANG_S,
        cwd=engine,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(engine)},
    )
    assert done.returncode == code, done.stdout.decode() + done.stderr.decode()
    said, _, loader = done.stdout.decode().rstrip().rpartition("\n")
    return said, loader.strip() == "microsite.import_bundle"


def replaced(file: Path, old: str, new: str) -> None:
    """Replace text in a file with text of the same length, and restore the file's modification time."""
    state, text = file.stat(), file.read_text(encoding="utf-8")
    assert old in text and len(old.encode()) == len(new.encode())
    file.write_text(text.replace(old, new), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.mark.full
def test_bundle_of_modules(engine):
    """Modules come from the bundle until one of the program's files changes or the bundle is damaged."""
    assert not start(engine, "build")[1]
    assert start(engine) == (SAID, True)
    (bundle,) = (engine / "microsite/__pycache__").glob("bundle.*.bin")
    whole = bundle.read_bytes()
    for damaged in (b"", whole[:1000], b"i\x01\x00\x00\x00", b"not marshalled", whole[: len(whole) // 2]):
        bundle.write_bytes(damaged)
        assert start(engine) == (SAID, False)
    bundle.write_bytes(whole)
    assert start(engine)[1]
    replaced(engine / "microsite/commands/check.py", "The site can be built.", "The site may be built.")
    assert start(engine) == (SAID.replace("site can", "site may"), False)
    replaced(engine / "microsite/commands/check.py", "The site may be built.", "The site can be built.")


@pytest.mark.full
def test_engine_cache(engine):
    """A cached result is used only for the very same text of an engine file; a damaged cache is rebuilt."""
    output = engine / "site/output"
    start(engine, "build")
    (kept,) = (engine / "templates/__pycache__").glob("engine.*.bin")
    first = tree(output)
    whole = kept.read_bytes()
    for damaged in (b"", whole[:500], b"[\x00\x00\x00\x00", b"not marshalled"):
        kept.write_bytes(damaged)
        shutil.rmtree(output)
        start(engine, "build")
        assert tree(output) == first
    page = engine / "templates/pages/not_found.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "{# A note. #}", encoding="utf-8")
    start(engine, "build")
    assert tree(output).keys() == first.keys()
    page.write_text(re.sub(r"<h1[^>]*>", r"\g<0>Lost? ", text), encoding="utf-8")
    start(engine, "build")
    assert b"Lost? " in (output / "404.html").read_bytes()
    page.write_text(text, encoding="utf-8")
    words, style = engine / "templates/locales/en.yaml", engine / "templates/styles/base.css"
    for file, said in ((words, "Page found nowhere"), (style, ".lost{color:red}")):
        text = file.read_text(encoding="utf-8")
        changed = text + said if file is style else text.replace("Page not found", said)
        file.write_text(changed, encoding="utf-8")
        start(engine, "build")
        assert any(said.encode() in content for content in tree(output).values()), file
        file.write_text(text, encoding="utf-8")
        start(engine, "build")
        assert tree(output) == first


def test_engine_cache_of_another_program(tmp_path, monkeypatch):
    """Results of another version of the program aren't used: its code may have made something else of the file."""
    made = []

    def of_text(said):
        cache = EngineCache(tmp_path)
        found = cache.get("words", "text", lambda: made.append(said) or {"key": said})
        cache.save()
        return found

    assert [of_text("first")["key"], of_text("second")["key"], made] == ["first", "first", ["first"]]
    monkeypatch.setattr(engine_cache, "code_version", lambda: b"another")
    assert of_text("third") == {"key": "third"}


@pytest.mark.full
def test_duties_of_the_program(engine):
    """A site's duties are checked again when the program's own list of duties has changed."""
    config, duties = engine / "site/site_config.yaml", engine / "microsite/duties/everywhere.yaml"
    usual, (known, *_) = (
        config.read_text("utf-8"),
        re.findall(r"^- id: (\S+)$", duties.read_text("utf-8"), re.MULTILINE),
    )
    waived = {"duty": known, "reason": "It is on another site.", "by": "Head of Communications", "date": "2027-01-04"}
    config.write_text(
        f"{usual}waived:\n- {{{', '.join(f'{key}: {value}' for key, value in waived.items())}}}\n", "utf-8"
    )
    start(engine, "build")
    replaced(duties, f"- id: {known}\n", f"- id: {known[:-1]}z\n")
    assert "DUTY-002" in start(engine, code=1)[0]
    replaced(duties, f"- id: {known[:-1]}z\n", f"- id: {known}\n")
    config.write_text(usual, "utf-8")


def test_young_files_by_their_times():
    """A file is young if it changed shortly before the build began, or later; with a coarse clock every file is."""
    began = 1_800_000_000_500_000_000
    old, young = began - YOUNG_NS - 1, began - YOUNG_NS

    def lines(*files: tuple[str, int, int]) -> str:
        return "\n".join(["content/", *(f"{name}\t5\t{mtime}\t{ctime}\t9" for name, mtime, ctime in files)])

    own = [("content/a.md", old, old), ("content/b.md", young, old), ("content/c.md", old, young)]
    assert young_files(lines(*own), began) == (["content/b.md", "content/c.md"], True)
    assert young_files(lines(*own, ("//microsite/cli.py", young, old)), began)[1] is False
    whole_s = 1_700_000_000_000_000_000
    coarse = [(f"content/{name}.md", whole_s, whole_s) for name in "abc"]
    assert young_files(lines(*coarse), began)[0] == [name for name, *_ in coarse]
    elsewhere = ("//microsite/cli.py", old, old)
    assert young_files(lines(*coarse, elsewhere), began) == ([name for name, *_ in coarse], True), "a drive of its own"
    assert young_files("a name\twith a tab\t5\t1\t1\t9", began) == ([], True)
    assert young_files("a\tname\nof two lines\t5\t1\t1\t9", began) == ([], False)


def test_same_size_edit_within_one_tick(tmp_path):
    """An edit that keeps a file's size, time and inode is noticed while the file is young, because it is read."""
    site = write_files(SMALLEST, tmp_path / "site")
    with at(NOW):
        assert run(site)[0] == 0
        key = BuildKey(os.fspath(site), os.fspath(site / "output"), "")
        record = load_record(key)
        assert record is not None and unchanged(key, record)
        assert "content/01-why.md" in record.racy
        chapter = site / "content/01-why.md"
        replaced(chapter, "everyone", "anybody!")
        record.inputs = key.inputs(Plain())  # As on a file system whose clock hasn't ticked in the meantime.
        assert not unchanged(key, record)
        record.racy = {}
        assert unchanged(key, record), "the record would not have noticed without reading"


def test_packages_elsewhere(tmp_path, monkeypatch):
    """An update of packages outside the program's own folder is noticed."""
    site = write_files(SMALLEST, tmp_path / "site")
    monkeypatch.setenv("MICROSITE_PACKAGES", str(tmp_path))

    def described(stamp: str) -> str:
        write_files({".venv/made-by-microsite.txt": stamp}, tmp_path)
        monkeypatch.setattr(record, "_engine", [])
        return BuildKey(os.fspath(site), os.fspath(site / "output"), "").inputs(Plain())

    before = described("first")
    assert described("second") != before
    key = BuildKey(os.fspath(site), os.fspath(site / "output"), "").text
    monkeypatch.delenv("MICROSITE_PACKAGES")
    assert BuildKey(os.fspath(site), os.fspath(site / "output"), "").text != key


def test_marker_deleted(tmp_path):
    """Without its marker, an output folder isn't recognised as ours: it is neither reported as built nor replaced."""
    edited = Edited(tmp_path / "site")
    with at(edited.now):
        assert run(edited.folder)[0] == 0
        (edited.folder / "output" / MARKER).unlink()
        before = tree(edited.folder / "output")
        code, said, repeated = run(edited.folder)
    assert (code, repeated) == (1, False)
    assert "OUT-001" in said
    assert tree(edited.folder / "output") == before


STEPS = [
    ("edit_text", 0),
    ("edit_title", 1),
    ("mistake", 1),
    ("revert", 0),
    ("change_list", 1),
    ("add_chapter", 2),
    ("rename_chapter", 1),
    ("change_config", 1),
    ("change_theme", 1),
    ("delete_chapter", 0),
    ("edit_text", 3),
]


@pytest.mark.parametrize("kept_on_disk", [False, pytest.param(True, marks=pytest.mark.full)])
def test_preview_is_a_cold_build(tmp_path, kept_on_disk):
    """After each save, the preview shows the same files and problems as a cold build."""
    edited = Edited(tmp_path / "site")
    now = datetime.fromisoformat(edited.now)
    states: queue.Queue[State] = queue.Queue()
    store = Store(edited.folder / ".microsite-cache" if kept_on_disk else None)
    builder = Builder(edited.folder, engine_templates(), store, lambda: now, states.put, Choices())
    builder.start()
    number = 0
    for step in [None, *STEPS]:
        before = dict(edited.files)
        if step is not None:
            edited.take(*step)
            both = before.keys() | edited.files.keys()
            builder.files_changed([path for path in both if before.get(path) != edited.files.get(path)])
        while (state := states.get(timeout=HANG_S)).number <= number:
            pass
        number = state.number
        cold = make_site(edited.folder, engine_templates(), now, store=Store(None))
        assert state.bug == ""
        assert state.failed == cold.has_errors
        if state.edition is None or state.failed:
            assert [each for each in state.problems if each.severity is Severity.ERROR] == [
                each for each in cold.problems if each.severity is Severity.ERROR
            ]
            continue
        build = state.edition.complete()
        assert build.problems == cold.problems
        shown = {path: bytes(build.files[path]) for path in build.files}
        assert shown == {path: bytes(cold.files[path]) for path in cold.files}
    builder.end()


def test_preview_goes_on_after_a_mistake_with_the_store(tmp_path, monkeypatch):
    """An exception while results are written to the store is reported, and the next save is still built."""
    edited = Edited(tmp_path / "site")
    now = datetime.fromisoformat(edited.now)
    states: queue.Queue[State] = queue.Queue()
    store = Store()
    end_run = store.end_run

    def fails() -> None:
        monkeypatch.setattr(store, "end_run", end_run)
        raise RuntimeError("the store is not what it was")

    monkeypatch.setattr(store, "end_run", fails)
    builder = Builder(edited.folder, engine_templates(), store, lambda: now, states.put, Choices())
    builder.start()
    first, told = states.get(timeout=HANG_S), states.get(timeout=HANG_S)
    assert not first.failed and told.number == first.number
    assert "the store is not what it was" in repr((told.bug, told.problems))
    edited.take("edit_text", 0)
    builder.files_changed(["content/10-why.md"])
    while (state := states.get(timeout=HANG_S)).number == first.number:
        pass
    assert (state.failed, state.bug) == (False, "")
    builder.end()
