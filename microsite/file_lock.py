"""A lock on an open file or folder, which the system frees when its holder ends, even if it is killed."""

from __future__ import annotations

import os
import sys


def try_lock(lock: int) -> bool:
    """Try to take a lock, and return whether that worked; always true on a file system without locks."""
    if sys.platform == "win32":
        import msvcrt

        try:
            os.lseek(lock, 0, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True
