"""A lock on an open file or folder, which the system frees when its holder ends, however that ends."""

from __future__ import annotations

import os
import sys


def try_lock(lock: int) -> bool:
    """Try to take a lock; a file system without locks lets everybody through."""
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
