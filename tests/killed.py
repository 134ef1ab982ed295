"""Run work in its own process, which is killed at one of its file operations."""

import os
import signal
import sys
from collections.abc import Callable

COUNTED = "open os.mkdir os.rename os.remove os.rmdir os.link shutil.rmtree os.listdir os.scandir".split()


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Run work in a fork, killed at the file operation with this number; return whether it finished before that."""
    child = os.fork()
    if not child:
        left = [number]

        def count(event: str, _: object) -> None:
            left[0] -= event in COUNTED
            if event in COUNTED and not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status == 0
