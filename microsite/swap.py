"""Put one folder in the place of another: in one step if the system can, never half, and one process at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from types import FrameType

from microsite.file_lock import try_lock

#: How long to wait for another process that writes to the same place.
WAITS_S = 120.0
#: On Windows, a program that has a file open can block a rename for a moment: the pauses between further attempts.
_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8)
_AT_CWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


class StillWriting(OSError):
    """Another process has been writing to the same place for too long."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step; return False if the system or the file system cannot."""
    if sys.platform == "win32":
        return False
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            return library.renamex_np(*names, ctypes.c_uint(_RENAME_SWAP)) == 0
        return library.renameat2(_AT_CWD, names[0], _AT_CWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE)) == 0
    except AttributeError:  # An older system, without that function.
        return False


def rename(one: Path, other: Path) -> None:
    """Rename a folder; on Windows, keep trying for a second and a half if a program has a file in it open."""
    for pause_s in _PAUSES_S if os.name == "nt" else ():
        try:
            one.rename(other)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    one.rename(other)


def remove(folder: Path, marker: str) -> None:
    """Remove a folder of ours as far as the system allows, its marker last."""
    # Python recurses here, so folders nested a thousand deep are too many for it.
    with contextlib.suppress(OSError, RecursionError):
        with os.scandir(folder) as entries:
            for entry in list(entries):
                if entry.name == marker:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry, ignore_errors=True)
                else:
                    with contextlib.suppress(OSError):
                        Path(entry).unlink()
        if os.listdir(folder) == [marker]:
            (folder / marker).unlink()
        folder.rmdir()


@contextlib.contextmanager
def uninterrupted() -> Generator[None]:
    """Hold back SIGINT and SIGTERM until the block is done; then act on a SIGTERM, and ignore a Ctrl+C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    before = {number: signal.signal(number, hold) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if signal.SIGTERM in held:
            signal.raise_signal(signal.SIGTERM)


@contextlib.contextmanager
def only_writer(folder: Path, step: Callable[[str], None]) -> Generator[None]:
    """Let only one process at a time write to a folder; the system frees the lock when the process ends.

    Args:
        folder: need not exist; its parent must.
        step: called with a message while another process is waited for.

    Raises:
        StillWriting: another process is still writing after `WAITS_S`.
    """
    lock = _open_lock(folder)
    try:
        ends_s = time.monotonic() + WAITS_S
        while not try_lock(lock):
            if time.monotonic() > ends_s:
                raise StillWriting("another build has been writing to it for two minutes")
            step("Waiting for another build to finish")
            time.sleep(0.05)
        yield
    finally:
        os.close(lock)


def _open_lock(folder: Path) -> int:
    if sys.platform == "win32":
        import tempfile

        from microsite.digests import blake2b

        name = blake2b(os.path.normcase(os.path.abspath(folder)).encode(), digest_size=8).hexdigest()
        return os.open(Path(tempfile.gettempdir()) / f"microsite-{name}.lock", os.O_RDWR | os.O_CREAT)
    return os.open(folder.parent, os.O_RDONLY)  # Lock the parent folder itself, to leave no lock file.
