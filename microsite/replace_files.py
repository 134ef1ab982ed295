"""Replace the files of an output one by one: for a folder that cannot be renamed, such as a mount point."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path

#: The folder inside the output that holds what was replaced until all is done.
BEFORE = ".before"


def replace_files(new: Path, output: Path, paths: Collection[str], marker: str) -> None:
    """Move files into an output: pages after the others, the home page last. Then remove what is not to be published.

    Args:
        new: a folder inside the output, with all files and the marker.
        output: the folder; each of its files is there at any moment, in its old or its new form.
        paths: the files to publish.
        marker: the name of the file that marks the folder as ours.

    Raises:
        OSError: the system does not allow it; everything was put back.
        HalfReplaced: nor does it allow to put everything back.
    """
    replaced = _Backup(output)
    try:
        for path in (marker, *sorted(paths, key=lambda path: (path.endswith(".html"), path == "index.html"))):
            replaced.put(new / path, path)
        replaced.remove_others({*paths, marker})
    except OSError as error:
        if not replaced.restore():
            raise HalfReplaced(error.errno, error.strerror) from error
        replaced.discard()
        raise
    replaced.discard()


class HalfReplaced(OSError):
    """Some files are new, and those that they replaced are in `BEFORE`."""


class _Backup:
    """What was in an output before, so that it can be put back."""

    def __init__(self, output: Path) -> None:
        self._output, self._before = output, output / BEFORE
        self.discard()
        #: What puts things back, for each that was moved away or written, in order; raises OSError.
        self._ways_back: list[Callable[[], object]] = []

    def put(self, new: Path, path: str) -> None:
        """Move a new file to its place; what is there is kept: a file, a folder, or a file where a folder must go."""
        for parent in reversed(Path(path).parents[:-1]):
            folder = self._output / parent
            if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
                self._move_away(parent.as_posix())
        file, kept = self._output / path, self._before / path
        if file.is_dir():
            self._move_away(path)
        backed_up = os.path.lexists(file)
        if backed_up:
            _back_up(file, kept)
        file.parent.mkdir(parents=True, exist_ok=True)
        new.replace(file)
        self._ways_back.append(partial(kept.replace, file) if backed_up else file.unlink)

    def remove_others(self, paths: Collection[str]) -> None:
        """Remove all files except some, and the folders that are left empty."""
        for path in list(_files_below(self._output)):
            if path not in paths:
                self._move_away(path)
        _remove_empty_folders(self._output, self._output, self._before)

    def restore(self) -> bool:
        """Put everything back as it was, as far as the system allows; return whether that was possible."""
        all_back = True
        for put_back in reversed(self._ways_back):
            try:
                put_back()
            except OSError:
                all_back = False
        _remove_empty_folders(self._output, self._output, self._before)
        return all_back

    def discard(self) -> None:
        """Remove what was kept."""
        remove_whatever(self._before)

    def _move_away(self, path: str) -> None:
        file, kept = self._output / path, self._before / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        file.rename(kept)

        def move_back() -> None:
            _remove_empty_folders(file)  # Those made in its place.
            kept.rename(file)

        self._ways_back.append(move_back)


def _remove_empty_folders(top: Path, *kept: Path) -> None:
    """Remove the empty folders in a folder, and the folder itself, except some."""
    for folder, _, _ in os.walk(top, topdown=False):
        if Path(folder) not in kept:
            with contextlib.suppress(OSError):  # It is not empty.
                Path(folder).rmdir()


def _back_up(file: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(file, kept, follow_symlinks=False)


def remove_whatever(path: Path) -> None:
    """Remove a folder with everything in it, or a file or link of that name, as far as the system allows."""
    if path.is_symlink() or path.is_file():
        with contextlib.suppress(OSError):
            path.unlink()
    shutil.rmtree(path, ignore_errors=True)


def _files_below(output: Path) -> Iterable[str]:
    for folder, folders, files in os.walk(output):
        inside = Path(folder).relative_to(output)
        if inside == Path():
            folders[:] = [each for each in folders if each != BEFORE]
        links = [each for each in folders if (Path(folder) / each).is_symlink()]
        yield from ((inside / name).as_posix() for name in (*files, *links))
