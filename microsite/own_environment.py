"""Whether this Python is that of the program's own, complete environment: asked on every run, so it is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

#: The file that marks an environment as ours; when it is complete, it says what the environment was made from.
OURS = "made-by-microsite.txt"
#: The variable that is set for a process started in an environment, so that it cannot start itself again for ever.
STARTED = "MICROSITE_ENVIRONMENT"


def runs_in(environment: str, requirements: str, needed: Iterable[str]) -> bool:
    """Whether this Python is that of a complete environment.

    Args:
        environment: the environment's folder.
        requirements: the locked list that it was made from.
        needed: modules that must be there.
    """
    if os.path.realpath(sys.prefix) != os.path.realpath(environment):
        return False
    try:
        with open(os.path.join(environment, OURS), encoding="utf-8", errors="replace") as file:
            complete = file.read().strip() == stamp_of(environment, requirements)
        there = {
            name.partition(".")[0] for folder in sys.path if _holds_packages(folder) for name in os.listdir(folder)
        }
        complete = complete and there.issuperset(needed)
    except OSError:
        return False
    if complete:
        os.environ.pop(STARTED, None)
    return complete


def _holds_packages(folder: str) -> bool:
    return os.path.basename(folder) == "site-packages" and os.path.isdir(folder)


def stamp_of(environment: str, requirements: str) -> str:
    """Return the stamp of a complete environment: made from this list, by this Python, in this place."""
    from microsite.digests import sha256

    with open(requirements, "rb") as file:
        digest = sha256(file.read()).hexdigest()
    major, minor = sys.version_info[:2]
    return f"{digest} Python {major}.{minor} {sys.platform} {environment!a}"
