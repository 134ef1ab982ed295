"""The digests that the program uses, from Python's internal modules: `hashlib` loads OpenSSL, ten times the work.

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

__all__ = ["blake2b", "sha256", "uuid_of"]


def uuid_of(name: str) -> str:
    """Return the UUID that always stands for a name: what `uuid.uuid5` makes in the namespace of URLs (RFC 9562)."""
    from uuid import NAMESPACE_URL, UUID

    if TYPE_CHECKING:
        from hashlib import sha1
    else:
        try:
            from _sha1 import sha1
        except ImportError:
            from hashlib import sha1
    digest = sha1(NAMESPACE_URL.bytes + name.encode(), usedforsecurity=False).digest()
    return str(UUID(bytes=digest[:16], version=5))
