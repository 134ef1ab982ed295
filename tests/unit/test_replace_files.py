"""Files of an output are replaced one by one, and put back as they were if that fails halfway."""

import errno
import os
from pathlib import Path

import pytest

from microsite.replace_files import BEFORE, HalfReplaced, remove_whatever, replace_files
from tests.small_sites import write_files

MARKER = ".marker"
OLD = {
    "a/b/both.html": b"old",
    "a/b/page.html": b"old",
    "a/b/c/deep/file": b"old",
    "both.html": b"old",
    "index.html": b"old",
    "was-file": b"old",
    "was-folder/x/y": b"old",
    MARKER: b"old",
}
NEW = {
    "a/b/both.html": b"new",
    "a/b/new.html": b"new",
    "both.html": b"new",
    "index.html": b"new",
    "n/e/w/file": b"new",
    "was-file/z/file": b"new",
    "was-folder": b"new",
    MARKER: b"new",
}


def laid_out(tmp_path, old=OLD, new=NEW) -> tuple[Path, Path]:
    """Write an old output with the new files in a folder inside it; return the folder and the output."""
    output = tmp_path / "output"
    write_files(old, output)
    write_files(new, output / ".new")
    return output / ".new", output


def tree(folder) -> dict[str, bytes | str]:
    """Return everything in a folder by path: the bytes of files, where links lead, and nothing for folders."""
    found: dict[str, bytes | str] = {}
    for each in sorted(folder.rglob("*")):
        name = each.relative_to(folder).as_posix()
        if each.is_symlink():
            found[name] = str(each.readlink())
        else:
            found[name] = each.read_bytes() if each.is_file() else ""
    return found


def files(folder) -> dict[str, bytes | str]:
    """Return everything in a folder but folders, by path."""
    return {name: content for name, content in tree(folder).items() if content != ""}


def replaced(new, output) -> None:
    """Replace the output by what is in a folder of it."""
    replace_files(new, output, [path for path in files(new) if path != MARKER], MARKER)


def fails_at(monkeypatch, *names) -> None:
    """Let the system refuse to move each file of these names, in either direction."""
    for move in ("replace", "rename"):
        moves = getattr(Path, move)

        def moved(self, target, moves=moves):
            if Path(target).name in names:
                raise PermissionError(errno.EACCES, "in use")
            return moves(self, target)

        monkeypatch.setattr(Path, move, moved)


def test_all_are_replaced(tmp_path):
    """Files replace folders and folders files; what is not published is gone, folders too."""
    new, output = laid_out(tmp_path)
    replaced(new, output)
    folders = {"a", "a/b", "n", "n/e", "n/e/w", "was-file", "was-file/z"}
    assert tree(output) == dict(sorted({**NEW, **dict.fromkeys(folders, "")}.items()))


def test_order(tmp_path, monkeypatch):
    """The marker comes first, then what pages need, then pages, and the home page last."""
    new, output = laid_out(tmp_path, new={**NEW, "zoo.css": b"new", "zoo.html": b"new"})
    order: list[str] = []
    moves = Path.replace

    def moved(self, target):
        order.append(Path(target).relative_to(output).as_posix())
        return moves(self, target)

    monkeypatch.setattr(Path, "replace", moved)
    replaced(new, output)
    others = ["n/e/w/file", "was-file/z/file", "was-folder", "zoo.css"]
    assert order == [MARKER, *others, "a/b/both.html", "a/b/new.html", "both.html", "zoo.html", "index.html"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("hard_links", [True, False])
@pytest.mark.parametrize("fails", [False, True])
def test_links(fails, hard_links, tmp_path, monkeypatch):
    """Links in the output are replaced and, if it fails, put back; nothing happens to what they lead to."""
    elsewhere = write_files({"x": b"mine", "file": b"mine", "deep/x": b"mine"}, tmp_path / "elsewhere")
    new, output = laid_out(tmp_path)
    for path, leads in {
        "a/b/both.html": "deep",
        "both.html": "file",
        "n": "deep",
        "old-link": "x",
        "old-folder": "deep",
    }.items():
        remove_whatever(output / path)
        (output / path).symlink_to(elsewhere / leads)
    before = {path: content for path, content in tree(output).items() if not path.startswith(".new")}
    if not hard_links:
        monkeypatch.setattr(os, "link", refused)
    if fails:
        fails_at(monkeypatch, "index.html")
        with pytest.raises(PermissionError):
            replaced(new, output)
        remove_whatever(new)
        assert tree(output) == before
    else:
        replaced(new, output)
        assert files(output) == NEW
    assert files(elsewhere) == {"x": b"mine", "file": b"mine", "deep/x": b"mine"}


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("name", sorted({Path(path).name for path in {**NEW, "a/b/page.html": b""}}))
def test_put_back(name, links, tmp_path, monkeypatch):
    """Whichever file cannot be moved, everything is put back, on a drive without hard links as well."""
    new, output = laid_out(tmp_path)
    before = {path: content for path, content in tree(output).items() if not path.startswith(".new")}
    fails_at(monkeypatch, name)
    if not links:
        monkeypatch.setattr(os, "link", refused)
    with pytest.raises(PermissionError):
        replaced(new, output)
    remove_whatever(new)
    assert tree(output) == before


def test_cannot_be_put_back(tmp_path, monkeypatch):
    """If the system refuses to put a file back, the error says so, and the file is in the backup."""
    new, output = laid_out(tmp_path)
    moves = Path.replace

    def moved(self, target):
        if Path(target) == output / "index.html" or self == output / BEFORE / "both.html":
            raise PermissionError(errno.EACCES, "in use")
        return moves(self, target)

    monkeypatch.setattr(Path, "replace", moved)
    with pytest.raises(HalfReplaced) as failed:
        replaced(new, output)
    assert (failed.value.errno, failed.value.strerror) == (errno.EACCES, "in use")
    assert (output / BEFORE / "both.html").read_bytes() == b"old"
    # All others are back.
    remove_whatever(new)
    remove_whatever(output / BEFORE)
    assert files(output) == {**OLD, "both.html": b"new"}


@pytest.mark.parametrize("links", [True, False])
def test_leftover_backup(links, tmp_path, monkeypatch):
    """What an interrupted run left in the backup is not put back by a later one."""
    new, output = laid_out(tmp_path)
    write_files({"n/e/w/file": b"older", "index.html/x": b"older"}, output / BEFORE)
    fails_at(monkeypatch, "index.html")
    if not links:
        monkeypatch.setattr(os, "link", refused)
    with pytest.raises(PermissionError):
        replaced(new, output)
    remove_whatever(new)
    assert files(output) == OLD


def test_remove_whatever(tmp_path):
    """A folder, a file, a link to either, and a link to nothing are removed; what a link leads to stays."""
    write_files({"folder/a/b": b"", "file": b"", "kept/a": b""}, tmp_path)
    names = ["folder", "file", "none"]
    if os.name != "nt":
        for name, leads in {"to-folder": "kept", "to-file": "kept/a", "to-nothing": "nowhere"}.items():
            (tmp_path / name).symlink_to(tmp_path / leads)
            names.append(name)
    for name in names:
        remove_whatever(tmp_path / name)
    assert tree(tmp_path) == {"kept": "", "kept/a": b""}


def refused(*_: object, **__: object) -> None:
    """Fail like a drive without hard links."""
    raise OSError(errno.EPERM, "no links here")
