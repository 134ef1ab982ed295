"""The two digests that the program uses, from Python's internal modules: `hashlib` loads OpenSSL, ten times the work.

If this Python lacks those modules, the digests come from `hashlib`, with the same results.
"""

from __future__ import annotations

TYPE_CHECKING = False  # The module `typing` takes as long to import as everything that runs before it.
if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        from _sha2 import sha256  # Since Python 3.12.
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256

__all__ = ["blake2b", "sha256"]
