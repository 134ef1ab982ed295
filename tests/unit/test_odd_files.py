"""Files that a checkout cannot hold on every system: pipes, links, names that another system cannot have."""

import os
import sys
from pathlib import Path

import pytest

from microsite.load.plain_file import LARGEST_FILE_BYTES
from microsite.load.site_files import load_site_files
from microsite.problems import SiteUnreadable
from microsite.report import report_text

CONFIG = "title: Parks\n"


@pytest.fixture
def site(tmp_path):
    """Return a small site."""
    (tmp_path / "site" / "content" / "media").mkdir(parents=True)
    (tmp_path / "site" / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path / "site"


def report(site: Path) -> str:
    """Return the whole report on a site's files."""
    return report_text(load_site_files(site).problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe(site):
    """FILE-004: a named pipe is reported, and not waited for."""
    os.mkfifo(site / "content" / "01-why.md")
    assert report(site) == (
        "content/01-why.md: error FILE-004 not-a-plain-file\n"
        "  There is a pipe or a device where a file should be.\n"
        "  → Put the file itself here."
    )


def test_configuration_is_a_folder(tmp_path):
    """FILE-004: a folder in place of the configuration is reported."""
    (tmp_path / "site_config.yaml").mkdir()
    with pytest.raises(SiteUnreadable) as unreadable:
        load_site_files(tmp_path)
    assert [problem.code for problem in unreadable.value.problems] == ["FILE-004"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_link_out_of_the_site(site, tmp_path):
    """FILE-005: a file that a link outside the site leads to is not read."""
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    (site / "content" / "01-why.md").symlink_to(tmp_path / "secret.md")
    assert report(site) == (
        "content/01-why.md: error FILE-005 link-goes-outside\n"
        "  The link goes outside the site's folder.\n"
        "  → Delete the link, and put a copy of the file here."
    )
    assert load_site_files(site).chapters == {}


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_link_in_a_circle(site):
    """FILE-006: links that form a loop are reported, and the program terminates."""
    (site / "content" / "media" / "loop").symlink_to(site / "content" / "media", target_is_directory=True)
    (site / "content" / "02-self.md").symlink_to("02-self.md")
    assert report(site) == (
        "=== content/02-self.md: 1 error\n\n"
        "content/02-self.md: error FILE-006 link-goes-nowhere\n"
        "  The link goes nowhere, or round in a circle.\n"
        "  → Delete the link, and put the file itself here.\n\n"
        "=== content/media/loop: 1 error\n\n"
        "content/media/loop: error FILE-006 link-goes-nowhere\n"
        "  The link goes round in a circle.\n"
        "  → Delete the link."
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_names_that_windows_cannot_keep(site):
    """FILE-007: reserved names, and names with characters that Windows does not allow, are reported."""
    for name in ("aux.md", "why?.md", "trees .md", "con"):
        (site / "content" / name).write_text("# Why\n", encoding="utf-8")
    (site / "content" / "dot.").write_text("", encoding="utf-8")
    found = load_site_files(site).problems
    assert sorted((problem.location.file, problem.code) for problem in found if problem.code == "FILE-007") == [
        ("content/aux.md", "FILE-007"),
        ("content/con", "FILE-007"),
        ("content/dot.", "FILE-007"),
        ("content/why?.md", "FILE-007"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only here the two names are two files")
def test_names_that_fall_together(site):
    """FILE-008: names that differ only in case are the same file on other systems."""
    (site / "content" / "01-Why.md").write_text("# Why\n", encoding="utf-8")
    (site / "content" / "01-why.md").write_text("# Why\n", encoding="utf-8")
    assert report(site) == (
        "content/01-why.md: error FILE-008 names-clash\n"
        "  “01-why.md” and “01-Why.md” are the same file on Windows and macOS.\n"
        "  → Give one of them a different name."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only here the two names are two files")
@pytest.mark.parametrize("folder", ["content", "content/media"])
def test_names_that_look_alike(site, folder):
    """FILE-015: an accent that is encoded in two ways makes two files with one visible name, and both are listed."""
    (site / folder / "caf\u00e9.md").write_text("# One\n", encoding="utf-8")
    (site / folder / "cafe\u0301.md").write_text("# The other\n", encoding="utf-8")
    assert report(site) == (
        f"{folder}/café.md: error FILE-015 names-look-alike\n"
        "  The name “café.md” is there 2 times, with its accents written in different ways.\n"
        "  → They are “cafe\\u0301.md” (12 bytes) and “caf\\xe9.md” (6 bytes). Keep one of them, and delete the other "
        "or give it a different name."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only here the two names are two folders")
def test_folders_that_look_alike(site):
    """FILE-015: two folders of one visible name are reported too, because a Mac would merge them."""
    for name in ("caf\u00e9", "cafe\u0301"):
        (site / "content" / "media" / name).mkdir()
    [problem] = load_site_files(site).problems
    assert (problem.code, problem.location.file) == ("FILE-015", "content/media/café")


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name can be any bytes")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"content/caf\xe9.md", "content/café.md"),
        (b"content/data/caf\xe9.yaml", "content/data/café.yaml"),
        (b"content/media/\x81.png", "content/media/\\x81.png"),
        (b"theme/gr\xfcn.css", "theme/grün.css"),
        (b"theme/templates/gr\xfcn.html", "theme/templates/grün.html"),
    ],
)
def test_name_is_no_text(site, name, shown):
    """FILE-016: a name in another encoding is shown as the person who chose it would read it."""
    path = site / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    assert report(site) == (
        f"{shown}: error FILE-016 name-is-not-utf-8\n"
        "  The name of this file is not in UTF-8, so it cannot be the name of a page or a file.\n"
        "  → Rename the file, using letters, digits and hyphens. Such names often come from an old ZIP file or disk."
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name can be any bytes")
def test_folder_name_is_no_text(site):
    """FILE-016: a folder is reported once, not for each file in it."""
    folder = site / os.fsdecode(b"content/media/gr\xfcn")
    folder.mkdir()
    for name in (b"one.txt", b"tw\xf6.txt"):
        (folder / os.fsdecode(name)).write_bytes(b"x")
    [problem] = load_site_files(site).problems
    assert (problem.code, problem.location.file) == ("FILE-016", "content/media/grün")
    assert problem.message.startswith("The name of this folder is not")


@pytest.mark.skipif(sys.platform != "linux", reason="only here a name can hold such characters")
def test_control_characters_are_written_out(site):
    """A name cannot colour the terminal, or start a new line in the report."""
    (site / "content" / "red\x1b[31m\nx.md").write_text("# Red\n", encoding="utf-8")
    assert report(site).splitlines()[0] == ("content/red\\x1b[31m\\x0ax.md: error FILE-007 name-not-allowed-on-windows")


def test_too_large(site):
    """FILE-013: a film among the pictures is refused before it fills the memory."""
    with (site / "content" / "media" / "film.mp4").open("wb") as film:
        film.truncate(LARGEST_FILE_BYTES + 1)
    (site / "content/01-why.md").write_text("# Why\n\n[The film](media/film.mp4), ![A film](media/film.mp4)\n")
    (site / "content/data").mkdir(exist_ok=True)
    (site / "content/data/documents.yaml").write_text("- title: The film\n  file: content/media/film.mp4\n")
    assert report(site) == (
        "content/media/film.mp4: error FILE-013 file-too-large\n"
        "  The file is too large: 25 MB.\n"
        "  → Make it smaller than 25 MB, or link to it where it is."
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_not_allowed_to_read(site):
    """FILE-014: a file without read permission is reported."""
    chapter = site / "content" / "01-why.md"
    chapter.write_text("# Why\n", encoding="utf-8")
    chapter.chmod(0)
    assert [problem.code for problem in load_site_files(site).problems] == ["FILE-014"]


def test_what_systems_leave_behind(site):
    """Files that editors and systems leave behind are ignored silently."""
    for name in (".DS_Store", "~$why.md", "Thumbs.db", "why.md~", ".hidden.md"):
        (site / "content" / name).write_text("x", encoding="utf-8")
    assert report(site) == ""


def test_folder_that_is_not_there(tmp_path):
    """FILE-011: a folder that does not exist is reported as that."""
    with pytest.raises(SiteUnreadable) as unreadable:
        load_site_files(tmp_path / "nowhere")
    assert unreadable.value.problems[0].message == "The folder does not exist."
