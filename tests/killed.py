"""A piece of work in a process of its own that is killed at one of its operations on files."""

import os
import signal
import sys
from collections.abc import Callable

COUNTED = "open os.mkdir os.rename os.remove os.rmdir os.link shutil.rmtree os.listdir os.scandir".split()


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do some work in a copy of this process, killed at the operation of this number; says whether it ended before."""
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
