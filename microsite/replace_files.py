"""Replace the files of an output one by one: for a folder that cannot be renamed, such as a mount point."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterable
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
            replaced.make_way(path)
            (new / path).replace(output / path)
        shutil.rmtree(new, ignore_errors=True)
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
        #: The paths that were moved away or written, in order.
        self._paths: list[str] = []

    def make_way(self, path: str) -> None:
        """Keep a file that will be replaced; take away a file where a folder must go, or a folder where a file must."""
        for parent in reversed(Path(path).parents[:-1]):
            folder = self._output / parent
            if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
                self._move_away(parent.as_posix())
        file = self._output / path
        if file.is_dir() and not file.is_symlink():
            self._move_away(path)
        elif os.path.lexists(file):
            self._back_up(path)
        else:
            self._paths.append(path)
        file.parent.mkdir(parents=True, exist_ok=True)

    def remove_others(self, paths: Collection[str]) -> None:
        """Remove all files except some, and the folders that are left empty."""
        for path in list(_files_below(self._output)):
            if path not in paths:
                self._move_away(path)
        self._remove_empty_folders()

    def restore(self) -> bool:
        """Put everything back as it was, as far as the system allows; return whether that was possible."""
        all_back = True
        for path in reversed(self._paths):
            file, kept = self._output / path, self._before / path
            try:
                if file.is_dir() and not file.is_symlink():
                    shutil.rmtree(file)
                elif kept.is_dir() or not os.path.lexists(kept):
                    file.unlink(missing_ok=True)
                if os.path.lexists(kept):
                    file.parent.mkdir(parents=True, exist_ok=True)
                    kept.replace(file)
            except OSError:
                all_back = False
        self._remove_empty_folders()
        return all_back

    def discard(self) -> None:
        """Remove what was kept."""
        remove_whatever(self._before)

    def _remove_empty_folders(self) -> None:
        for folder, _, _ in os.walk(self._output, topdown=False):
            if Path(folder) != self._output and not Path(folder).is_relative_to(self._before):
                with contextlib.suppress(OSError):  # It is not empty.
                    Path(folder).rmdir()

    def _move_away(self, path: str) -> None:
        kept = self._before / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        (self._output / path).rename(kept)
        self._paths.append(path)

    def _back_up(self, path: str) -> None:
        kept = self._before / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self._output / path, kept, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(self._output / path, kept, follow_symlinks=False)
        self._paths.append(path)


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
