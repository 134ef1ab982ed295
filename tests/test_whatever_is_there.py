"""Files and streams that others have added, changed or closed affect neither the output nor the report, nor hang us."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from microsite import file_states, record, store, store_disk, write
from microsite.atomic_write import write_atomically
from microsite.file_states import DEEPEST, Plain
from microsite.load.outside import EarlierRecord, Outside
from microsite.load.site_files import load_site_files
from microsite.plan import _digest_of_files  # pyright: ignore[reportPrivateUsage]
from microsite.problems import OutputRefused
from microsite.record import BuildKey, Record
from microsite.store import Store
from microsite.store_disk import FILE, Disk
from microsite.workers import Worker
from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.small_sites import SMALLEST, states, tree, write_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files and streams")
WHEN = ("--now", "2027-04-01T12:00")
#: A template that includes another file.
INCLUDES = """\
{% extends "default/pages/contact.html" %}
{% block lede %}<p class="lede">{% include "NAME" %}</p>{% endblock %}
"""
#: A site with a warning, so that the quick path has something to report.
WARNED = {**SMALLEST, "theme/notes.txt": "Later: another colour."}


@pytest.fixture
def site(tmp_path):
    """A site with a warning that hasn't been built yet."""
    return write_files(WARNED, tmp_path / "site")


def build(site, *arguments, command=(), **given):
    """Build a site in a new process; return the exit code and the output, without the line that has the seconds."""
    ended = subprocess.run(
        [*command, sys.executable, str(ROOT / "build.py"), *arguments, *WHEN],
        cwd=site,
        capture_output=True,
        encoding="utf-8",
        timeout=HANG_S,
        check=False,
        **given,
    )
    assert "Traceback" not in ended.stderr
    said = ended.stdout + ended.stderr
    return ended.returncode, "\n".join(line for line in said.splitlines() if " seconds." not in line)


def test_said_again_as_json(site):
    """With --json, a repeated build prints exactly the same."""
    assert build(site, "--json") == build(site, "--json")


@pytest.mark.parametrize("damage", ["cut", "number", "details", "half"])
def test_damaged_record(damage, site):
    """A damaged record is ignored: the site is built, and the report is the same."""
    first = build(site)
    file = site / ".microsite-cache" / record.FILE
    content = file.read_bytes()
    assert Record.parse(content).report.warnings == 1
    changed = {
        "cut": content[:-20],
        "number": content.replace(b" 1 0 ", b" 9 0 "),
        "details": content[:-5] + b"x" * 5,
        "half": content[: content.index(b"output/")],
    }[damage]
    with pytest.raises(ValueError, match=r"[0-9a-f]{32}"):
        assert Record.parse(changed).details
    file.write_bytes(changed)
    assert build(site) == first
    assert Record.parse(file.read_bytes()).details


def test_record_of_details_that_are_none(site):
    """A record that is intact but whose details can't be parsed is ignored."""
    first = build(site)
    file = site / ".microsite-cache" / record.FILE
    known = Record.parse(file.read_bytes())
    known.details = b"[" * 100_000
    file.write_bytes(known.content())
    assert build(site) == first


def test_what_lies_beside_the_parts_is_seen(site):
    """A file next to the configuration that may be mistaken for it is reported, even if nothing else has changed."""
    build(site)
    shutil.copy(site / "site_config.yaml", site / "site_config.yml")
    assert "FILE-010" in build(site)[1]


def test_libraries_and_zones_are_part_of_a_record(tmp_path, monkeypatch):
    """Newly installed packages, other time zone data and another way to call the program change a record's key."""
    library = tmp_path / ".venv" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    library.mkdir(parents=True)
    monkeypatch.setenv("MICROSITE_PACKAGES", str(tmp_path))
    key = BuildKey("site", "output", "")
    keys = [key.text]
    os.utime(library, ns=(5, 5))
    keys.append(key.text)
    monkeypatch.setenv("PYTHONTZPATH", "zones")
    keys.append(key.text)
    zones = write_files({"tzdata.zi": "# version 2027a\n"}, tmp_path) / "tzdata.zi"
    monkeypatch.setattr(record, "ZONES", (str(zones),))
    keys.append(key.text)
    monkeypatch.setattr(record, "typed_program", lambda: "py build.py")
    keys.append(key.text)
    assert len(set(keys)) == 5
    assert key.text == keys[-1]


def test_zones_are_part_of_what_results_hang_on(tmp_path, monkeypatch):
    """With other time zone data, the code version changes, so that no earlier results are taken from the store."""
    versions = [store.code_version.__wrapped__()]
    monkeypatch.setenv("PYTHONTZPATH", "zones")
    versions.append(store.code_version.__wrapped__())
    zones = write_files({"tzdata.zi": "# version 2027a\n"}, tmp_path) / "tzdata.zi"
    monkeypatch.setattr(record, "ZONES", (str(zones),))
    versions.append(store.code_version.__wrapped__())
    assert len(set(versions)) == 3
    assert store.code_version.__wrapped__() == versions[-1]


def test_file_that_goes_while_it_is_looked_at(site, monkeypatch):
    """A file that disappears during the walk, such as an editor's temporary file, doesn't end the program."""
    plain = Plain()
    chapter = site / "content/01-why.md"

    def name_of(entry):
        chapter.unlink(missing_ok=True)
        return entry.name

    monkeypatch.setattr(file_states, "_name_of", name_of)
    assert "01-why.md" not in BuildKey(str(site), str(site / "output"), "").inputs(plain)
    assert not plain.all_plain


def test_very_deep_folders(site):
    """A site with absurdly deep folders is built as usual."""
    write_files({"content/media/" + "a/" * (DEEPEST + 5) + "note.txt": "Here."}, site)
    assert build(site) == build(site)


@pytest.mark.parametrize("name", ["note.txt", ".hidden.html", "__pycache__/x.html"])
def test_what_templates_include(name, site):
    """A change to a file that a template includes changes the page; files that no build looks at aren't found."""
    write_files(
        {
            "theme/templates/pages/contact.html": INCLUDES.replace("NAME", name),
            f"theme/templates/{name}": "First words.",
        },
        site,
    )
    code, said = build(site)
    if name != "note.txt":
        assert code == 1
        assert "THEME-001" in said and name in said
        return
    assert b"First words." in (site / "output/contact.html").read_bytes()
    write_files({f"theme/templates/{name}": "Other words."}, site)
    build(site)
    assert b"Other words." in (site / "output/contact.html").read_bytes()


def test_moment_of_an_earlier_text(site):
    """Earlier texts that differ only in their moment have different digests."""
    files = load_site_files(site)
    earlier = [EarlierRecord(as_of=day, digest="same", pages={}) for day in ("2027-01-01T00:00Z", "2027-02-01T00:00Z")]
    first, second = (replace(files, outside=replace(Outside(), earlier=each)) for each in earlier)
    assert _digest_of_files(first) != _digest_of_files(second)
    assert repr(earlier[0]) != repr(earlier[1])


@POSIX
@pytest.mark.parametrize("beside", ["-journal", "-wal", "-shm"])
def test_pipe_beside_the_store(beside, tmp_path):
    """A store with a named pipe next to it, which could block for ever, is not used."""
    kept = Store(tmp_path / "kept")
    kept.keep(kept.key("a"), "one")
    kept.flush()
    os.mkfifo(tmp_path / "kept" / f"{FILE}{beside}")
    kept = Store(tmp_path / "kept")
    assert kept.find(kept.key("a"), str) is None


def test_row_larger_than_any_of_ours(tmp_path, monkeypatch):
    """A row that is too large for memory is not read, and the file is replaced by a new one."""
    kept = Store(tmp_path / "kept")
    kept.keep(kept.key("a"), "one" * 10_000)
    kept.flush()
    monkeypatch.setattr(store_disk, "LARGEST_ROW_BYTES", 20_000)
    kept = Store(tmp_path / "kept")
    assert kept.find(kept.key("a"), str) is None
    kept = Store(tmp_path / "kept")
    kept.keep(kept.key("a"), "two")
    kept.flush()
    assert Store(tmp_path / "kept").find(kept.key("a"), str) == "two"


def test_more_than_our_table(tmp_path):
    """A store with a trigger in it is not used, and is deleted."""
    kept = Store(tmp_path / "kept")
    kept.keep(kept.key("a"), "one")
    kept.flush()
    connection = sqlite3.connect(tmp_path / "kept" / FILE)
    connection.execute("create trigger t after insert on results begin delete from results; end")
    connection.commit()
    connection.close()
    kept = Store(tmp_path / "kept")
    assert kept.find(kept.key("a"), str) is None
    assert not (tmp_path / "kept" / FILE).exists()
    assert Disk(tmp_path / "kept", writes=True).read(kept.key("a"), str) is None


@POSIX
def test_links_are_not_followed(tmp_path, monkeypatch):
    """A symlink in the place of a temporary file is not followed."""
    monkeypatch.setattr(os, "urandom", bytes)
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    (tmp_path / f"kept.{bytes(8).hex()}").symlink_to(mine)
    write_atomically(tmp_path / "kept", b"other")
    assert mine.read_text("utf-8") == "mine"


@POSIX
@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-", ">/dev/full"])
def test_streams_that_take_nothing(streams, site):
    """A closed stdout or stderr, or a full disk behind it, doesn't keep the site from being built."""
    if "full" in streams and not Path("/dev/full").exists():
        pytest.skip("this system has no such file")
    for _ in range(2):
        code, _ = build(site, command=("sh", "-c", f'exec "$@" {streams}', "sh"))
        assert code == 0
        assert (site / "output/index.html").is_file()
        write_files({"content/02-more.md": "# More\n\nA path.\n"}, site)


def test_no_process_is_to_be_had(monkeypatch):
    """If the system allows no more processes, a worker has no result, so that the caller does the work."""

    def refuse():
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse, raising=False)
    assert Worker(lambda: b"done").result() is None


def write_two(tmp_path, between, files=None):
    """Write an output folder twice with the same store, and do something in between."""
    files, store, output = files or {"index.html": b"1", "a.html": b"1"}, Store(tmp_path / "kept"), tmp_path / "output"
    for number in range(2):
        write.write_output(files, output, digest=lambda path: files[path], store=store)
        if not number:
            between(output)
    return output


@POSIX
@pytest.mark.parametrize("change", ["content", "mode"])
def test_output_that_was_changed_in_place(change, tmp_path):
    """A published file that was changed is rewritten, even if its size and time are the same as before."""

    def edit(output):
        state = (output / "a.html").stat()
        if change == "mode":
            (output / "a.html").chmod(0o600)
        else:
            (output / "a.html").write_bytes(b"x")
            os.utime(output / "a.html", ns=(state.st_atime_ns, state.st_mtime_ns))

    output = write_two(tmp_path, edit)
    assert (output / "a.html").read_bytes() == b"1"
    assert (output / "a.html").stat().st_mode == (output / "index.html").stat().st_mode


@POSIX
def test_files_have_the_mode_of_today(tmp_path):
    """Files that only their owner could read are rewritten for everybody once the umask allows that."""
    before = os.umask(0o077)
    try:
        output = write_two(tmp_path, lambda _: os.umask(0o022))
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in output.iterdir()}
    assert modes == dict.fromkeys((write.MARKER, "index.html", "a.html"), 0o644)


@pytest.mark.parametrize("way", ["other size", "other time", "other file"])
def test_other_program_writes_at_once(way, tmp_path, monkeypatch):
    """A file that another program changes right after the swap isn't taken for ours: the next build rewrites it."""
    swap, files = write._swap, {"index.html": b"1", "a.html": b"1"}  # pyright: ignore[reportPrivateUsage]

    def swap_and_change(new, output, old):
        swap(new, output, old)
        file = output / "a.html"
        time_ns = file.stat().st_mtime_ns
        if way == "other file":
            (output / "other").write_bytes(b"2")
            (output / "other").replace(file)
        else:
            file.write_bytes(b"other words" if way == "other size" else b"2")
        os.utime(file, ns=(0, time_ns + (way == "other time") * 1000))

    monkeypatch.setattr(write, "_swap", swap_and_change)
    output = write_two(tmp_path, lambda _: monkeypatch.setattr(write, "_swap", swap), files)
    assert {name: content for name, content in tree(output).items() if name in files} == files


def test_folder_with_our_number(tmp_path):
    """A folder with the name of our temporary folder, but with somebody else's files, is left untouched."""
    theirs = tmp_path / f".output.new-{os.getpid()}"
    write_files({"mine.txt": "mine"}, theirs)
    with pytest.raises(OutputRefused):
        write.write_output({"index.html": b"1"}, tmp_path / "output")
    assert tree(theirs) == {"mine.txt": b"mine"}
    shutil.rmtree(theirs)
    write.write_output({"index.html": b"1"}, tmp_path / "output")
    assert states(tmp_path / "output")
