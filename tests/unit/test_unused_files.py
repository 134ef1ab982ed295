"""Files with misleading names, copies of files, and leftovers of programs."""

import pytest

from microsite.load.file_copies import copied_from
from microsite.load.site_files import load_site_files
from tests.small_sites import SMALLEST, write_files


def found(folder, *files: str) -> list[tuple[str, str]]:
    """Return the code and file of each problem when these files are added to a small site."""
    write_files({**SMALLEST, **dict.fromkeys(files, "# Paths\n\nText.\n")}, folder)
    return [(problem.code, problem.location.file) for problem in load_site_files(folder).problems]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("content/02-paths.md.txt", "FILE-017"),
        ("content/02-paths.markdown.TXT", "FILE-017"),
        ("content/data/quotes.yml.txt", "FILE-017"),
        ("content/02-paths.md.md", "FILE-017"),
        ("content/02-paths", "FILE-010"),
        ("content/02-paths.md.docx", "FILE-010"),
        ("content/sub/02-paths.md", "FILE-018"),
        ("content/de/02-paths.md", "FILE-018"),
        ("content/Data/quotes.yaml", "FILE-018"),
        ("content/MEDIA/map.png", "FILE-018"),
        ("content/data/old/quotes.yaml", "FILE-018"),
        ("content/02-paths.mdx", "FILE-010"),
        ("content/02-paths.mdown", "FILE-010"),
        ("content/02-paths.docx", "FILE-010"),
        ("content/02-paths.rtf", "FILE-010"),
        ("content/02-paths.pages", "FILE-010"),
        ("content/map.png", "FILE-010"),
        ("content/02-paths.md.orig", "FILE-010"),
        ("content/site_config.yaml", "FILE-010"),
        ("site_config.yml", "FILE-010"),
        ("site-config.yaml", "FILE-010"),
        ("site_config.yaml.txt", "FILE-010"),
        ("site_config (1).yaml", "FILE-010"),
        ("content/02-paths.md.bak", "FILE-020"),
        ("content/#02-paths.md#", "FILE-020"),
        ("content/.md", "FILE-020"),
        ("content/.02-paths.md.icloud", "FILE-020"),
        ("content/02-paths (1).md", "FILE-019"),
        ("content/02-paths - Copy.md", "FILE-019"),
        ("content/Copy of 02-paths.md", "FILE-019"),
    ],
)
def test_named(tmp_path, file, code):
    """A file that is not used, though its author may expect it, is reported."""
    assert found(tmp_path, file) == [(code, file)]


@pytest.mark.parametrize(
    "file",
    [
        "content/02-paths.markdown",
        "content/.DS_Store",
        "content/Thumbs.db",
        "content/desktop.ini",
        "content/~$plan.docx",
        "content/.~lock.plan.odt#",
        "content/._01-why.md",
        "content/.01-why.md.swp",
        "content/.obsidian/workspace.md",
        "content/01-why.md.bak",
        "content/01-why.md~",
        "content/.02-paths.md",
        "content/media/2027/map.png",
        "content/media/map (1).png",
        "content/02-conflict-of-interest.md",
        "content/02-hard copy.md",
        "content/02-pc-2030.md",
        "content/02-phase (2027).md",
        "README.md",
    ],
)
def test_not_named(tmp_path, file):
    """System files, backups of existing files, and names that only look like copies are not reported."""
    assert found(tmp_path, file) == []


@pytest.mark.parametrize(
    "name",
    [
        "01-why (1)",
        "01-why - Copy",
        "01-why - Copy (2)",
        "01-why - Copy - Copy",
        "Copy of 01-why",
        "01-why copy",
        "01-why copy 2",
        "01-why (LAPTOP-123's conflicted copy 2026-01-02)",
        "01-why (conflicted copy 2026-01-02 120000)",
        "01-why-conflict-20260102-120000",
        "01-why.sync-conflict-20260102-120000-ABCDEFG",
        "01-why-LAPTOP-7A8B9C1",
        "01-WHY (1)",
    ],
)
def test_copies(tmp_path, name):
    """A copy next to its original is an error, and not a chapter."""
    assert found(tmp_path, f"content/{name}.md") == [("FILE-019", f"content/{name}.md")]
    assert list(load_site_files(tmp_path).chapters) == ["content/01-why.md"]


def test_copy_of_a_list(tmp_path):
    """A copy of a list is an error too."""
    files = ("content/data/quotes.yaml", "content/data/quotes (1).yaml")
    assert found(tmp_path, *files) == [("FILE-019", "content/data/quotes (1).yaml")]


def test_many_in_one_folder(tmp_path):
    """The files in a folder that is not read are reported once, for the folder."""
    assert found(tmp_path, *(f"content/sub/{number}.md" for number in range(5))) == [("FILE-018", "content/sub")]


def test_folder_in_capitals(tmp_path):
    """A folder with the wrong case is reported if the file system is case-sensitive."""
    write_files({"site_config.yaml": SMALLEST["site_config.yaml"], "Content/01-why.md": "# Why\n"}, tmp_path)
    problems = load_site_files(tmp_path).problems
    is_same = (tmp_path / "content").exists()
    assert [(problem.code, problem.location.file) for problem in problems] == (
        [] if is_same else [("FILE-018", "Content")]
    )


def test_copied_from():
    """The name of a copy's original keeps its extension; a name that is no copy's has none."""
    assert copied_from("plan (1).md") == "plan.md"
    assert copied_from("plan.md") == ""
