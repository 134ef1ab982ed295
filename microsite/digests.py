"""The two digests that are used, from Python's own modules: `hashlib` loads OpenSSL first, ten times the work.

Where this Python has no such modules, they are those of `hashlib`, which give the same.
"""

from __future__ import annotations

TYPE_CHECKING = False  # The module `typing` takes as long to import as all that runs before it.
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        from _sha2 import sha256  # From Python 3.12 on.
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["blake2b", "sha256"]
